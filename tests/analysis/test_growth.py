from __future__ import annotations

import random
from itertools import product

import pandas as pd
import pytest

from kgraph.analysis.foundings import bound_foundings, count_founded
from kgraph.analysis.growth import (
    begin_with_founding,
    compare_overlap,
    compare_periods,
    count_by_alliance,
    count_changes,
    count_over_time,
)
from kgraph.analysis.validity import list_periods, read_period

_COLUMNS = ["state", "subject", "object", "earliest_start", "latest_start", "earliest_end", "latest_end"]

#: Memberships as sources tell of them, in words: from 2019; in 2018 to 2020, then from 2023; undated; seen in 2021.
_STATES = pd.DataFrame(
    [
        ("acme", "acme", "harbour", "2019-01-01", "2019-12-31", "", ""),
        ("brook-1", "brook", "harbour", "2018-01-01", "2018-12-31", "2020-01-01", "2020-12-31"),
        ("brook-2", "brook", "harbour", "2023-04-02", "2023-04-02", "", ""),
        ("cove", "cove", "reef", "", "", "", ""),
        ("acme-reef", "acme", "reef", "", "2021-12-31", "2021-01-01", ""),
    ],
    columns=_COLUMNS,
)


def test_members_are_counted_from_certain_to_possible() -> None:
    counts = count_over_time(_STATES, list_periods(2018, 2021)).set_index("period")
    assert counts[["members_certain", "members_possible"]].values.tolist() == [[1, 3], [1, 3], [1, 3], [1, 2]]


def test_who_belongs_to_two_alliances_is_one_member_with_two_memberships() -> None:
    row = count_over_time(_STATES, [read_period("2020")]).iloc[0]
    assert (row["members_possible"], row["memberships_possible"], row["alliances_possible"]) == (3, 4, 2)


def test_no_count_of_certain_members_is_above_the_possible_ones() -> None:
    counts = count_over_time(_STATES, list_periods(2015, 2026, "month"))
    assert (counts["memberships_certain"] <= counts["memberships_possible"]).all()


def test_members_are_counted_by_alliance_and_period() -> None:
    counts = count_by_alliance(_STATES, [read_period("2017"), read_period("2020")])
    assert counts.values.tolist() == [
        ["harbour", "2017", 0, 0],
        ["harbour", "2020", 1, 2],
        ["reef", "2017", 0, 2],
        ["reef", "2020", 0, 2],
    ]


def test_no_membership_begins_before_its_alliance() -> None:
    begun = begin_with_founding(_STATES, {"reef": "2020-05-01"})
    assert begun["earliest_start"].tolist() == ["2019-01-01", "2018-01-01", "2023-04-02", "2020-05-01", "2020-05-01"]


def test_a_membership_told_before_the_founding_is_not_overruled() -> None:
    begun = begin_with_founding(_STATES, {"reef": "2022-01-01"})
    assert begun["earliest_start"].tolist()[4] == ""


def test_who_joined_and_left_is_told_from_the_bounds_of_starts_and_ends() -> None:
    changes = compare_periods(_STATES, read_period("2019"), read_period("2023"))
    assert changes[["state", "then", "now", "joined", "left"]].values.tolist() == [
        ["acme", "possibly", "possibly", "no", "possibly"],
        ["brook-1", "certainly", "no", "no", "certainly"],
        ["brook-2", "no", "possibly", "certainly", "no"],
        ["cove", "possibly", "possibly", "possibly", "possibly"],
        ["acme-reef", "possibly", "possibly", "possibly", "possibly"],
    ]


def test_changes_are_counted_by_alliance() -> None:
    counts = count_changes(compare_periods(_STATES, read_period("2019"), read_period("2023")))
    assert counts.values.tolist()[0] == ["harbour", 1, 2, 0, 2, 1, 1, 1, 2]


def test_the_first_period_ends_before_the_second_begins() -> None:
    with pytest.raises(ValueError, match="2020 does not end before 2020-06 begins"):
        compare_periods(_STATES, read_period("2020"), read_period("2020-06"))


def _jaccard_values(pairs: dict[str, tuple[str, str]]) -> list[float]:
    """Return the index for each way in which possible memberships can be in or out."""
    choices = {"certainly": (True,), "possibly": (True, False), "no": (False,)}
    members = [list(product(choices[one], choices[other])) for one, other in pairs.values()]
    values = []
    for each in product(*members):
        joint = sum(one or other for one, other in each)
        values.append(sum(one and other for one, other in each) / joint if joint else 0.0)
    return values


@pytest.mark.parametrize("seed", range(60))
def test_the_overlap_is_bounded_by_its_least_and_greatest_value(seed: int) -> None:
    chance = random.Random(seed)
    bounds = {"certainly": ("2000-01-01", "2000-01-01", "2024-01-01", ""), "possibly": ("", "", "", "")}
    pairs = {
        f"member-{place}": (
            chance.choice(["certainly", "possibly", "no"]),
            chance.choice(["certainly", "possibly", "no"]),
        )
        for place in range(5)
    }
    rows = [
        (f"{member}-{alliance}", member, alliance, *bounds[held])
        for member, both in pairs.items()
        for alliance, held in zip(("a", "b"), both, strict=True)
        if held != "no"
    ]
    found = compare_overlap(pd.DataFrame(rows, columns=_COLUMNS), [read_period("2020")])
    values = _jaccard_values(pairs)
    expected = [] if max(values) == 0 else [min(values), max(values)]
    assert found[["jaccard_low", "jaccard_high"]].to_numpy().ravel().tolist() == pytest.approx(expected)


def test_the_overlap_of_two_alliances_is_told_for_then_and_now() -> None:
    found = compare_overlap(_STATES, [read_period("2017"), read_period("2021")])
    assert found[["alliance", "other", "period", "shared_certain", "shared_possible"]].values.tolist() == [
        ["harbour", "reef", "2017", 0, 0],
        ["harbour", "reef", "2021", 0, 1],
    ]


def test_dates_of_a_founding_that_contradict_one_another_leave_the_widest() -> None:
    dates = pd.DataFrame({"state": ["a", "b"], "subject": "reef", "object": ["2005", "2016-05"]})
    assert bound_foundings(dates).iloc[0].tolist() == [
        "reef", "2005-01-01", "2016-05-31", False, "2005; 2016-05", "a b",
    ]  # fmt: skip


def test_an_alliance_counts_as_founded_possibly_first_and_certainly_then() -> None:
    foundings = bound_foundings(pd.DataFrame({"state": ["a"], "subject": "reef", "object": ["2005/2006"]}))
    counts = count_founded(foundings, list_periods(2004, 2006))
    assert counts.values.tolist() == [["2004", 0, 0], ["2005", 0, 1], ["2006", 1, 1]]
