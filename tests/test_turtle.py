"""Turtle and TriG: nothing is lost whatever the terms are, and a person can read it."""

from __future__ import annotations

import pyoxigraph as ox
import rdflib
from export_world import parse
from hypothesis import given, settings
from hypothesis import strategies as st

from kgraph.export import to_turtle
from kgraph.turtle import group_by_subject, to_trig
from kgraph.vocabulary import ALLY, CONCEPT, COUNTRY, ID, TYPE, XSD

#: No surrogates, which no text of a source has, and no carriage return: rdflib turns it into a line feed.
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\x00"), max_size=12)
LOCALS = st.text("abzABZ019-_.~:/?=&é", max_size=8)
IRIS = st.builds(
    lambda namespace, local: ox.NamedNode(namespace + local),
    st.sampled_from([ID, ALLY, CONCEPT, COUNTRY, "https://example.org/", "urn:x:"]),
    LOCALS,
)
LITERALS = st.one_of(
    st.builds(ox.Literal, TEXTS),
    st.builds(lambda text, language: ox.Literal(text, language=language), TEXTS, st.sampled_from(["en", "zh-hans"])),
    st.builds(
        lambda text, name: ox.Literal(text, datatype=ox.NamedNode(XSD + name)),
        st.sampled_from(["0", "-7", "12", "2022-09-29", "true", "1.5"]),
        st.sampled_from(["integer", "decimal", "date", "boolean", "anyURI", "string"]),
    ),
)
TRIPLES = st.lists(st.builds(ox.Triple, IRIS, IRIS, st.one_of(IRIS, LITERALS)), max_size=12)


def node(slug: str) -> ox.NamedNode:
    return ox.NamedNode(ID + slug)


def link(subject: str, name: str, value: ox.NamedNode | ox.Literal) -> ox.Triple:
    return ox.Triple(node(subject), ox.NamedNode(ALLY + name), value)


@settings(deadline=None)
@given(TRIPLES)
def test_turtle_gives_back_the_same_triples(triples: list[ox.Triple]) -> None:
    found = [quad.triple for quad in parse(to_turtle(triples), ox.RdfFormat.TURTLE)]
    assert {*map(str, found)} == {*map(str, triples)}
    assert len(found) == len({*map(str, triples)})


@settings(deadline=None)
@given(st.lists(st.builds(ox.Triple, IRIS, IRIS, st.one_of(IRIS, st.builds(ox.Literal, TEXTS))), max_size=8))
def test_rdflib_reads_the_same_triples(triples: list[ox.Triple]) -> None:
    through = rdflib.Graph().parse(data=to_turtle(triples), format="turtle")
    found = {tuple(map(str, triple)) for triple in through}
    assert found == {(each.subject.value, each.predicate.value, each.object.value) for each in triples}  # type: ignore[union-attr]


@settings(deadline=None)
@given(TRIPLES, TRIPLES)
def test_trig_keeps_graphs_apart(first: list[ox.Triple], second: list[ox.Triple]) -> None:
    layers = {"https://example.org/1": first, "https://example.org/2": second}
    found = parse(to_trig(layers), ox.RdfFormat.TRIG)
    expected = {
        str(ox.Quad(each.subject, each.predicate, each.object, ox.NamedNode(name)))
        for name, triples in layers.items()
        for each in triples
    }
    assert {*map(str, found)} == expected


@settings(deadline=None)
@given(TRIPLES, st.randoms())
def test_the_order_of_the_triples_makes_no_difference(triples: list[ox.Triple], random: st.DataObject) -> None:
    shuffled = list(triples)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert to_turtle(shuffled) == to_turtle(triples)


def test_a_block_reads_like_one_written_by_hand() -> None:
    triples = [
        link("tiktok", "partnerOf", node("ncmec")),
        link("tiktok", "partnerOf", node("iwf")),
        link("tiktok", "note", ox.Literal('says "yes"', language="en")),
        link("tiktok", "count", ox.Literal("7", datatype=ox.NamedNode(XSD + "integer"))),
        ox.Triple(node("tiktok"), ox.NamedNode(TYPE), ox.NamedNode(ALLY + "Company")),
    ]
    assert to_turtle(triples, comments=["Who works\nwith whom."]) == (
        "# Who works with whom.\n"
        f"@prefix ally: <{ALLY}> .\n"
        f"@prefix d: <{ID}> .\n"
        "\n"
        "d:tiktok a ally:Company ;\n"
        "  ally:count 7 ;\n"
        '  ally:note "says \\"yes\\""@en ;\n'
        "  ally:partnerOf d:iwf ,\n"
        "    d:ncmec .\n"
    )


def test_no_triples_give_an_empty_document() -> None:
    assert to_turtle([]) == ""


def test_an_attestation_follows_its_state_and_a_reason_its_statement() -> None:
    triples = [
        ox.Triple(ox.NamedNode(COUNTRY + "BRA"), ox.NamedNode(ALLY + "x"), ox.Literal("x")),
        link("inferred--1", "reason", node("reason--9")),
        link("reason--9", "byRule", ox.Literal("prp-spo2")),
        link("attestation--2", "attests", node("memberOf--a--b")),
        link("memberOf--a--b", "allianceMember", node("a")),
        link("zebra", "x", ox.Literal("x")),
    ]
    order = [str(group[0].subject).rpartition("/")[2].rstrip(">") for group in group_by_subject(triples)]
    assert order == ["zebra", "inferred--1", "reason--9", "memberOf--a--b", "attestation--2", "BRA"]


def test_blank_nodes_of_a_query_are_written_as_such() -> None:
    blank = ox.BlankNode("b0")
    text = to_turtle([ox.Triple(blank, ox.NamedNode(ALLY + "x"), blank)])
    assert text.endswith("_:b0 ally:x _:b0 .\n")
