"""What the ontology says of each of its terms, in one language, for its reference."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pyoxigraph as ox

from .ontology import Ontology
from .phrases import phrase
from .vocabulary import ALLY, CONCEPT, DCTERMS, LABEL, OWL, PREF_LABEL, PREFIXES, RDF, RDFS, SKOS, TYPE, shorten

#: Key of a phrase, the predicate, and whether a term stands before it (>), after it (<), or either (<>).
_FACTS = (
    ("replaced", DCTERMS + "isReplacedBy", ">"),
    ("superclasses", RDFS + "subClassOf", ">"),
    ("subclasses", RDFS + "subClassOf", "<"),
    ("disjoint", OWL + "disjointWith", "<>"),
    ("domain", RDFS + "domain", ">"),
    ("range", RDFS + "range", ">"),
    ("inverse", OWL + "inverseOf", "<>"),
    ("superproperties", RDFS + "subPropertyOf", ">"),
    ("subproperties", RDFS + "subPropertyOf", "<"),
    ("unit", ALLY + "unit", ">"),
    ("counted_by", ALLY + "countedBy", ">"),
    ("source", DCTERMS + "source", ">"),
)
_CHARACTERISTICS = {
    "object_property": OWL + "ObjectProperty",
    "datatype_property": OWL + "DatatypeProperty",
    "annotation_property": OWL + "AnnotationProperty",
    "functional": OWL + "FunctionalProperty",
    "inverse_functional": OWL + "InverseFunctionalProperty",
    "symmetric": OWL + "SymmetricProperty",
    "transitive": OWL + "TransitiveProperty",
}


class TermFacts:
    """The ontology's triples, looked up from both ends, and in which part of ``ally.ttl`` each term stands."""

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        self.objects: dict[tuple[str, str], list[Any]] = defaultdict(list)
        self.subjects: dict[tuple[str, str], list[str]] = defaultdict(list)
        for subject, predicate, value in dict.fromkeys(ontology.triples):
            self.objects[_name(subject), predicate.value].append(value)
            if isinstance(subject, ox.NamedNode) and isinstance(value, ox.NamedNode):
                self.subjects[value.value, predicate.value].append(subject.value)
        #: IRI to its place in the file, in the order of the file.
        self.places = {
            iri: place for place, iri in enumerate(dict.fromkeys(_name(each.subject) for each in ontology.triples))
        }

    def related(self, iri: str, predicate: str, ways: str = ">") -> list[str]:
        """List the IRIs that stand after a term and a predicate (>), before them (<), or either (<>)."""
        after = [value.value for value in self.objects[iri, predicate] if isinstance(value, ox.NamedNode)]
        before = self.subjects[iri, predicate]
        return list(dict.fromkeys([*(after if ">" in ways else ()), *(before if "<" in ways else ())]))

    def text(self, subject: str, predicate: str) -> str:
        """Return a text that has no language or matters in English only, or nothing."""
        return next((value.value for value in self.objects[subject, predicate]), "")

    def chains(self, iri: str) -> list[list[str]]:
        """List the property chains from which a property follows."""
        return [list(self._walk(_name(head))) for head in self.objects[iri, OWL + "propertyChainAxiom"]]

    def terms(self, kind: str) -> list[str]:
        """List our own terms of a kind of OWL, in the order of ``ally.ttl``."""
        ours = (each for each in self.related(OWL + kind, TYPE, "<") if each.startswith(ALLY))
        return sorted(ours, key=self.places.__getitem__)

    def part_of(self, iri: str) -> str:
        """Name the part of ``ally.ttl`` in which a class or property stands."""
        states = [each for each in self.terms("Class") if self._is_state(each)]
        after = [each for each in self.terms("Class") if self.places[each] > self.places[states[-1]]]
        if self._is_state(iri):
            return "relationships"
        if self.places[iri] < self.places[states[0]]:
            return "entities"
        return "evidence" if after and self.places[iri] >= self.places[after[0]] else "relationships"

    def _is_state(self, iri: str) -> bool:
        return ALLY + "Relationship" in self.ontology.superclasses.get(iri, ())

    def _walk(self, head: str) -> Iterator[str]:
        while head != RDF + "nil":
            yield self.text(head, RDF + "first")
            head = _name(self.objects[head, RDF + "rest"][0])


@dataclass(frozen=True)
class Text:
    """A text and its language where that is not the page's."""

    text: str
    lang: str = ""


@dataclass(frozen=True)
class Ref:
    """A name, and where it leads: to a place on the page, to where another vocabulary keeps the term, or nowhere."""

    text: Text
    href: str = ""
    #: Whether the text is a name in code.
    code: bool = False


@dataclass(frozen=True)
class Term:
    """What is said of one class, property, scheme or concept."""

    iri: str
    anchor: str
    name: str
    label: Text
    definitions: list[Text]
    notes: list[Text]
    #: Key of a phrase to what each statement names.
    facts: dict[str, list[list[Ref]]]
    #: Names of the questions that use it.
    questions: list[str]
    deprecated: bool
    #: What stands below it in its tree.
    below: list[Term] = field(default_factory=list)


class Glossary:
    """The terms of the ontology in one language.

    Parameters
    ----------
    lang
        The language of labels and phrases; where a text has none in it, the English one stands.
    facts
        The ontology.
    used_by
        Name of a question to the IRIs that it names.
    """

    def __init__(self, lang: str, facts: TermFacts, used_by: Mapping[str, frozenset[str]]) -> None:
        self.lang, self.facts, self._used_by = lang, facts, used_by
        self._relations = facts.ontology.relations

    def say(self, key: str, lang: str = "", **values: object) -> str:
        """Return a phrase of the reference."""
        return phrase("reference", key, lang or self.lang, **values)

    @cached_property
    def classes(self) -> dict[str, list[Term]]:
        """The classes by part of the ontology."""
        return self._group(("entities", "relationships", "evidence"), self.facts.terms("Class"), self.facts.part_of)

    @cached_property
    def kinds(self) -> list[Term]:
        """The classes of entities as a tree."""
        return self._grow((term.iri for term in self.classes["entities"]), RDFS + "subClassOf")

    @cached_property
    def properties(self) -> dict[str, list[Term]]:
        """The properties by what they are for."""
        shortcuts = {relation.shortcut for relation in self._relations.values()}
        notes = self.facts.terms("AnnotationProperty")

        def group(iri: str) -> str:
            if iri in notes:
                return "annotations"
            if iri in shortcuts or self.facts.chains(iri):
                return "shortcuts"
            return "properties_evidence" if self.facts.part_of(iri) == "evidence" else "properties_relationships"

        found = [*self.facts.terms("ObjectProperty"), *self.facts.terms("DatatypeProperty"), *notes]
        groups = ("shortcuts", "properties_relationships", "properties_evidence", "annotations")
        return self._group(groups, sorted(set(found), key=self.facts.places.__getitem__), group)

    @cached_property
    def schemes(self) -> list[Term]:
        """The concept schemes, the tree of its concepts below each."""
        schemes = [self._term(each) for each in self.facts.related(SKOS + "ConceptScheme", TYPE, "<")]
        for scheme in schemes:
            members = dict.fromkeys(self.facts.related(scheme.iri, SKOS + "inScheme", "<"))
            scheme.below.extend(self._grow(members, SKOS + "broader"))
        return schemes

    def ref(self, iri: str, *, code: bool = False) -> Ref:
        """Return a term as a link, by its label or by its name in code."""
        if iri == OWL + "Thing":
            return Ref(Text(self.say("anything")))
        if not self.knows(iri):
            return Ref(Text(prefixed(iri)), iri, code=True)
        return Ref(Text(prefixed(iri)) if code else self.label(iri), "#" + anchor(iri), code)

    def knows(self, iri: str) -> bool:
        """Tell whether a term is ours and has a label."""
        return iri.startswith((ALLY, CONCEPT)) and bool(self._read(iri, LABEL) or self._read(iri, PREF_LABEL))

    def label(self, iri: str) -> Text:
        """Return the label of a term of ours."""
        return next(iter(self._read(iri, LABEL) or self._read(iri, PREF_LABEL)), Text(shorten(iri)))

    def _read(self, iri: str, predicate: str) -> list[Text]:
        """List the texts of a term in the page's language, in English where it has none there."""
        found = [value for value in self.facts.objects[iri, predicate] if isinstance(value, ox.Literal)]
        own = [Text(value.value) for value in found if value.language in (self.lang, None)]
        return own or [Text(value.value, "en") for value in found if value.language == "en"]

    def _group(
        self, groups: Iterable[str], iris: Iterable[str], group_of: Callable[[str], str]
    ) -> dict[str, list[Term]]:
        grouped: dict[str, list[Term]] = {group: [] for group in groups}
        for iri in iris:
            grouped[group_of(iri)].append(self._term(iri))
        return {group: terms for group, terms in grouped.items() if terms}

    def _grow(self, iris: Iterable[str], upward: str) -> list[Term]:
        """Arrange terms as a tree, those without one above them at its top."""
        terms = {iri: self._term(iri) for iri in iris}
        top = []
        for iri, term in terms.items():
            above = [terms[each] for each in self.facts.related(iri, upward) if each in terms]
            for each in above:
                each.below.append(term)
            if not above:
                top.append(term)
        return top

    def _term(self, iri: str) -> Term:
        return Term(
            iri=iri,
            anchor=anchor(iri),
            name=prefixed(iri),
            label=self.label(iri),
            definitions=self._read(iri, SKOS + "definition"),
            notes=self._read(iri, SKOS + "scopeNote"),
            facts={key: found for key, found in self._list_facts(iri).items() if found},
            questions=sorted(name for name, names in self._used_by.items() if iri in names),
            deprecated=self.facts.text(iri, OWL + "deprecated") == "true",
        )

    def _list_facts(self, iri: str) -> dict[str, list[list[Ref]]]:
        """Return what else is said of a term, by key of a phrase: what each statement names, one after the other."""
        facts, relations = self.facts, self._relations.values()
        found = {
            key: [[self.ref(each)] for each in facts.related(iri, predicate, ways)] for key, predicate, ways in _FACTS
        }
        sides = {
            "claim_word": [each.word for each in relations if iri == each.state_class],
            "subject_kind": [each.word for each in relations if iri in each.subject_kinds],
            "object_kind": [each.word for each in relations if iri in each.object_kinds],
            "in_relations": [
                each.word for each in relations if iri in (each.subject_property, each.object_property, each.shortcut)
            ],
        }
        types = facts.related(iri, TYPE)
        return {
            **found,
            "chain": [[self.ref(each, code=True) for each in chain] for chain in facts.chains(iri)],
            "characteristics": [
                [Ref(Text(self.say(key)))] for key in _CHARACTERISTICS if _CHARACTERISTICS[key] in types
            ],
            "kind_word": [[Ref(Text(word), code=True)] for word, kind in facts.ontology.kinds.items() if kind == iri],
            **{key: [[self.word(each)] for each in sorted(words)] for key, words in sides.items()},
        }

    def word(self, relation: str) -> Ref:
        """Return the word of a relation as a link to its row."""
        return Ref(Text(relation), f"#relation-{relation}", code=True)


def anchor(iri: str) -> str:
    """Return the id of a term on the page: its local name, after its kind where the name might be another's."""
    return f"concept-{shorten(iri)}" if iri.startswith(CONCEPT) else shorten(iri)


def prefixed(iri: str) -> str:
    """Return an IRI with a prefix where it has one.

    Examples
    --------
    >>> prefixed(OWL + "Thing"), prefixed("https://example.org/x")
    ('owl:Thing', 'https://example.org/x')
    """
    found = (f"{prefix}:{iri.removeprefix(space)}" for prefix, space in PREFIXES.items() if iri.startswith(space))
    return next(found, iri)


def _name(node: Any) -> str:
    """Return the IRI of a node, or what a blank one is called."""
    return str(node.value)
