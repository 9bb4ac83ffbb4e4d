"""When a state held: the four dates that bound it, from what each source says.

Design: a state's bounds are what its attestations have in common; where they have nothing in common, that is a
conflict, which is kept. Then the bounds are the widest that any of them allows, so that no source is overruled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from kgraph.edtf import Span, parse_edtf

_OPEN = Span(None, None)


@dataclass(frozen=True)
class Bounds:
    """The first and last day on which a state can have begun and ended; ``None`` where nothing is known."""

    earliest_start: date | None = None
    latest_start: date | None = None
    earliest_end: date | None = None
    latest_end: date | None = None

    @property
    def contradictory(self) -> bool:
        """Whether no state can have these bounds."""
        return (
            _after(self.earliest_start, self.latest_start)
            or _after(self.earliest_end, self.latest_end)
            or _after(self.earliest_start, self.latest_end)
        )


def bounds_of(start: str | None, end: str | None, as_of: str | None) -> Bounds:
    """Return the bounds that one source gives to a state.

    Parameters
    ----------
    start, end
        EDTF texts of the beginning and the end, ``None`` where the source is silent.
    as_of
        EDTF text of a time at some point of which the state held: it had begun by the last day of that time and had
        not ended before the first.

    Examples
    --------
    >>> bounds_of(None, None, "2023")
    Bounds(earliest_start=None, latest_start=datetime.date(2023, 12, 31), earliest_end=datetime.date(2023, 1, 1), \
latest_end=None)
    """
    begun = parse_edtf(start) if start else _OPEN
    ended = parse_edtf(end) if end else _OPEN
    held = parse_edtf(as_of) if as_of else _OPEN
    return Bounds(
        earliest_start=begun.low,
        latest_start=_pick(min, [begun.high, held.high]),
        earliest_end=_pick(max, [ended.low, held.low]),
        latest_end=ended.high,
    )


def join_bounds(bounds: Iterable[Bounds]) -> Bounds:
    """Return what all bounds have in common or, where that is nothing, the widest that any of them allows.

    Start and end are told apart: sources that agree on the end keep it, though they contradict one another on the start.

    Examples
    --------
    >>> joined = join_bounds([bounds_of("2019", None, None), bounds_of("2019-05", None, "2021")])
    >>> joined.earliest_start, joined.latest_start, joined.earliest_end
    (datetime.date(2019, 5, 1), datetime.date(2019, 5, 31), datetime.date(2021, 1, 1))
    """
    each = list(bounds)
    common = find_common(each)
    widest = _widest(each)
    across = _after(common.earliest_start, common.latest_end)
    starts = widest if across or _after(common.earliest_start, common.latest_start) else common
    ends = widest if across or _after(common.earliest_end, common.latest_end) else common
    return Bounds(starts.earliest_start, starts.latest_start, ends.earliest_end, ends.latest_end)


def find_common(bounds: Iterable[Bounds]) -> Bounds:
    """Return what all bounds have in common; contradictory where that is nothing."""
    return _combine(list(bounds), lower=max, upper=min)


def _widest(each: list[Bounds]) -> Bounds:
    """Return what any of them allows; where one is silent, nothing is excluded."""
    return Bounds(
        earliest_start=_pick_open(min, [bounds.earliest_start for bounds in each]),
        latest_start=_pick_open(max, [bounds.latest_start for bounds in each]),
        earliest_end=_pick_open(min, [bounds.earliest_end for bounds in each]),
        latest_end=_pick_open(max, [bounds.latest_end for bounds in each]),
    )


def _pick_open(choose: Callable[[list[date]], date], dates: list[date | None]) -> date | None:
    known = [day for day in dates if day]
    return choose(known) if known and len(known) == len(dates) else None


def _combine(each: list[Bounds], *, lower: Callable[[list[date]], date], upper: Callable[[list[date]], date]) -> Bounds:
    return Bounds(
        earliest_start=_pick(lower, [bounds.earliest_start for bounds in each]),
        latest_start=_pick(upper, [bounds.latest_start for bounds in each]),
        earliest_end=_pick(lower, [bounds.earliest_end for bounds in each]),
        latest_end=_pick(upper, [bounds.latest_end for bounds in each]),
    )


def _pick(choose: Callable[[list[date]], date], dates: list[date | None]) -> date | None:
    known = [day for day in dates if day]
    return choose(known) if known else None


def _after(first: date | None, second: date | None) -> bool:
    return first is not None and second is not None and first > second
