"""Series of figures: like beside like, nothing made up."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from kgraph.analysis.figures import build_series, count_months

COLUMNS = ["state", "measure", "operator", "territory", "months", "first", "last", "value", "bound", "differs"]


def figures(*rows: tuple[str, str, float, str, bool]) -> pd.DataFrame:
    """Return half-yearly figures of one thing: first day, last day, value, bound, whether it differs."""
    return pd.DataFrame(
        [
            (f"f{number}", "videos", "acme", "", 6, first, last, value, bound, differs)
            for number, (first, last, value, bound, differs) in enumerate(rows)
        ],
        columns=COLUMNS,
    )


FIRST, SECOND = ("2022-01-01", "2022-06-30"), ("2022-07-01", "2022-12-31")


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        ("2022-01-01", "2022-03-31", 3),
        ("2022-02-01", "2022-02-28", 1),
        ("2020-01-01", "2021-12-31", 24),
        ("2022-01-01", "2022-01-07", 0),
    ],
)
def test_months_of_a_period(first: str, last: str, months: int) -> None:
    assert count_months(first, last) == months


def test_a_series_tells_its_first_and_last_value_and_what_became_of_one() -> None:
    (series,) = build_series(figures((*SECOND, 30, "exact", False), (*FIRST, 10, "exact", False))).itertuples()
    assert (series.periods, series.first_value, series.last_value, series.ratio) == (2, 10, 30, 3)


def test_one_period_is_no_series() -> None:
    assert build_series(figures((*FIRST, 10, "exact", False), (*FIRST, 12, "exact", True))).empty


def test_values_that_differ_are_not_chosen_between() -> None:
    rows = ((*FIRST, 10, "exact", True), (*FIRST, 12, "exact", True), (*SECOND, 30, "exact", False))
    (series,) = build_series(figures(*rows)).to_dict("records")
    assert math.isnan(series["first_value"]) and math.isnan(series["ratio"])
    assert (series["figures"], series["differing"], series["states"]) == (3, 2, "f0 f1 f2")


def test_a_bound_gives_no_ratio() -> None:
    series = build_series(figures((*FIRST, 10, "more-than", False), (*SECOND, 30, "exact", False)))
    assert series["ratio"].isna().tolist() == [True]


def test_quarters_and_half_years_are_not_one_series() -> None:
    rows = figures((*FIRST, 10, "exact", False), (*SECOND, 30, "exact", False))
    rows.loc[0, "months"] = 3
    assert build_series(rows).empty


def test_the_same_measure_in_two_territories_is_not_one_series() -> None:
    rows = figures((*FIRST, 10, "exact", False), (*SECOND, 30, "exact", False))
    rows.loc[0, "territory"] = "BRA"
    assert build_series(rows).empty
