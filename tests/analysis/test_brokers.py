from __future__ import annotations

import math
import random
from collections.abc import Callable

import networkx as nx
import pytest

from kgraph.analysis.brokers import (
    betweenness,
    constraint,
    list_joiners,
    measure_brokers,
    participation,
    project_members,
)
from kgraph.analysis.memberships import direct_memberships, members_of


def make_memberships(seed: int) -> nx.DiGraph[str]:
    """Make a network in which some alliances are members of others, and some nodes have no edge."""
    chance = random.Random(seed)
    members = [f"member-{number}" for number in range(chance.randint(2, 18))]
    alliances = [f"alliance-{number}" for number in range(chance.randint(1, 7))]
    network: nx.DiGraph[str] = nx.DiGraph()
    network.add_nodes_from([*members, *alliances])
    for alliance in alliances:
        network.add_edges_from((member, alliance) for member in members if chance.random() < 0.3)
        others = [other for other in alliances if other > alliance]
        network.add_edges_from((alliance, other) for other in others if chance.random() < 0.2)
    return network


every_network = pytest.mark.parametrize("seed", range(40))


@every_network
def test_betweenness_is_that_of_networkx(seed: int) -> None:
    network = make_memberships(seed)
    assert betweenness(network) == pytest.approx(nx.betweenness_centrality(network.to_undirected()))


@every_network
def test_constraint_is_that_of_networkx(seed: int) -> None:
    network = make_memberships(seed)
    expected = nx.constraint(project_members(network), weight="weight")
    assert constraint(network) == pytest.approx(expected, nan_ok=True)


@every_network
def test_contacts_weigh_as_the_collaborations_of_networkx(seed: int) -> None:
    chance = random.Random(seed)
    members, alliances = [f"m{number}" for number in range(9)], [f"a{number}" for number in range(4)]
    pairs = [(member, alliance) for member in members for alliance in alliances if chance.random() < 0.4]
    two_mode = nx.Graph(pairs)
    joined = [member for member in members if member in two_mode]
    expected = nx.bipartite.collaboration_weighted_projected_graph(two_mode, joined)
    found = project_members(direct_memberships(two_mode, alliances))
    assert weights_of(found) == pytest.approx(weights_of(expected))


def weights_of(network: nx.Graph[str]) -> dict[frozenset[str], float]:
    return {frozenset(edge): float(network.edges[edge]["weight"]) for edge in network.edges}


@every_network
def test_participation_is_one_less_the_squares_of_the_shares_of_groups(seed: int) -> None:
    network = make_memberships(seed)
    groups = {member: f"group-{hash_of(member) % 3}" for member in members_of(network) if hash_of(member) % 4}
    contacts = project_members(network)
    for member, (value, known) in participation(network, groups).items():
        weights = {other: contacts.edges[member, other]["weight"] for other in contacts[member]}
        grouped = {
            name: sum(w for other, w in weights.items() if groups.get(other) == name) for name in groups.values()
        }
        total = sum(grouped.values())
        expected = 1 - sum((each / total) ** 2 for each in grouped.values()) if total else math.nan
        share = total / sum(weights.values()) if weights else 0.0
        assert (value, known) == pytest.approx((expected, share), nan_ok=True, abs=1e-9)


def hash_of(text: str) -> int:
    return sum(map(ord, text))


@every_network
def test_who_joins_nobody_lies_between_no_two(seed: int) -> None:
    network = make_memberships(seed)
    joiners = set(list_joiners(network))
    assert all(
        value == 0 for node, value in betweenness(network).items() if network.out_degree(node) and node not in joiners
    )


def test_who_alone_joins_two_sides_lies_between_all_pairs_across() -> None:
    # Brook alone joins two sides of three nodes: of the 15 pairs of the others, it lies between the 9 across.
    network: nx.DiGraph[str] = nx.DiGraph(
        [("acme", "bay"), ("cove", "bay"), ("brook", "bay"), ("brook", "reef"), ("dune", "reef"), ("eider", "reef")]
    )
    assert betweenness(network)["brook"] == pytest.approx(9 / 15)


def test_a_member_of_two_closed_circles_is_half_as_bound_as_one_in_a_pair() -> None:
    # acme spends half on brook and half on cove, who share nothing: 1/4 + 1/4; brook spends all on acme: 1.
    network: nx.DiGraph[str] = nx.DiGraph([("acme", "bay"), ("brook", "bay"), ("acme", "reef"), ("cove", "reef")])
    assert constraint(network) == pytest.approx({"acme": 0.5, "brook": 1.0, "cove": 1.0})


@pytest.fixture(scope="module")
def southern_women() -> nx.DiGraph[str]:
    network = nx.davis_southern_women_graph()
    return direct_memberships(network, network.graph["bottom"])


def test_betweenness_of_the_southern_women_is_that_of_networkx(southern_women: nx.DiGraph[str]) -> None:
    # Borgatti and Everett (1997) print centralities of these data, which could not be looked up: networkx stands in.
    assert betweenness(southern_women) == pytest.approx(nx.betweenness_centrality(southern_women.to_undirected()))


@pytest.mark.parametrize(("least_known", "expected"), [(0.0, 0.0), (0.6, math.nan)])
def test_participation_of_hardly_known_contacts_is_left_out(least_known: float, expected: float) -> None:
    network: nx.DiGraph[str] = nx.DiGraph([("acme", "bay"), ("brook", "bay"), ("cove", "bay")])
    found = measure_brokers(network, {"sector": {"brook": "industry"}}, least_known=least_known)
    assert found["participation_sector"]["acme"] == pytest.approx(expected, nan_ok=True)


@pytest.mark.parametrize("measure", [betweenness, constraint, project_members, list_joiners])
def test_an_empty_network_is_measured_as_empty(measure: Callable[[nx.DiGraph[str]], object]) -> None:
    assert not list(measure(nx.DiGraph()))  # type: ignore[call-overload]
