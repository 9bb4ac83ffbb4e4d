"""JSON-LD: the same quads come back, no context is fetched, and a person can read it."""

from __future__ import annotations

import json
from typing import Any

import pyoxigraph as ox
import pytest
from export_world import build_world, parse
from hypothesis import given, settings
from hypothesis import strategies as st
from test_turtle import TRIPLES

from kgraph.export import read_layers
from kgraph.jsonld import build_context, read_context, to_jsonld
from kgraph.knowledge import KnowledgeGraph
from kgraph.vocabulary import ALLY, DATE, ID, OWL, PREFIXES, SKOS, TYPE, XSD

TITLES = ox.NamedNode(SKOS + "altLabel")
ATTESTS = ox.NamedNode(ALLY + "attests")
RECORDED = ox.NamedNode(ALLY + "recorded")
OBJECT_PROPERTY = ox.Triple(ATTESTS, ox.NamedNode(TYPE), ox.NamedNode(OWL + "ObjectProperty"))


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    graph: KnowledgeGraph = build_world(tmp_path_factory.mktemp("world"))
    content: dict[str, Any] = json.loads(to_jsonld(read_layers(graph)))
    return content


def nodes(document: dict[str, Any], layer: str) -> dict[str, dict[str, Any]]:
    (found,) = (graph for graph in document["@graph"] if graph["@id"] == f"graph:{layer}")
    return {node["@id"]: node for node in found["@graph"]}


def round_trip(triples: list[ox.Triple]) -> set[str]:
    return {str(quad) for quad in parse(to_jsonld({"https://example.org/g": triples}), ox.RdfFormat.JSON_LD)}


def quads(triples: list[ox.Triple]) -> set[str]:
    graph = ox.NamedNode("https://example.org/g")
    return {str(ox.Quad(triple.subject, triple.predicate, triple.object, graph)) for triple in triples}


@settings(deadline=None)
@given(TRIPLES)
def test_any_triples_come_back(triples: list[ox.Triple]) -> None:
    assert round_trip(triples) == quads(triples)


@settings(deadline=None)
@given(st.lists(st.sampled_from([("#x", None), ("a", "vi"), ("b", "vi"), ("c", "en")]), min_size=1, unique=True))
def test_texts_with_and_without_a_language_come_back(texts: list[tuple[str, str | None]]) -> None:
    subject = ox.NamedNode(ID + "x")
    triples = [ox.Triple(subject, TITLES, ox.Literal(text, language=language)) for text, language in texts]
    assert round_trip(triples) == quads(triples)


@pytest.mark.parametrize(
    "value",
    [
        ox.Literal("2026-11-21"),
        ox.Literal("2026-11-21", datatype=ox.NamedNode(DATE)),
        ox.Literal("2026", datatype=ox.NamedNode(XSD + "gYear")),
        ox.Literal("tag", language="en"),
        ox.NamedNode(ID + "thing"),
    ],
    ids=str,
)
@pytest.mark.parametrize("predicate", [TITLES, ATTESTS, RECORDED], ids=str)
def test_a_value_that_the_context_does_not_expect_comes_back(
    predicate: ox.NamedNode, value: ox.Literal | ox.NamedNode
) -> None:
    triples = [OBJECT_PROPERTY, ox.Triple(ox.NamedNode(ID + "x"), predicate, value)]
    assert round_trip(triples) == quads(triples)


def test_a_state_and_its_attestation_read_like_plain_words(document: dict[str, Any]) -> None:
    asserted = nodes(document, "asserted")
    state = asserted["memberOf--acme--shield"]
    assert state == {
        "@id": "memberOf--acme--shield",
        "@type": "AllianceMembership",
        "organization": "shield",
        "allianceMember": "acme",
        "earliestEnd": "2022-01-01",
        "earliestStart": "2021-05-01",
        "latestStart": "2021-05-31",
    }
    (said,) = (node for node in asserted.values() if node.get("inSource") == "acme-joins-again")
    assert (said["@type"], said["attests"], said["stance"]) == ("Attestation", state["@id"], "v:supports")
    assert said["locator"] == {"en": "ACME"}


def test_edges_are_slugs_and_names_are_by_language(document: dict[str, Any]) -> None:
    acme = nodes(document, "inferred")["acme"]
    assert (acme["memberOf"], acme["everMemberOf"], acme["partnerOf"]) == ("shield", "shield", "guard")
    assert nodes(document, "inferred")["surf"]["altLabel"] == {"@none": "#Surf"}
    assert nodes(document, "asserted")["guard"]["prefLabel"] == {"vi": "Đội Bảo vệ"}


def test_the_context_stands_in_the_document_and_names_nothing_to_fetch(document: dict[str, Any]) -> None:
    context = document["@context"]
    assert isinstance(context, dict)
    assert "@import" not in json.dumps(document) and list(json.dumps(document).split('"@context"')[1:])[1:] == []
    assert {name: context[name] for name in PREFIXES} == PREFIXES


def test_edges_of_the_data_need_no_object_around_their_end(document: dict[str, Any]) -> None:
    for layer in ("asserted", "inferred", "reasons"):
        for node in nodes(document, layer).values():
            values = [each for value in node.values() for each in (value if isinstance(value, list) else [value])]
            assert not any(isinstance(value, dict) and "@id" in value for value in values), node


def test_the_written_context_is_kept_as_it_stands() -> None:
    assert build_context([]) == read_context()
    added = build_context([OBJECT_PROPERTY])
    assert added == read_context() | {"attests": {"@id": "ally:attests", "@type": "@id"}}
