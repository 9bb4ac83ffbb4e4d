"""The edges of the atlas that follow from several states, with their reasons down to the states."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pyoxigraph as ox

from kgraph.atlas_model import Atlas
from kgraph.facts import Fact
from kgraph.layers import statement_iri
from kgraph.ontology import Ontology
from kgraph.vocabulary import ALLY, INFERRED, REASONS, shorten

#: Properties between entities that follow from several states, and that no relation of claim files is called by.
INFERRED_RELATIONS = frozenset({"involvedIn"})


def describe_inferred(atlas: Atlas) -> Iterator[dict[str, Any]]:
    """Yield the edges between entities that say more than one accepted state does."""
    reasons = _Reasons(atlas)
    stated = set(_list_stated(atlas))
    words = _find_words(atlas.ontology)
    layer = ox.NamedNode(INFERRED)
    for subject, predicate, value, _ in sorted(atlas.store.quads_for_pattern(None, None, None, layer), key=str):
        edge = (subject.value, predicate.value, value.value)
        known = predicate.value in words or shorten(predicate.value) in INFERRED_RELATIONS
        if edge in stated or not known or not {edge[0], edge[2]} <= atlas.places.keys():
            continue
        statement = statement_iri(Fact(*edge))
        yield {
            "subject": atlas.places[edge[0]],
            "relation": words.get(edge[1]) or shorten(edge[1]),
            "object": atlas.places[edge[2]],
            "sources": reasons.count_sources(statement),
            "reasons": [
                {"rule": rule, "states": list(map(shorten, states))} for rule, states in reasons.list_grounds(statement)
            ],
        }


def _find_words(ontology: Ontology) -> dict[str, str]:
    """Return the words of the relations that alone have their property."""
    shared = Counter(relation.shortcut for relation in ontology.relations.values())
    return {each.shortcut: each.word for each in ontology.relations.values() if shared[each.shortcut] == 1}


def _list_stated(atlas: Atlas) -> Iterator[tuple[str, str, str]]:
    for state in atlas.states:
        if state.relation and state.accepted:
            yield state.subject, state.relation.shortcut, state.object.value
            if state.relation.symmetric:
                yield state.object.value, state.relation.shortcut, state.subject


class _Reasons:
    """Follows the published reasons of inferred statements down to states."""

    def __init__(self, atlas: Atlas) -> None:
        self._store = atlas.store
        self._states = {state.iri: state for state in atlas.states}

    def list_grounds(self, statement: str) -> list[tuple[str, list[str]]]:
        """Return each reason's rule, and the states on which it rests in the end."""
        found = []
        for rule, premises in self._list_reasons(statement):
            states = {each for premise in premises for each in self._climb_down(premise, {statement})}
            found.append((rule, sorted(states)))
        return found

    def count_sources(self, statement: str, above: frozenset[str] = frozenset()) -> int:
        """Return the independent sources of the weakest premise of the best reason, a count."""
        counts = [
            min((self._count(each, above | {statement}) for each in premises if each not in above), default=0)
            for _, premises in self._list_reasons(statement)
        ]
        return max(counts, default=0)

    def _count(self, premise: str, above: frozenset[str]) -> int:
        if premise in self._states:
            return self._states[premise].independent_sources
        return self.count_sources(premise, above)

    def _climb_down(self, premise: str, seen: set[str]) -> Iterator[str]:
        if premise in self._states:
            yield premise
        elif premise not in seen:
            seen.add(premise)
            for _, premises in self._list_reasons(premise):
                for each in premises:
                    yield from self._climb_down(each, seen)

    def _list_reasons(self, statement: str) -> list[tuple[str, list[str]]]:
        reasons = sorted(self._follow(statement, "reason"))
        return [("".join(self._follow(each, "byRule")), sorted(self._follow(each, "premise"))) for each in reasons]

    def _follow(self, subject: str, name: str) -> list[str]:
        pattern = (ox.NamedNode(subject), ox.NamedNode(ALLY + name), None, ox.NamedNode(REASONS))
        values = (quad.object for quad in self._store.quads_for_pattern(*pattern))
        return [value.value for value in values if isinstance(value, (ox.NamedNode, ox.Literal))]
