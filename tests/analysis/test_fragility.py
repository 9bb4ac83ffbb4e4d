from __future__ import annotations

import random
from itertools import combinations
from typing import Any

import networkx as nx
import pandas as pd
import pytest

from kgraph.analysis.fragility import (
    count_single_self_reports,
    end_each,
    find_articulation_points,
    lose_each_source,
    reach,
)


def _random_network(seed: int) -> nx.MultiGraph[Any]:
    """Return a network of actors and alliances, with parallel ties and unequal sources."""
    chance = random.Random(seed)
    names = [f"node-{place:02}" for place in range(chance.randint(2, 14))]
    network: nx.MultiGraph[Any] = nx.MultiGraph()
    network.add_nodes_from(names)
    for key in range(chance.randint(0, 22)):
        one, other = chance.sample(names, 2)
        roots = sorted(chance.sample(["page", "list", "press", "report"], chance.choice([1, 1, 2])))
        network.add_edge(one, other, key=key, roots=roots)
    return network


def _reach_by_paths(network: nx.MultiGraph[Any], actors: list[str]) -> float:
    pairs = list(combinations(actors, 2))
    joined = [one in network and other in network and nx.has_path(network, one, other) for one, other in pairs]
    return sum(joined) / len(pairs) if pairs else 0.0


@pytest.mark.parametrize("seed", range(80))
def test_articulation_points_are_those_of_networkx(seed: int) -> None:
    network = _random_network(seed)
    assert find_articulation_points(network) == sorted(nx.articulation_points(nx.Graph(network)))


@pytest.mark.parametrize("seed", range(40))
def test_reach_is_the_share_of_pairs_with_a_path(seed: int) -> None:
    network = _random_network(seed)
    actors = list(network)[::2]
    assert reach(network, actors) == pytest.approx(_reach_by_paths(network, actors))


@pytest.mark.parametrize("seed", range(40))
def test_a_lost_source_takes_the_ties_that_it_alone_supports(seed: int) -> None:
    network = _random_network(seed)
    actors = list(network)[::2]
    found = lose_each_source(network, actors)
    for row in found.itertuples():
        left: nx.MultiGraph[Any] = nx.MultiGraph(
            [(one, other) for one, other, data in network.edges(data=True) if data["roots"] != [row.source]]
        )
        cut_off = {node for node in network if network.degree(node)} - set(left)
        lost = network.number_of_edges() - left.number_of_edges()
        assert [row.lost, row.cut_off, row.reach] == pytest.approx([lost, len(cut_off), _reach_by_paths(left, actors)])


def test_every_source_is_taken_away_once() -> None:
    network = _random_network(3)
    roots = {root for _, _, data in network.edges(data=True) for root in data["roots"]}
    assert sorted(lose_each_source(network, list(network))["source"]) == sorted(roots)


@pytest.mark.parametrize("seed", range(40))
def test_an_alliance_that_ends_leaves_what_networkx_leaves_without_the_node(seed: int) -> None:
    network = _random_network(seed)
    alliances, actors = list(network)[1::2], list(network)[::2]
    for row in end_each(network, alliances, actors).itertuples():
        left = network.copy()
        left.remove_node(row.alliance)
        alone = {node for node in network.adj[row.alliance] if not left.degree(node)}
        own = nx.node_connected_component(network, row.alliance) - {row.alliance}
        parts = nx.number_connected_components(left.subgraph(own))
        found = [row.cut_off, row.parts, row.articulation, row.reach]
        assert found == pytest.approx([len(alone), parts, parts > 1, _reach_by_paths(left, actors)])


def test_the_alliance_that_joins_most_pairs_comes_first() -> None:
    network: nx.MultiGraph[Any] = nx.MultiGraph()
    for member in ("acme", "brook", "cove"):
        network.add_edge(member, "reef", roots=["list"])
    network.add_edge("acme", "harbour", roots=["list"])
    network.add_edge("dune", "harbour", roots=["page"])
    found = end_each(network, ["harbour", "reef"], ["acme", "brook", "cove", "dune"])
    assert found[["alliance", "cut_off", "parts", "reach"]].values.tolist() == [
        ["reef", 2, 3, pytest.approx(1 / 6)],
        ["harbour", 1, 2, pytest.approx(3 / 6)],
    ]


def test_single_self_reports_are_told_from_other_single_sources_and_from_two_own_sources() -> None:
    ties = pd.DataFrame(
        {
            "alliance": ["reef", "reef", "reef", "harbour"],
            "sources": [1, 1, 2, 2],
            "self_reported": [True, False, True, False],
        }
    )
    assert count_single_self_reports(ties, "alliance").values.tolist() == [
        ["reef", 3, 2, 1, pytest.approx(1 / 3)],
        ["harbour", 1, 0, 0, 0.0],
    ]
