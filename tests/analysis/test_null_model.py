from __future__ import annotations

import random
from collections import Counter
from itertools import combinations, product

import pytest

from kgraph.analysis.null_model import curveball, share_moved


def make_alliances(seed: int) -> dict[str, set[str]]:
    chance = random.Random(seed)
    members = [f"member-{number}" for number in range(12)]
    return {f"alliance-{number}": set(chance.sample(members, chance.randint(0, 8))) for number in range(6)}


def joined(alliances: dict[str, set[str]]) -> Counter[str]:
    return Counter(member for members in alliances.values() for member in members)


@pytest.mark.parametrize("seed", range(20))
def test_chance_keeps_the_size_of_each_alliance(seed: int) -> None:
    alliances = make_alliances(seed)
    for sample in curveball(alliances, samples=5, seed=seed):
        assert {name: len(members) for name, members in sample.items()} == {
            name: len(members) for name, members in alliances.items()
        }


@pytest.mark.parametrize("seed", range(20))
def test_chance_keeps_how_many_alliances_a_member_is_in(seed: int) -> None:
    alliances = make_alliances(seed)
    assert all(joined(sample) == joined(alliances) for sample in curveball(alliances, samples=5, seed=seed))


def list_all(alliances: dict[str, set[str]]) -> list[dict[str, set[str]]]:
    """List every network with the degrees of one, by trying all."""
    members = sorted(set().union(*alliances.values()))
    choices = [[set(each) for each in combinations(members, len(alliances[name]))] for name in alliances]
    every = (dict(zip(alliances, each, strict=True)) for each in product(*choices))
    return [each for each in every if joined(each) == joined(alliances)]


def test_all_networks_of_the_same_degrees_are_as_likely() -> None:
    alliances = {"bay": {"a", "b"}, "cape": {"b", "c"}, "reef": {"a", "d"}, "tor": {"a"}}
    networks = list_all(alliances)
    samples = 4000
    found = Counter(
        str({name: sorted(members) for name, members in sample.items()})
        for sample in curveball(alliances, samples=samples, between=5)
    )
    expected = samples / len(networks)
    # The counts of evenly drawn samples have a standard deviation of about the root of what is expected.
    assert len(found) == len(networks) > 10
    assert all(abs(count - expected) < 5 * expected**0.5 for count in found.values())


def test_no_alliance_becomes_a_member_of_itself() -> None:
    alliances = {"bay": {"a", "reef"}, "cape": {"b", "c"}, "reef": {"bay", "d"}}
    assert not any(name in members for sample in curveball(alliances, samples=200) for name, members in sample.items())


def test_the_same_seed_gives_the_same_samples() -> None:
    one, other = (list(curveball(make_alliances(1), samples=4, seed=9)) for _ in range(2))
    assert one == other


def test_samples_move_away_from_the_data() -> None:
    alliances = {f"alliance-{number}": {f"m{number}-{each}" for each in range(5)} for number in range(8)}
    moved = [share_moved(alliances, sample) for sample in curveball(alliances, samples=50)]
    # Evenly drawn, a membership stays with a chance of one in eight.
    assert sum(moved) / len(moved) == pytest.approx(7 / 8, abs=0.03)


def test_one_alliance_cannot_trade() -> None:
    assert list(curveball({"bay": {"a", "b"}}, samples=2)) == [{"bay": {"a", "b"}}] * 2
