from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.edtf import PATTERN, Span, parse_edtf

_days = st.dates(date(3, 1, 1), date(9996, 12, 31))
_precisions = st.sampled_from([4, 7, 10])
_qualifiers = st.sampled_from(["", "~", "?", "%"])


@st.composite
def dates(draw: st.DrawFn) -> str:
    return draw(_days).isoformat()[: draw(_precisions)] + draw(_qualifiers)


@st.composite
def texts(draw: st.DrawFn) -> str:
    one, two = sorted([draw(_days), draw(_days)])
    first, last = (day.isoformat()[: draw(_precisions)] for day in (one, two))
    return draw(st.sampled_from([first, f"{first}/{last}", f"../{last}", f"{first}/.."])) + draw(st.just(""))


@pytest.mark.parametrize(
    ("text", "low", "high", "qualifier"),
    [
        ("2021", "2021-01-01", "2021-12-31", ""),
        ("2021-05", "2021-05-01", "2021-05-31", ""),
        ("2024-02", "2024-02-01", "2024-02-29", ""),
        ("2021-05-03", "2021-05-03", "2021-05-03", ""),
        ("2021~", "2020-01-01", "2022-12-31", "~"),
        ("2021%", "2019-01-01", "2023-12-31", "%"),
        ("2021-01?", "2020-12-01", "2021-02-28", "?"),
        ("2021-01-01?", "2020-12-31", "2021-01-02", "?"),
        ("2019/2021", "2019-01-01", "2021-12-31", ""),
        ("2019/2021-05", "2019-01-01", "2021-05-31", ""),
        ("../2019", None, "2019-12-31", ""),
        ("2019/..", "2019-01-01", None, ""),
        ("2019~/2021", "2018-01-01", "2021-12-31", "~"),
        ("2019/2021?", "2019-01-01", "2022-12-31", "?"),
        ("2019~/2021?", "2018-01-01", "2022-12-31", "%"),
    ],
)
def test_a_text_means_these_days(text: str, low: str | None, high: str | None, qualifier: str) -> None:
    first, last = (date.fromisoformat(day) if day else None for day in (low, high))
    assert parse_edtf(text) == Span(first, last, qualifier)


@pytest.mark.parametrize(
    "text",
    ["", "21", "2021-5", "2021-05-3", "2021/", "/2021", "../..", "..", "2021..", "2019/2020/2021", "2021-05-03T10:00",
     " 2021", "2021\n", "2021~~", "~2021", "-2021", "20210503", "2021-Q1", "２０２１", "٢٠٢١", "soon"],
)  # fmt: skip
def test_another_form_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no date: write 2021, 2021-05"):
        parse_edtf(text)


@pytest.mark.parametrize(
    "text", ["2024-02-30", "2023-02-29", "2021-13", "2021-00", "0000", "2021-01-00", "0001~", "9999%"]
)
def test_a_day_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no day of the calendar"):
        parse_edtf(text)


def test_an_end_before_its_beginning_is_refused() -> None:
    with pytest.raises(ValueError, match="'2021/2020' ends before it begins: put the earlier date first"):
        parse_edtf("2021/2020")


@given(dates() | texts())
def test_the_first_day_is_not_after_the_last(text: str) -> None:
    span = parse_edtf(text)
    assert span.low is None or span.high is None or span.low <= span.high


@given(_days, _qualifiers)
def test_a_more_precise_date_lies_inside_a_less_precise_one(day: date, qualifier: str) -> None:
    year, month, exact = (parse_edtf(day.isoformat()[:length] + qualifier) for length in (4, 7, 10))
    assert year.low and month.low and exact.low and year.high and month.high and exact.high
    assert year.low <= month.low <= exact.low <= day <= exact.high <= month.high <= year.high


@given(_days, _precisions)
def test_the_less_sure_a_date_is_the_more_days_it_can_mean(day: date, precision: int) -> None:
    text = day.isoformat()[:precision]
    sure, rough, both = (parse_edtf(text + qualifier) for qualifier in ("", "~", "%"))
    assert sure.low and rough.low and both.low and sure.high and rough.high and both.high
    assert both.low < rough.low < sure.low <= sure.high < rough.high < both.high


@given(dates(), dates())
def test_an_interval_reaches_from_its_first_date_to_its_last(one: str, two: str) -> None:
    first, last = parse_edtf(one), parse_edtf(two)
    assert first.low and last.high
    if first.low <= last.high:
        span = parse_edtf(f"{one}/{two}")
        assert (span.low, span.high) == (first.low, last.high)
    else:
        with pytest.raises(ValueError, match="ends before it begins"):
            parse_edtf(f"{one}/{two}")


@given(dates() | texts() | st.from_regex(r"[0-9./~?%-]{0,12}", fullmatch=True))
def test_the_schema_takes_every_text_that_is_read(text: str) -> None:
    try:
        parse_edtf(text)
    except ValueError:
        return
    assert re.search(PATTERN, text)
