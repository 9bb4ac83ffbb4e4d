"""Ties told as sentences."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kgraph.evidence import read_states
from kgraph.vocabulary import ID, shorten

if TYPE_CHECKING:
    from kgraph.knowledge import KnowledgeGraph
    from kgraph.sentences import Narrator


def tell_states(graph: KnowledgeGraph, narrator: Narrator, states: Iterable[str]) -> dict[str, str]:
    """Return each state, by its slug, to its sentence in the narrator's language."""
    found = read_states(graph.ask, graph.ontology, [ID + state for state in states])
    ends = {end for state in found for end in (state.subject, state.object.value) if end.startswith(ID)}
    narrator.names.learn(sorted(ends))
    return {shorten(state.iri): narrator.say(state) for state in found}
