"""The nodes of a network: what each is called, of what kind it is, and by what id it goes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from kgraph.evidence import State, read_states
from kgraph.kinds import choose_kind
from kgraph.names import Ask, Name
from kgraph.network_rows import End, EndFacts, agree
from kgraph.ontology import Ontology
from kgraph.phrases import phrase
from kgraph.results import Term, to_python
from kgraph.sentences import Narrator
from kgraph.vocabulary import ALLY, CONCEPT, COUNTRY, ID, OWL, RDF, RDFS, SKOS, shorten

#: Where a slug is sought first when things of several namespaces share one.
_NAMESPACES = (ID, COUNTRY, CONCEPT, ALLY, "")
#: Kind of a text, and of a thing of which nothing tells the kind.
_TEXT, _OTHER = "text", "other"
_CONCEPT = SKOS + "Concept"
#: Classes that entity files have no word for.
_WORDS = {
    ALLY + "Country": "country",
    ALLY + "JointTerritory": "territory",
    ALLY + "Territory": "territory",
    ALLY + "SourceDocument": "source",
    ALLY + "Figure": "statement",
    _CONCEPT: "concept",
}
#: Namespaces of classes that tell what a word is and not what a thing is.
_LANGUAGES_OF_WORDS = (OWL, RDF, RDFS)


@dataclass(frozen=True)
class _Kind:
    word: str
    label: str


def name_ends(ends: Iterable[End]) -> dict[End, str]:
    """Give each end its node: the slug of a thing, the letters of a text, whatever its language or datatype.

    Where things of several namespaces share a slug, the entity has it and the others go by their whole IRI; a text that
    reads like the slug of a thing here stands in quotation marks.

    Examples
    --------
    >>> list(name_ends([ox.Literal("snap"), ox.NamedNode(ID + "snap"), ox.NamedNode(COUNTRY + "BRA")]).values())
    ['"snap"', 'snap', 'BRA']
    """
    ends = list(ends)
    things: dict[str, str] = {}
    for iri in sorted((end.value for end in ends if isinstance(end, ox.NamedNode)), key=_place):
        things.setdefault(shorten(iri), iri)

    def name(end: End) -> str:
        if isinstance(end, ox.Literal):
            return f'"{end.value}"' if end.value in things else end.value
        short = shorten(end.value)
        return short if things[short] == end.value else end.value

    return {end: name(end) for end in ends}


def _place(iri: str) -> tuple[int, str]:
    return next(place for place, namespace in enumerate(_NAMESPACES) if iri.startswith(namespace)), iri


def find_things(ask: Ask, iris: Iterable[str]) -> list[str]:
    """Return those of some IRIs that name things in the graph: words of an ontology are none."""
    return sorted(iri for iri, classes in _read_classes(ask, iris).items() if any(map(_tells, classes)))


def _tells(class_: str) -> bool:
    return not class_.startswith(_LANGUAGES_OF_WORDS)


def _read_classes(ask: Ask, iris: Iterable[str]) -> dict[str, list[str]]:
    values = " ".join(str(ox.NamedNode(iri)) for iri in sorted(iris))
    _, rows = ask(
        f"SELECT ?thing ?class WHERE {{ VALUES ?thing {{ {values} }} ?thing a ?class }} ORDER BY ?thing ?class"
    )
    classes: dict[str, list[str]] = defaultdict(list)
    for thing, class_ in rows:
        if isinstance(class_, ox.NamedNode):
            classes[to_python(thing)].append(class_.value)
    return classes


class Nodes:
    """Describes the ends of one network.

    Parameters
    ----------
    ask
        Runs a SELECT over the graph.
    ontology, narrator
        Give the words.
    facts
        What the answer itself says of the ends.
    """

    def __init__(self, ask: Ask, ontology: Ontology, narrator: Narrator, facts: EndFacts) -> None:
        self._ask = ask
        self._ontology = ontology
        self._narrator = narrator
        self._facts = facts
        self._words = {iri: word for word, iri in ontology.kinds.items()} | _WORDS
        self._words |= {relation.state_class: "statement" for relation in ontology.relations.values()}

    def describe(self, ids: Mapping[End, str]) -> dict[str, dict[str, Any]]:
        """Return the attributes of each node, by id and in its order."""
        iris = sorted({end.value for end in ids if isinstance(end, ox.NamedNode)})
        self._narrator.names.learn(iris)
        classes = _read_classes(self._ask, iris)
        states = self._read_states(iris, classes)
        nodes: dict[str, dict[str, Any]] = {}
        for end, id_ in sorted(ids.items(), key=lambda item: (item[1], str(item[0]))):
            kind = self._kind(end, classes.get(end.value, []))
            name = self._name(end, states)
            iri = end.value if isinstance(end, ox.NamedNode) else ""
            further = {what: agree(values) for what, values in self._facts.further.get(end, {}).items()}
            own = {"label": name.text, "language": name.language, "kind": kind.word, "kind_label": kind.label}
            nodes[id_] = {**nodes.get(id_, {}), **further, **own, "iri": iri}
        return nodes

    def _read_states(self, iris: Iterable[str], classes: Mapping[str, list[str]]) -> dict[str, State]:
        wanted = [iri for iri in iris if any(self._words.get(each) == "statement" for each in classes.get(iri, ()))]
        states = read_states(self._ask, self._ontology, wanted) if wanted else []
        ends = [end for state in states for end in (state.subject, state.object.value) if end.startswith(ID)]
        self._narrator.names.learn(ends)
        return {state.iri: state for state in states}

    def _name(self, end: End, states: Mapping[str, State]) -> Name:
        if isinstance(end, ox.NamedNode) and end.value in states:
            return Name(self._narrator.say(states[end.value]), self._narrator.lang)
        name = self._narrator.named(end.value) if isinstance(end, ox.NamedNode) else None
        if name and name != Name(shorten(end.value)):
            return Name(self._narrator.name(end.value), name.language)
        given = [Name(each.value, each.language or "") for each in self._facts.names.get(end, ())]
        if given:
            return min(given, key=lambda each: (each.language != self._narrator.lang, each.language != "en", each))
        return name or Name(end.value, getattr(end, "language", None) or "")

    def _kind(self, end: End, classes: list[str]) -> _Kind:
        """Return what a row says of the kind, else what the graph says, else what constructed triples say."""
        said = self._facts.kinds.get(end, [])
        known = [ox.NamedNode(each) for each in classes if _tells(each)]
        found = [self._read_kind(each) for each in ((said or known) if self._facts.decides else (known or said))]
        kinds = {kind.word: kind for kind in sorted(found, key=lambda kind: (kind.word, kind.label)) if kind.label}
        if kinds:
            return kinds[choose_kind(kinds)]
        return self._plain_kind(_TEXT if isinstance(end, ox.Literal) else _OTHER)

    def _read_kind(self, term: Term) -> _Kind:
        """Return the kind that a class stands for, or a word; a word that the ontology has not stands for itself."""
        text = str(to_python(term) or "")
        class_ = text if isinstance(term, ox.NamedNode) else self._ontology.kinds.get(text, "")
        if not class_:
            return _Kind(text, text)
        if class_ == _CONCEPT:
            return self._plain_kind("concept")
        label = self._ontology.labels.get(class_, {}).get(self._narrator.lang) or re.split("[#/]", class_)[-1]
        return _Kind(self._word(class_), label)

    def _word(self, class_: str) -> str:
        above = self._ontology.superclasses.get(class_, frozenset())
        words = {self._words[each] for each in above if each in self._words}
        return self._words.get(class_) or choose_kind(words) or _OTHER

    def _plain_kind(self, word: str) -> _Kind:
        return _Kind(word, phrase("figure", f"kind_{word}", self._narrator.lang))
