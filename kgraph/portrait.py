"""Everything held about one entity, in sentences."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from kgraph.evidence import State, find_state_iris, read_states
from kgraph.names import Ask
from kgraph.ontology import Ontology
from kgraph.sentences import Narrator
from kgraph.vocabulary import ID, shorten


def portray(ask: Ask, ontology: Ontology, narrator: Narrator, entity: str) -> Iterator[str]:
    """Yield name and kinds of an entity, its states by relation, those of its editions, and the sources.

    Each sentence is followed by a line for each source: its number in the list below, locator, dates and certainty.
    """
    yield from _introduce(ask, narrator, entity)
    states = _read(ask, ontology, narrator, entity)
    editions = [state.subject for state in states if _is_edition_of(state, entity)]
    of_editions = {edition: _read(ask, ontology, narrator, edition) for edition in editions}
    everything = [state for each in (states, *of_editions.values()) for state in each]
    sources = list({evidence.source: evidence for state in everything for evidence in state.evidence}.values())
    numbers = {evidence.source: number for number, evidence in enumerate(sources, 1)}
    yield from narrator.tell(states, numbers)
    for edition, own in of_editions.items():
        yield ""
        yield from _introduce(ask, narrator, edition)
        yield from narrator.tell((state for state in own if not _is_edition_of(state, entity)), numbers)
    yield ""
    for evidence in sources:
        yield f"[{numbers[evidence.source]}] {narrator.source(evidence)}"


def _introduce(ask: Ask, narrator: Narrator, entity: str) -> Iterator[str]:
    node = ox.NamedNode(entity)
    _, rows = ask(
        f"SELECT ?class ?note WHERE {{ {node} a ?class OPTIONAL {{ {node} skos:editorialNote ?note }} }} ORDER BY ?class ?note"
    )
    kinds = narrator.kinds(dict.fromkeys(term.value for term, _ in rows if isinstance(term, ox.NamedNode)))
    yield f"{narrator.name(entity)} ({kinds}) [{shorten(entity)}]"
    for note in sorted({term.value for _, term in rows if isinstance(term, ox.Literal)}):
        yield f"  {note}"


def _read(ask: Ask, ontology: Ontology, narrator: Narrator, entity: str) -> list[State]:
    """Read the states of an entity in the order in which to tell them, and the names that they need."""
    states = read_states(ask, ontology, find_state_iris(ask, ontology, entity))
    narrator.names.learn(
        [each.publisher for state in states for each in state.evidence]
        + [end for state in states for end in (state.subject, state.object.value) if end.startswith(ID)]
    )
    order = {word: number for number, word in enumerate(_ORDER)}
    return sorted(
        states, key=lambda state: (order.get(state.relation.word if state.relation else "figure", 99), state.iri)
    )


def _is_edition_of(state: State, entity: str) -> bool:
    return state.relation is not None and state.relation.word == "editionOf" and state.object.value == entity


#: The order in which relations are told: names first, then what joins bodies, then what is about them.
_ORDER = [
    "name",
    "acronym",
    "formerName",
    "hashtag",
    "describedAs",
    "basedIn",
    "activeIn",
    "takesPlaceIn",
    "editionOf",
    "memberOf",
    "governingMemberOf",
    "partnerOf",
    "endorses",
    "carriesOut",
    "participatesIn",
    "organises",
    "campaignPartner",
    "operates",
    "owns",
    "partOf",
    "foundedOn",
    "founderOf",
    "develops",
    "succeeds",
    "funds",
    "positionAt",
    "publishes",
    "covers",
    "coversPeriod",
    "availableAt",
    "addresses",
    "hasTopic",
    "figure",
]
