"""The accepted ties of a graph as tidy tables: states, who says so, entities and sources.

Every measure starts here, so that all agree on what counts: a state is a tie when a source supports it, none disputes
it and nothing withdrawn is read; a copy or translation counts as its root.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgraph.evidence import State
from kgraph.sectors import sector_of
from kgraph.survey import Survey, read_survey
from kgraph.vocabulary import ALLY, COUNTRY, DCTERMS, ID, TYPE, shorten

if TYPE_CHECKING:
    import pandas as pd

    from kgraph.knowledge import KnowledgeGraph
    from kgraph.ontology import Ontology

_BOUNDS = {
    "earliest_start": "earliestStart",
    "latest_start": "latestStart",
    "earliest_end": "earliestEnd",
    "latest_end": "latestEnd",
}


@dataclass(frozen=True)
class Ties:
    """The accepted states of a graph and what they rest on."""

    #: One row a state: ``state`` (slug), ``relation`` (the claim word), ``subject``, ``object`` (slugs, or the text of a
    #: text), ``sources`` (independent roots, a count of at least 1), ``self_reported`` (bool: each root was published by
    #: a party of the state), and ISO days ``earliest_start``, ``latest_start``, ``earliest_end``, ``latest_end``, empty
    #: where nothing is known.
    states: pd.DataFrame
    #: One row a state and supporting source: ``state``, ``source``, ``root`` (slugs), ``self_report`` (bool:
    #: a party of the state published the root).
    witnesses: pd.DataFrame
    #: One row an entity: ``entity`` (slug), ``label``, ``kinds`` (kind words with spaces between), ``sector`` (a key of
    #: :data:`kgraph.sectors.SECTORS`, empty for what is no organisation), ``countries`` (alpha-3 codes of where it is
    #: based or, where no source says so, active; with spaces between), ``country`` (the code, where that is one
    #: country; else empty) and ``region`` (slug of the region of ``country``, else empty).
    entities: pd.DataFrame

    def of(self, *relations: str) -> pd.DataFrame:
        """Return the states of some relations, with a new running index."""
        return self.states[self.states["relation"].isin(relations)].reset_index(drop=True)


def read_ties(graph: KnowledgeGraph) -> Ties:
    """Read every accepted state of a graph.

    Parameters
    ----------
    graph
        A built graph.

    Returns
    -------
    Ties
        Tables in the order of their slugs; empty tables where the graph holds nothing.
    """
    import pandas as pd

    survey = read_survey(graph.store, graph.ontology)
    states = [state for state in survey.states if state.relation is not None and state.accepted]
    found = [_list_witnesses(state, survey) for state in states]
    return Ties(
        states=pd.DataFrame([_describe(*each) for each in zip(states, found, strict=True)], columns=[*_STATE_COLUMNS]),
        witnesses=pd.DataFrame(
            [row for rows in found for row in rows], columns=["state", "source", "root", "self_report"]
        ),
        entities=_list_entities(survey, graph.ontology, _find_places(states)),
    )


_STATE_COLUMNS = ("state", "relation", "subject", "object", "sources", "self_reported", *_BOUNDS)


def _describe(state: State, witnesses: list[tuple[str, str, str, bool]]) -> tuple[object, ...]:
    assert state.relation is not None
    roots: dict[str, bool] = {}
    for _, _, root, own in witnesses:
        roots[root] = roots.get(root, True) and own
    return (
        shorten(state.iri),
        state.relation.word,
        shorten(state.subject),
        shorten(state.object.value),
        len(roots),
        all(roots.values()),
        *(state.value(name) for name in _BOUNDS.values()),
    )


def _list_witnesses(state: State, survey: Survey) -> list[tuple[str, str, str, bool]]:
    parties = {state.subject, state.object.value}
    return sorted(
        {
            (
                shorten(state.iri),
                shorten(each.source),
                shorten(each.root),
                survey.value(each.root, DCTERMS + "publisher") in parties,
            )
            for each in state.standing
            if each.stance == "supports"
        }
    )


def _list_entities(survey: Survey, ontology: Ontology, places: Mapping[str, list[str]]) -> pd.DataFrame:
    import pandas as pd

    words = {iri: word for word, iri in ontology.kinds.items()}
    rows = []
    for thing in sorted(iri for iri in survey.facts if iri.startswith(ID)):
        kinds = [words[kind] for kind in survey.values(thing, TYPE) if kind in words]
        if not kinds:
            continue
        codes = places.get(thing, [])
        country = codes[0] if len(codes) == 1 else ""
        region = shorten(survey.value(COUNTRY + country, ALLY + "inRegion")) if country else ""
        label = survey.labels(thing)[0][0]
        rows.append((shorten(thing), label, " ".join(kinds), sector_of(kinds), " ".join(codes), country, region))
    return pd.DataFrame(rows, columns=["entity", "label", "kinds", "sector", "countries", "country", "region"])


def _find_places(states: list[State]) -> dict[str, list[str]]:
    """Return the countries in which a thing is based or, where none is known, active: codes in order."""
    found: dict[str, dict[str, set[str]]] = {"basedIn": {}, "activeIn": {}}
    for state in states:
        word = state.relation.word if state.relation else ""
        if word in found and state.object.value.startswith(COUNTRY):
            found[word].setdefault(state.subject, set()).add(shorten(state.object.value))
    return {thing: sorted(codes) for thing, codes in (found["activeIn"] | found["basedIn"]).items()}
