"""Time a whole build, a build after one changed source file, and a check, as whole processes in turn.

Run it as ``python tests/benchmarks/rebuild.py [ROUNDS] [DATA]``. It prints the seconds of each round, the medians, the
ratio of the second to the first, and the peak memory of all.
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

from kgraph.paths import data_folder


def main(rounds: int, data: Path) -> None:
    """Run the benchmark and print what it found."""
    seconds: dict[str, list[float]] = {"whole": [], "one file": [], "check": []}
    with tempfile.TemporaryDirectory() as scratch:
        copy, out = Path(scratch, "data"), Path(scratch, "out")
        shutil.copytree(data, copy)
        changed = max((copy / "sources").glob("*.yaml"), key=lambda path: path.stat().st_size)
        for _ in range(rounds):
            shutil.rmtree(out, ignore_errors=True)
            seconds["whole"].append(_time("build", "--data", str(copy), "--out", str(out), cache=scratch))
            text = changed.read_text(encoding="utf-8")
            changed.write_text(_change_a_note(text), encoding="utf-8")
            seconds["one file"].append(_time("build", "--data", str(copy), "--out", str(out), cache=scratch))
            seconds["check"].append(_time("check", "--data", str(copy), cache=scratch))
    for name, each in seconds.items():
        print(f"{name:9} median {statistics.median(each):5.1f} s of", " ".join(f"{value:.1f}" for value in each))
    ratio = statistics.median(one / whole for one, whole in zip(seconds["one file"], seconds["whole"], strict=True))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"one file / whole: median of the pairs {ratio:.2f}; peak memory {peak:.0f} MB")


def _change_a_note(text: str) -> str:
    """Add to the locator of the first claim of a source, so that one attestation of it changes."""
    head, mark, tail = text.partition(" at: ")
    value, end, rest = tail.partition("}")
    return f"{head}{mark}{value.rstrip()}, note: Read again at {time.time_ns()}.{end}{rest}"


def _time(*arguments: str, cache: str) -> float:
    began = time.perf_counter()
    command = [sys.executable, "-m", "kgraph", *arguments]
    subprocess.run(
        command,
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "KGRAPH_CACHE": cache},
    )
    return time.perf_counter() - began


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else 5,
        Path(sys.argv[2]) if len(sys.argv) > 2 else data_folder(),
    )
