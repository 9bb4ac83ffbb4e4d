"""The ontology as the code needs it: kinds, relations, concepts and their labels, read from Turtle.

How a claim becomes RDF is told by annotations on the classes of ``ally.ttl``; here they are gathered into one
:class:`Relation` for each word that claim files may use.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kgraph.errors import OntologyError, UnknownName
from kgraph.vocabulary import ALLY, CONCEPT, LABEL, OWL, PREF_LABEL, RDFS, SKOS, TYPE, shorten

#: The files of the ontology folder that are loaded into a build; ``shapes.ttl`` only checks.
FILES = ("ally.ttl", "concepts.ttl", "alignments.ttl")

_ANYTHING = OWL + "Thing"


@dataclass(frozen=True)
class Relation:
    """One relation of claim files and the relationship class that it becomes."""

    #: The word in claim files, such as ``memberOf``.
    word: str
    #: IRI of the class of the state of affairs.
    state_class: str
    #: IRIs of the properties from the state to the claim's subject and object.
    subject_property: str
    object_property: str
    #: IRI of the property that is inferred between subject and object.
    shortcut: str
    #: IRIs of the classes of which the subject, or the object, may be; any one is enough.
    subject_kinds: tuple[str, ...]
    object_kinds: tuple[str, ...]
    #: IRI of the object's datatype where the object is text, else ``None``.
    datatype: str | None
    #: IRI of the role that the subject always has, or ``None``.
    role: str | None
    #: Whether subject and object are of equal part, so that their order says nothing.
    symmetric: bool
    #: Whether it comes about at one time and does not last.
    once: bool
    #: Language to sentence, with places ``{subject}`` and ``{object}``.
    sentences: dict[str, str]
    #: The same for what has ended, where the object is an event, and where the subject is an activity; may be empty.
    past_sentences: dict[str, str]
    event_sentences: dict[str, str]
    activity_sentences: dict[str, str]
    #: Language to label of the shortcut.
    labels: dict[str, str]


@dataclass(frozen=True)
class Concept:
    """A concept of one of the schemes."""

    slug: str
    iri: str
    #: IRIs of its classes, superclasses included.
    classes: frozenset[str]
    #: Slug of its scheme.
    scheme: str
    labels: dict[str, str]
    #: Slug of the unit of a measure, else empty.
    unit: str


@dataclass(frozen=True)
class Ontology:
    """What the ontology says, as tables."""

    relations: dict[str, Relation]
    #: Kind word to class IRI.
    kinds: dict[str, str]
    #: Class IRI to all of its superclasses, itself included.
    superclasses: dict[str, frozenset[str]]
    concepts: dict[str, Concept]
    #: IRI of a term to language to label.
    labels: dict[str, dict[str, str]]
    #: Class IRI of a figure's sentence, by language.
    figure_sentences: dict[str, str]
    #: All triples of ``ally.ttl``: what the closure needs.
    schema: tuple[ox.Triple, ...]
    #: All triples of :data:`FILES`.
    triples: tuple[ox.Triple, ...]

    def is_a(self, kinds: Iterable[str], wanted: Iterable[str]) -> bool:
        """Tell whether one of the classes is one of the wanted ones or lies under it."""
        classes = set().union(*(self.superclasses.get(kind, {kind}) for kind in kinds)) | {_ANYTHING}
        return not classes.isdisjoint(wanted)

    def concept_slugs(self, scheme: str) -> list[str]:
        """List the slugs of the concepts of a scheme."""
        return sorted(slug for slug, concept in self.concepts.items() if concept.scheme == scheme)

    def relation_of(self, word: str) -> Relation:
        """Return the relation with a word in claim files, or with a shortcut of that name.

        Raises
        ------
        UnknownName
            If there is none, with the nearest one that exists.
        """
        found = next((each for each in self.relations.values() if word in (each.word, shorten(each.shortcut))), None)
        if found:
            return found
        names = {name for each in self.relations.values() for name in (each.word, shorten(each.shortcut))}
        raise UnknownName("relation", word, names)


def read_ontology(folder: Path) -> Ontology:
    """Read the Turtle files of an ontology folder.

    Raises
    ------
    OntologyError
        If a file is missing or no Turtle, or a relation lacks an annotation.
    """
    parsed = {name: tuple(_parse(folder / name)) for name in FILES}
    triples = tuple(triple for name in FILES for triple in parsed[name])
    index = _Index(triples)
    superclasses = _close_classes(index)
    return Ontology(
        relations={relation.word: relation for relation in _find_relations(index)},
        kinds={index.text(each, ALLY + "kindWord"): each for each in index.subjects(ALLY + "kindWord")},
        superclasses=superclasses,
        concepts={concept.slug: concept for concept in _find_concepts(index, superclasses)},
        labels={term: index.by_language(term, LABEL) for term in index.subjects(LABEL)},
        figure_sentences=index.by_language(ALLY + "Figure", ALLY + "sentence"),
        schema=parsed["ally.ttl"],
        triples=triples,
    )


def _parse(path: Path) -> Iterator[ox.Triple]:
    try:
        for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE):
            yield quad.triple
    except (OSError, SyntaxError) as error:
        raise OntologyError(f"{path}: cannot be read as Turtle: {error}") from error


class _Index:
    """Looks up objects by subject and predicate, in the order of their text."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self._objects: dict[tuple[str, str], list[ox.NamedNode | ox.Literal]] = defaultdict(list)
        self._subjects: dict[str, set[str]] = defaultdict(set)
        for subject, predicate, value in sorted(triples, key=str):
            if isinstance(subject, ox.NamedNode) and isinstance(value, (ox.NamedNode, ox.Literal)):
                self._objects[subject.value, predicate.value].append(value)
                self._subjects[predicate.value].add(subject.value)

    def subjects(self, predicate: str) -> list[str]:
        return sorted(self._subjects[predicate])

    def values(self, subject: str, predicate: str) -> tuple[str, ...]:
        return tuple(value.value for value in self._objects[subject, predicate])

    def text(self, subject: str, predicate: str) -> str:
        values = self.values(subject, predicate)
        if len(values) != 1:
            raise OntologyError(f"{shorten(subject)} has {len(values)} values of {shorten(predicate)}: give it one")
        return values[0]

    def by_language(self, subject: str, predicate: str) -> dict[str, str]:
        literals = [value for value in self._objects[subject, predicate] if isinstance(value, ox.Literal)]
        return {literal.language or "": literal.value for literal in literals}


def _find_relations(index: _Index) -> Iterator[Relation]:
    for state_class in index.subjects(ALLY + "claimWord"):
        object_property = index.text(state_class, ALLY + "objectProperty")
        kinds = index.values(state_class, ALLY + "objectKind")
        is_text = OWL + "DatatypeProperty" in index.values(object_property, TYPE)
        shortcut = index.text(state_class, ALLY + "shortcutProperty")
        roles = index.values(state_class, ALLY + "fixedRole")
        yield Relation(
            word=index.text(state_class, ALLY + "claimWord"),
            state_class=state_class,
            subject_property=index.text(state_class, ALLY + "subjectProperty"),
            object_property=object_property,
            shortcut=shortcut,
            subject_kinds=index.values(state_class, ALLY + "subjectKind"),
            object_kinds=() if is_text else kinds,
            datatype=index.text(state_class, ALLY + "objectKind") if is_text else None,
            role=roles[0] if roles else None,
            symmetric=OWL + "SymmetricProperty" in index.values(shortcut, TYPE),
            once="true" in index.values(state_class, ALLY + "happensOnce"),
            sentences=index.by_language(state_class, ALLY + "sentence"),
            past_sentences=index.by_language(state_class, ALLY + "pastSentence"),
            event_sentences=index.by_language(state_class, ALLY + "eventSentence"),
            activity_sentences=index.by_language(state_class, ALLY + "activitySentence"),
            labels=index.by_language(shortcut, LABEL) or index.by_language(state_class, LABEL),
        )


def _close_classes(index: _Index) -> dict[str, frozenset[str]]:
    direct = {each: index.values(each, RDFS + "subClassOf") for each in index.subjects(TYPE)}

    def climb(each: str, seen: set[str]) -> set[str]:
        if each not in seen:
            seen.add(each)
            for parent in direct.get(each, ()):
                climb(parent, seen)
        return seen

    return {each: frozenset(climb(each, set())) for each in direct}


def _find_concepts(index: _Index, superclasses: dict[str, frozenset[str]]) -> Iterator[Concept]:
    for iri in index.subjects(PREF_LABEL):
        schemes = index.values(iri, SKOS + "inScheme")
        if not schemes:
            continue
        types = index.values(iri, TYPE)
        yield Concept(
            slug=iri.removeprefix(CONCEPT),
            iri=iri,
            classes=frozenset().union(*(superclasses.get(each, frozenset({each})) for each in types)),
            scheme=schemes[0].removeprefix(CONCEPT),
            labels=index.by_language(iri, PREF_LABEL),
            unit="".join(index.values(iri, ALLY + "unit")[:1]).removeprefix(CONCEPT),
        )
