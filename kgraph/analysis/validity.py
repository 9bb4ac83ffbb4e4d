"""Whether a tie held in a period: certainly, possibly, or not; from its four bounds.

The reading is that of the stored questions: what is not known excludes nothing and makes nothing certain.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import pandas as pd

#: Stand for a bound that is not known, as the first and the last day that there is.
FIRST_DAY, LAST_DAY = "0001-01-01", "9999-12-31"

#: The columns of a state's bounds.
BOUNDS = ("earliest_start", "latest_start", "earliest_end", "latest_end")


class Period(NamedTuple):
    """A stretch of days, both ends included; a single day is a period as well."""

    #: What to call it, an EDTF text: ``2020``, ``2020-06``, ``2020-06-30``.
    name: str
    #: ISO days.
    first: str
    last: str


def read_period(text: str) -> Period:
    """Return the days of a year, month or day.

    Parameters
    ----------
    text
        An EDTF text with both ends.

    Raises
    ------
    ValueError
        If it is no EDTF text, or has an open end.

    Examples
    --------
    >>> read_period("2020-02")
    Period(name='2020-02', first='2020-02-01', last='2020-02-29')
    """
    from kgraph.edtf import parse_edtf

    span = parse_edtf(text)
    if span.low is None or span.high is None:
        raise ValueError(f"{text!r} has an open end: write a year, a month or a day")
    return Period(text, span.low.isoformat(), span.high.isoformat())


def list_periods(first_year: int, last_year: int, by: str = "year") -> list[Period]:
    """Return the years, or the months, from the first day of one year to the last day of another.

    Parameters
    ----------
    first_year, last_year
        Both included.
    by
        ``"year"`` or ``"month"``.

    Raises
    ------
    ValueError
        If ``by`` is neither.

    Examples
    --------
    >>> [period.name for period in list_periods(2019, 2021)]
    ['2019', '2020', '2021']
    >>> len(list_periods(2019, 2020, "month"))
    24
    """
    if by not in ("year", "month"):
        raise ValueError(f"by {by!r}: write year or month")
    years = range(first_year, last_year + 1)
    if by == "year":
        return [read_period(f"{year:04}") for year in years]
    return [read_period(f"{year:04}-{month:02}") for year in years for month in range(1, 13)]


def held_during(states: pd.DataFrame, period: Period) -> pd.Series[str]:
    """Tell whether each state held at some time in a period.

    Parameters
    ----------
    states
        Rows with ``earliest_start``, ``latest_start``, ``earliest_end`` and ``latest_end``: ISO days, empty where
        nothing is known.
    period
        The days asked for.

    Returns
    -------
    pandas.Series
        ``"certainly"`` where the state had begun by the last day of the period and had not ended before its first,
        whatever its sources leave open; ``"possibly"`` where they do not exclude that; else ``"no"``. Index as given.

    Notes
    -----
    For a period of one day this is what the question ``members`` answers for ``--valid``. For a longer one it is what
    a source says with ``asOf: 2020``: that the state held at some time in 2020, so that such a state is certain in 2020
    though it may be certain on none of its days.

    Examples
    --------
    >>> import pandas as pd
    >>> as_of_2020 = {"earliest_start": "", "latest_start": "2020-12-31", "earliest_end": "2020-01-01", "latest_end": ""}
    >>> states = pd.DataFrame([as_of_2020])
    >>> [held_during(states, read_period(text))[0] for text in ("2020", "2020-06-30", "2021")]
    ['certainly', 'possibly', 'possibly']
    """
    import pandas as pd

    held = [_hold(bounds, period) for bounds in zip(*(states[name] for name in BOUNDS), strict=True)]
    return pd.Series(held, index=states.index, dtype=str)


def _hold(bounds: tuple[str, ...], period: Period) -> str:
    earliest_start, latest_start, earliest_end, latest_end = bounds
    if earliest_start > period.last or (latest_end or LAST_DAY) < period.first:
        return "no"
    certain = (latest_start or LAST_DAY) <= period.last and earliest_end >= period.first
    return "certainly" if certain else "possibly"


def fill(days: pd.Series[str], unknown: str) -> pd.Series[str]:
    """Return the days with another text where they are empty."""
    return days.mask(days == "", unknown)
