"""The sentences of the atlas's page, and those of an earlier graph of which a new one takes over what has not changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TypeAlias

import pyoxigraph as ox

from kgraph.atlas_model import Atlas
from kgraph.evidence import State
from kgraph.names import Names
from kgraph.phrases import LANGUAGES
from kgraph.sentences import Narrator
from kgraph.vocabulary import ALLY

#: Language to the sentences in it: IRI of a state or figure to what is said of it.
Sentences: TypeAlias = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Told:
    """The states of a graph and their sentences."""

    states: dict[str, State]
    sentences: Sentences

    @classmethod
    def of(cls, atlas: Atlas) -> Told:
        """Tell every state of a graph in every language."""
        states = {state.iri: state for state in _list_told(atlas)}
        return cls(states, {lang: dict(zip(states, tell_states(atlas, lang), strict=True)) for lang in LANGUAGES})

    def find_same(self, atlas: Atlas, changed: AbstractSet[str]) -> Sentences:
        """Return the sentences that a later graph has as well.

        A sentence is made of its state and the names of what that speaks of: where both are as they were, so is it.

        Parameters
        ----------
        atlas
            The later graph, under the same ontology.
        changed
            IRIs of the things of which it says something else than this one, in any layer.
        """
        same = [
            state.iri
            for state in _list_told(atlas)
            if state == self.states.get(state.iri) and changed.isdisjoint(_list_things(state))
        ]
        return {lang: {iri: own[iri] for iri in same} for lang, own in self.sentences.items()}


def tell_states(atlas: Atlas, lang: str, known: Mapping[str, str] | None = None) -> list[str]:
    """Return the sentence of each state, then of each figure, in a language, as ``kgraph show`` writes it.

    Parameters
    ----------
    atlas
        The graph.
    lang
        One of :data:`kgraph.phrases.LANGUAGES`.
    known
        IRI to sentence, of the states whose sentences need not be made again.
    """
    known = known or {}
    narrator = Narrator(atlas.ontology, Names(atlas.ask, lang), lang)
    states = _list_told(atlas)
    narrator.names.learn(iri for state in states if state.iri not in known for iri in _list_things(state))
    return [known[state.iri] if state.iri in known else narrator.say(state) for state in states]


def _list_told(atlas: Atlas) -> list[State]:
    return [*atlas.states, *atlas.figures]


def _list_things(state: State) -> Iterator[str]:
    """Yield the IRIs of which a sentence may give the names, to look them up in one query."""
    yield state.subject
    if isinstance(state.object, ox.NamedNode):
        yield state.object.value
    for name in ("territory", "role", "measure"):
        yield from (value.value for value in state.facts.get(ALLY + name, ()))
