"""Time a whole build, a build after one changed source file, and a check, as whole processes in turn.

Run it as ``python tests/benchmarks/rebuild.py [ROUNDS] [DATA]``. It prints the seconds of each round, the medians, the
ratio of the second to the first, by the clock and by the processor (which tells more where the machine is busy), and the
peak memory of all.
"""

from __future__ import annotations

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from kgraph.paths import data_folder


class Times(NamedTuple):
    """Seconds that a process took, by the clock and of the processor."""

    clock: float
    processor: float


def main(rounds: int, data: Path) -> None:
    """Run the benchmark and print what it found."""
    seconds: dict[str, list[Times]] = {"whole": [], "one file": [], "check": []}
    with tempfile.TemporaryDirectory() as scratch:
        copy, out = Path(scratch, "data"), Path(scratch, "out")
        shutil.copytree(data, copy)
        changed = max((copy / "sources").glob("*.yaml"), key=lambda path: path.stat().st_size)
        publisher = changed.read_text(encoding="utf-8").partition("\npublisher: ")[2].split()[0]
        for _ in range(rounds):
            shutil.rmtree(out, ignore_errors=True)
            seconds["whole"].append(_time("build", "--data", str(copy), "--out", str(out), cache=scratch))
            with changed.open("a", encoding="utf-8") as file:
                file.write(f"  - {{subject: {publisher}, relation: acronym, object: A{time.time_ns()}, at: A}}\n")
            seconds["one file"].append(_time("build", "--data", str(copy), "--out", str(out), cache=scratch))
            seconds["check"].append(_time("check", "--data", str(copy), cache=scratch))
    for name, each in seconds.items():
        values = " ".join(f"{times.clock:.1f}" for times in each)
        sys.stdout.write(f"{name:9} median {statistics.median(times.clock for times in each):5.1f} s of {values}\n")
    pairs = list(zip(seconds["one file"], seconds["whole"], strict=True))
    clock = statistics.median(one.clock / whole.clock for one, whole in pairs)
    processor = statistics.median(one.processor / whole.processor for one, whole in pairs)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    sys.stdout.write(
        f"one file / whole: median of the pairs {clock:.2f} by the clock, {processor:.2f} by the processor\n"
    )
    sys.stdout.write(f"peak memory {peak:.0f} MB\n")


def _time(*arguments: str, cache: str) -> Times:
    began, used = time.perf_counter(), _used()
    command = [sys.executable, "-m", "kgraph", *arguments]
    subprocess.run(
        command,
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "KGRAPH_CACHE": cache},
    )
    return Times(time.perf_counter() - began, _used() - used)


def _used() -> float:
    """Return the seconds of the processor that all child processes so far have used."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else 5,
        Path(sys.argv[2]) if len(sys.argv) > 2 else data_folder(),
    )
