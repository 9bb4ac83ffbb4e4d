"""Figures over time as series of one measure, publisher, territory and length of period, so that like stands by like."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

#: What one series has in common.
SERIES = ("measure", "operator", "territory", "months")

#: Days of a month, on average over the four hundred years of the calendar.
_DAYS = 30.436875


def count_months(first: str, last: str) -> int:
    """Count the months of a period, rounded; 0 for less than half a month.

    Parameters
    ----------
    first, last
        First and last day of the period, ISO 8601; both belong to it.

    Examples
    --------
    >>> count_months("2022-01-01", "2022-06-30"), count_months("2021-01-01", "2021-12-31")
    (6, 12)
    """
    return round(((date.fromisoformat(last) - date.fromisoformat(first)).days + 1) / _DAYS)


def build_series(figures: pd.DataFrame) -> pd.DataFrame:
    """Put figures together into series.

    Parameters
    ----------
    figures
        One row a figure: ``state``, the columns of :data:`SERIES`, ``first``, ``last`` (ISO days of the period),
        ``value`` (in the unit of the measure), ``bound`` (``exact`` or another) and ``differs`` (bool: another figure of
        the same thing, measure, period and territory cannot hold together with it).

    Returns
    -------
    pandas.DataFrame
        One row a series of two periods or more: the columns of :data:`SERIES`, ``periods`` (how many, a count of at
        least 2), ``figures`` (how many, a count), ``first`` and ``last`` (days), ``first_value`` and ``last_value``
        (missing where figures of that period differ), ``ratio`` (the last over the first value, from 0; missing where
        one of both is not exact or the first is 0), ``differing`` (figures that differ, a count) and ``states`` (slugs,
        sorted, with spaces between). The longest series come first.

    Notes
    -----
    Nothing is added up, interpolated or turned into another length of period.
    """
    import pandas as pd

    rows = [
        (*key, *_tell(group))
        for key, group in figures.groupby(list(SERIES), sort=True)
        if group[["first", "last"]].drop_duplicates().shape[0] > 1
    ]
    columns = ["periods", "figures", "first", "last", "first_value", "last_value", "ratio", "differing", "states"]
    table = pd.DataFrame(rows, columns=[*SERIES, *columns])
    return table.sort_values(["periods", *SERIES], ascending=[False, True, True, True, True]).reset_index(drop=True)


def _tell(group: pd.DataFrame) -> tuple[object, ...]:
    ordered = group.sort_values(["last", "first", "value", "state"])
    periods = ordered[["first", "last"]].drop_duplicates()
    ends = [ordered[ordered["last"] == day] for day in (periods["last"].iloc[0], periods["last"].iloc[-1])]
    values = [float(each["value"].iloc[0]) if each["value"].nunique() == 1 else float("nan") for each in ends]
    exact = all((each["bound"].str.endswith("exact")).all() for each in ends)
    return (
        len(periods),
        len(ordered),
        ordered["first"].min(),
        ordered["last"].max(),
        *values,
        values[1] / values[0] if exact and values[0] > 0 else float("nan"),
        int(ordered["differs"].sum()),
        " ".join(sorted(ordered["state"])),
    )
