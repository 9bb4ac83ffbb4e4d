"""When alliances were founded, as far as sources say."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from kgraph.analysis.validity import Period


def bound_foundings(states: pd.DataFrame) -> pd.DataFrame:
    """Return the first and the last day on which each thing can have been founded.

    Parameters
    ----------
    states
        One row a date that some source gives: ``state``, ``subject`` (what was founded) and ``object`` (EDTF text).

    Returns
    -------
    pandas.DataFrame
        One row a thing, in the order of slugs: ``alliance``, ``earliest`` and ``latest`` (ISO days, empty where open):
        what all dates have in common or, where that is nothing, the widest that any of them allows, as everywhere in
        the graph (:mod:`kgraph.times`); ``agree`` (bool: whether they have something in common), ``stated`` (the dates
        as sources give them, sorted, with ``; `` between) and ``states`` (their slugs, with spaces between).

    Examples
    --------
    >>> import pandas as pd
    >>> states = pd.DataFrame({"state": ["a", "b"], "subject": "tc", "object": ["2006", "2006-06"]})
    >>> bound_foundings(states).values.tolist()
    [['tc', '2006-06-01', '2006-06-30', True, '2006; 2006-06', 'a b']]
    """
    import pandas as pd

    from kgraph.edtf import parse_edtf
    from kgraph.times import Bounds, find_common, join_bounds

    rows = []
    for thing, group in states.groupby("subject", sort=True):
        spans = [parse_edtf(text) for text in group["object"]]
        given = [Bounds(earliest_start=span.low, latest_start=span.high) for span in spans]
        joined = join_bounds(given)
        low, high = (day.isoformat() if day else "" for day in (joined.earliest_start, joined.latest_start))
        agree = not find_common(given).contradictory
        rows.append((thing, low, high, agree, "; ".join(sorted(group["object"])), " ".join(sorted(group["state"]))))
    return pd.DataFrame(rows, columns=["alliance", "earliest", "latest", "agree", "stated", "states"])


def count_founded(foundings: pd.DataFrame, periods: Iterable[Period]) -> pd.DataFrame:
    """Count the alliances that had been founded by the end of each period.

    Parameters
    ----------
    foundings
        What :func:`bound_foundings` returns.
    periods
        The periods, in the order of the rows.

    Returns
    -------
    pandas.DataFrame
        One row a period: ``period``, and the counts ``founded_certain`` and ``founded_possible``. Things of whose
        founding no source is held are in neither.
    """
    import pandas as pd

    latest = foundings["latest"].mask(foundings["latest"] == "", "9999-12-31")
    rows = [
        (period.name, int((latest <= period.last).sum()), int((foundings["earliest"] <= period.last).sum()))
        for period in periods
    ]
    return pd.DataFrame(rows, columns=["period", "founded_certain", "founded_possible"])
