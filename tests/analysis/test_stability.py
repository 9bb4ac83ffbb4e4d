from __future__ import annotations

import random

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from kgraph.analysis.brokers import SMALL_FIRST, measure_brokers
from kgraph.analysis.memberships import direct_memberships, list_roots
from kgraph.analysis.rank_simulation import simulate_coverage
from kgraph.analysis.stability import keep_roots, rank_keys, rank_stability


def count_alliances(network: nx.DiGraph[str]) -> pd.DataFrame:
    return pd.DataFrame({"alliances": {node: float(degree) for node, degree in network.out_degree() if degree}})


def make_network(edges: dict[tuple[str, str], list[str]]) -> nx.DiGraph[str]:
    network: nx.DiGraph[str] = nx.DiGraph()
    for (member, alliance), roots in edges.items():
        network.add_edge(member, alliance, roots=roots)
    return network


#: acme is in three alliances, of which one source tells all; brook in two, of which three sources each tell both.
_SHAKY = make_network(
    {
        ("acme", "bay"): ["leaflet"], ("acme", "cape"): ["leaflet"], ("acme", "reef"): ["leaflet"],
        ("brook", "bay"): ["one", "two", "three"], ("brook", "cape"): ["one", "two", "three"],
        ("cove", "bay"): ["one"],
    }
)  # fmt: skip


def rows_of(network: nx.DiGraph[str], **options: int) -> dict[str, dict[str, int]]:
    found = rank_stability(network, count_alliances, **options).ranks  # type: ignore[arg-type]
    return {str(row["member"]): row for row in found.to_dict("records")}  # type: ignore[misc]


def test_who_rests_on_one_source_falls_to_the_last_rank_without_it() -> None:
    acme = rows_of(_SHAKY)["acme"]
    assert (acme["rank"], acme["without_low"], acme["without_high"]) == (1, 1, 3)


def test_who_rests_on_many_sources_never_falls_behind() -> None:
    brook = rows_of(_SHAKY)["brook"]
    assert (brook["rank"], brook["without_low"], brook["without_high"]) == (2, 1, 2)


def test_organisations_that_swap_without_one_source_are_tied() -> None:
    rows = rows_of(_SHAKY)
    assert (rows["acme"]["tie"], rows["acme"]["tied_with"]) == (rows["brook"]["tie"], 2) == (1, 2)


def test_nobody_is_tied_where_every_drawing_gives_the_same() -> None:
    network = make_network({("acme", "bay"): ["a"], ("acme", "reef"): ["a"], ("brook", "bay"): ["a"]})
    rows = rows_of(network)
    assert [(rows[name]["tie"], rows[name]["tied_with"]) for name in ("acme", "brook")] == [(1, 0), (2, 0)]


def test_equal_values_share_a_rank_and_a_tie() -> None:
    rows = rows_of(make_network({("acme", "bay"): ["a"], ("brook", "bay"): ["a"]}))
    assert [(row["rank"], row["tie"], row["tied_with"]) for row in rows.values()] == [(1, 1, 1), (1, 1, 1)]


def test_a_root_without_which_nothing_is_lost_is_not_needed() -> None:
    found = rank_stability(_SHAKY, count_alliances, draws=1)
    assert (found.roots, found.needed) == (4, 2)


def make_random(seed: int, single: float) -> nx.DiGraph[str]:
    chance = random.Random(seed)
    roots = [f"root-{number}" for number in range(8)]
    network: nx.DiGraph[str] = nx.DiGraph()
    for member in range(12):
        for alliance in chance.sample(range(5), chance.randint(1, 3)):
            drawn = chance.sample(roots, 1 if chance.random() < single else 3)
            network.add_edge(f"member-{member:02}", f"alliance-{alliance}", roots=sorted(drawn))
    return network


def measure(network: nx.DiGraph[str]) -> pd.DataFrame:
    return measure_brokers(network, {})


@pytest.mark.parametrize("seed", range(8))
def test_every_range_holds_the_rank_in_the_data(seed: int) -> None:
    ranks = rank_stability(make_random(seed, 0.8), measure, draws=20, small_first=SMALL_FIRST).ranks
    within = (ranks["without_low"] <= ranks["rank"]) & (ranks["rank"] <= ranks["without_high"])
    drawn = (ranks["drawn_low"] <= ranks["rank"]) & (ranks["rank"] <= ranks["drawn_high"])
    assert (within & drawn).all()


@pytest.mark.parametrize("seed", range(8))
def test_ranks_are_those_of_pandas(seed: int) -> None:
    network = make_random(seed, 0.8)
    found = rank_stability(network, count_alliances, draws=1).ranks.set_index("member")["rank"]
    expected = count_alliances(network)["alliances"].rank(method="min", ascending=False).astype(int)
    assert found.to_dict() == expected.to_dict()


def test_the_same_seed_gives_the_same_ranges() -> None:
    one, other = (rank_stability(make_random(3, 0.8), count_alliances, draws=30, seed=7).ranks for _ in range(2))
    pd.testing.assert_frame_equal(one, other)


def test_another_seed_draws_other_sources() -> None:
    network = make_random(3, 1.0)
    one, other = (rank_stability(network, measure, draws=10, seed=seed).ranks for seed in (0, 1))
    assert not one.equals(other)


def test_a_membership_stays_while_one_of_its_roots_does() -> None:
    kept = keep_roots(_SHAKY, {"two"})
    assert list_roots(kept) == [("brook", "bay", ["two"]), ("brook", "cape", ["two"])]


def test_a_network_that_lost_memberships_keeps_its_organisations() -> None:
    assert set(keep_roots(_SHAKY, set())) == set(_SHAKY)


def test_small_values_are_first_where_they_mark_a_broker() -> None:
    ranks = rank_stability(make_random(1, 0.8), measure, draws=1, small_first=SMALL_FIRST).ranks
    constraint = ranks[ranks["measure"] == "constraint"]
    assert constraint["value"].is_monotonic_increasing


def test_ranks_count_those_ahead() -> None:
    assert rank_keys(np.array([2.0, 1.0, 1.0, 3.0])).tolist() == [3, 1, 1, 4]


def make_southern_women(single: float) -> nx.DiGraph[str]:
    """Give the Southern Women sources: one or two of twelve for each presence, in the given share of single ones."""
    women = nx.davis_southern_women_graph()
    network = direct_memberships(women, women.graph["bottom"])
    chance = random.Random(0)
    for member, alliance in sorted(network.edges):
        drawn = chance.sample(range(12), 1 if chance.random() < single else 2)
        network.edges[member, alliance]["roots"] = sorted(f"root-{number:02}" for number in drawn)
    return network


def test_nothing_hidden_is_always_covered() -> None:
    found = simulate_coverage(make_southern_women(0.79), measure, hidden=0.0, worlds=1, draws=5)
    assert found[["drawn", "without"]].to_numpy().tolist() == [[1.0, 1.0], [1.0, 1.0]]


def test_hidden_sources_are_covered_as_the_simulation_over_the_southern_women_found() -> None:
    # A small version of tests/benchmarks/stability_coverage.py, with the share of single sources of the shipped data.
    truth = make_southern_women(0.79)
    found = simulate_coverage(truth, measure, hidden=0.2, worlds=6, draws=30, small_first=SMALL_FIRST)
    assert dict(zip(found["measure"], found["drawn"].round(2), strict=True)) == _SOUTHERN_WOMEN


#: Share of true ranks within the range of the drawings, as the simulation found it.
_SOUTHERN_WOMEN = {"betweenness": 0.93, "constraint": 0.84}
