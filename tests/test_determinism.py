"""The same input gives the same bytes, wherever, whenever and in whatever order it is read."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from seed_data import seed_data_folder

from kgraph.manifest import CATALOGUE_FILE, GRAPH_FILE, MANIFEST_FILE, SOURCES_FILE

EXPORTS = (GRAPH_FILE, MANIFEST_FILE, CATALOGUE_FILE, SOURCES_FILE)

#: What differs between the machines of two people.
PLACES = {
    "here": {"PYTHONHASHSEED": "0"},
    "plain": {"PYTHONHASHSEED": "1", "LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "east": {"PYTHONHASHSEED": "2", "TZ": "Asia/Ho_Chi_Minh", "LANG": "vi_VN.UTF-8", "SOURCE_DATE_EPOCH": "1"},
    "turkish": {"PYTHONHASHSEED": "3", "TZ": "America/Bogota", "LANG": "tr_TR.UTF-8", "PYTHONOPTIMIZE": "1"},
}


def copy_in_another_order(target: Path) -> Path:
    """Copy the data so that a listing of its folders may give another order, and every file has another time."""
    for number, path in enumerate(sorted(seed_data_folder().rglob("*"), reverse=True)):
        if path.is_file():
            copy = target / path.relative_to(seed_data_folder())
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
            os.utime(copy, (1_000_000_000 + number, 1_000_000_000 + number))
    return target


def start(data: Path, out: Path, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "kgraph", "build", "--data", str(data), "--out", str(out)]
    return subprocess.Popen(
        command, env=os.environ | environment, cwd=out.parent, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("determinism")
    copy = copy_in_another_order(folder / "elsewhere" / "data")
    outs = {place: folder / place for place in PLACES}
    processes = [
        start(seed_data_folder() if place == "here" else copy, outs[place], environment)
        for place, environment in PLACES.items()
    ]
    told = [process.communicate(timeout=180)[1] for process in processes]
    assert [process.returncode for process in processes] == [0] * len(PLACES), told
    return outs


@pytest.mark.parametrize("place", [place for place in PLACES if place != "here"])
@pytest.mark.parametrize("name", EXPORTS)
def test_exports_are_the_same_bytes(name: str, place: str, builds: dict[str, Path]) -> None:
    assert (builds[place] / name).read_bytes() == (builds["here"] / name).read_bytes()


def test_stores_hold_the_same_quads(builds: dict[str, Path]) -> None:
    stores = [sorted(map(str, ox.Store.read_only(str(out / "store")))) for out in builds.values()]
    assert all(store == stores[0] for store in stores)


def test_exports_hold_neither_a_path_nor_the_time_of_the_build(builds: dict[str, Path]) -> None:
    texts = [
        (out / name).read_text(encoding="utf-8") for out in builds.values() for name in (MANIFEST_FILE, CATALOGUE_FILE)
    ]
    assert not any(str(builds["here"].parent) in text or str(seed_data_folder()) in text for text in texts)
    assert {out.joinpath(GRAPH_FILE).read_bytes()[4:8] for out in builds.values()} == {b"\0\0\0\0"}, "time in gzip"
