"""A build on top of the last one holds and refuses what a whole build would."""

from __future__ import annotations

import gzip
import json
import random
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pyoxigraph as ox
import pytest
from edits import WORLD, add_claim, change_label, change_locator, drop_source, edit_at_random

import kgraph.sources
import kgraph.validation
from kgraph.baseline import read_baseline
from kgraph.build import build
from kgraph.dataset import Data
from kgraph.engine import open_store
from kgraph.errors import DataError, Problem
from kgraph.freshness import take_prints
from kgraph.manifest import CATALOGUE_FILE, GRAPH_FILE, MANIFEST_FILE, SOURCES_FILE
from kgraph.sources import read_data
from kgraph.yaml_reader import Document

EXPORTS = (GRAPH_FILE, MANIFEST_FILE, CATALOGUE_FILE, SOURCES_FILE)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return Path(shutil.copytree(WORLD, tmp_path / "data"))


@pytest.fixture
def out(data: Path, tmp_path: Path) -> Path:
    """Return a whole build of the data as they are at first."""
    build(data, tmp_path / "out")
    return tmp_path / "out"


def inputs_of(data: Path) -> dict[str, str]:
    return {name: each[2] for name, each in take_prints(data).items()}


@pytest.mark.parametrize("change", [add_claim, drop_source, change_label, change_locator])
def test_a_build_on_the_last_one_is_the_same_as_a_whole_one(
    change: Callable[[Path], None], data: Path, out: Path, tmp_path: Path
) -> None:
    change(data)
    assert read_baseline(out, inputs_of(data)) is not None
    build(data, out)
    build(data, tmp_path / "whole")
    assert (out / GRAPH_FILE).read_bytes() == (tmp_path / "whole" / GRAPH_FILE).read_bytes()
    assert set(open_store(out)) == set(open_store(tmp_path / "whole"))


#: What a build makes: the bytes of its files and the quads of its store, or what is wrong with the data.
Outcome: TypeAlias = tuple[dict[str, bytes], set[ox.Quad]] | list[Problem]


def try_build(data: Path, out: Path) -> Outcome:
    try:
        build(data, out)
    except DataError as error:
        return error.problems
    return {name: (out / name).read_bytes() for name in EXPORTS}, set(open_store(out))


@pytest.mark.parametrize("seed", range(3))
def test_builds_on_builds_are_the_same_as_whole_ones_whatever_is_edited(
    seed: int, data: Path, out: Path, tmp_path: Path
) -> None:
    chance = random.Random(seed)
    for step in range(4):
        before = Path(shutil.copytree(data, tmp_path / f"before-{step}"))
        for _ in range(chance.randint(1, 3)):
            edit_at_random(data, chance)
        outcome = try_build(data, out)
        assert outcome == try_build(data, tmp_path / f"whole-{step}"), f"step {step}"
        if isinstance(outcome, list):  # refused: the editor takes it back
            shutil.rmtree(data)
            before.rename(data)


def test_only_source_files_that_changed_are_read_again(data: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    read_yaml = kgraph.sources.read_yaml  # type: ignore[attr-defined]

    def note(path: Path, name: str) -> Document:
        read.append(path.name)
        document: Document = read_yaml(path, name)
        return document

    monkeypatch.setattr("kgraph.sources.read_yaml", note)
    change_locator(data)
    build(data, out)
    assert [name for name in read if (data / "sources" / name).exists()] == ["harbour-members.yaml"]


def test_what_was_kept_is_what_is_read(data: Path, out: Path) -> None:
    baseline = read_baseline(out, inputs_of(data))
    assert baseline
    assert baseline.sources == read_data(data)[0].sources


def test_a_source_that_changed_while_it_was_read_is_not_kept(
    data: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = data / "sources" / "harbour-members.yaml"
    old = path.read_text(encoding="utf-8")

    def read_changed(*arguments: Any) -> tuple[Data, list[Problem]]:
        change_locator(data)
        return read_data(*arguments)

    drop_source(data)
    path.write_text(old + "# a remark\n", encoding="utf-8")
    with monkeypatch.context() as patched:
        patched.setattr("kgraph.build.read_data", read_changed)
        build(data, out)
    path.write_text(old + "# a remark\n", encoding="utf-8")
    baseline = read_baseline(out, inputs_of(data))
    assert baseline
    assert "harbour-members" not in baseline.sources
    assert "buoy-doubts" in baseline.sources


def test_what_is_wrong_in_a_source_that_was_kept_is_told_with_its_line(data: Path, out: Path, tmp_path: Path) -> None:
    text = (data / "entities" / "company.yaml").read_text(encoding="utf-8")
    (data / "entities" / "company.yaml").write_text(text.replace("acme-video:", "acme-film:"), encoding="utf-8")
    problems = try_build(data, out)
    assert isinstance(problems, list)
    assert any(problem.file.endswith("harbour-members.yaml") and problem.line > 1 for problem in problems)
    assert problems == try_build(data, tmp_path / "whole")


@pytest.mark.skipif(sys.platform == "win32", reason="needs links")
def test_a_source_that_became_a_link_out_of_the_folder_is_refused_though_it_was_kept(
    data: Path, out: Path, tmp_path: Path
) -> None:
    path = data / "sources" / "buoy-doubts.yaml"
    path.rename(tmp_path / "elsewhere.yaml")
    path.symlink_to(tmp_path / "elsewhere.yaml")
    with pytest.raises(DataError, match="a link out of the data folder"):
        build(data, out)


def test_a_small_change_changes_the_store_and_leaves_its_tables(data: Path, out: Path) -> None:
    tables = {path.name for path in (out / "store").glob("*.sst")}
    change_locator(data)
    build(data, out)
    assert tables <= {path.name for path in (out / "store").glob("*.sst")}


def test_a_store_of_many_tables_is_written_anew(data: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kgraph.build._MANY_TABLES", 0)
    before = {path.name for path in (out / "store").glob("*.sst")}
    change_locator(data)
    build(data, out)
    assert len(list((out / "store").glob("*.sst"))) <= len(before)
    assert set(open_store(out)) == set(
        ox.parse(gzip.decompress((out / GRAPH_FILE).read_bytes()), format=ox.RdfFormat.N_QUADS)
    )


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return how many quads each call of the shapes' checker got, the classes of the ontology left out."""
    sizes = []
    take_part = kgraph.validation._take_part

    def count(*arguments: object) -> set[ox.Quad]:
        part = take_part(*arguments)  # type: ignore[arg-type]
        sizes.append(len(part))
        return part

    monkeypatch.setattr(kgraph.validation, "_take_part", count)
    return sizes


def test_only_what_changed_and_its_neighbours_are_checked(data: Path, out: Path, checked: list[int]) -> None:
    whole = len(gzip.decompress((out / GRAPH_FILE).read_bytes()).splitlines())
    change_locator(data)
    build(data, out)
    assert len(checked) == 1
    assert 0 < checked[0] < whole / 5


def test_nothing_is_checked_where_nothing_changed(data: Path, out: Path, checked: list[int]) -> None:
    build(data, out)
    assert checked == [0]


def break_shapes(quads: list[ox.Quad]) -> list[ox.Quad]:
    """Give an attestation a second locator, which the shapes refuse and no reader lets through."""
    quad = next(quad for quad in quads if quad.predicate.value.endswith("#locator"))
    return [*quads, ox.Quad(quad.subject, quad.predicate, ox.Literal("another", language="en"), quad.graph_name)]


def test_what_is_new_and_wrong_is_refused(data: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build_graph = kgraph.build.build_graph  # type: ignore[attr-defined]
    monkeypatch.setattr("kgraph.build.build_graph", lambda *arguments: break_shapes(build_graph(*arguments)))
    with pytest.raises(DataError, match="shapes"):
        build(data, out)


def test_what_loses_its_class_is_refused_where_others_refer_to_it(
    data: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_graph = kgraph.build.build_graph  # type: ignore[attr-defined]

    def lose(*arguments: Any) -> list[ox.Quad]:
        quads: list[ox.Quad] = build_graph(*arguments)
        return [
            quad for quad in quads if not (_ends(quad.subject, "/harbour-alliance") and _ends(quad.predicate, "#type"))
        ]

    monkeypatch.setattr("kgraph.build.build_graph", lose)
    with pytest.raises(DataError, match="shapes"):
        build(data, out)


def _ends(term: object, end: str) -> bool:
    return isinstance(term, ox.NamedNode) and term.value.endswith(end)


@pytest.mark.parametrize("name", ["ontology/shapes.ttl", "code/graph.py"])
def test_other_shapes_or_code_are_no_ground(name: str, data: Path, out: Path) -> None:
    inputs = inputs_of(data)
    assert read_baseline(out, inputs) is not None
    assert read_baseline(out, {**inputs, name: "other"}) is None


def test_another_checker_is_no_ground(data: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kgraph.baseline.describe_checker", lambda: "pyshacl 0.0")
    assert read_baseline(out, inputs_of(data)) is None


@pytest.mark.parametrize("name", [GRAPH_FILE, SOURCES_FILE])
def test_a_damaged_file_is_no_ground(name: str, data: Path, out: Path) -> None:
    (out / name).write_bytes((out / name).read_bytes()[:-9])
    assert read_baseline(out, inputs_of(data)) is None


def test_sources_of_another_build_are_no_ground(data: Path, out: Path) -> None:
    text = (out / SOURCES_FILE).read_text(encoding="utf-8")
    assert "harbour-alliance" in text
    (out / SOURCES_FILE).write_text(text.replace("harbour-alliance", "open-sea-network"), encoding="utf-8")
    assert read_baseline(out, inputs_of(data)) is None


@pytest.mark.parametrize("content", ["", "{}", '{"kind": "build", "format": 2, "outputs": []}'])
def test_a_damaged_manifest_is_no_ground(content: str, data: Path, out: Path) -> None:
    (out / MANIFEST_FILE).write_text(content, encoding="utf-8")
    assert read_baseline(out, inputs_of(data)) is None


def test_no_build_is_no_ground(data: Path, tmp_path: Path) -> None:
    assert read_baseline(tmp_path / "nothing", inputs_of(data)) is None


def test_the_manifest_tells_who_checked(out: Path) -> None:
    manifest = json.loads((out / MANIFEST_FILE).read_text(encoding="utf-8"))
    assert manifest["checkedBy"].startswith("pyshacl ")
