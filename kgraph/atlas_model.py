"""A graph as the atlas sees it: which of its states, entities and sources the page tells of, and in what order."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from kgraph.engine import Table, select
from kgraph.evidence import State
from kgraph.kinds import choose_kind
from kgraph.ontology import Ontology
from kgraph.questions import Question
from kgraph.survey import Survey, read_survey, update_survey
from kgraph.vocabulary import ALLY, TYPE

#: Kinds that panels tell of and the picture leaves out.
NOT_DRAWN = frozenset({"person"})


@dataclass(frozen=True)
class Atlas:
    """A surveyed graph, as the page tells it."""

    #: Holds all layers.
    store: ox.Store
    ontology: Ontology
    #: Name to stored question.
    questions: Mapping[str, Question]
    survey: Survey

    @classmethod
    def of(cls, store: ox.Store, ontology: Ontology, questions: Mapping[str, Question]) -> Atlas:
        """Survey a graph."""
        return cls(store, ontology, questions, read_survey(store, ontology))

    def update(self, questions: Mapping[str, Question], changed: AbstractSet[str]) -> Atlas:
        """Survey the graph again, whose store has changed.

        Parameters
        ----------
        questions
            Name to stored question.
        changed
            IRIs of all things of which it says something else now.
        """
        survey = update_survey(self.survey, self.store, self.ontology, changed)
        return Atlas(self.store, self.ontology, questions, survey)

    def ask(self, text: str) -> Table:
        """Run a SELECT; asked again, it answers from memory, since names are looked up once for each language."""
        if text not in self._answers:
            self._answers[text] = select(self.store, text)
        return self._answers[text]

    @cached_property
    def _answers(self) -> dict[str, Table]:
        return {}

    @cached_property
    def states(self) -> list[State]:
        """The relationships of which a source still speaks."""
        return [state for state in self.survey.states if state.relation and state.standing]

    @cached_property
    def figures(self) -> list[State]:
        """The figures of which a source still speaks."""
        return [state for state in self.survey.states if not state.relation and state.standing]

    @cached_property
    def entities(self) -> list[str]:
        """IRIs of the entities, sorted; sources, countries and concepts are none."""
        kinds = set(self.ontology.kinds.values())
        return sorted(iri for iri in self.survey.facts if kinds.intersection(self.survey.values(iri, TYPE)))

    @cached_property
    def places(self) -> dict[str, int]:
        """IRI of an entity to its place in the list of nodes."""
        return {iri: place for place, iri in enumerate(self.entities)}

    @cached_property
    def sources(self) -> list[str]:
        """IRIs of the sources, sorted."""
        return self.survey.list_instances(ALLY + "SourceDocument")

    @cached_property
    def source_places(self) -> dict[str, int]:
        """IRI of a source to its place in the list of sources."""
        return {iri: place for place, iri in enumerate(self.sources)}

    @cached_property
    def kinds_of(self) -> dict[str, list[str]]:
        """IRI of an entity to its kind words, the one that speaks for it first."""
        words = {iri: word for word, iri in self.ontology.kinds.items()}
        found = {}
        for iri in self.entities:
            kinds = {words[each] for each in self.survey.values(iri, TYPE) if each in words}
            first = choose_kind(kinds)
            found[iri] = [first, *sorted(kinds - {first})]
        return found

    @cached_property
    def evidence(self) -> dict[str, int]:
        """IRI of an entity to the number of independent sources that speak of it."""
        roots: dict[str, set[str]] = {iri: set() for iri in self.entities}
        for state in (*self.states, *self.figures):
            for end in {state.subject, state.object.value} & self.places.keys():
                roots[end].update(each.root for each in state.standing)
        return {iri: len(found) for iri, found in roots.items()}

    def joins(self, state: State) -> bool:
        """Tell whether a state joins two entities."""
        return state.subject in self.places and state.object.value in self.places

    def list_drawn(self) -> list[tuple[str, str]]:
        """List the ends of the states that the picture draws at rest, each as often as it is drawn."""
        drawn = {iri for iri, kinds in self.kinds_of.items() if kinds[0] not in NOT_DRAWN}
        return [
            (state.subject, state.object.value)
            for state in self.states
            if self.joins(state)
            and {state.subject, state.object.value} <= drawn
            and state.subject != state.object.value
        ]
