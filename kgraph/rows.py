"""The rows of each table, read from a graph.

Each is a mapping from the columns of ``dictionary.csv`` to values; a column that is left out is empty.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

import pyoxigraph as ox

from kgraph.layer_index import LayerIndex
from kgraph.phrases import LANGUAGES
from kgraph.vocabulary import (
    ALLY,
    ASSERTED,
    CONCEPT,
    COUNTRY,
    DCTERMS,
    ONTOLOGY,
    PREF_LABEL,
    PREFIXES,
    RDF,
    REASONS,
    SCHEMA,
    SKOS,
    TYPE,
    shorten,
)

if TYPE_CHECKING:
    from kgraph.evidence import State
    from kgraph.knowledge import KnowledgeGraph

#: A value of a table; ``None`` or an empty text where nothing is known.
Cell: TypeAlias = str | int | bool | Decimal | date | None
#: Column name to value.
Row: TypeAlias = dict[str, Cell]

#: Stands between the values of a cell that holds several.
SEPARATOR = " | "


class RowReader:
    """Reads the rows of each table from a graph; a method a table.

    Parameters
    ----------
    graph
        A built graph.
    """

    def __init__(self, graph: KnowledgeGraph) -> None:
        self._graph = graph
        self._narrator = graph.narrator()
        self._asserted = LayerIndex(graph.store, ASSERTED)
        self._terms = LayerIndex(graph.store, ONTOLOGY)
        self._reasons = LayerIndex(graph.store, REASONS)

    def entities(self) -> Iterator[Row]:
        """Yield the things that the data is about: organisations, services, texts, activities, persons in public roles."""
        kinds = {iri: word for word, iri in self._graph.ontology.kinds.items()}
        for iri in self._entities:
            label = self._asserted.first(iri, PREF_LABEL)
            words = sorted(kinds[each] for each in self._asserted.texts(iri, TYPE) if each in kinds)
            yield {
                "entity": shorten(iri),
                "label": _value(label),
                "language": _language(label),
                "kinds": SEPARATOR.join(words),
                "note": self._asserted.text(iri, SKOS + "editorialNote"),
                "iri": iri,
            }

    def names(self) -> Iterator[Row]:
        """Yield the editors' label of each entity and every name that a source uses for it."""
        for iri in self._entities:
            for label in self._asserted.values(iri, PREF_LABEL):
                yield {
                    "entity": shorten(iri),
                    "name": label.value,
                    "language": _language(label),
                    "kind": "label",
                    "accepted": True,
                }
        for state in self._states:
            if state.relation and state.relation.subject_property == ALLY + "namedThing":
                yield {
                    "entity": shorten(state.subject),
                    "name": state.object.value,
                    "language": _language(state.object),
                    "kind": state.relation.word,
                    "state": shorten(state.iri),
                    "accepted": state.accepted,
                }

    def states(self) -> Iterator[Row]:
        """Yield the states of affairs."""
        bounds = {"earliest_start": "earliestStart", "latest_start": "latestStart"}
        bounds |= {"earliest_end": "earliestEnd", "latest_end": "latestEnd"}
        for state in self._states:
            if state.relation:
                yield {
                    "state": shorten(state.iri),
                    "relation": state.relation.word,
                    "subject": shorten(state.subject),
                    **self._object(state.object),
                    "role": shorten(state.value("role")),
                    "territory": shorten(state.value("territory")),
                    "edition": state.value("edition"),
                    "spell": state.value("spell"),
                    **{name: _day(state.value(own)) for name, own in bounds.items()},
                    **self._standing(state),
                }

    def figures(self) -> Iterator[Row]:
        """Yield the figures."""
        for state in self._states:
            if state.relation is None:
                yield {
                    "figure": shorten(state.iri),
                    "about": shorten(state.subject),
                    "measure": shorten(state.value("measure")),
                    "unit": shorten(self._terms.text(state.value("measure"), ALLY + "unit")),
                    "bound": shorten(state.value("bound")),
                    "value": Decimal(state.object.value),
                    "period": state.value("period"),
                    "territory": shorten(state.value("territory")),
                    **self._standing(state),
                }

    def _standing(self, state: State) -> Row:
        return {
            "sources": state.independent_sources,
            "accepted": state.accepted,
            "disputed": state.disputed,
            "sentence": self._narrator.say(state),
            "iri": state.iri,
        }

    def attestations(self) -> Iterator[Row]:
        """Yield what each source says of each state and figure."""
        things = {"state": "attests", "source": "inSource", "stance": "stance", "certainty": "certainty"}
        things |= {"date_certainty": "dateCertainty", "role": "role"}
        texts = {"locator": "locator", "stated_from": "statedFrom", "stated_until": "statedUntil"}
        texts |= {"stated_as_of": "statedAsOf", "stated_role": "statedRole", "stated_value": "statedValue"}
        texts |= {"subject_named_as": "subjectNamedAs", "object_named_as": "objectNamedAs"}
        texts |= {"withdrawn_because": "withdrawnBecause"}
        for iri in self._asserted.instances(ALLY + "Attestation"):
            yield {
                "attestation": shorten(iri),
                **{name: shorten(self._asserted.text(iri, ALLY + own)) for name, own in things.items()},
                **{name: self._asserted.text(iri, ALLY + own) for name, own in texts.items()},
                **{name: _day(self._asserted.text(iri, ALLY + name)) for name in ("recorded", "withdrawn")},
                "note": self._asserted.text(iri, SKOS + "editorialNote"),
            }

    def sources(self) -> Iterator[Row]:
        """Yield the documents."""
        for iri in self._asserted.instances(ALLY + "SourceDocument"):
            title = self._asserted.first(iri, DCTERMS + "title")
            yield {
                "source": shorten(iri),
                "title": _value(title),
                "language": self._asserted.text(iri, DCTERMS + "language"),
                "publisher": shorten(self._asserted.text(iri, DCTERMS + "publisher")),
                "issued": self._asserted.text(iri, ALLY + "statedIssued"),
                "issued_day": _day(self._asserted.text(iri, DCTERMS + "issued")),
                "url": self._asserted.text(iri, SCHEMA + "url"),
                "file": self._asserted.text(iri, DCTERMS + "identifier"),
                "seen_at": SEPARATOR.join(self._asserted.texts(iri, ALLY + "seenAt")),
                "republishes": shorten(self._asserted.text(iri, ALLY + "republishes")),
                "accessed": SEPARATOR.join(self._asserted.texts(iri, ALLY + "accessed")),
                "recorded": _day(self._asserted.text(iri, ALLY + "recorded")),
                "iri": iri,
            }

    def inferred(self) -> Iterator[Row]:
        """Yield the statements that follow."""
        for iri in self._reasons.instances(ALLY + "InferredStatement"):
            value = self._reasons.first(iri, RDF + "object")
            assert value is not None
            rules = {self._reasons.text(each, ALLY + "byRule") for each in self._reasons.texts(iri, ALLY + "reason")}
            yield {
                "inferred": shorten(iri),
                "subject": shorten(self._reasons.text(iri, RDF + "subject")),
                "relation": _name_property(self._reasons.text(iri, RDF + "predicate")),
                **self._object(value),
                "rules": SEPARATOR.join(sorted(rules)),
            }

    def grounds(self) -> Iterator[Row]:
        """Yield the attestations under each inferred statement."""
        for iri in self._reasons.instances(ALLY + "InferredStatement"):
            for attestation in self._reasons.texts(iri, ALLY + "basedOn"):
                yield {"inferred": shorten(iri), "attestation": shorten(attestation)}

    def territories(self) -> Iterator[Row]:
        """Yield the countries of each territory that a state or figure names."""
        for iri in self._territories:
            if iri.startswith(COUNTRY):
                yield {"territory": shorten(iri), "kind": "country", "country": shorten(iri)}
            elif iri == CONCEPT + "world":
                yield {"territory": shorten(iri), "kind": "world"}
            else:
                for country in self._asserted.texts(iri, ALLY + "jointOf"):
                    yield {"territory": shorten(iri), "kind": "joint", "country": shorten(country)}

    def countries(self) -> Iterator[Row]:
        """Yield the countries that a state or figure names, alone or in a joint territory."""
        parts = {part for iri in self._territories for part in self._asserted.texts(iri, ALLY + "jointOf")}
        for iri in sorted(part for part in parts | self._territories if part.startswith(COUNTRY)):
            names = {_language(name): name.value for name in self._asserted.values(iri, PREF_LABEL)}
            codes = self._asserted.texts(iri, SKOS + "notation")
            yield {
                "country": shorten(iri),
                "alpha2": next((code for code in codes if len(code) == 2), None),
                **{f"name_{language}": names.get(language) for language in LANGUAGES},
                "region": next(map(shorten, self._asserted.texts(iri, ALLY + "inRegion")), ""),
                "iri": iri,
            }

    def concepts(self) -> Iterator[Row]:
        """Yield the concepts of all schemes."""
        for slug, concept in self._graph.ontology.concepts.items():
            yield {
                "concept": slug,
                "scheme": concept.scheme,
                **{f"label_{language}": concept.labels.get(language) for language in LANGUAGES},
                "definition": self._terms.text(concept.iri, SKOS + "definition"),
                "broader": SEPARATOR.join(map(shorten, self._terms.texts(concept.iri, SKOS + "broader"))),
                "iri": concept.iri,
            }

    @cached_property
    def _entities(self) -> list[str]:
        kinds = self._graph.ontology.kinds.values()
        return sorted({iri for kind in kinds for iri in self._asserted.instances(kind)})

    @cached_property
    def _states(self) -> list[State]:
        """All states and figures, with the names that their sentences need looked up in one go."""
        from kgraph.evidence import read_states

        classes = [relation.state_class for relation in self._graph.ontology.relations.values()]
        iris = [iri for kind in (*classes, ALLY + "Figure") for iri in self._asserted.instances(kind)]
        states = read_states(self._graph.ask, self._graph.ontology, iris)
        named = {value for state in states for value in self._asserted.things(state.iri)}
        self._narrator.names.learn(named)
        return states

    @cached_property
    def _territories(self) -> set[str]:
        """IRIs of the territories that a state or figure names."""
        named = {value for state in self._states for value in self._asserted.things(state.iri)}
        places = {*self._asserted.instances(ALLY + "JointTerritory"), CONCEPT + "world"}
        return {iri for iri in named if iri in places or iri.startswith(COUNTRY)}

    def _object(self, term: ox.NamedNode | ox.Literal) -> Row:
        """Return the cells of an object: what stands there, in which table it is found, its language."""
        shown = shorten(term.value) if isinstance(term, ox.NamedNode) else term.value
        return {"object": shown, "object_kind": self._kind(term), "object_language": _language(term)}

    def _kind(self, term: ox.NamedNode | ox.Literal) -> str:
        if isinstance(term, ox.Literal):
            return "text"
        if term.value.startswith(COUNTRY):
            return "country"
        if term.value in self._territories:
            return "territory"
        if term.value.startswith(CONCEPT):
            return "concept"
        is_source = ALLY + "SourceDocument" in self._asserted.texts(term.value, TYPE)
        return "source" if is_source and term.value not in self._entities else "entity"


def _value(term: ox.NamedNode | ox.Literal | None) -> str | None:
    return term.value if term else None


def _language(term: ox.NamedNode | ox.Literal | None) -> str:
    return (term.language or "") if isinstance(term, ox.Literal) else ""


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _name_property(iri: str) -> str:
    """Return the name of a property of ours, or the prefixed name of one of another vocabulary."""
    if iri.startswith(ALLY):
        return shorten(iri)
    fitting = [(prefix, namespace) for prefix, namespace in PREFIXES.items() if iri.startswith(namespace)]
    return next((f"{prefix}:{iri.removeprefix(namespace)}" for prefix, namespace in fitting), iri)
