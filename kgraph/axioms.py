"""The axioms of an ontology as the chainer's rules read them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import pyoxigraph as ox

from kgraph.vocabulary import ALLY, OWL, RDFS, TYPE

_SUBCLASS, _SUBPROPERTY = RDFS + "subClassOf", RDFS + "subPropertyOf"


class TextRelation(NamedTuple):
    """A class of states with a text as object, and the properties between state, subject and text."""

    state_class: str
    subject_property: str
    text_property: str
    shortcut: str


@dataclass
class Schema:
    """The axioms that the rules read, as tables."""

    superclasses: dict[str, list[str]]
    superproperties: dict[str, list[str]]
    domains: dict[str, list[str]]
    ranges: dict[str, list[str]]
    inverses: dict[str, list[str]]
    symmetric: set[str]
    transitive: set[str]
    #: Property to the chains that imply it, and each link to the (property, chain, position) where it stands.
    links: dict[str, list[tuple[str, tuple[str, ...], int]]]
    #: Relations whose object is a text, by each term that a fact about such a state can hold: its class and properties.
    texts: dict[str, list[TextRelation]]


def read_schema(triples: Iterable[ox.Triple]) -> Schema:
    """Read the axioms of an ontology; axioms about blank nodes other than chains are passed over."""
    graph = sorted(triples, key=str)
    firsts = {str(each.subject): each.object for each in graph if each.predicate.value.endswith("#first")}
    rests = {str(each.subject): each.object for each in graph if each.predicate.value.endswith("#rest")}
    table: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    links: dict[str, list[tuple[str, tuple[str, ...], int]]] = defaultdict(list)
    for each in graph:
        if not isinstance(each.subject, ox.NamedNode):
            continue
        subject, predicate = each.subject.value, each.predicate.value
        if predicate == OWL + "propertyChainAxiom":
            chain = tuple(_read_list(each.object, firsts, rests))
            for position, link in enumerate(chain):
                links[link].append((subject, chain, position))
                links[link].sort()  # the list nodes that graph is sorted by have names of chance
        elif isinstance(each.object, ox.NamedNode) and each.object.value != subject:
            table[predicate][subject].append(each.object.value)
            if predicate in (OWL + "inverseOf", OWL + "equivalentClass", OWL + "equivalentProperty"):
                table[predicate][each.object.value].append(subject)
    for same, below in (("equivalentClass", _SUBCLASS), ("equivalentProperty", _SUBPROPERTY)):
        for subject, others in table[OWL + same].items():
            table[below][subject] += others
    types = table[TYPE]
    return Schema(
        superclasses=dict(table[_SUBCLASS]),
        superproperties=dict(table[_SUBPROPERTY]),
        domains=dict(table[RDFS + "domain"]),
        ranges=dict(table[RDFS + "range"]),
        inverses=dict(table[OWL + "inverseOf"]),
        symmetric={each for each in types if OWL + "SymmetricProperty" in types[each]},
        transitive={each for each in types if OWL + "TransitiveProperty" in types[each]},
        links=dict(links),
        texts=_read_texts(table),
    )


def _read_texts(table: dict[str, dict[str, list[str]]]) -> dict[str, list[TextRelation]]:
    texts: dict[str, list[TextRelation]] = defaultdict(list)
    for state_class, properties in table[ALLY + "objectProperty"].items():
        for text_property in properties:
            if OWL + "DatatypeProperty" in table[TYPE][text_property]:
                subject_property = table[ALLY + "subjectProperty"][state_class][0]
                shortcut = table[ALLY + "shortcutProperty"][state_class][0]
                relation = TextRelation(state_class, subject_property, text_property, shortcut)
                for term in relation[:3]:
                    texts[term].append(relation)
    return dict(texts)


def _read_list(node: object, firsts: Mapping[str, object], rests: Mapping[str, object]) -> Iterator[str]:
    while str(node) in firsts:
        first = firsts[str(node)]
        assert isinstance(first, ox.NamedNode)
        yield first.value
        node = rests[str(node)]
