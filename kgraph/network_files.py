"""The network of entities as GraphML and GEXF, for programs that draw and measure networks.

Nodes are the entities, countries and concepts that take part; each state of affairs between two of them is one edge.
An inferred edge is added where no accepted state joins its two ends: it rolls up what is known of a part, such as that
the partner of a campaign's edition is involved in the campaign. The attributes are those of :mod:`kgraph.network`,
with lists as text, and left out where
they are empty:

* ``evidence``: ``publisher: title (date) [locator]`` of each document, joined by ``" | "``
* ``links``: their addresses, joined by a space
* ``reasons``: the reasons of an inferred edge, joined by ``" | "``
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import pyoxigraph as ox

from kgraph.facts import Fact
from kgraph.layers import statement_iri
from kgraph.results import Result, Term
from kgraph.vocabulary import ALLY, INFERRED, shorten

if TYPE_CHECKING:
    import networkx as nx

    from kgraph.evidence import State
    from kgraph.knowledge import KnowledgeGraph

_COLUMNS = ("source", "target", "relation", "state", "inferred")


def build_entity_network(graph: KnowledgeGraph) -> nx.MultiDiGraph[Any]:
    """Build the network of entities, with names and sentences in English.

    Parameters
    ----------
    graph
        A built graph.

    Returns
    -------
    networkx.MultiDiGraph
        Nodes are slugs, the key of an edge that of its state or inferred statement; no two edges share one. Attributes
        are bool, int and str only.
    """
    import networkx as nx

    from kgraph.network import build_network

    about = {
        "name": "Alliances that protect children online",
        "note": graph.note(),
        "version": graph.manifest["version"],
        "license": "CC0-1.0",
    }
    make = partial(build_network, ask=graph.ask, ontology=graph.ontology, narrator=graph.narrator(), about=about)
    found = Result("entities", _COLUMNS, tuple(_rows(graph)), graph.note(), make).to_network()
    network: nx.MultiDiGraph[Any] = nx.MultiDiGraph(**found.graph)
    for node, attributes in found.nodes(data=True):
        network.add_node(node, **_flatten(attributes))
    for source, target, key, attributes in found.edges(keys=True, data=True):
        ends = (found.nodes[source]["iri"], found.nodes[target]["iri"])
        network.add_edge(source, target, key=_key(key, *ends, attributes), **_flatten(attributes))
    return network


def to_graphml(network: nx.MultiDiGraph[Any]) -> bytes:
    """Return a network as GraphML."""
    from networkx.readwrite.graphml import GraphMLWriter

    tree = GraphMLWriter(graph=network.copy(), encoding="utf-8").xml
    yes_or_no = {key.get("id") for key in tree.iter("key") if key.get("attr.type") == "boolean"}
    for data in tree.iter("data"):
        if data.get("key") in yes_or_no:
            data.text = (data.text or "").lower()  # networkx writes Python's words
    return _write(tree)


def to_gexf(network: nx.MultiDiGraph[Any], *, day: str = "") -> bytes:
    """Return a network as GEXF with times.

    Parameters
    ----------
    network
        As :func:`build_entity_network` gives it.
    day
        What the file says of its own date; an ISO date, or empty to say nothing.

    Notes
    -----
    The time of an edge is the widest that its sources allow: it starts with ``earliest_start`` and ends with
    ``latest_end``, and is open where that is unknown. On a time line an edge therefore shows on every day on which the
    state *possibly* held. Those on which it certainly held lie between ``latest_start`` and ``earliest_end``; all four
    are attributes of the edge too. An inferred edge has no time of its own.
    """
    from networkx.readwrite.gexf import GEXFWriter

    timed = network.copy()
    timed.graph["mode"] = "dynamic"
    for _, _, key, attributes in timed.edges(keys=True, data=True):
        times = {"start": attributes.get("earliest_start"), "end": attributes.get("latest_end")}
        attributes.update({"id": key} | {name: date for name, date in times.items() if date})
    tree = GEXFWriter(graph=timed, encoding="utf-8").xml
    _describe(tree, network, day)
    return _write(tree)


def _describe(tree: ElementTree.Element, network: nx.MultiDiGraph[Any], day: str) -> None:
    """Put the day of the data where networkx puts today, and say what the file is."""
    meta = next(tree.iter("meta"))
    meta.clear()
    if day:
        meta.set("lastmodifieddate", day)
    ElementTree.SubElement(meta, "creator").text = f"kgraph {network.graph['version']}"
    ElementTree.SubElement(meta, "description").text = f"{network.graph['name']}: {network.graph['note']}"


def _write(tree: ElementTree.Element) -> bytes:
    ElementTree.indent(tree)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(tree, encoding="unicode")}\n'.encode()


def _key(key: str, source: str, target: str, attributes: dict[str, Any]) -> str:
    """Return the slug of an edge's state or, for an inferred edge, of its statement."""
    if attributes["state"]:
        return key
    return shorten(statement_iri(Fact(source, ALLY + attributes["relation"], target)))


def _flatten(attributes: dict[str, Any]) -> dict[str, Any]:
    """Return the attributes of a node or edge that say something, with lists as text."""
    evidence = attributes.get("evidence", ())
    texts = {
        "evidence": " | ".join(map(_cite, evidence)),
        "links": " ".join(dict.fromkeys(each["url"] for each in evidence if each["url"])),
        "reasons": " | ".join(attributes.get("reasons", ())),
    }
    return {name: value for name, value in (attributes | texts).items() if value != ""}


def _rows(graph: KnowledgeGraph) -> Iterator[tuple[Term, ...]]:
    """Yield a row for each state between two things, then for each inferred edge for which no accepted state stands."""
    joined: set[tuple[str, frozenset[str]]] = set()
    for state in _read_relationships(graph):
        assert state.relation is not None
        if state.accepted:
            joined.add((state.relation.shortcut, frozenset((state.subject, state.object.value))))
        ends = ox.NamedNode(state.subject), state.object
        yield *ends, ox.NamedNode(state.relation.shortcut), ox.NamedNode(state.iri), None
    symmetric = {relation.shortcut for relation in graph.ontology.relations.values() if relation.symmetric}
    for source, relation, target in _find_inferred(graph):
        is_turned = relation.value in symmetric and target.value < source.value
        if (relation.value, frozenset((source.value, target.value))) not in joined and not is_turned:
            yield source, target, relation, None, ox.Literal("yes")


def _read_relationships(graph: KnowledgeGraph) -> list[State]:
    """Read the states whose object is a thing, not a text."""
    from kgraph.evidence import read_states

    classes = " ".join(sorted(f"<{relation.state_class}>" for relation in graph.ontology.relations.values()))
    _, rows = graph.ask(f"SELECT DISTINCT ?state WHERE {{ VALUES ?class {{ {classes} }} ?state a ?class }}")
    iris = [term.value for (term,) in rows if isinstance(term, ox.NamedNode)]
    states = read_states(graph.ask, graph.ontology, iris)
    return [state for state in states if state.relation and isinstance(state.object, ox.NamedNode)]


def _find_inferred(graph: KnowledgeGraph) -> list[tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode]]:
    """Find the inferred edges between things, in properties of ours: what lies above them says nothing more."""
    quads = graph.store.quads_for_pattern(None, None, None, ox.NamedNode(INFERRED))
    found = [
        (quad.subject, quad.predicate, quad.object)
        for quad in quads
        if isinstance(quad.subject, ox.NamedNode)
        and isinstance(quad.object, ox.NamedNode)
        and quad.predicate.value.startswith(ALLY)
    ]
    return sorted(found, key=str)


def _cite(evidence: dict[str, str]) -> str:
    """Return one document in a line; a source that disputes the edge is marked."""
    disputes = "disputed by " if evidence["stance"] == "disputes" else ""
    date = evidence["issued"] or "undated"
    return f"{disputes}{evidence['publisher']}: {evidence['title']} ({date}) [{evidence['locator']}]"
