from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
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
        given_ = {getattr(bounds, name) for bounds in each} - {None}
        assert getattr(joined, name) in (given_ or {None})


@given(_bounds, _bounds)
def test_two_sources_narrow_each_other_or_widen_each_other_but_never_both(one: Bounds, two: Bounds) -> None:
    joined = join_bounds([one, two])
    assert all(lies_inside(joined, each) for each in (one, two)) or all(
        lies_inside(each, joined) for each in (one, two)
    )


def lies_inside(inner: Bounds, outer: Bounds) -> bool:
    """Tell whether each bound of the inner that the outer has is no wider."""
    lower = [(inner.earliest_start, outer.earliest_start), (inner.earliest_end, outer.earliest_end)]
    upper = [(inner.latest_start, outer.latest_start), (inner.latest_end, outer.latest_end)]
    return all(not a or not b or a >= b for a, b in lower) and all(not a or not b or a <= b for a, b in upper)
