"""The best-attested routes from one actor to another.

A route is a chain of ties in which no actor comes twice. Three rules rank it:

* **Time**: all its ties may have held on one and the same day. That each tie overlaps the next would be less: a chain of
  which no day saw more than two links is a story, not a connection. A tie without dates may have held on any day.
* **Weakest link**: the more independent sources the least attested of its ties has, the better.
* **Cost**: of routes with equally strong weakest links, the one with fewer hops over smaller actors: one for each hop,
  and for each actor in between the natural logarithm of the number of actors tied to it. That two bodies are tied to
  the same giant says little.

The search is exact. Which day a route can share is settled by the largest sets of ties that may hold together (a set
of intervals that overlap pairwise has a day in common), of which there are no more than days on which a tie surely
has ended; in each of them the cheapest routes are found by Yen's algorithm.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from itertools import pairwise
from math import log
from typing import TYPE_CHECKING, Any

from kgraph.analysis.validity import FIRST_DAY, LAST_DAY

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True)
class Hop:
    """A step of a route: from one actor to the next."""

    source: Any
    target: Any
    #: Key of the edge: its best-attested tie among those that may hold together with the rest of the route.
    tie: Any
    #: Independent sources that support it, a count.
    sources: int


@dataclass(frozen=True)
class Route:
    """A chain of ties from one actor to another."""

    hops: tuple[Hop, ...]
    #: Independent sources of the least attested tie, a count.
    weakest: int
    #: Hops and, for each actor in between, the natural logarithm of the number of its neighbours; 1 or more.
    cost: float
    #: First and last day on which all ties may have held, ISO; empty where open.
    first: str
    last: str

    @property
    def nodes(self) -> tuple[Any, ...]:
        """The actors, from the first to the last."""
        return (self.hops[0].source, *(hop.target for hop in self.hops))


def find_routes(network: nx.MultiGraph[Any], source: Any, target: Any, *, number: int = 5, on: str = "") -> list[Route]:
    """Return the best-attested routes from one actor to another, the best first.

    Parameters
    ----------
    network
        Edges have ``sources`` (independent, a count), ``earliest_start`` and ``latest_end`` (ISO days, empty where not
        known), as those of :func:`~kgraph.analysis.actors.build_actors` and of every network question have. Directions
        do not count: a member leads to its alliance, and the alliance to its members.
    source, target
        Two nodes.
    number
        How many routes to return at most.
    on
        An ISO day: only ties that may have held then; any day when not given.

    Returns
    -------
    list of Route
        Ranked as the module says; empty where no chain of ties that may have held together joins the two. Of routes
        with the same nodes only the best is told. Which of routes with equal cost is told is settled by their nodes'
        order in the network.

    Raises
    ------
    networkx.NodeNotFound
        If the network lacks one of the two.
    ValueError
        If the two are the same.

    References
    ----------
    .. [1] Yen, J. Y. (1971). Finding the K shortest loopless paths in a network. Management Science, 17(11), 712-716.
       https://doi.org/10.1287/mnsc.17.11.712

    Examples
    --------
    >>> import networkx as nx
    >>> network = nx.MultiGraph()
    >>> undated = {"earliest_start": "", "latest_end": ""}
    >>> _ = network.add_edge("tiktok", "tech-coalition", key="member", sources=10, **undated)
    >>> _ = network.add_edge("meta", "tech-coalition", key="member", sources=13, **undated)
    >>> _ = network.add_edge("tiktok", "meta", key="partner", sources=1, **undated)
    >>> [(route.nodes, route.weakest) for route in find_routes(network, "tiktok", "meta")]
    [(('tiktok', 'tech-coalition', 'meta'), 10), (('tiktok', 'meta'), 1)]
    """
    import networkx as nx

    for node in (source, target):
        if node not in network:
            raise nx.NodeNotFound(f"no {node!r} in the network")
    if source == target:
        raise ValueError(f"{source!r} is both ends: a route leads to another actor")
    costs = _Costs(network)
    ties = _list_ties(network, on)
    found: dict[tuple[Any, ...], Route] = {}
    for strength in sorted({tie.sources for tie in ties}, reverse=True):
        strong = [tie for tie in ties if tie.sources >= strength]
        candidates: dict[tuple[Any, ...], list[Route]] = {}
        for together in list_together(strong):
            for nodes in costs.cheapest(together, source, target, number):
                if nodes not in found:
                    candidates.setdefault(nodes, []).append(_tell(nodes, together, strength, costs.of(nodes)))
        best = [max(each, key=lambda route: sum(hop.sources for hop in route.hops)) for each in candidates.values()]
        best.sort(key=lambda route: (route.cost, costs.order(route.nodes)))
        found |= {route.nodes: route for route in best[: number - len(found)]}
        if len(found) == number:
            break
    return list(found.values())


@dataclass(frozen=True)
class Tie:
    """An edge as the search needs it."""

    ends: tuple[Any, Any]
    key: Any
    sources: int
    #: ISO days between which it may have held.
    first: str
    last: str


def _list_ties(network: nx.MultiGraph[Any], on: str) -> list[Tie]:
    ties = [
        Tie((one, other), key, data["sources"], data["earliest_start"] or FIRST_DAY, data["latest_end"] or LAST_DAY)
        for one, other, key, data in network.edges(keys=True, data=True)
        if one != other
    ]
    return [tie for tie in ties if tie.first <= tie.last and (not on or tie.first <= on <= tie.last)]


def list_together(ties: Collection[Tie]) -> list[list[Tie]]:
    """List the largest sets of ties that may have held on one day, in the order of time.

    Parameters
    ----------
    ties
        Intervals of days.

    Returns
    -------
    list of lists of Tie
        The maximal cliques of the interval graph: each set of ties with a day in common is part of one of them. They
        stand at the last beginning before each ending.
    """
    starts = sorted({tie.first for tie in ties})
    moments = {max(start for start in starts if start <= last) for last in {tie.last for tie in ties}}
    return [[tie for tie in ties if tie.first <= moment <= tie.last] for moment in sorted(moments)]


class _Costs:
    """What it costs to pass from node to node; half of a node's own cost lies on each edge at it."""

    def __init__(self, network: nx.MultiGraph[Any]) -> None:
        self._places = {node: place for place, node in enumerate(network)}
        near: dict[Any, set[Any]] = {node: set() for node in network}
        for one, other in network.edges():
            if one != other:
                near[one].add(other)
                near[other].add(one)
        self._own = {node: log(len(each)) if each else 0.0 for node, each in near.items()}

    def of(self, nodes: tuple[Any, ...]) -> float:
        return len(nodes) - 1 + sum(self._own[node] for node in nodes[1:-1])

    def order(self, nodes: tuple[Any, ...]) -> tuple[int, ...]:
        return tuple(self._places[node] for node in nodes)

    def cheapest(self, ties: list[Tie], source: Any, target: Any, number: int) -> list[tuple[Any, ...]]:
        """Return the cheapest ways over these ties, each a tuple of nodes."""
        import igraph

        ends = sorted(
            {tuple(sorted((self._places[one], self._places[other]))) for one, other in (t.ends for t in ties)}
        )
        graph = igraph.Graph(len(self._places), ends)
        start, end = self._places[source], self._places[target]
        parts = graph.connected_components().membership
        if parts[start] != parts[end]:
            return []
        nodes = list(self._places)
        weights = [1 + (self._own[nodes[one]] + self._own[nodes[other]]) / 2 for one, other in ends]
        ways = graph.get_k_shortest_paths(start, end, k=number, weights=weights, output="vpath")
        return [tuple(nodes[place] for place in way) for way in ways]


def _tell(nodes: tuple[Any, ...], ties: list[Tie], weakest: int, cost: float) -> Route:
    """Return the route over these nodes with the best-attested of these ties at each hop."""
    best: dict[frozenset[Any], Tie] = {}
    for tie in sorted(ties, key=lambda tie: (tie.sources, str(tie.key))):
        best[frozenset(tie.ends)] = tie
    chosen = [best[frozenset(pair)] for pair in pairwise(nodes)]
    first, last = max(tie.first for tie in chosen), min(tie.last for tie in chosen)
    return Route(
        hops=tuple(
            Hop(one, other, tie.key, tie.sources) for one, other, tie in zip(nodes, nodes[1:], chosen, strict=False)
        ),
        weakest=weakest,
        cost=cost,
        first="" if first == FIRST_DAY else first,
        last="" if last == LAST_DAY else last,
    )
