"""Overlap of alliances: the members that two have in common, and whether that is more than chance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from kgraph.analysis.null_model import curveball, share_moved

if TYPE_CHECKING:
    import networkx as nx
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

#: Alliances with fewer members than this are not compared: hardly any overlap could be more than chance.
FEWEST = 3


@dataclass(frozen=True)
class Overlap:
    """The overlap of all pairs of alliances, and what the comparison with chance rests on."""

    #: One row a pair, in alphabetical order: ``first``, ``second``, ``members_first``, ``members_second``, ``shared``
    #: (counts), ``jaccard`` (shared by all members of either, 0 to 1), ``expected`` (mean of shared by chance),
    #: ``p`` (share of samples in which as many or more were shared, above 0 to 1), ``q`` (``p`` after correction for
    #: all pairs).
    pairs: pd.DataFrame
    #: Alliances with too few members, left out.
    left_out: tuple[str, ...]
    #: Samples drawn, and the mean share of memberships in which they differ from the data, 0 to 1.
    samples: int
    moved: float


def list_members(memberships: nx.DiGraph[str]) -> dict[str, frozenset[str]]:
    """Return each alliance to its members, sorted by alliance.

    Examples
    --------
    >>> import networkx as nx
    >>> list_members(nx.DiGraph([("acme", "reef"), ("reef", "bay")]))
    {'bay': frozenset({'reef'}), 'reef': frozenset({'acme'})}
    """
    return {
        node: frozenset(memberships.predecessors(node)) for node in sorted(memberships) if memberships.in_degree(node)
    }


def jaccard(one: AbstractSet[str], other: AbstractSet[str]) -> float:
    """Return the members in common by all members of either [1]_.

    Returns
    -------
    float
        From 0 (none in common) to 1 (the same members); 0 for two empty sets.

    References
    ----------
    .. [1] Jaccard, P. (1912). The distribution of the flora in the alpine zone. New Phytologist, 11(2), 37-50.
       https://doi.org/10.1111/j.1469-8137.1912.tb05611.x

    Examples
    --------
    >>> jaccard({"acme", "brook"}, {"brook", "cove"})
    0.3333333333333333
    """
    return len(one & other) / len(one | other) if one | other else 0.0


def measure_overlap(
    memberships: nx.DiGraph[str], *, fewest: int = FEWEST, samples: int = 4999, seed: int = 0
) -> Overlap:
    """Measure the overlap of all pairs of alliances and compare it with chance.

    Parameters
    ----------
    memberships
        Edges from members to alliances.
    fewest
        Alliances with fewer members are left out of the pairs; in the drawings by chance they take part.
    samples
        How many networks are drawn by chance that keep both how many members each alliance has and how many
        alliances each member (see :func:`kgraph.analysis.null_model.curveball`).
    seed
        Of the drawings.

    Returns
    -------
    Overlap
        No pairs where fewer than two alliances are left.

    Notes
    -----
    The test is one-sided: more than chance. ``p`` is one more than the number of samples with as many shared members or
    more, by one more than the number of samples [1]_; so it is never 0, and its least value is one by ``samples + 1``.
    ``q`` is ``p`` after Benjamini and Hochberg's correction over all pairs, those without shared members among them:
    of the pairs with ``q`` of at most 0.05, one in twenty is expected to be chance [2]_. Their proof asks for tests
    that are independent or depend positively on one another; overlaps of the same alliances need not.

    References
    ----------
    .. [1] Davison, A. C. and Hinkley, D. V. (1997). Bootstrap Methods and their Application. Cambridge University
       Press, section 4.2. https://doi.org/10.1017/CBO9780511802843
    .. [2] Benjamini, Y. and Hochberg, Y. (1995). Controlling the false discovery rate: a practical and powerful
       approach to multiple testing. Journal of the Royal Statistical Society B, 57(1), 289-300.
       https://doi.org/10.1111/j.2517-6161.1995.tb02031.x

    Examples
    --------
    >>> import networkx as nx
    >>> joined = nx.DiGraph([(member, alliance) for member in "abc" for alliance in ("bay", "reef")] + [("d", "reef")])
    >>> measure_overlap(joined, samples=99).pairs[["first", "second", "shared", "jaccard"]].values.tolist()
    [['bay', 'reef', 3, 0.75]]
    """
    import numpy as np

    alliances = list_members(memberships)
    compared = [name for name, members in alliances.items() if len(members) >= fewest]
    number = {node: index for index, node in enumerate(sorted(memberships))}
    numbered = {number[name]: {number[member] for member in members} for name, members in alliances.items()}
    columns, rows = [number[name] for name in compared], _number_sharers(numbered.values())
    found = _count_shared(numbered, columns, rows)
    as_many, total, moved = np.zeros_like(found), np.zeros_like(found), 0.0
    for sample in curveball(numbered, samples=samples, seed=seed):
        shared = _count_shared(sample, columns, rows)
        as_many += shared >= found
        total += shared
        moved += share_moved(numbered, sample) / samples
    pairs = _tabulate(alliances, compared, found, (as_many + 1) / (samples + 1), total / samples)
    return Overlap(pairs, tuple(sorted(set(alliances) - set(compared))), samples, moved)


def _number_sharers(alliances: Iterable[AbstractSet[int]]) -> dict[int, int]:
    """Give a row to each member of two alliances or more: no other can ever be shared, as chance keeps the number."""
    joined = Counter(member for members in alliances for member in members)
    return {member: row for row, member in enumerate(sorted(each for each in joined if joined[each] > 1))}


def _count_shared(
    alliances: Mapping[int, AbstractSet[int]], columns: list[int], rows: Mapping[int, int]
) -> npt.NDArray[np.int64]:
    import numpy as np

    joined = np.zeros((len(rows), len(columns)), dtype=np.int64)
    for column, alliance in enumerate(columns):
        joined[[rows[member] for member in alliances[alliance] if member in rows], column] = 1
    return joined.T @ joined


def _tabulate(
    alliances: Mapping[str, AbstractSet[str]],
    compared: list[str],
    found: npt.NDArray[np.int64],
    p: npt.NDArray[np.float64],
    expected: npt.NDArray[np.float64],
) -> pd.DataFrame:
    import pandas as pd
    from scipy.stats import false_discovery_control

    rows = [
        (
            first,
            second,
            len(alliances[first]),
            len(alliances[second]),
            int(found[one, other]),
            jaccard(alliances[first], alliances[second]),
            float(expected[one, other]),
            float(p[one, other]),
        )
        for (one, first), (other, second) in combinations(enumerate(compared), 2)
    ]
    columns = ["first", "second", "members_first", "members_second", "shared", "jaccard", "expected", "p"]
    pairs = pd.DataFrame(rows, columns=columns)
    pairs["q"] = false_discovery_control(pairs["p"].to_numpy()) if rows else pairs["p"]
    return pairs
