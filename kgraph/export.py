"""Write a graph for other tools: RDF, networks, tables, and a description of what it is.

The same build always gives the same bytes. What each form holds is told by the module that writes it:
:mod:`kgraph.turtle`, :mod:`kgraph.jsonld`, :mod:`kgraph.network_files`, :mod:`kgraph.tables` with
:mod:`kgraph.table_files`, and :mod:`kgraph.description`.
"""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kgraph.errors import ExportError, UnknownName
from kgraph.folder import replacing_file
from kgraph.turtle import to_trig, to_turtle
from kgraph.vocabulary import LAYERS

if TYPE_CHECKING:
    from kgraph.knowledge import KnowledgeGraph

__all__ = ["FORMS", "GRAPH_FORMS", "read_layers", "to_turtle", "write_export"]


def write_export(graph: KnowledgeGraph, form: str, target: Path) -> None:
    """Write a graph in one of :data:`FORMS`.

    Parameters
    ----------
    graph
        A built graph.
    form
        * ``nq``, ``trig``, ``jsonld``: RDF, each layer a named graph
        * ``ttl``: RDF, all layers in one graph
        * ``graphml``, ``gexf``: the network of entities
        * ``csv``, ``parquet``: a folder of tables
        * ``void``: what the graph is, in VoID and DCAT, as Turtle
        * ``ontology-html``: a folder with the reference of the ontology, a page a language
    target
        The file to write, or the folder for tables. A file whose name ends in ``.gz`` is compressed. What is there
        stays as it is if writing fails.

    Raises
    ------
    UnknownName
        If there is no such form.
    ExportError
        If the target cannot be written: a folder where a file is wanted, a file where a folder is, or a folder that
        holds anything but an earlier export.
    MissingExtra
        If an optional library is needed and not installed.
    """
    if form == _REFERENCE:
        from kgraph.reference import write_reference

        write_reference(graph, target)
        return
    if form not in FORMS:
        raise UnknownName("format", form, FORMS)
    if form in _TABLES:
        _write_folder(graph, form, target)
        return
    if target.is_dir():
        raise ExportError(f"{target}: is a folder: {form} is one file, name a file")
    content = _FILES[form](graph)
    if target.suffix == ".gz":
        content = gzip.compress(content, compresslevel=9, mtime=0)
    with replacing_file(target) as new:
        new.write_bytes(content)


def read_layers(graph: KnowledgeGraph) -> dict[str, list[ox.Triple]]:
    """Return the triples of each layer, sorted by their text."""
    return {
        layer: sorted(
            (quad.triple for quad in graph.store.quads_for_pattern(None, None, None, ox.NamedNode(layer))), key=str
        )
        for layer in LAYERS
    }


def _write_folder(graph: KnowledgeGraph, form: str, target: Path) -> None:
    from kgraph.table_files import write_tables
    from kgraph.tables import build_tables

    if target.suffix == ".gz":
        raise ExportError(f"{target}: {form} is a folder of tables: name a folder")
    write_tables(build_tables(graph), form, target, graph.manifest)


def _to_nquads(graph: KnowledgeGraph) -> bytes:
    quads = sorted(graph.store, key=str)
    file = io.BytesIO()
    ox.serialize(quads, file, format=ox.RdfFormat.N_QUADS)
    return file.getvalue()


def _to_turtle(graph: KnowledgeGraph) -> bytes:
    triples: Iterable[ox.Triple] = (triple for layer in read_layers(graph).values() for triple in layer)
    comments = [
        *_head(graph),
        "All layers merged into one graph: what sources say, what follows from it, why it follows, and the terms used.",
        "An edge such as ally:everMemberOf was inferred; what sources say stands on the nodes that ally:attests names.",
        "The forms trig, nq and jsonld keep the layers apart.",
    ]
    return to_turtle(triples, comments=comments).encode()


def _to_trig(graph: KnowledgeGraph) -> bytes:
    from kgraph.description import LAYERS as HOLDS

    return to_trig(read_layers(graph), comments=_head(graph), about=HOLDS).encode()


def _to_jsonld(graph: KnowledgeGraph) -> bytes:
    from kgraph.jsonld import to_jsonld

    return to_jsonld(read_layers(graph)).encode()


def _to_graphml(graph: KnowledgeGraph) -> bytes:
    from kgraph.network_files import build_entity_network, to_graphml

    return to_graphml(build_entity_network(graph))


def _to_gexf(graph: KnowledgeGraph) -> bytes:
    from kgraph.network_files import build_entity_network, to_gexf

    return to_gexf(build_entity_network(graph), day=graph.manifest["asOf"])


def _to_void(graph: KnowledgeGraph) -> bytes:
    from kgraph.description import DESCRIPTION_PREFIXES, describe

    triples = describe(read_layers(graph), graph.manifest)
    return to_turtle(triples, comments=_head(graph), prefixes=DESCRIPTION_PREFIXES).encode()


def _head(graph: KnowledgeGraph) -> list[str]:
    return [
        f"Who works with whom to protect children online, and who says so: {graph.note()}.",
        f"kgraph {graph.manifest['version']}, data CC0 1.0 (https://creativecommons.org/publicdomain/zero/1.0/).",
    ]


_FILES: dict[str, Callable[[KnowledgeGraph], bytes]] = {
    "ttl": _to_turtle,
    "trig": _to_trig,
    "nq": _to_nquads,
    "jsonld": _to_jsonld,
    "graphml": _to_graphml,
    "gexf": _to_gexf,
    "void": _to_void,
}
_TABLES = ("csv", "parquet")
_REFERENCE = "ontology-html"

#: The forms of the graph itself, and all names that :func:`write_export` knows.
GRAPH_FORMS = (*_FILES, *_TABLES)
FORMS = (*GRAPH_FORMS, _REFERENCE)
