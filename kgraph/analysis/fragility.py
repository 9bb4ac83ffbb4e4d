"""What falls when one source is wrong, or one alliance ends; and which ties rest on a single self-report.

*Reach* is the share of the pairs of actors that are joined by some path, over one tie or many, in either direction and
at whatever time: 0 where nobody is tied to anybody, 1 where all hang together. Alliances carry paths and are no actors.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import igraph
    import networkx as nx
    import pandas as pd


def find_articulation_points(network: nx.Graph[Any]) -> list[Any]:
    """List the nodes without which their part of the network falls into several, sorted.

    Parameters
    ----------
    network
        Undirected; parallel edges and loops change nothing.

    Returns
    -------
    list
        The articulation points (cut vertices) of the network, as of Hopcroft and Tarjan [1]_; the same nodes as
        :func:`networkx.articulation_points`, found by igraph.

    References
    ----------
    .. [1] Hopcroft, J. and Tarjan, R. (1973). Algorithm 447: efficient algorithms for graph manipulation.
       Communications of the ACM, 16(6), 372-378. https://doi.org/10.1145/362248.362272

    Examples
    --------
    >>> import networkx as nx
    >>> find_articulation_points(nx.path_graph(["tiktok", "tech-coalition", "meta"]))
    ['tech-coalition']
    """
    nodes, graph = _to_igraph(network)
    return sorted(nodes[place] for place in graph.articulation_points())


def reach(network: nx.Graph[Any], actors: Collection[Hashable]) -> float:
    """Return the share of pairs of actors that some path joins.

    Parameters
    ----------
    network
        Undirected.
    actors
        The nodes whose pairs count, also those that the network lacks: nothing joins them.

    Returns
    -------
    float
        0 to 1; 0 where there are fewer than two actors.

    Examples
    --------
    >>> import networkx as nx
    >>> reach(nx.Graph([("tiktok", "tech-coalition"), ("meta", "tech-coalition")]), ["tiktok", "meta", "yubo"])
    0.3333333333333333
    """
    nodes, graph = _to_igraph(network)
    return _share(graph, [node in set(actors) for node in nodes], len(set(actors)))


def lose_each_source(network: nx.MultiGraph[Any], actors: Collection[Hashable]) -> pd.DataFrame:
    """Take away each independent source in turn, with what copies it, and tell what falls.

    Parameters
    ----------
    network
        Edges have ``roots``, the independent sources that support them.
    actors
        The nodes whose pairs count for reach.

    Returns
    -------
    pandas.DataFrame
        One row a source, those on which most rests first: ``source``; ``ties`` (that it supports), ``lost`` (ties
        that it alone supports) and ``cut_off`` (nodes that lose their last tie), counts; ``reach`` (0 to 1, without
        it) and ``reach_lost`` (by how much that is less than with it).
    """
    import pandas as pd

    nodes, graph = _to_igraph(network)
    counted = [node in set(actors) for node in nodes]
    before = _share(graph, counted, len(set(actors)))
    supported: Counter[str] = Counter()
    alone: dict[str, list[int]] = {}
    for place, (_, _, data) in enumerate(network.edges(data=True)):
        roots = data["roots"]
        supported.update(roots)
        if len(roots) == 1:
            alone.setdefault(roots[0], []).append(place)
    degrees = graph.degree()
    rows = []
    for source in sorted(supported):
        lost = alone.get(source, [])
        left = graph.copy()
        left.delete_edges(lost)
        cut_off = sum(now == 0 and once > 0 for now, once in zip(left.degree(), degrees, strict=True))
        after = _share(left, counted, len(set(actors)))
        rows.append((source, supported[source], len(lost), cut_off, after, before - after))
    found = pd.DataFrame(rows, columns=["source", "ties", "lost", "cut_off", "reach", "reach_lost"])
    return found.sort_values(["lost", "cut_off", "source"], ascending=[False, False, True], ignore_index=True)


def end_each(network: nx.Graph[Any], alliances: Iterable[Any], actors: Collection[Hashable]) -> pd.DataFrame:
    """Take away each alliance in turn and tell what falls.

    Parameters
    ----------
    network
        Undirected.
    alliances
        The nodes to take away, each on its own.
    actors
        The nodes whose pairs count for reach; an alliance among them counts while another ends, and as unreached when
        it ends itself.

    Returns
    -------
    pandas.DataFrame
        One row an alliance, that with the greatest loss of reach first: ``alliance``; ``tied`` (nodes next to it),
        ``cut_off`` (those of them that have no other tie) and ``parts`` (into how many parts its own part of the
        network falls without it: 1 where all hang together still), counts; ``articulation`` (bool: whether they are
        several); ``reach`` and ``reach_lost`` as for :func:`lose_each_source`.
    """
    import pandas as pd

    nodes, graph = _to_igraph(network)
    places = {node: place for place, node in enumerate(nodes)}
    counted = [node in set(actors) for node in nodes]
    before = _share(graph, counted, len(set(actors)))
    cuts = set(find_articulation_points(network))
    whole = len(graph.connected_components())
    rows = []
    for alliance in sorted(set(alliances)):
        place = places[alliance]
        left = graph.copy()
        left.delete_vertices([place])
        after = _share(left, counted[:place] + counted[place + 1 :], len(set(actors)))
        near = set(graph.neighbors(place)) - {place}
        cut_off = sum(set(graph.neighbors(each)) <= {place, each} for each in near)
        parts = len(left.connected_components()) - whole + 1
        rows.append((alliance, len(near), cut_off, parts, alliance in cuts, after, before - after))
    columns = ["alliance", "tied", "cut_off", "parts", "articulation", "reach", "reach_lost"]
    found = pd.DataFrame(rows, columns=columns)
    return found.sort_values(["reach_lost", "cut_off", "alliance"], ascending=[False, False, True], ignore_index=True)


def count_single_self_reports(ties: pd.DataFrame, by: str) -> pd.DataFrame:
    """Count the ties that rest on one independent source which a party to them published.

    Parameters
    ----------
    ties
        One row a tie: ``sources`` (independent, a count), ``self_reported`` (bool), and the column to count by.
    by
        A column; ties that are empty there count under the empty text.

    Returns
    -------
    pandas.DataFrame
        One row a value, that with most first: the value, ``ties``, ``single_source`` (that rest on one independent
        source), ``single_self_report`` (of which a party published that one), counts, and ``share`` (the last over
        the first, 0 to 1).
    """
    import pandas as pd

    single = ties["sources"] == 1
    rows = [
        (value, len(group), int(single[group.index].sum()), int((single & ties["self_reported"])[group.index].sum()))
        for value, group in ties.groupby(by, sort=True)
    ]
    found = pd.DataFrame(rows, columns=[by, "ties", "single_source", "single_self_report"])
    found["share"] = found["single_self_report"] / found["ties"]
    return found.sort_values(["single_self_report", by], ascending=[False, True], ignore_index=True)


def _to_igraph(network: nx.Graph[Any]) -> tuple[list[Any], igraph.Graph]:
    """Return the nodes in order, and the network over their places, edges in the order of the network."""
    import igraph

    nodes = list(network)
    places = {node: place for place, node in enumerate(nodes)}
    return nodes, igraph.Graph(len(nodes), [(places[one], places[other]) for one, other in network.edges()])


def _share(graph: igraph.Graph, counted: list[bool], number: int) -> float:
    members: Counter[int] = Counter()
    for part, counts in zip(graph.connected_components().membership, counted, strict=True):
        members[part] += counts
    pairs = number * (number - 1) // 2
    return sum(size * (size - 1) // 2 for size in members.values()) / pairs if pairs else 0.0
