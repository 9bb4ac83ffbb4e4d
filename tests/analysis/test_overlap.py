from __future__ import annotations

from itertools import combinations, product

import networkx as nx
import numpy as np
import pytest

from kgraph.analysis.memberships import direct_memberships
from kgraph.analysis.overlap import jaccard, list_members, measure_overlap


def make_network(**alliances: str) -> nx.DiGraph[str]:
    """Make a network of alliances with members of one letter each."""
    return nx.DiGraph([(member, alliance) for alliance, members in alliances.items() for member in members])


def test_shared_members_and_jaccard_are_counted_by_hand() -> None:
    pairs = measure_overlap(make_network(bay="abcd", cape="cde", reef="xyz"), samples=1).pairs
    found = pairs[["first", "second", "shared"]].to_numpy().tolist()
    assert found == [["bay", "cape", 2], ["bay", "reef", 0], ["cape", "reef", 0]]
    assert pairs["jaccard"].tolist() == [2 / 5, 0.0, 0.0]


@pytest.mark.parametrize("seed", range(10))
def test_jaccard_is_that_of_networkx(seed: int) -> None:
    random = np.random.default_rng(seed)
    names = [f"alliance-{number}" for number in range(6)]
    ends = [(f"m{member}", name) for member, name in product(range(15), names) if random.random() < 0.3]
    network: nx.DiGraph[str] = nx.DiGraph(ends)
    expected = {
        (one, other): value
        for one, other, value in nx.jaccard_coefficient(network.to_undirected(), list(combinations(names, 2)))
    }
    members = list_members(network)
    assert {pair: jaccard(members[pair[0]], members[pair[1]]) for pair in expected} == pytest.approx(expected)


def test_two_alliances_with_members_of_their_own_overlap_as_by_chance() -> None:
    # With all members in one or both of two alliances, chance leaves the number of shared members as it is.
    pairs = measure_overlap(make_network(bay="abcd", cape="cdef"), samples=50).pairs
    assert pairs[["expected", "p"]].to_numpy().tolist() == [[2.0, 1.0]]


def test_the_share_of_chance_comes_near_the_exact_one() -> None:
    network = make_network(bay="abc", cape="abd", reef="ce", tor="de", wharf="a")
    exact = exact_share(list_members(network), "bay", "cape")
    found = measure_overlap(network, samples=4000).pairs.iloc[0]
    assert (found["first"], found["second"], found["shared"]) == ("bay", "cape", 2)
    assert found["p"] == pytest.approx(exact, abs=0.03)


def exact_share(alliances: dict[str, frozenset[str]], one: str, other: str) -> float:
    """Return in which share of all networks of the same degrees two alliances share as many members or more."""
    members = sorted(set().union(*alliances.values()))
    degrees = [sum(member in each for each in alliances.values()) for member in members]
    choices = [list(combinations(members, len(each))) for each in alliances.values()]
    names, found, total = list(alliances), 0, 0
    for chosen in product(*choices):
        if [sum(member in each for each in chosen) for member in members] == degrees:
            total += 1
            sets = dict(zip(names, map(set, chosen), strict=True))
            found += len(sets[one] & sets[other]) >= len(alliances[one] & alliances[other])
    return found / total


def test_an_overlap_far_above_chance_is_found_among_many_pairs() -> None:
    alliances = {f"alliance-{number}": [f"m{number}-{each}" for each in range(8)] for number in range(8)}
    alliances["alliance-1"][:6] = alliances["alliance-0"][:6]
    network: nx.DiGraph[str] = nx.DiGraph([(m, name) for name, members in alliances.items() for m in members])
    pairs = measure_overlap(network, samples=999).pairs
    assert pairs[pairs["q"] <= 0.05][["first", "second"]].to_numpy().tolist() == [["alliance-0", "alliance-1"]]


def test_chance_spreads_shared_members_evenly_over_the_pairs() -> None:
    alliances = {f"alliance-{number}": {f"m{(number * 2 + each) % 16}" for each in range(4)} for number in range(8)}
    network: nx.DiGraph[str] = nx.DiGraph([(m, name) for name, members in alliances.items() for m in members])
    pairs = measure_overlap(network, samples=1500).pairs
    # Each of the 16 members is in two of eight alliances, and so is shared by one of 28 pairs.
    assert pairs["expected"].mean() == pytest.approx(16 / 28, abs=0.01)


def test_corrected_shares_are_those_of_benjamini_and_hochberg() -> None:
    pairs = measure_overlap(make_network(bay="abcd", cape="abce", reef="xyzab", tor="dexq"), samples=99).pairs
    ordered = pairs.sort_values("p").reset_index(drop=True)
    scaled = ordered["p"] * len(ordered) / (ordered.index + 1)
    expected = scaled[::-1].cummin()[::-1].clip(upper=1.0)
    assert ordered["q"].tolist() == pytest.approx(expected.tolist())


def test_small_alliances_are_left_out_and_named() -> None:
    found = measure_overlap(make_network(bay="abcd", cape="abc", islet="ab"), samples=1)
    assert (found.left_out, len(found.pairs)) == (("islet",), 1)


def test_the_share_is_never_nought() -> None:
    network = make_network(bay="abcdefgh", cape="abcdefgh", reef="ijklmnop", tor="qrstuvwx")
    assert measure_overlap(network, samples=99).pairs["p"].min() >= 1 / 100


def test_an_empty_network_has_no_pairs() -> None:
    assert measure_overlap(nx.DiGraph(), samples=1).pairs.empty


def test_the_first_events_of_the_southern_women_share_what_their_lists_say() -> None:
    # Davis, Gardner and Gardner (1941), counted by hand in the table that networkx holds: E1 Evelyn, Laura, Brenda; E2
    # Evelyn, Laura, Theresa; E3 adds to these three Brenda, Charlotte and Frances.
    women = nx.davis_southern_women_graph()
    pairs = measure_overlap(direct_memberships(women, women.graph["bottom"]), samples=1).pairs
    shared = {(row.first, row.second): row.shared for row in pairs.itertuples()}
    assert (shared["E1", "E2"], shared["E1", "E3"], shared["E2", "E3"]) == (2, 3, 3)


def test_the_same_seed_gives_the_same_shares() -> None:
    one, other = (measure_overlap(make_network(bay="abcd", cape="abxy", reef="cdxz"), samples=30, seed=4) for _ in "ab")
    assert one.pairs.equals(other.pairs)
