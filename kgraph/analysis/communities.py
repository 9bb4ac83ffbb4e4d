"""Communities: groups of organisations and alliances with more memberships inside than chance would give.

One run of such a search is one of many answers that are about as good. So it is run many times, and what is reported is
what the runs agree on, with how far they disagree on each organisation.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx as nx
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    Matrix = npt.NDArray[np.float64]

#: Two nodes that are together in a smaller share of runs are taken for apart in the search for what runs agree on.
THRESHOLD = 0.5

#: Rounds after which the search for agreement ends without it.
_MOST_ROUNDS = 50


@dataclass(frozen=True)
class Communities:
    """What many runs agree on."""

    #: One row a node, sorted: ``node``, ``community`` (number from 1, the largest first), ``ambiguity`` (0 to 1) and
    #: ``component`` (how many nodes can be reached from it, itself among them).
    nodes: pd.DataFrame
    #: Barber's modularity of the communities; above it no run came, ``best``: both below 1.
    modularity: float
    best: float
    #: Runs of the search, and rounds until all runs agreed.
    runs: int
    rounds: int

    def of(self) -> dict[str, int]:
        """Return each node to the number of its community."""
        return dict(zip(self.nodes["node"], self.nodes["community"], strict=True))


def barber_modularity(memberships: nx.DiGraph[str], community: Mapping[str, int], *, resolution: float = 1.0) -> float:
    """Return how many more memberships lie within communities than by chance, as a share of all.

    Parameters
    ----------
    memberships
        Edges from members to alliances.
    community
        Every node to its community.
    resolution
        Weight of what chance would give; with more than 1, smaller communities are better.

    Returns
    -------
    float
        Barber's modularity [1]_, from -1 to below 1: the share of edges within communities, less the sum over
        communities of the share of edges that begin in it by the share of those that end in it. 0 for no edges.

    Notes
    -----
    Chance keeps how many alliances a member and how many members an alliance has, and lets members join alliances
    only. Where an alliance is a member of another, this is the modularity of directed networks [2]_, which
    :func:`networkx.community.modularity` computes as well.

    References
    ----------
    .. [1] Barber, M. J. (2007). Modularity and community detection in bipartite networks. Physical Review E, 76,
       066102. https://doi.org/10.1103/PhysRevE.76.066102
    .. [2] Leicht, E. A. and Newman, M. E. J. (2008). Community structure in directed networks. Physical Review Letters,
       100, 118703. https://doi.org/10.1103/PhysRevLett.100.118703

    Examples
    --------
    >>> import networkx as nx
    >>> barber_modularity(nx.DiGraph([("a", "bay"), ("b", "reef")]), {"a": 1, "bay": 1, "b": 2, "reef": 2})
    0.5
    """
    total = memberships.number_of_edges()
    if not total:
        return 0.0
    inside = sum(community[member] == community[alliance] for member, alliance in memberships.edges) / total
    begins: dict[int, int] = dict.fromkeys(community.values(), 0)
    ends = dict(begins)
    for member, alliance in memberships.edges:
        begins[community[member]] += 1
        ends[community[alliance]] += 1
    return inside - resolution * sum(begins[each] * ends[each] for each in begins) / total**2


def find_communities(
    memberships: nx.DiGraph[str], *, runs: int = 100, seed: int = 0, resolution: float = 1.0
) -> Communities:
    """Find communities of members and alliances that many runs agree on.

    Parameters
    ----------
    memberships
        Edges from members to alliances. Each counts the same, however many sources say so.
    runs
        How often the Leiden algorithm [1]_ looks for the greatest Barber modularity, each time with another seed and
        until it finds no better; and how often in each round of agreement.
    seed
        Of the runs.
    resolution
        As for :func:`barber_modularity`.

    Returns
    -------
    Communities
        No community spans nodes that no path joins. A node without edges is a community of its own.

    Notes
    -----
    Agreement is found by consensus clustering [2]_: the runs give, for each two nodes, the share of runs in which they
    are together; shares below one half are set to 0; the algorithm runs over this network (modularity with weights),
    and so on until all runs give the same.

    The *ambiguity* of a node is 1 less the mean share of first runs in which it was together with each of the others of
    its community: 0 if always, near 1 if hardly ever; 0 for a node alone. It tells how far the search wavers, not
    whether the memberships are right.

    References
    ----------
    .. [1] Traag, V. A., Waltman, L. and van Eck, N. J. (2019). From Louvain to Leiden: guaranteeing well-connected
       communities. Scientific Reports, 9, 5233. https://doi.org/10.1038/s41598-019-41695-z
    .. [2] Lancichinetti, A. and Fortunato, S. (2012). Consensus clustering in complex networks. Scientific Reports, 2,
       336. https://doi.org/10.1038/srep00336

    Examples
    --------
    >>> import networkx as nx
    >>> joined = nx.DiGraph([("a", "bay"), ("b", "bay"), ("c", "reef"), ("d", "reef"), ("e", "reef")])
    >>> find_communities(joined, runs=5).of()
    {'a': 2, 'b': 2, 'bay': 2, 'c': 1, 'd': 1, 'e': 1, 'reef': 1}
    """
    import networkx as nx
    import pandas as pd

    nodes = sorted(memberships)
    partitions = _search(memberships, nodes, runs, seed, resolution)
    together = share_together(partitions)
    agreed, rounds = _agree(together, runs, seed)
    community = _number_communities(nodes, agreed)
    size = {node: len(part) for part in nx.weakly_connected_components(memberships) for node in part}
    frame = pd.DataFrame(
        {
            "node": nodes,
            "community": [community[node] for node in nodes],
            "ambiguity": _measure_ambiguity(together, agreed),
            "component": [size[node] for node in nodes],
        }
    )
    qualities = [
        barber_modularity(memberships, dict(zip(nodes, each, strict=True)), resolution=resolution)
        for each in sorted({tuple(each) for each in partitions})
    ]
    modularity = barber_modularity(memberships, community, resolution=resolution)
    return Communities(frame, modularity, max([*qualities, modularity]), runs, rounds)


def _search(memberships: nx.DiGraph[str], nodes: list[str], runs: int, seed: int, resolution: float) -> list[list[int]]:
    """Run Leiden; the weights of nodes are given, since igraph takes for itself those of an undirected network."""
    import igraph

    number = {node: index for index, node in enumerate(nodes)}
    edges = sorted((number[member], number[alliance]) for member, alliance in memberships.edges)
    graph = igraph.Graph(n=len(nodes), edges=edges, directed=True)
    options: dict[str, Any] = {
        "objective_function": "CPM",
        "resolution": resolution / max(len(edges), 1),
        "node_weights": graph.outdegree(),
        "node_in_weights": graph.indegree(),
    }
    return _run_leiden(graph, runs, seed, options)


def _run_leiden(graph: Any, runs: int, seed: int, options: Mapping[str, Any]) -> list[list[int]]:
    import igraph

    chance = random.Random(seed)
    igraph.set_random_number_generator(chance)
    try:
        return [list(graph.community_leiden(n_iterations=-1, **options).membership) for _ in range(runs)]
    finally:
        igraph.set_random_number_generator(random)


def share_together(partitions: Collection[Iterable[int]]) -> Matrix:
    """Return for each two nodes the share of partitions in which they are in one community, 0 to 1.

    Examples
    --------
    >>> share_together([[0, 0, 1], [0, 1, 1]]).tolist()
    [[1.0, 0.5, 0.0], [0.5, 1.0, 0.5], [0.0, 0.5, 1.0]]
    """
    import numpy as np

    each = np.array([list(partition) for partition in partitions])
    together = np.zeros((each.shape[1], each.shape[1]))
    for partition in each:
        together += partition[:, None] == partition[None, :]
    shares: Matrix = together / len(each)
    return shares


def _agree(together: Matrix, runs: int, seed: int) -> tuple[list[int], int]:
    """Return the partition that all runs agree on, and after how many rounds."""
    import igraph
    import numpy as np

    for rounds in range(1, _MOST_ROUNDS + 1):
        shares = np.where(together >= THRESHOLD, together, 0.0)
        np.fill_diagonal(shares, 0.0)
        rows, columns = np.nonzero(np.triu(shares))
        graph = igraph.Graph(n=len(shares), edges=list(zip(rows.tolist(), columns.tolist(), strict=True)))
        options = {"objective_function": "modularity", "weights": shares[rows, columns].tolist()}
        partitions = _run_leiden(graph, runs if len(rows) else 1, seed + rounds, options)
        together = share_together(partitions)
        if np.isin(together, (0.0, 1.0)).all():
            break
    return partitions[0], rounds


def _number_communities(nodes: list[str], partition: list[int]) -> dict[str, int]:
    """Give communities numbers from 1, the largest first, then by the first of their nodes."""
    parts: dict[int, list[str]] = {}
    for node, part in zip(nodes, partition, strict=True):
        parts.setdefault(part, []).append(node)
    ordered = sorted(parts.values(), key=lambda part: (-len(part), part[0]))
    return {node: number for number, part in enumerate(ordered, 1) for node in part}


def _measure_ambiguity(together: Matrix, partition: list[int]) -> list[float]:
    import numpy as np

    parts = np.array(partition)
    same = parts[:, None] == parts[None, :]
    np.fill_diagonal(same, False)
    others = same.sum(axis=1)
    sums = (together * same).sum(axis=1)
    mean = np.divide(sums, others, out=np.ones(len(parts)), where=others > 0)
    return [abs(float(value)) for value in (1.0 - mean).round(12)]


def compare_groups(community: Mapping[str, int], groups: Mapping[str, str]) -> tuple[float, int]:
    """Return how far communities and groups say the same, and of how many nodes that is known.

    Parameters
    ----------
    community
        Node to its community.
    groups
        Node to its group, such as a sector; nodes without a known group are passed over.

    Returns
    -------
    (float, int)
        Adjusted mutual information [1]_ with the mean of both entropies: 1 where both divide the nodes alike, near 0
        where they have no more to do with one another than by chance, below 0 for less; ``nan`` where either does
        not divide the nodes. And the number of nodes.

    References
    ----------
    .. [1] Vinh, N. X., Epps, J. and Bailey, J. (2010). Information theoretic measures for clusterings comparison.
       Journal of Machine Learning Research, 11, 2837-2854. https://jmlr.org/papers/v11/vinh10a.html

    Examples
    --------
    >>> compare_groups({"a": 1, "b": 1, "c": 2, "d": 2}, {"a": "x", "b": "x", "c": "y", "d": "y"})
    (1.0, 4)
    """
    from sklearn.metrics import adjusted_mutual_info_score

    nodes = sorted(set(community) & set(groups))
    numbers, names = [community[node] for node in nodes], [groups[node] for node in nodes]
    if len(set(numbers)) < 2 or len(set(names)) < 2:
        return float("nan"), len(nodes)
    return round(float(adjusted_mutual_info_score(names, numbers)), 12), len(nodes)
