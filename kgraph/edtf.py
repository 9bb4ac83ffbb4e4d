"""Coarse dates: the part of EDTF that press releases need, and the days that each can mean.

Extended Date/Time Format, Library of Congress, 2019 (levels 0 and 1): a year, month or day, each with ``~``
(approximate), ``?`` (uncertain) or ``%`` (both); an interval ``a/b``; an open side ``..``, written ``../2019`` or
``2019/..``.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?([~?%]?)")

#: What a date may look like, for error messages and the JSON Schema.
FORMS = "2021, 2021-05, 2021-05-03, 2021~, 2021?, ../2019, 2019/.. or 2019/2021"
PATTERN = r"^(\.\./)?\d{4}(-\d{2}(-\d{2})?)?[~?%]?(/(\.\.|\d{4}(-\d{2}(-\d{2})?)?[~?%]?))?$"


@dataclass(frozen=True)
class Span:
    """The days that an EDTF text can mean: from ``low`` to ``high``, both included, ``None`` where open."""

    low: date | None
    high: date | None
    #: ``""``, ``"~"``, ``"?"`` or ``"%"``: how sure the text is of itself.
    qualifier: str = ""


@cache
def parse_edtf(text: str) -> Span:
    """Return the days that an EDTF text can mean.

    An approximate or uncertain date is widened on both sides by one unit of its own precision, a date that is both
    by two: the standard gives no width, and a date said to be rough must not exclude its neighbours.

    Parameters
    ----------
    text
        One of the forms in :data:`FORMS`.

    Raises
    ------
    ValueError
        If the text has another form, or names a day that does not exist.

    Examples
    --------
    >>> parse_edtf("2022-09")
    Span(low=datetime.date(2022, 9, 1), high=datetime.date(2022, 9, 30), qualifier='')
    >>> parse_edtf("../2019").high
    datetime.date(2019, 12, 31)
    >>> parse_edtf("2022~")
    Span(low=datetime.date(2021, 1, 1), high=datetime.date(2023, 12, 31), qualifier='~')
    """
    sides = text.split("/")
    if len(sides) == 1:
        return _parse_date(text)
    if len(sides) != 2 or sides == ["..", ".."]:
        raise ValueError(f"{text!r} is no date: write {FORMS}")
    start = Span(None, None) if sides[0] == ".." else _parse_date(sides[0])
    end = Span(None, None) if sides[1] == ".." else _parse_date(sides[1])
    if start.low and end.high and start.low > end.high:
        raise ValueError(f"{text!r} ends before it begins: put the earlier date first")
    qualifiers = {start.qualifier, end.qualifier} - {""}
    return Span(start.low, end.high, "%" if len(qualifiers) > 1 else "".join(qualifiers))


def _parse_date(text: str) -> Span:
    match = _DATE.fullmatch(text)
    if not match:
        raise ValueError(f"{text!r} is no date: write {FORMS}")
    year, month, day, qualifier = match.groups()
    try:
        low = date(int(year), int(month or 1), int(day or 1))
        high = _last_day(low, bool(month), bool(day))
        for _ in range({"": 0, "~": 1, "?": 1, "%": 2}[qualifier]):
            low, high = _widen(low, high, bool(month), bool(day))
    except (ValueError, OverflowError) as error:
        raise ValueError(f"{text!r} is no day of the calendar ({error}): write {FORMS}") from error
    return Span(low, high, qualifier)


def _last_day(first: date, has_month: bool, has_day: bool) -> date:
    if has_day:
        return first
    month = first.month if has_month else 12
    return date(first.year, month, calendar.monthrange(first.year, month)[1])


def _widen(low: date, high: date, has_month: bool, has_day: bool) -> tuple[date, date]:
    if has_day:
        return low - timedelta(days=1), high + timedelta(days=1)
    if has_month:
        before = low - timedelta(days=1)
        return before.replace(day=1), _last_day(high + timedelta(days=1), True, False)
    return low.replace(year=low.year - 1), high.replace(year=high.year + 1)
