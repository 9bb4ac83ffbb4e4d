"""Dates in words, and the time over which the evidence of a state speaks of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from kgraph.edtf import Span, parse_edtf
from kgraph.evidence import Evidence, State
from kgraph.phrases import phrase

#: What a beginning is called: ``since`` for what may last, ``from`` for an event, ``at`` for what happens once.
Start = Literal["since", "from", "at"]


@dataclass(frozen=True)
class Extent:
    """The time over which supporting sources speak of a state: EDTF texts, empty where they are silent."""

    #: The beginning and the end that sources give, in the finest words that any of them has.
    since: str = ""
    until: str = ""
    #: The earliest and the latest time at which a source says that it held.
    first: str = ""
    last: str = ""
    #: Whether every source that gives an end gives one that was past when we recorded it.
    over: bool = False


def find_extent(state: State) -> Extent:
    """Return the time over which the supporting evidence of a state speaks of it.

    A state whose sources contradict one another on its dates has no extent: to name one would be to choose.
    """
    said = [each for each in state.standing if each.stance == "supports"]
    if state.contradictory:
        return Extent()
    held = [text for each in said for text in (each.since, each.as_of, each.until) if text]
    ended = [each for each in said if each.until]
    return Extent(
        since=min((each.since for each in said if each.since), key=_width, default=""),
        until=min((each.until for each in ended), key=_width, default=""),
        first=min(held, key=lambda text: parse_edtf(text).high or date.max, default=""),
        last=max(held, key=lambda text: parse_edtf(text).low or date.min, default=""),
        over=bool(ended) and all(_is_past(each) for each in ended),
    )


def say_extent(extent: Extent, lang: str, start: Start = "since") -> Iterator[str]:
    """Yield the time of a state in words: no more than its sources say, so that what was seen is not called a beginning.

    Parameters
    ----------
    extent
        From :func:`find_extent`.
    lang
        Language of the words.
    start
        What a beginning is to be called.
    """
    since, until = extent.since, extent.until
    if since or until:
        if until and not since and _is_before(extent.first, until):
            yield _say("attested", lang, when=say_when(extent.first, lang))
        yield from _say_bounds(since, until, lang, start)
        if since and not until and start != "at" and _is_before(since, extent.last):
            yield _say("still-attested", lang, when=say_when(extent.last, lang))
    elif extent.first == extent.last:
        if extent.first:
            yield _say("attested", lang, when=say_when(extent.first, lang))
    elif _is_before(extent.first, extent.last):
        yield _say("attested-span", lang, start=say_date(extent.first, lang), end=say_date(extent.last, lang))
    else:
        yield _say("attested", lang, when=say_when(min(extent.first, extent.last, key=_width), lang))


def say_times(evidence: Evidence, lang: str, start: Start = "since") -> Iterator[str]:
    """Yield the dates that one source gives, in words."""
    yield from _say_bounds(evidence.since, evidence.until, lang, start)
    if evidence.as_of:
        yield _say("as-of", lang, date=say_date(evidence.as_of, lang))


def say_date(text: str, lang: str) -> str:
    """Return an EDTF text in words a reader knows; a plain date stays as it is.

    Examples
    --------
    >>> say_date("2021-05~", "en"), say_date("../2019", "en"), say_date("2005/2006", "fr")
    ('about 2021-05', '2019 or earlier', '2005 à 2006')
    """
    if "/" in text:
        start, _, end = text.partition("/")
        if start == "..":
            return _say("or-earlier", lang, date=say_date(end, lang))
        if end == "..":
            return _say("or-later", lang, date=say_date(start, lang))
        return _say("range", lang, start=say_date(start, lang), end=say_date(end, lang))
    plain = text.rstrip("~?%")
    key = {"~": "about", "?": "perhaps", "%": "perhaps-about"}.get(text.removeprefix(plain))
    return _say(key, lang, date=plain) if key else text


def say_when(text: str, lang: str) -> str:
    """Return an EDTF text with the preposition that it takes: on a day, in a month or year, between two dates.

    Examples
    --------
    >>> say_when("2021-06-30", "en"), say_when("2006", "en"), say_when("2005/2006", "en")
    ('on 2021-06-30', 'in 2006', 'between 2005 and 2006')
    """
    if text.endswith(("~", "%")):
        return say_date(text, lang)
    start, _, end = text.partition("/")
    if end and ".." not in (start, end):
        return _say("between", lang, start=say_date(start, lang), end=say_date(end, lang))
    is_day = (end if start == ".." else start).count("-") == 2
    return _say("on" if is_day else "in-time", lang, date=say_date(text, lang))


def sort_by_time(evidence: Iterable[Evidence]) -> list[Evidence]:
    """Put evidence in the order of the times of which it speaks, else of its publication; undated and withdrawn last."""
    return sorted(evidence, key=lambda each: (bool(each.withdrawn), *_start_of(each), each.source, each.locator))


def share_no_day(one: str, other: str) -> bool:
    """Tell whether two EDTF texts cannot mean the same day."""
    first, second = parse_edtf(one), parse_edtf(other)
    return _ends_before(first, second) or _ends_before(second, first)


def _say_bounds(since: str, until: str, lang: str, start: Start) -> Iterator[str]:
    if since and since == until:
        yield say_when(since, lang)
    elif since and until:
        yield _say("span", lang, start=say_date(since, lang), end=say_date(until, lang))
    elif since:
        yield say_when(since, lang) if start == "at" else _say(start, lang, date=say_date(since, lang))
    elif until:
        yield _say("until", lang, date=say_date(until, lang))


def _start_of(evidence: Evidence) -> tuple[bool, date]:
    for text in (evidence.since, evidence.as_of, evidence.until, evidence.issued):
        if text:
            span = parse_edtf(text)
            return False, span.low or span.high or date.min
    return True, date.max


def _is_past(evidence: Evidence) -> bool:
    end = parse_edtf(evidence.until).high
    return end is not None and end.isoformat() <= evidence.recorded


def _is_before(one: str, other: str) -> bool:
    return _ends_before(parse_edtf(one), parse_edtf(other))


def _ends_before(one: Span, other: Span) -> bool:
    return one.high is not None and other.low is not None and one.high < other.low


def _width(text: str) -> int:
    span = parse_edtf(text)
    return (span.high - span.low).days if span.low and span.high else date.max.toordinal()


def _say(key: str, lang: str, **values: object) -> str:
    return phrase("moments", key, lang, **values)
