"""Builds: what a folder holds, and what it counts."""

from __future__ import annotations

import gzip
import json
import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest

from kgraph.build import build, compile_data
from kgraph.errors import DataError
from kgraph.knowledge import KnowledgeGraph
from kgraph.manifest import GRAPH_FILE

WORLD = Path(__file__).parent / "world"


def test_a_build_folder_holds_store_graph_catalogue_and_manifest(small_world: KnowledgeGraph) -> None:
    held = {path.name for path in small_world.folder.iterdir()}
    assert held == {"store", "graph.nq.gz", "catalogue.json", "manifest.json", "freshness.json", "sources.json"}
    assert held == set(small_world.manifest["holds"])


def test_the_graph_file_holds_what_the_store_holds(small_world: KnowledgeGraph) -> None:
    raw = gzip.decompress((small_world.folder / GRAPH_FILE).read_bytes())
    lines = raw.decode().splitlines()
    assert lines == sorted(lines)
    assert {str(quad) for quad in ox.parse(raw, format=ox.RdfFormat.N_QUADS)} == {
        str(quad) for quad in small_world.store
    }


def test_counts_are_those_of_the_world(small_world: KnowledgeGraph) -> None:
    counts = small_world.manifest["counts"]
    assert (counts["sources"], counts["attestations"], counts["languages"]) == (14, 544, 3)
    assert (counts["countries"], counts["conflicts"]) == (4, 25)


def test_inputs_are_named_with_their_hashes(small_world: KnowledgeGraph) -> None:
    inputs = small_world.manifest["inputs"]
    assert {"data/sources/harbour-members.yaml", "ontology/ally.ttl", "questions/members.rq"} <= set(inputs)
    assert all(len(each) == 64 for each in inputs.values())


def test_the_manifest_has_no_clock(tmp_path: Path) -> None:
    build(WORLD, tmp_path / "a")
    build(WORLD, tmp_path / "b")
    assert (tmp_path / "a" / "manifest.json").read_bytes() == (tmp_path / "b" / "manifest.json").read_bytes()
    assert json.loads((tmp_path / "a" / "manifest.json").read_text(encoding="utf-8"))["asOf"] == "2024-07-04", (
        "the last day on which something was recorded, read again or withdrawn"
    )


def test_conflicts_are_counted_once_however_many_sources_tell_them(tmp_path: Path) -> None:
    data = tmp_path / "world"
    shutil.copytree(WORLD, data)
    copy = (data / "sources" / "buoy-doubts.yaml").read_text(encoding="utf-8").replace("/doubts", "/doubts-again")
    (data / "sources" / "buoy-doubts-again.yaml").write_text(copy, encoding="utf-8")
    assert compile_data(data).counts.conflicts == compile_data(WORLD).counts.conflicts


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    data = tmp_path / "world"
    shutil.copytree(WORLD, data)
    for name, old, new in (
        ("harbour-members", "relation: memberOf", "relation: memberof"),
        ("buoy-doubts", "daily-buoy", "daily-bouy"),
    ):
        path = data / "sources" / f"{name}.yaml"
        path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError) as raised:
        compile_data(data)
    assert [(problem.file, problem.what) for problem in raised.value.problems] == [
        ("world/sources/buoy-doubts.yaml", "unknown entity 'daily-bouy'"),
        ("world/sources/harbour-members.yaml", "unknown relation 'memberof'"),
    ]
