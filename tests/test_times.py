from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kgraph.times import Bounds, bounds_of, join_bounds

_years = st.integers(1990, 2030).map(str)
_texts = _years | _years.map(lambda year: f"{year}~") | _years.map(lambda year: f"../{year}") | st.just("2001-05")
_bounds = st.builds(bounds_of, st.none() | _texts, st.none() | _texts, st.none() | _texts)
_many = st.lists(_bounds, max_size=5)


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "end", "as_of", "expected"),
    [
        (None, None, None, Bounds()),
        ("2021", None, None, Bounds(day("2021-01-01"), day("2021-12-31"))),
        (None, "2021", None, Bounds(None, None, day("2021-01-01"), day("2021-12-31"))),
        (None, None, "2023", Bounds(None, day("2023-12-31"), day("2023-01-01"), None)),
        ("2021", None, "2021-05", Bounds(day("2021-01-01"), day("2021-05-31"), day("2021-05-01"), None)),
        ("../2019", "2021/..", None, Bounds(None, day("2019-12-31"), day("2021-01-01"), None)),
    ],
)
def test_one_source_gives_these_bounds(start: str | None, end: str | None, as_of: str | None, expected: Bounds) -> None:
    assert bounds_of(start, end, as_of) == expected


def test_silence_about_the_end_is_no_end() -> None:
    bounds = join_bounds([bounds_of("2019", None, None), bounds_of(None, None, "2020")])
    assert bounds.latest_end is None


def test_a_later_source_that_is_silent_takes_nothing_away() -> None:
    known = bounds_of("2019-05", "2021", None)
    assert join_bounds([known, Bounds()]) == known


def test_sources_that_agree_narrow_each_other() -> None:
    joined = join_bounds([bounds_of("2019", None, None), bounds_of("2019-05", None, None)])
    assert joined == bounds_of("2019-05", None, None)


def test_sources_that_contradict_each_other_widen_each_other() -> None:
    joined = join_bounds([bounds_of("2019", None, None), bounds_of("2021", None, None)])
    assert joined == Bounds(day("2019-01-01"), day("2021-12-31"))


def test_no_source_gives_no_bounds() -> None:
    assert join_bounds([]) == Bounds()


@given(_many, st.randoms(use_true_random=False))
def test_the_order_of_sources_does_not_matter(each: list[Bounds], random: object) -> None:
    shuffled = sorted(each, key=lambda _: random.random())  # type: ignore[attr-defined]
    assert join_bounds(shuffled) == join_bounds(each)


@given(_many)
def test_joining_again_changes_nothing(each: list[Bounds]) -> None:
    joined = join_bounds(each)
    assert join_bounds([joined]) == join_bounds([joined, joined]) == joined


@given(_many)
def test_a_source_that_says_the_same_again_changes_nothing(each: list[Bounds]) -> None:
    assert join_bounds([*each, *each]) == join_bounds(each)


@given(_many)
def test_every_bound_is_one_that_a_source_gives(each: list[Bounds]) -> None:
    joined = join_bounds(each)
    for name in ("earliest_start", "latest_start", "earliest_end", "latest_end"):
        assert getattr(joined, name) in {None, *(getattr(bounds, name) for bounds in each)}


@given(_bounds, _bounds)
def test_what_two_sources_say_together_is_never_contradictory(one: Bounds, two: Bounds) -> None:
    assume(not one.contradictory and not two.contradictory)
    assert not join_bounds([one, two]).contradictory


def test_where_one_source_is_silent_a_contradiction_excludes_nothing() -> None:
    joined = join_bounds([bounds_of(None, "2019", None), bounds_of("2021", None, None)])
    assert joined == Bounds(None, None, None, None)


def test_sources_that_agree_on_the_end_keep_it() -> None:
    joined = join_bounds([bounds_of("2018-05", "2020", None), bounds_of("2019-01", None, None)])
    assert (joined.earliest_start, joined.latest_start) == (date(2018, 5, 1), date(2019, 1, 31))
    assert (joined.earliest_end, joined.latest_end) == (date(2020, 1, 1), date(2020, 12, 31))
