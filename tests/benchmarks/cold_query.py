"""How long a cold ``kgraph query`` takes, whole process, against importing rdflib: run in turn, ratios pair by pair.

    python tests/benchmarks/cold_query.py [RUNS]

The aim is a ratio of 0.6 or less. Quote the median; a wide spread says that the machine was busy.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

#: The script that users run, beside the interpreter that runs this benchmark.
_KGRAPH = str(Path(sys.executable).parent / "kgraph")
_QUERY = [_KGRAPH, "query", "members", "--set", "alliance=tech-coalition"]


def main() -> None:
    """Build once, then time both commands in turn and print the spread of each and of their ratio."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 21
    with tempfile.TemporaryDirectory() as folder:
        out = str(Path(folder) / "build")
        subprocess.run([_KGRAPH, "build", "--out", out], check=True, capture_output=True)
        query = [*_QUERY, "--out", out]
        rdflib = [sys.executable, "-c", "import rdflib"]
        for command in (query, rdflib):  # once without counting: files come into the cache
            time_command(command)
        pairs = [(time_command(query), time_command(rdflib)) for _ in range(runs)]
    show("kgraph query, seconds", [query_time for query_time, _ in pairs])
    show("import rdflib, seconds", [rdflib_time for _, rdflib_time in pairs])
    show("ratio", [query_time / rdflib_time for query_time, rdflib_time in pairs])


def time_command(command: list[str]) -> float:
    """Return the seconds from start to end of a process."""
    began = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - began


def show(name: str, figures: list[float]) -> None:
    """Print least, median and greatest."""
    least, middle, greatest = min(figures), statistics.median(figures), max(figures)
    sys.stdout.write(f"{name:24} min {least:.3f}  median {middle:.3f}  max {greatest:.3f}\n")


if __name__ == "__main__":
    main()
