"""From words in claim files to RDF terms and quads: entities, concepts, territories, days, texts."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

import pyoxigraph as ox

from kgraph.dataset import Country
from kgraph.ontology import Relation
from kgraph.records import is_language
from kgraph.vocabulary import ALLY, ASSERTED, CONCEPT, DATE, ID, RDF, SKOS, XSD

#: A property and its value, for one subject.
PropertyValue: TypeAlias = tuple[str, ox.NamedNode | ox.Literal]

#: The code of the whole world in claim files.
WORLD = "world"

_TAGGED = re.compile(r"(?P<text>.*\S)\s*@(?P<language>[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)$", re.DOTALL)
_ASSERTED = ox.NamedNode(ASSERTED)
_DATE = ox.NamedNode(DATE)
_TERRITORY = ALLY + "Territory"
_CONCEPT_CLASSES = frozenset({SKOS + "Concept", ALLY + "OnlineRisk", ALLY + "Topic", ALLY + "Character"})


def names_territory(relation: Relation) -> bool:
    """Tell whether the object of a relation is a country code."""
    return _TERRITORY in relation.object_kinds


def names_concept(relation: Relation) -> bool:
    """Tell whether the object of a relation is a concept."""
    return not _CONCEPT_CLASSES.isdisjoint(relation.object_kinds)


def territory_iri(codes: tuple[str, ...], countries: Mapping[str, Country]) -> str:
    """Return the IRI of a territory: a country's, the world's, or that of several countries as one.

    Parameters
    ----------
    codes
        alpha-2 codes, or ``world`` alone. Several codes name one joint territory, in whatever order they stand.
    countries
        alpha-2 code to country.
    """
    if codes == (WORLD,):
        return CONCEPT + WORLD
    if len(set(codes)) == 1:
        return countries[codes[0]].iri
    return ID + "territory--" + "-".join(sorted({code.lower() for code in codes}))


def object_term(
    relation: Relation, text: str, language: str, countries: Mapping[str, Country]
) -> ox.NamedNode | ox.Literal:
    """Return the RDF term of a claim's object.

    A text that has a language takes that of its source, unless it says another at its end: ``Liên minh @vi``.
    """
    if relation.datatype == RDF + "langString":
        tagged = _TAGGED.fullmatch(text)
        if tagged and is_language(tagged["language"]):
            return ox.Literal(tagged["text"], language=tagged["language"].lower())
        return ox.Literal(text, language=language.lower())
    if relation.datatype:
        datatype = relation.datatype
        return ox.Literal(text) if datatype == XSD + "string" else ox.Literal(text, datatype=ox.NamedNode(datatype))
    if names_territory(relation):
        return ox.NamedNode(territory_iri((text,), countries))
    return ox.NamedNode((CONCEPT if names_concept(relation) else ID) + text)


def short_name(term: ox.NamedNode | ox.Literal) -> str:
    """Return what stands for a term inside the IRI of a state: the slug, or a hash of a text."""
    if isinstance(term, ox.NamedNode):
        return re.split(r"[/#]", term.value)[-1].lower()
    return short_hash(str(term))


def short_hash(*parts: str) -> str:
    """Return twelve hexadecimal digits that the parts always give."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]


def day_literal(text: str) -> ox.Literal:
    """Return an ISO day as a literal."""
    return ox.Literal(text, datatype=_DATE)


def describe(subject: str, facts: Iterable[PropertyValue]) -> Iterator[ox.Quad]:
    """Yield facts about one subject as quads of the asserted layer."""
    node = ox.NamedNode(subject)
    for predicate, value in facts:
        yield ox.Quad(node, ox.NamedNode(predicate), value, _ASSERTED)
