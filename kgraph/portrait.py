"""Everything held about one entity, in sentences."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from kgraph.chapters import Teller
from kgraph.evidence import State, find_state_iris, read_states
from kgraph.names import Ask
from kgraph.ontology import Ontology
from kgraph.phrases import phrase
from kgraph.sentences import Narrator
from kgraph.vocabulary import ID, shorten


def portray(
    ask: Ask, ontology: Ontology, narrator: Narrator, entity: str, *, everything: bool = False
) -> Iterator[str]:
    """Yield name and kinds of an entity, its states by relation, those of its editions, and the sources.

    Parameters
    ----------
    ask
        Runs a SELECT.
    ontology
        Tells the parties of each kind of state.
    narrator
        Tells states in a language.
    entity
        IRI of the entity.
    everything
        Whether to tell what every source says; otherwise, under a sentence with many, most are named by number only.
    """
    teller = Teller(narrator, everything)
    yield from _introduce(ask, narrator, entity)
    yield f"  {phrase('sentences', 'how-to-read', narrator.lang)}"
    states = _read(ask, ontology, narrator, entity)
    yield from teller.tell(states, entity)
    for edition in dict.fromkeys(state.subject for state in states if _is_edition_of(state, entity)):
        own = _read(ask, ontology, narrator, edition)
        yield ""
        yield from _introduce(ask, narrator, edition)
        yield from teller.tell((state for state in own if not _is_edition_of(state, entity)), edition)
    yield ""
    yield from teller.list_sources()


def _introduce(ask: Ask, narrator: Narrator, entity: str) -> Iterator[str]:
    node = ox.NamedNode(entity)
    _, rows = ask(
        f"SELECT ?class ?note WHERE {{ {node} a ?class OPTIONAL {{ {node} skos:editorialNote ?note }} }} ORDER BY ?class ?note"
    )
    kinds = narrator.kinds(dict.fromkeys(term.value for term, _ in rows if isinstance(term, ox.NamedNode)))
    yield f"{narrator.name(entity)} ({kinds}) [{shorten(entity)}]"
    for note in sorted({term.value for _, term in rows if isinstance(term, ox.Literal)}):
        yield f"  {phrase('sentences', 'remark', narrator.lang, note=note)}"


def _read(ask: Ask, ontology: Ontology, narrator: Narrator, entity: str) -> list[State]:
    """Read the states of an entity and the names that they need."""
    states = read_states(ask, ontology, find_state_iris(ask, ontology, entity))
    narrator.names.learn(
        [each.publisher for state in states for each in state.evidence]
        + [end for state in states for end in (state.subject, state.object.value) if end.startswith(ID)]
    )
    return states


def _is_edition_of(state: State, entity: str) -> bool:
    return state.relation is not None and state.relation.word == "editionOf" and state.object.value == entity
