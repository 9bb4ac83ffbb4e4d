from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hostile.cases import source, write_good

import kgraph.freshness
from kgraph.build import build
from kgraph.dataset import Data
from kgraph.errors import Problem
from kgraph.freshness import is_fresh, take_page_prints, take_prints, write_prints
from kgraph.knowledge import KnowledgeGraph
from kgraph.records import Source
from kgraph.sources import read_data


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """Return a data folder and a folder that keeps the prints of it, with code and ontology of the test's own."""
    for name, file in (
        ("ontology", "ally.ttl"),
        ("sparql", "members.rq"),
        ("sparql/checks", "rule.rq"),
        ("code", "a.py"),
        ("code/templates", "atlas.html"),
        ("code/phrases", "atlas.json"),
        ("dist", "atlas.js"),
    ):
        (tmp_path / name).mkdir(exist_ok=True)
        (tmp_path / name / file).write_text("one", encoding="utf-8")
    monkeypatch.setattr(kgraph.freshness, "ontology_folder", lambda: tmp_path / "ontology")
    monkeypatch.setattr(kgraph.freshness, "questions_folder", lambda: tmp_path / "sparql")
    monkeypatch.setattr(kgraph.freshness, "assets_folder", lambda: tmp_path / "dist")
    monkeypatch.setattr(kgraph.freshness, "__file__", str(tmp_path / "code" / "freshness.py"))
    data, out = write_good(tmp_path / "data"), tmp_path / "out"
    out.mkdir()
    write_prints(take_prints(data), out)
    return data, out


def touch(path: Path) -> None:
    os.utime(path, (1_000_000_000, 1_000_000_000))


def append(path: Path) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write("#")


def change_one_byte(path: Path) -> None:
    raw = bytearray(path.read_bytes())
    raw[-1] ^= 1
    path.write_bytes(bytes(raw))
    touch(path)


FILES = [
    "data/sources/good.yaml",
    "data/entities/company.yaml",
    "data/countries.csv",
    "ontology/ally.ttl",
    "sparql/members.rq",
    "sparql/checks/rule.rq",
    "code/a.py",
]


def test_a_build_of_unchanged_files_is_fresh(folders: tuple[Path, Path]) -> None:
    data, out = folders
    assert is_fresh(out, data)


@pytest.mark.parametrize("file", FILES)
def test_a_touched_file_changes_nothing(file: str, folders: tuple[Path, Path], tmp_path: Path) -> None:
    data, out = folders
    touch(tmp_path / file)
    assert is_fresh(out, data)


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("change", [append, change_one_byte, Path.unlink], ids=["longer", "another-byte", "gone"])
def test_a_changed_file_makes_a_build_stale(
    change: Callable[[Path], None], file: str, folders: tuple[Path, Path], tmp_path: Path
) -> None:
    data, out = folders
    change(tmp_path / file)
    assert not is_fresh(out, data)


@pytest.mark.parametrize("file", FILES)
def test_an_added_file_makes_a_build_stale(file: str, folders: tuple[Path, Path], tmp_path: Path) -> None:
    data, out = folders
    old = tmp_path / file
    added = data / "left-out.csv" if old.suffix == ".csv" else old.with_name(f"added{old.suffix}")
    shutil.copy(old, added)
    assert not is_fresh(out, data)


PAGE_FILES = ["code/templates/atlas.html", "code/phrases/atlas.json", "dist/atlas.js"]


@pytest.fixture
def folders_with_page(folders: tuple[Path, Path]) -> tuple[Path, Path]:
    """Return the same where the build holds an atlas."""
    data, out = folders
    (out / "atlas.html").write_text("one", encoding="utf-8")
    write_prints({**take_prints(data), **take_page_prints()}, out)
    return data, out


@pytest.mark.parametrize("file", PAGE_FILES)
@pytest.mark.parametrize("change", [append, change_one_byte, Path.unlink], ids=["longer", "another-byte", "gone"])
def test_a_build_with_an_atlas_is_stale_when_what_the_atlas_is_made_of_changes(
    change: Callable[[Path], None], file: str, folders_with_page: tuple[Path, Path], tmp_path: Path
) -> None:
    data, out = folders_with_page
    assert is_fresh(out, data)
    change(tmp_path / file)
    assert not is_fresh(out, data)


@pytest.mark.parametrize("file", PAGE_FILES)
def test_a_build_without_an_atlas_does_not_depend_on_what_atlases_are_made_of(
    file: str, folders: tuple[Path, Path], tmp_path: Path
) -> None:
    data, out = folders
    append(tmp_path / file)
    assert is_fresh(out, data)


def test_a_build_whose_atlas_was_taken_away_is_fresh(folders_with_page: tuple[Path, Path]) -> None:
    data, out = folders_with_page
    (out / "atlas.html").unlink()
    assert is_fresh(out, data)


def test_a_renamed_file_makes_a_build_stale(folders: tuple[Path, Path]) -> None:
    data, out = folders
    (data / "sources" / "good.yaml").rename(data / "sources" / "better.yaml")
    assert not is_fresh(out, data)


def test_files_that_say_nothing_of_the_data_change_nothing(folders: tuple[Path, Path]) -> None:
    data, out = folders
    (data / "README.md").write_text("read me", encoding="utf-8")
    (data / "sources" / "good.yaml~").write_text("old", encoding="utf-8")
    assert is_fresh(out, data)


def test_a_folder_that_holds_no_build_is_not_fresh(folders: tuple[Path, Path], tmp_path: Path) -> None:
    assert not is_fresh(tmp_path / "nowhere", folders[0])


@pytest.mark.parametrize("kept", ["", "[]", "null", "{", '{"a": 1}', "3", "\ufeff{}", '"text"'])
def test_damaged_prints_are_not_fresh(kept: str, folders: tuple[Path, Path]) -> None:
    data, out = folders
    (out / "freshness.json").write_text(kept, encoding="utf-8")
    assert not is_fresh(out, data)


@pytest.mark.parametrize("print_", [None, 1, [], [1], "text", {}])
def test_a_damaged_print_of_one_file_is_not_fresh(print_: object, folders: tuple[Path, Path]) -> None:
    data, out = folders
    path = out / "freshness.json"
    kept = json.loads(path.read_text(encoding="utf-8"))
    kept["inputs"]["data/sources/good.yaml"] = print_
    path.write_text(json.dumps(kept), encoding="utf-8")
    assert not is_fresh(out, data)


def test_what_cannot_be_read_makes_no_print_and_no_failure(folders: tuple[Path, Path]) -> None:
    data, out = folders
    (data / "sources" / "folder.yaml").mkdir()
    (data / "sources" / "link.yaml").symlink_to("nothing.yaml")
    prints = take_prints(data)
    assert {"data/sources/folder.yaml", "data/sources/link.yaml"}.isdisjoint(prints)
    assert not is_fresh(out, data)


def test_a_file_that_changes_while_it_is_read_makes_the_build_stale(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = write_good(tmp_path / "data")

    def read_changed(folder: Path, kept: Mapping[str, Source] | None) -> tuple[Data, list[Problem]]:
        (data / "sources" / "good.yaml").write_text(
            source() + "  - {subject: bolt, relation: name, object: Bolt, at: Bolt}\n"
            "  - {subject: safe-net, relation: name, object: Safe, at: Safe}\n",
            encoding="utf-8",
        )
        return read_data(folder, kept)

    with monkeypatch.context() as patched:
        patched.setattr("kgraph.build.read_data", read_changed)
        build(data, tmp_path / "out")
    assert not is_fresh(tmp_path / "out", data)
    build(data, tmp_path / "out")
    assert is_fresh(tmp_path / "out", data)


@pytest.mark.parametrize("name", ["catalogue.json", "graph.nq.gz", "manifest.json", "store/CURRENT", "store/*.sst"])
@pytest.mark.parametrize("harm", ["cut short", "gone"])
def test_a_build_that_lost_something_is_not_fresh(name: str, harm: str, tmp_path: Path) -> None:
    data, out = write_good(tmp_path / "data"), tmp_path / "out"
    build(data, out)
    assert is_fresh(out, data)
    path = max(out.glob(name))
    if harm == "gone":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:-1])
    assert not is_fresh(out, data)


def test_asking_a_build_leaves_it_fresh(tmp_path: Path) -> None:
    data, out = write_good(tmp_path / "data"), tmp_path / "out"
    build(data, out)
    assert KnowledgeGraph(out).ask("SELECT * { ?s ?p ?o } LIMIT 1")[1]
    assert is_fresh(out, data)
