from __future__ import annotations

import random
from itertools import product
from math import log
from typing import Any

import networkx as nx
import pytest
from networkx.utils import pairwise

from kgraph.analysis.routes import Route, find_routes

_DAYS = ["2018-01-01", "2019-01-01", "2020-01-01", "2021-01-01", "2022-01-01"]


def _random_network(seed: int) -> nx.MultiGraph[Any]:
    """Return a small network whose ties begin and end, with parallel ties."""
    chance = random.Random(seed)
    size = chance.randint(4, 7)
    network: nx.MultiGraph[Any] = nx.MultiGraph()
    network.add_nodes_from(range(size))
    for key in range(chance.randint(size, 2 * size)):
        one, other = chance.sample(range(size), 2)
        first, last = sorted((chance.choice(_DAYS), chance.choice(_DAYS)))
        network.add_edge(
            one,
            other,
            key=key,
            sources=chance.randint(1, 4),
            earliest_start=chance.choice(["", first]),
            latest_end=chance.choice(["", last, last]),
        )
    return network


def _weakest_links_by_trial(network: nx.MultiGraph[Any], target: int, on: str) -> list[tuple[int, float]]:
    """Return weakest link and cost of all routes from node 0, the best first, by trying every choice of ties."""
    found = []
    for nodes in nx.all_simple_paths(nx.Graph(network), 0, target):
        best = 0
        for ties in product(*(network[one][other].values() for one, other in pairwise(nodes))):
            first = max([tie["earliest_start"] or "0001" for tie in ties] + [on])
            last = min([tie["latest_end"] or "9999" for tie in ties] + ([on] if on else []))
            if first <= last:
                best = max(best, min(tie["sources"] for tie in ties))
        if best:
            cost = len(nodes) - 1 + sum(log(len(network.adj[node])) for node in nodes[1:-1])
            found.append((best, cost))
    return sorted(found, key=lambda each: (-each[0], each[1]))


def _rank(routes: list[Route]) -> list[tuple[int, float]]:
    return [(route.weakest, round(route.cost, 9)) for route in routes]


@pytest.mark.parametrize("number", [1, 3, 100])
@pytest.mark.parametrize("seed", range(60))
def test_routes_are_those_found_by_trying_all_chains_of_ties(seed: int, number: int) -> None:
    network = _random_network(seed)
    target = len(network) - 1
    expected = [(weakest, round(cost, 9)) for weakest, cost in _weakest_links_by_trial(network, target, "")]
    assert _rank(find_routes(network, 0, target, number=number)) == expected[:number]


@pytest.mark.parametrize("seed", range(60))
def test_routes_on_a_day_are_those_found_by_trying_all_chains_of_ties(seed: int) -> None:
    network = _random_network(seed)
    target = len(network) - 1
    expected = [(weakest, round(cost, 9)) for weakest, cost in _weakest_links_by_trial(network, target, "2020-01-01")]
    assert _rank(find_routes(network, 0, target, number=100, on="2020-01-01")) == expected


@pytest.mark.parametrize("seed", range(60))
def test_the_ties_of_a_route_may_have_held_on_the_days_that_it_tells(seed: int) -> None:
    network = _random_network(seed)
    for route in find_routes(network, 0, len(network) - 1, number=100):
        ties = [network.edges[hop.source, hop.target, hop.tie] for hop in route.hops]
        assert (route.first, route.last) == (
            max(tie["earliest_start"] for tie in ties),
            min((tie["latest_end"] for tie in ties if tie["latest_end"]), default=""),
        )
        assert not route.last or route.first <= route.last


@pytest.mark.parametrize("seed", range(60))
def test_the_weakest_tie_of_a_route_gives_it_its_strength(seed: int) -> None:
    network = _random_network(seed)
    for route in find_routes(network, 0, len(network) - 1, number=100):
        assert route.weakest == min(hop.sources for hop in route.hops)


@pytest.mark.parametrize("seed", range(30))
def test_of_undated_ties_with_one_source_the_first_route_is_the_shortest_path_of_networkx(seed: int) -> None:
    plain = nx.gnp_random_graph(9, 0.35, seed=seed)
    network: nx.MultiGraph[Any] = nx.MultiGraph(plain)
    for _, _, data in network.edges(data=True):
        data.update(sources=1, earliest_start="", latest_end="")
    costs = {(one, other): 1 + (log(plain.degree(one)) + log(plain.degree(other))) / 2 for one, other in plain.edges}
    nx.set_edge_attributes(plain, costs, "cost")
    routes = find_routes(network, 0, 8, number=1)
    if not nx.has_path(plain, 0, 8):
        assert routes == []
        return
    ends = (log(plain.degree(0)) + log(plain.degree(8))) / 2
    assert routes[0].cost == pytest.approx(nx.shortest_path_length(plain, 0, 8, weight="cost") - ends)


def _chain(*ties: tuple[str, str, int, str, str]) -> nx.MultiGraph[Any]:
    network: nx.MultiGraph[Any] = nx.MultiGraph()
    for one, other, sources, first, last in ties:
        network.add_edge(
            one, other, key=f"{one}-{other}-{sources}", sources=sources, earliest_start=first, latest_end=last
        )
    return network


def test_ties_of_which_the_first_ended_before_the_last_began_make_no_route() -> None:
    network = _chain(
        ("acme", "reef", 3, "", "2019-12-31"), ("reef", "harbour", 3, "", ""), ("harbour", "brook", 3, "2020-01-01", "")
    )
    assert find_routes(network, "acme", "brook") == []


def test_a_weaker_tie_stands_in_where_the_stronger_one_held_at_another_time() -> None:
    network = _chain(
        ("acme", "reef", 9, "", "2010-12-31"),
        ("acme", "reef", 1, "2020-01-01", ""),
        ("reef", "brook", 2, "2015-01-01", ""),
    )
    (route,) = find_routes(network, "acme", "brook")
    assert [hop.tie for hop in route.hops] == ["acme-reef-1", "reef-brook-2"]


def test_of_equally_attested_routes_the_one_over_the_smaller_actor_comes_first() -> None:
    network = _chain(
        *(("hub", other, 1, "", "") for other in ("acme", "brook", "cove", "dune")),
        ("acme", "small", 1, "", ""),
        ("small", "brook", 1, "", ""),
    )
    assert [route.nodes[1] for route in find_routes(network, "acme", "brook")] == ["small", "hub"]


def test_a_route_leads_from_the_one_actor_to_the_other_whatever_way_round_the_ties_are() -> None:
    network: nx.MultiDiGraph[Any] = nx.MultiDiGraph()
    for member in ("acme", "brook"):
        network.add_edge(member, "reef", sources=1, earliest_start="", latest_end="")
    assert [route.nodes for route in find_routes(network, "acme", "brook")] == [("acme", "reef", "brook")]


def test_who_is_not_in_the_network_is_named() -> None:
    with pytest.raises(nx.NodeNotFound, match="no 'gull' in the network"):
        find_routes(_chain(("acme", "reef", 1, "", "")), "acme", "gull")


def test_a_route_has_two_ends() -> None:
    with pytest.raises(ValueError, match="'acme' is both ends"):
        find_routes(_chain(("acme", "reef", 1, "", "")), "acme", "acme")
