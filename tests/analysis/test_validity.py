from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kgraph.analysis.validity import Period, held_during, list_periods, read_period

_DAYS = [(date(2020, 1, 1) + timedelta(days=each)).isoformat() for each in range(6)]


def _held(bounds: tuple[str, str, str, str], period: Period) -> str:
    names = ["earliest_start", "latest_start", "earliest_end", "latest_end"]
    return str(held_during(pd.DataFrame([bounds], columns=names), period)[0])


def _all_lives(bounds: tuple[str, str, str, str]) -> list[tuple[str, str]]:
    """List each first and last day that a state with these bounds can have, on a calendar of few days."""
    low_start, high_start, low_end, high_end = bounds
    return [
        (start, end)
        for start in _DAYS
        for end in _DAYS
        if (low_start or start) <= start <= (high_start or start)
        and (low_end or end) <= end <= (high_end or end)
        and start <= end
    ]


_BOUND = st.sampled_from(["", *_DAYS])


@given(st.tuples(_BOUND, _BOUND, _BOUND, _BOUND), st.integers(1, 4), st.integers(0, 1))
def test_a_state_is_certain_where_every_life_that_its_bounds_allow_meets_the_period(
    bounds: tuple[str, str, str, str], first: int, length: int
) -> None:
    period = Period("", _DAYS[first], _DAYS[min(first + length, 4)])
    meets = [start <= period.last and end >= period.first for start, end in _all_lives(bounds)]
    assume(meets and _told_apart(bounds))
    expected = "certainly" if all(meets) else "possibly" if any(meets) else "no"
    assert _held(bounds, period) == expected


def _told_apart(bounds: tuple[str, str, str, str]) -> bool:
    """Tell whether start and end bound one another by nothing but their own bounds, as the graph's definition has it."""
    low_start, high_start, low_end, high_end = bounds
    starts, ends = (low_start or _DAYS[0], high_start or _DAYS[-1]), (low_end or _DAYS[0], high_end or _DAYS[-1])
    return starts[0] <= ends[0] and starts[1] <= ends[1]


def test_a_state_without_dates_is_possible_on_every_day() -> None:
    assert _held(("", "", "", ""), read_period("1850")) == "possibly"


def test_a_state_attested_in_a_month_is_certain_in_the_month_and_on_none_of_its_days() -> None:
    attested = ("", "2020-06-30", "2020-06-01", "")
    assert [_held(attested, read_period(text)) for text in ("2020-06", "2020-06-01", "2020-06-30")] == [
        "certainly",
        "possibly",
        "possibly",
    ]


def test_a_state_that_has_surely_ended_does_not_hold_any_more() -> None:
    assert _held(("2018-01-01", "2018-12-31", "2020-01-01", "2020-12-31"), read_period("2021")) == "no"


def test_months_cover_their_years_without_a_gap() -> None:
    months = list_periods(2019, 2020, "month")
    after = [(date.fromisoformat(month.last) + timedelta(days=1)).isoformat() for month in months[:-1]]
    assert after == [month.first for month in months[1:]]


def test_periods_come_by_year_or_by_month() -> None:
    with pytest.raises(ValueError, match="by 'week': write year or month"):
        list_periods(2019, 2020, "week")


def test_a_period_has_both_ends() -> None:
    with pytest.raises(ValueError, match="open end: write a year, a month or a day"):
        read_period("2020/..")
