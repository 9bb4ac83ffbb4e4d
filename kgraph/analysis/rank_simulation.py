"""How often ranges of ranks under lost sources hold the true rank, in worlds that are known."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from kgraph.analysis.memberships import list_roots, members_of
from kgraph.analysis.stability import Measure, keep_roots, rank_keys, rank_stability, sort_keys

if TYPE_CHECKING:
    import networkx as nx
    import numpy as np
    import pandas as pd

#: Down to which true rank the leaders of a world are looked at apart.
LEADERS = 20


def simulate_coverage(
    truth: nx.DiGraph[str],
    measure: Measure,
    *,
    hidden: float,
    worlds: int,
    draws: int = 100,
    seed: int = 0,
    small_first: Collection[str] = (),
    choose: Callable[[nx.DiGraph[str]], list[str]] = members_of,
) -> pd.DataFrame:
    """Hide roots of a known network, and count how often the ranges of what is left hold the true ranks.

    Parameters
    ----------
    truth
        Edges from members to alliances, with ``roots``; taken for the whole truth.
    measure, draws, small_first
        As for :func:`kgraph.analysis.stability.rank_stability`.
    hidden
        Share of the roots that is hidden in each world, each by chance alone; from 0 to below 1.
    worlds
        How many times.
    seed
        Of what is hidden and of the drawings.
    choose
        Whom to rank in what is seen of a world.

    Returns
    -------
    pandas.DataFrame
        One row a measure: ``measure``; ``drawn``, ``without``: the share of members over all worlds whose true rank is
        in the range of the drawings, or in that of leaving out one root; ``drawn_leaders``, ``without_leaders``: the
        same for members whose true rank is at most 20; ``width``: how many ranks the range of the drawings spans, on
        average. The true rank of a member is its rank in the truth among those that are ranked in that world.
        Members that share the last true rank are left out: where many have the value 0, their rank is but one more than
        the number of the others. So values are missing where all members share one rank.

    Examples
    --------
    >>> import networkx as nx, pandas as pd
    >>> truth = nx.DiGraph()
    >>> truth.add_edge("acme", "bay", roots=["a"]); truth.add_edge("acme", "reef", roots=["a"])
    >>> truth.add_edge("brook", "bay", roots=["a"])
    >>> def count(network):
    ...     return pd.DataFrame({"alliances": {node: float(degree) for node, degree in network.out_degree() if degree}})
    >>> simulate_coverage(truth, count, hidden=0.0, worlds=2, draws=5)["drawn"].tolist()
    [1.0]
    """
    import numpy as np
    import pandas as pd

    random = np.random.default_rng(seed)
    roots = sorted({root for _, _, found in list_roots(truth) for root in found})
    whole = measure(truth)
    frames = []
    for world in range(worlds):
        seen = {root for root, number in zip(roots, random.random(len(roots)), strict=True) if number >= hidden}
        observed = keep_roots(truth, seen)
        observed.remove_nodes_from([node for node, degree in observed.degree() if not degree])
        if observed.number_of_edges():
            found = rank_stability(
                observed, measure, draws=draws, seed=seed + world, small_first=small_first, members=choose(observed)
            )
            frames.append(_compare(found.ranks, whole, small_first))
    return pd.concat(frames).groupby("measure", sort=False).agg(_MEANS).reset_index()


_MEANS = {"drawn": "mean", "without": "mean", "drawn_leaders": "mean", "without_leaders": "mean", "width": "mean"}


def _compare(ranks: pd.DataFrame, whole: pd.DataFrame, small_first: Collection[str]) -> pd.DataFrame:
    """Return a row a member and measure: whether its ranges hold its true rank; missing where it is no leader."""
    import pandas as pd

    parts = []
    for name, part in ranks.groupby("measure", sort=False):
        members = list(part["member"])
        true = rank_keys(sort_keys(whole, members, str(name), small_first))
        drawn = _holds(part, "drawn", true)
        without = _holds(part, "without", true)
        counts = pd.Series(true < true.max(), index=part.index)
        leads = counts & (true <= LEADERS)
        parts.append(
            pd.DataFrame(
                {
                    "measure": name,
                    "drawn": drawn.where(counts),
                    "without": without.where(counts),
                    "drawn_leaders": drawn.where(leads),
                    "without_leaders": without.where(leads),
                    "width": (part["drawn_high"] - part["drawn_low"] + 1.0).where(counts),
                }
            )
        )
    return pd.concat(parts)


def _holds(part: pd.DataFrame, name: str, true: np.ndarray[tuple[int, ...], np.dtype[np.int64]]) -> pd.Series[float]:
    return ((part[f"{name}_low"] <= true) & (true <= part[f"{name}_high"])).astype("float64")
