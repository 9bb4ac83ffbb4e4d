"""What write_export writes: the same graph in every form, the same bytes every time, and nothing lost on the way."""

from __future__ import annotations

import gzip
import os
import re
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from click.testing import CliRunner
from export_world import build_world, parse, quads_of, triples_of
from rdflib.compare import isomorphic

from kgraph.cli import main
from kgraph.errors import ExportError, KGraphError, UnknownName
from kgraph.export import FORMS, read_layers, write_export
from kgraph.knowledge import KnowledgeGraph
from kgraph.manifest import GRAPH_FILE
from kgraph.vocabulary import LAYERS

QUADS = {"nq": ox.RdfFormat.N_QUADS, "trig": ox.RdfFormat.TRIG, "jsonld": ox.RdfFormat.JSON_LD}
RDFLIB = {"nq": "nquads", "trig": "trig", "jsonld": "json-ld"}
TABLES = ("csv", "parquet")
FOLDERS = (*TABLES, "ontology-html")
FILES = tuple(form for form in FORMS if form not in FOLDERS)


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    return build_world(tmp_path_factory.mktemp("world"))


def written(graph: KnowledgeGraph, form: str, folder: Path) -> bytes:
    target = folder / f"graph.{form}"
    write_export(graph, form, target)
    return target.read_bytes()


def tree(path: Path) -> dict[str, bytes]:
    """Every file under a path, or the file itself, by name."""
    if path.is_file():
        return {path.name: path.read_bytes()}
    return {str(each.relative_to(path)): each.read_bytes() for each in sorted(path.rglob("*")) if each.is_file()}


@pytest.mark.parametrize("form", QUADS)
def test_named_graphs_come_back_through_pyoxigraph(form: str, graph: KnowledgeGraph, tmp_path: Path) -> None:
    quads = parse(written(graph, form, tmp_path), QUADS[form])
    assert {str(quad) for quad in quads} == quads_of(graph)
    assert len(quads) == len(graph.store), "each is written once"


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")  # its own parsers call what it deprecates
@pytest.mark.parametrize("form", RDFLIB)
def test_named_graphs_come_back_through_rdflib(form: str, graph: KnowledgeGraph, tmp_path: Path) -> None:
    dataset = rdflib.Dataset()
    dataset.parse(data=written(graph, form, tmp_path), format=RDFLIB[form])
    quads = parse(dataset.serialize(format="nquads"), ox.RdfFormat.N_QUADS)
    assert {str(quad) for quad in quads} == quads_of(graph)


@pytest.mark.parametrize("form", ["ttl", "void"])
def test_turtle_is_the_same_graph_in_rdflib_and_pyoxigraph(form: str, graph: KnowledgeGraph, tmp_path: Path) -> None:
    content = written(graph, form, tmp_path)
    in_rdflib = rdflib.Graph().parse(data=content, format="turtle")
    through = parse(in_rdflib.serialize(format="nt"), ox.RdfFormat.N_TRIPLES)
    direct = parse(content, ox.RdfFormat.TURTLE)
    assert {str(quad) for quad in through} == {str(quad) for quad in direct}
    again = rdflib.Graph().parse(data=ox.serialize(direct, format=ox.RdfFormat.N_TRIPLES), format="nt")
    assert isomorphic(again, in_rdflib)


def test_turtle_holds_the_triples_of_all_layers(graph: KnowledgeGraph, tmp_path: Path) -> None:
    content = written(graph, "ttl", tmp_path)
    assert {str(quad.triple) for quad in parse(content, ox.RdfFormat.TURTLE)} == triples_of(graph)
    assert b"# All layers merged into one graph" in content[:500]


def test_nquads_are_those_of_the_build(graph: KnowledgeGraph, tmp_path: Path) -> None:
    assert written(graph, "nq", tmp_path) == gzip.decompress((graph.folder / GRAPH_FILE).read_bytes())


def test_trig_says_of_each_layer_what_it_holds(graph: KnowledgeGraph, tmp_path: Path) -> None:
    text = written(graph, "trig", tmp_path).decode()
    assert [line for line in text.splitlines() if line.endswith("{")] == [f"<{layer}> {{" for layer in LAYERS]
    assert "# What sources say" in text


@pytest.mark.parametrize("form", FILES)
def test_a_name_that_ends_in_gz_is_compressed_without_a_time(form: str, graph: KnowledgeGraph, tmp_path: Path) -> None:
    target = tmp_path / f"graph.{form}.gz"
    write_export(graph, form, target)
    assert gzip.decompress(target.read_bytes()) == written(graph, form, tmp_path)
    assert target.read_bytes()[4:8] == bytes(4)


def test_every_form_has_the_same_bytes_in_any_process(graph: KnowledgeGraph, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from kgraph.export import FORMS, write_export; "
        "from kgraph.knowledge import KnowledgeGraph; graph = KnowledgeGraph(Path(sys.argv[1])); "
        "[write_export(graph, form, Path(sys.argv[2]) / form) for form in FORMS]"
    )
    surroundings = [
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8"},
        {"PYTHONHASHSEED": "2", "TZ": "America/Lima", "LC_ALL": "C", "PYTHONUTF8": "0"},
    ]
    for number, around in enumerate(surroundings):
        arguments = [sys.executable, "-c", code, str(graph.folder), str(tmp_path / str(number))]
        subprocess.run(arguments, check=True, env={**os.environ, **around}, cwd=tmp_path)
    for form in FORMS:
        assert tree(tmp_path / "0" / form) == tree(tmp_path / "1" / form), form


def test_writing_again_replaces_what_was_written(graph: KnowledgeGraph, tmp_path: Path) -> None:
    for form in FORMS:
        target = tmp_path / form
        write_export(graph, form, target)
        first = tree(target)
        write_export(graph, form, target)
        assert tree(target) == first


def test_an_unknown_format_is_answered_with_the_nearest(graph: KnowledgeGraph, tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match="no format 'json-ld': did you mean 'jsonld'"):
        write_export(graph, "json-ld", tmp_path / "x")
    with pytest.raises(
        UnknownName, match="it is one of: csv, gexf, graphml, jsonld, nq, ontology-html, parquet, trig, ttl, void"
    ):
        write_export(graph, "word", tmp_path / "x")


@pytest.mark.parametrize("form", FILES)
def test_a_folder_is_refused_where_a_file_is_wanted(form: str, graph: KnowledgeGraph, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=f"is a folder: {form} is one file, name a file"):
        write_export(graph, form, tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("form", TABLES)
def test_a_file_is_refused_where_a_folder_is_wanted(form: str, graph: KnowledgeGraph, tmp_path: Path) -> None:
    target = tmp_path / "file"
    target.write_text("mine")
    with pytest.raises(ExportError, match="is no folder: name a folder"):
        write_export(graph, form, target)
    assert target.read_text() == "mine"
    with pytest.raises(ExportError, match="is a folder of tables: name a folder"):
        write_export(graph, form, tmp_path / "tables.gz")


@pytest.mark.parametrize("form", TABLES)
def test_a_folder_that_holds_other_files_is_refused(form: str, graph: KnowledgeGraph, tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text('{"name": "an extension of a browser"}')
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(ExportError, match="which is of no tables of kgraph's"):
        write_export(graph, form, tmp_path)
    assert (tmp_path / "thesis.txt").read_text() == "mine"


def test_tables_do_not_take_the_place_of_a_build(graph: KnowledgeGraph) -> None:
    with pytest.raises(ExportError, match="which is of no tables of kgraph's"):
        write_export(graph, "csv", graph.folder)
    assert KnowledgeGraph(graph.folder).manifest == graph.manifest


def test_a_file_that_somebody_put_beside_the_tables_is_not_lost(graph: KnowledgeGraph, tmp_path: Path) -> None:
    target = tmp_path / "tables"
    write_export(graph, "csv", target)
    (target / "notes.txt").write_text("mine")
    with pytest.raises(ExportError, match="name an empty or new folder"):
        write_export(graph, "csv", target)
    assert (target / "notes.txt").read_text() == "mine"


def test_what_stands_there_stays_when_writing_fails(
    graph: KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "graph.ttl"
    target.write_text("old")
    (tmp_path / "tables").mkdir()

    def fail(*_: object, **__: object) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", fail)
    with pytest.raises(ExportError, match="cannot be written"):
        write_export(graph, "ttl", target)
    with pytest.raises(KGraphError, match="cannot be written"):
        write_export(graph, "csv", tmp_path / "tables")
    assert target.read_text() == "old"
    assert list((tmp_path / "tables").iterdir()) == []


def test_layers_are_sorted_and_whole(graph: KnowledgeGraph) -> None:
    layers = read_layers(graph)
    assert tuple(layers) == LAYERS
    assert all([*map(str, triples)] == sorted(map(str, triples)) for triples in layers.values())
    assert sum(map(len, layers.values())) == len(graph.store)


def test_the_command_names_every_format() -> None:
    told = CliRunner().invoke(main, ["export", "--help"]).output
    assert set(FORMS) <= set(re.findall(r"[\w-]+", told))


def test_importing_the_export_loads_no_heavy_library() -> None:
    code = "import sys, kgraph.export; print(sorted({'networkx', 'rdflib', 'pandas', 'pyarrow'} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
