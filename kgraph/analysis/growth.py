"""Members and alliances over time, who joined and left, and how alliances overlapped then and now.

Every count is a band: at least what is certain, at most what is possible (:mod:`kgraph.analysis.validity`). A band is
wide where sources give no dates. That certain counts fall in a year says that fewer sources speak of that year, not that
members left.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import TYPE_CHECKING

from kgraph.analysis.validity import FIRST_DAY, LAST_DAY, Period, fill, held_during

if TYPE_CHECKING:
    import pandas as pd


def count_over_time(states: pd.DataFrame, periods: Iterable[Period]) -> pd.DataFrame:
    """Count members, memberships and alliances in each period.

    Parameters
    ----------
    states
        One row a state: ``subject`` (the member), ``object`` (the alliance), and its four bounds.
    periods
        The periods, in the order of the rows.

    Returns
    -------
    pandas.DataFrame
        One row a period: ``period``, ``first`` and ``last`` (ISO days) and, as counts of 0 or more, ``members_certain``
        and ``members_possible`` (who belonged to some alliance), ``memberships_certain`` and ``memberships_possible``
        (pairs of member and alliance; who came back in one period counts once), ``alliances_certain`` and
        ``alliances_possible`` (that had a member). What is certain is possible too and counts under both.

    Examples
    --------
    >>> import pandas as pd
    >>> bounds = {"earliest_start": "2019-02-01", "latest_start": "2019-02-28", "earliest_end": "", "latest_end": ""}
    >>> states = pd.DataFrame([{"subject": "meta", "object": "tc", **bounds}])
    >>> from kgraph.analysis.validity import list_periods
    >>> count_over_time(states, list_periods(2018, 2019))[["period", "members_certain", "members_possible"]].values.tolist()
    [['2018', 0, 0], ['2019', 0, 1]]
    """
    import pandas as pd

    counted = {name: states.groupby(columns).ngroup() for name, columns in _COUNTED.items()}
    rows = []
    for period in periods:
        held = held_during(states, period)
        row: dict[str, object] = {"period": period.name, "first": period.first, "last": period.last}
        for name, numbers in counted.items():
            row[f"{name}_certain"] = numbers[held == "certainly"].nunique()
            row[f"{name}_possible"] = numbers[held != "no"].nunique()
        rows.append(row)
    return pd.DataFrame(rows, columns=["period", "first", "last", *_COUNTS])


_COUNTED = {"members": ["subject"], "memberships": ["subject", "object"], "alliances": ["object"]}
_COUNTS = [f"{name}_{grade}" for name in _COUNTED for grade in ("certain", "possible")]


def count_by_alliance(states: pd.DataFrame, periods: Iterable[Period]) -> pd.DataFrame:
    """Count the members of each alliance in each period.

    Parameters
    ----------
    states, periods
        As for :func:`count_over_time`.

    Returns
    -------
    pandas.DataFrame
        One row an alliance and period, in the order of slugs and time: ``alliance``, ``period``, and the counts
        ``members_certain`` and ``members_possible`` (which holds the certain ones).
    """
    import pandas as pd

    alliances = sorted(set(states["object"]))
    rows = []
    for place, period in enumerate(periods):
        held = held_during(states, period)
        certain = states[held == "certainly"].groupby("object")["subject"].nunique()
        possible = states[held != "no"].groupby("object")["subject"].nunique()
        rows += [
            (each, place, period.name, int(certain.get(each, 0)), int(possible.get(each, 0))) for each in alliances
        ]
    columns = ["alliance", "place", "period", "members_certain", "members_possible"]
    found = pd.DataFrame(rows, columns=columns).sort_values(["alliance", "place"], ignore_index=True)
    return found.drop(columns="place")


def begin_with_founding(states: pd.DataFrame, founded: Mapping[str, str]) -> pd.DataFrame:
    """Let no membership begin before its alliance can have been founded.

    Parameters
    ----------
    states
        As for :func:`count_over_time`.
    founded
        Alliance to the first day on which its sources let it have been founded; others are left as they are.

    Returns
    -------
    pandas.DataFrame
        A copy in which ``earliest_start`` is no earlier than that day, save where the state's own sources contradict
        it: they let it have begun, or ended, before that day only, and are not overruled.
    """
    import pandas as pd

    day = pd.Series([founded.get(alliance, "") for alliance in states["object"]], index=states.index, dtype=str)
    ends = fill(states["latest_start"], LAST_DAY).combine(fill(states["latest_end"], LAST_DAY), min)
    later = (day != "") & (day > states["earliest_start"]) & (day <= ends)
    return states.assign(earliest_start=states["earliest_start"].mask(later, day))


def compare_periods(states: pd.DataFrame, then: Period, now: Period) -> pd.DataFrame:
    """Tell of each state whether it held then and now, and whether it began or ended in between.

    Parameters
    ----------
    states
        As for :func:`count_over_time`, with ``state`` (its slug).
    then, now
        Two periods, the second wholly after the first.

    Returns
    -------
    pandas.DataFrame
        One row a state: ``state``, ``subject``, ``object``, and ``then``, ``now``, ``joined`` and ``left``, each
        ``"certainly"``, ``"possibly"`` or ``"no"``. Joined: the first day lies after the last day of ``then`` and no
        later than that of ``now``. Left: the last day lies no earlier than the first day of ``then`` and before that
        of ``now``. Who came back has a row for each spell.

    Raises
    ------
    ValueError
        If the periods overlap or stand in the wrong order.
    """
    if then.last >= now.first:
        raise ValueError(f"{then.name} does not end before {now.name} begins")
    found = states[["state", "subject", "object"]].copy()
    found["then"], found["now"] = held_during(states, then), held_during(states, now)
    found["joined"] = _falls_between(states, "start", after=then.last, until=now.last)
    found["left"] = _falls_between(states, "end", after=_day_before(then.first), until=_day_before(now.first))
    return found


def _falls_between(states: pd.DataFrame, event: str, *, after: str, until: str) -> pd.Series[str]:
    """Tell whether the start or the end falls after one day and no later than another."""
    import pandas as pd

    low, high = fill(states[f"earliest_{event}"], FIRST_DAY), fill(states[f"latest_{event}"], LAST_DAY)
    other = (
        fill(states["latest_end"], LAST_DAY) > after
        if event == "start"
        else fill(states["earliest_start"], FIRST_DAY) <= until
    )
    possible = (low <= until) & (high > after) & other
    certain = possible & (low > after) & (high <= until)
    return pd.Series("no", index=states.index, dtype=str).mask(possible, "possibly").mask(certain, "certainly")


def _day_before(day: str) -> str:
    from datetime import date, timedelta

    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def count_changes(changes: pd.DataFrame) -> pd.DataFrame:
    """Count for each alliance who belonged then and now, who joined and who left.

    Parameters
    ----------
    changes
        What :func:`compare_periods` returns.

    Returns
    -------
    pandas.DataFrame
        One row an alliance, in the order of slugs: ``alliance``, and for each of ``then``, ``now``, ``joined`` and
        ``left`` two counts of members, ``…_certain`` and ``…_possible`` (which holds the certain ones).
    """
    import pandas as pd

    rows = []
    for alliance, group in changes.groupby("object", sort=True):
        row: dict[str, object] = {"alliance": alliance}
        for name in _CHANGES:
            row[f"{name}_certain"] = group.loc[group[name] == "certainly", "subject"].nunique()
            row[f"{name}_possible"] = group.loc[group[name] != "no", "subject"].nunique()
        rows.append(row)
    counts = [f"{name}_{grade}" for name in _CHANGES for grade in ("certain", "possible")]
    return pd.DataFrame(rows, columns=["alliance", *counts])


_CHANGES = ("then", "now", "joined", "left")


def compare_overlap(states: pd.DataFrame, periods: Iterable[Period]) -> pd.DataFrame:
    """Count the members that alliances shared in each period, and bound the Jaccard index.

    Parameters
    ----------
    states
        As for :func:`count_over_time`.
    periods
        Periods to compare.

    Returns
    -------
    pandas.DataFrame
        One row for each pair of alliances and period where a member may have been shared in some of the periods:
        ``alliance``, ``other`` (in the order of slugs), ``period``, ``shared_certain`` and ``shared_possible`` (members
        of both, counts), ``jaccard_low`` and ``jaccard_high`` (shared over joint members, 0 to 1): the least and the
        greatest value that the index takes when each possible membership is either in or out. 0 to 1 where no member
        is certain.

    References
    ----------
    .. [1] Jaccard, P. (1912). The distribution of the flora in the alpine zone. New Phytologist, 11(2), 37-50.
       https://doi.org/10.1111/j.1469-8137.1912.tb05611.x
    """
    import pandas as pd

    asked = list(periods)
    grades = {period: _grade_members(states, period) for period in asked}
    rows: list[tuple[object, ...]] = []
    for one, other in combinations(sorted(set(states["object"])), 2):
        pair = [_overlap(grades[period].get(one, {}), grades[period].get(other, {})) for period in asked]
        if any(shared for _, shared, _, _ in pair):
            rows += [(one, other, period.name, *each) for period, each in zip(asked, pair, strict=True)]
    return pd.DataFrame(
        rows,
        columns=[
            "alliance", "other", "period", "shared_certain", "shared_possible", "jaccard_low", "jaccard_high",
        ],
    )  # fmt: skip


def _grade_members(states: pd.DataFrame, period: Period) -> dict[str, dict[str, bool]]:
    """Return alliance to its possible members, and whether each is certain."""
    found: dict[str, dict[str, bool]] = {}
    for member, alliance, held in zip(states["subject"], states["object"], held_during(states, period), strict=True):
        if held != "no":
            members = found.setdefault(alliance, {})
            members[member] = members.get(member, False) or held == "certainly"
    return found


def _overlap(one: Mapping[str, bool], other: Mapping[str, bool]) -> tuple[int, int, float, float]:
    """Return certain and possible shared members, and the least and greatest Jaccard index.

    The least is reached when of those who may be in both each is in one only; the greatest when each is in both,
    and those who may be in one only are in none.
    """
    both = one.keys() & other.keys()
    certain = sum(one[name] and other[name] for name in both)
    joint = len(one.keys() | other.keys())
    apart = sum({**one, **other}[name] for name in one.keys() ^ other.keys())
    low = certain / joint if joint else 0.0
    high = len(both) / (len(both) + apart) if both else 0.0
    return certain, len(both), low, high
