"""The accepted ties of a graph as tidy tables: states, who says so, entities and sources.

Every measure starts here, so that all agree on what counts: a state is a tie when a source supports it, none disputes
it and nothing withdrawn is read; a copy or translation counts as its root.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgraph.evidence import State, read_states
from kgraph.sectors import sector_of
from kgraph.vocabulary import COUNTRY, ID, shorten

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

    from kgraph.knowledge import KnowledgeGraph

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

    def sources_of(self, states: set[str]) -> tuple[str, ...]:
        """Return the slugs of all sources that support some of these states, sorted."""
        chosen = self.witnesses[self.witnesses["state"].isin(states)]
        return tuple(sorted(set(chosen["source"])))


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

    _, rows = graph.ask("SELECT DISTINCT ?state WHERE { ?attestation ally:attests ?state } ORDER BY ?state")
    states = [
        state
        for state in read_states(graph.ask, graph.ontology, [str(term.value) for (term,) in rows])  # type: ignore[union-attr]
        if state.relation is not None and state.accepted
    ]
    publishers = _read_publishers(graph)
    found = [_list_witnesses(state, publishers) for state in states]
    return Ties(
        states=pd.DataFrame([_describe(*each) for each in zip(states, found, strict=True)], columns=[*_STATE_COLUMNS]),
        witnesses=pd.DataFrame(
            [row for rows in found for row in rows], columns=["state", "source", "root", "self_report"]
        ),
        entities=_read_entities(graph, states),
    )


_STATE_COLUMNS = ("state", "relation", "subject", "object", "sources", "self_reported", *_BOUNDS)


def _read_publishers(graph: KnowledgeGraph) -> dict[str, str]:
    """Return each source to its publisher."""
    _, rows = graph.ask("SELECT ?source ?publisher WHERE { ?source dcterms:publisher ?publisher } ORDER BY ?source")
    return {str(source.value): str(publisher.value) for source, publisher in rows}  # type: ignore[union-attr]


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


def _list_witnesses(state: State, publishers: dict[str, str]) -> list[tuple[str, str, str, bool]]:
    parties = {state.subject, state.object.value}
    return sorted(
        {
            (shorten(state.iri), shorten(each.source), shorten(each.root), publishers[each.root] in parties)
            for each in state.standing
            if each.stance == "supports"
        }
    )


def _read_entities(graph: KnowledgeGraph, states: list[State]) -> pd.DataFrame:
    import pandas as pd

    words = {iri: word for word, iri in graph.ontology.kinds.items()}
    _, rows = graph.ask("SELECT ?thing ?name WHERE { ?thing skos:prefLabel ?name } ORDER BY ?thing ?name")
    labels = {str(thing.value): str(name.value) for thing, name in reversed(rows)}  # type: ignore[union-attr]
    _, rows = graph.ask("SELECT DISTINCT ?thing ?class WHERE { ?thing a ?class } ORDER BY ?thing ?class")
    kinds: dict[str, list[str]] = {}
    for thing, kind in rows:
        if kind.value in words:  # type: ignore[union-attr]
            kinds.setdefault(str(thing.value), []).append(words[kind.value])  # type: ignore[union-attr]
    places = _find_places(states)
    _, rows = graph.ask("SELECT ?country ?region WHERE { ?country ally:inRegion ?region } ORDER BY ?country")
    regions = {shorten(str(place.value)): shorten(str(region.value)) for place, region in rows}  # type: ignore[union-attr]
    things = sorted(thing for thing in kinds if thing.startswith(ID))
    return pd.DataFrame(
        [
            (
                shorten(thing),
                labels.get(thing, shorten(thing)),
                " ".join(kinds[thing]),
                sector_of(kinds[thing]),
                " ".join(places.get(thing, [])),
                places[thing][0] if len(places.get(thing, [])) == 1 else "",
                regions.get(places[thing][0], "") if len(places.get(thing, [])) == 1 else "",
            )
            for thing in things
        ],
        columns=["entity", "label", "kinds", "sector", "countries", "country", "region"],
    )


def _find_places(states: list[State]) -> dict[str, list[str]]:
    """Return the countries in which a thing is based or, where none is known, active: codes in order."""
    found: dict[str, dict[str, set[str]]] = {"basedIn": {}, "activeIn": {}}
    for state in states:
        word = state.relation.word if state.relation else ""
        if word in found and state.object.value.startswith(COUNTRY):
            found[word].setdefault(state.subject, set()).add(shorten(state.object.value))
    return {thing: sorted(codes) for thing, codes in (found["activeIn"] | found["basedIn"]).items()}


def build_affiliations(ties: Ties, relations: tuple[str, ...] = ("memberOf",)) -> nx.Graph[str]:
    """Build the two-mode network of organisations and the alliances that they are or were members of.

    Parameters
    ----------
    ties
        The ties of a graph.
    relations
        Claim words of the relations that count as belonging.

    Returns
    -------
    networkx.Graph
        Undirected. A node has ``mode`` (``"member"`` or ``"alliance"``: what has members is an alliance, also where it
        is a member of another), ``label``, ``kind``, ``sector`` and ``country``; an edge ``states`` (slugs, sorted),
        ``roots`` (the independent sources, sorted), ``sources`` (how many they are) and ``self_reported``.
    """
    import networkx as nx

    chosen = ties.of(*relations)
    roots = ties.witnesses.groupby("state")["root"].agg(lambda each: sorted(set(each)))
    looks = ties.entities.set_index("entity")
    network: nx.Graph[str] = nx.Graph()
    alliances = set(chosen["object"])
    for name in sorted(set(chosen["subject"]) | alliances):
        look = looks.loc[name] if name in looks.index else None
        network.add_node(
            name,
            mode="alliance" if name in alliances else "member",
            label=name if look is None else look["label"],
            kind="" if look is None else look["kinds"].partition(" ")[0],
            sector="" if look is None else look["sector"],
            country="" if look is None else look["country"],
        )
    for (subject, target), group in chosen.groupby(["subject", "object"], sort=True):
        witnesses = sorted({root for state in group["state"] for root in roots[state]})
        network.add_edge(
            str(subject),
            str(target),
            states=sorted(group["state"]),
            roots=witnesses,
            sources=len(witnesses),
            self_reported=bool(group["self_reported"].all()),
        )
    return network
