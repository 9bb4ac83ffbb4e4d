"""Whatever happens to a build, what lies in its place is whole: the old graph or the new one."""

from __future__ import annotations

import contextlib
import gzip
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hostile.cases import MEMBER, source, write_good

from kgraph.knowledge import KnowledgeGraph
from kgraph.manifest import GRAPH_FILE

if sys.platform == "win32":
    pytest.skip("needs signals and limits of POSIX", allow_module_level=True)

ROUNDS = 15
TIMEOUT = 120

_BOLT = MEMBER.replace("acme", "bolt")


#: Runs the command line on a disk on which no file can be larger than so many bytes.
_ON_FULL_DISK = """
import resource, sys
size = int(sys.argv.pop(1))
resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
from kgraph.cli import main
main(prog_name="kgraph")
"""


def start(data: Path, out: Path, size: int | None = None) -> subprocess.Popen[str]:
    program = ["-m", "kgraph"] if size is None else ["-c", _ON_FULL_DISK, str(size)]
    command = [sys.executable, *program, "build", "--data", str(data), "--out", str(out)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def finish(process: subprocess.Popen[str]) -> tuple[int, str]:
    _, errors = process.communicate(timeout=TIMEOUT)
    return process.returncode, errors


def build(data: Path, out: Path, size: int | None = None) -> tuple[int, str]:
    return finish(start(data, out, size))


def read_whole(out: Path) -> bytes:
    """Return the exported graph of a build, after a look at whether all of the build is there and says the same."""
    graph = KnowledgeGraph(out)
    lines = gzip.decompress((out / GRAPH_FILE).read_bytes()).decode().splitlines()
    assert sorted(f"{quad} ." for quad in graph.store) == sorted(lines)
    assert json.loads((out / "manifest.json").read_text(encoding="utf-8")) == graph.manifest
    return "\n".join(lines).encode()


def left_over(out: Path) -> list[str]:
    return [path.name for path in out.parent.glob(f".{out.name}.new-*")]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with two data folders, and the build of each."""
    folder = tmp_path_factory.mktemp("crash")
    write_good(folder / "small")
    claims = [MEMBER, _BOLT, *(f"{{subject: acme, relation: name, object: Acme {n}, at: Acme {n}}}" for n in range(40))]
    write_good(
        folder / "large",
        {
            "good": source(*claims),
            "more": source("{subject: safe-net, relation: name, object: S, at: S}", url="https://example.org/more"),
        },
    )
    processes = [start(folder / name, folder / f"{name}-build") for name in ("small", "large")]
    assert [finish(process) for process in processes] == [(0, ""), (0, "")]
    return folder


class Forker:
    """A process that has imported everything and builds in children of its own: a round takes only as long as a build."""

    _PROGRAM = """
import json, os, sys
from pathlib import Path
import pyshacl
from kgraph.build import build
for line in sys.stdin:
    pid = os.fork()
    if not pid:
        build(*map(Path, json.loads(line)))
        os._exit(0)
    print(pid, flush=True)
    print(os.waitpid(pid, 0)[1], flush=True)
"""

    def __init__(self) -> None:
        command = [sys.executable, "-c", self._PROGRAM]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def start(self, data: Path, out: Path) -> int:
        """Begin a build and return the id of the process that does it."""
        assert self._process.stdin
        self._process.stdin.write(json.dumps([str(data), str(out)]) + "\n")
        self._process.stdin.flush()
        return self._read()

    def finish(self) -> int:
        """Wait for the build and return how it ended, as ``os.waitpid`` tells it."""
        return self._read()

    def close(self) -> None:
        self._process.communicate(timeout=TIMEOUT)

    def _read(self) -> int:
        assert self._process.stdout
        return int(self._process.stdout.readline())


def test_a_build_killed_at_any_moment_leaves_a_whole_graph(world: Path) -> None:
    out = world / "killed"
    graphs = {name: read_whole(world / f"{name}-build") for name in ("small", "large")}
    forker = Forker()
    forker.start(world / "small", out)
    began = time.monotonic()
    assert forker.finish() == 0
    duration = time.monotonic() - began
    chance = random.Random(20261121)
    old, killed = "small", 0
    for number in range(ROUNDS):
        new = "large" if old == "small" else "small"
        before = set(left_over(out))
        process = forker.start(world / new, out)
        if number % 2:  # while it writes; the others at any moment
            wait_for_writing(out, before)
            time.sleep(chance.uniform(0, 0.05))
        else:
            time.sleep(chance.uniform(0, duration))
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
        killed += forker.finish() != 0
        found = read_whole(out)
        assert found in (graphs[old], graphs[new]), f"round {number}"
        old = new if found == graphs[new] else old
    assert killed > ROUNDS / 3
    forker.start(world / "large", out)
    assert forker.finish() == 0
    forker.close()
    assert (read_whole(out), left_over(out)) == (graphs["large"], [])


def wait_for_writing(out: Path, before: set[str]) -> None:
    limit = time.monotonic() + TIMEOUT
    while time.monotonic() < limit:
        new = set(left_over(out)) - before
        if any((out.parent / name / "new" / GRAPH_FILE).exists() for name in new):
            return
        time.sleep(0.001)
    raise AssertionError("the build never began to write")


def test_two_builds_at_once_into_one_folder_both_succeed(world: Path) -> None:
    out = world / "shared"
    processes = [start(world / name, out) for name in ("small", "large")]
    assert [finish(process) for process in processes] == [(0, ""), (0, "")]
    graphs = [read_whole(world / f"{name}-build") for name in ("small", "large")]
    assert (read_whole(out) in graphs, left_over(out)) == (True, [])


def copy_build(world: Path, name: str) -> Path:
    return Path(shutil.copytree(world / "small-build", world / name))


@pytest.mark.parametrize("size", [0, 40_000])
def test_a_full_disk_leaves_the_old_graph_and_is_told(size: int, world: Path) -> None:
    out = copy_build(world, f"full-{size}")
    old = read_whole(out)
    code, errors = build(world / "large", out, size)
    assert (code, "Traceback" in errors) == (2, False)
    assert errors.startswith(f"Error: {out}: cannot be written (")
    assert errors.endswith("): free space or name another folder\n")
    assert (read_whole(out), left_over(out)) == (old, [])


def test_a_full_disk_leaves_nothing_where_nothing_was(world: Path) -> None:
    out = world / "full-at-first"
    code, _ = build(world / "small", out, 0)
    assert (code, out.exists(), left_over(out)) == (2, False, [])


def test_wrong_data_leave_the_old_graph(world: Path, tmp_path: Path) -> None:
    out = copy_build(world, "wrong")
    old = read_whole(out)
    wrong = write_good(tmp_path / "data", {"good": source("{subject: acme")})
    code, errors = build(wrong, out)
    assert (code, errors.startswith("Error: data/sources/good.yaml:10: not YAML")) == (1, True)
    assert (read_whole(out), left_over(out)) == (old, [])


def test_a_folder_that_is_no_file_is_told_as_a_fault_of_the_data(tmp_path: Path) -> None:
    data = write_good(tmp_path / "data")
    (data / "sources" / "folder.yaml").mkdir()
    remedy = "put a file of this name here, or take it away"
    assert build(data, tmp_path / "out") == (1, f"Error: data/sources/folder.yaml:1: is no file: {remedy}\n")


def test_a_foreign_folder_is_refused_and_kept(world: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").write_text("years of work", encoding="utf-8")
    remedy = "holds 'thesis.doc', which is of no build of kgraph's: name an empty or new folder"
    assert build(world / "small", tmp_path) == (2, f"Error: {tmp_path}: {remedy}\n")
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.doc"]


def test_a_data_folder_is_never_taken_for_the_place_of_a_build(world: Path) -> None:
    before = sorted(path.name for path in (world / "small").rglob("*"))
    code, errors = build(world / "small", world / "small")
    assert (code, "which is of no build of kgraph's" in errors) == (2, True)
    assert sorted(path.name for path in (world / "small").rglob("*")) == before
