"""The network of memberships with its direction: from the member to the alliance, with the roots that say so.

An alliance may be a member of another one, so that the network is two-mode only edge by edge: each edge has a member
at its tail and an alliance at its head, and measures over shared members or shared alliances go by that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx

    from kgraph.analysis.ties import Ties


def build_memberships(ties: Ties, relations: tuple[str, ...] = ("memberOf",)) -> nx.DiGraph[str]:
    """Build the directed network of organisations and the alliances that they are or were members of.

    Parameters
    ----------
    ties
        The ties of a graph.
    relations
        Claim words of the relations that count as belonging.

    Returns
    -------
    networkx.DiGraph
        Persons are left out: it is organisations that are compared. Nodes come in the order of their slugs, with
        ``kinds``, ``sector``, ``country`` and ``region``: texts, empty where nothing is known. Each edge goes from a
        member to an alliance and has ``states`` (slugs), ``roots`` (the independent sources) and ``documents`` (all
        sources, copies among them): sorted lists.
    """
    import networkx as nx

    network: nx.DiGraph[str] = nx.DiGraph()
    chosen = ties.of(*relations)
    looks = ties.entities.set_index("entity")
    chosen = chosen[~chosen["subject"].isin(looks.index[looks["kinds"].str.split().map(lambda each: "person" in each)])]
    names = sorted(set(chosen["subject"]) | set(chosen["object"]))
    known = [name for name in ("kinds", "sector", "country", "region") if name in looks.columns]
    for name in names:
        look = looks.loc[name] if name in looks.index else dict.fromkeys(known, "")
        network.add_node(name, **{column: str(look[column]) for column in known})
    witnesses = ties.witnesses[ties.witnesses["state"].isin(set(chosen["state"]))].groupby("state")
    roots = witnesses["root"].agg(set).to_dict()
    documents = witnesses["source"].agg(set).to_dict()
    for (member, alliance), group in chosen.groupby(["subject", "object"], sort=True):
        states = sorted(group["state"])
        network.add_edge(
            str(member),
            str(alliance),
            states=states,
            roots=sorted(set().union(*(roots[state] for state in states))),
            documents=sorted(set().union(*(documents[state] for state in states))),
        )
    return network


def members_of(memberships: nx.DiGraph[str]) -> list[str]:
    """Return the nodes that are a member of something, sorted.

    Examples
    --------
    >>> import networkx as nx
    >>> members_of(nx.DiGraph([("acme", "harbour"), ("harbour", "reef")]))
    ['acme', 'harbour']
    """
    return sorted(node for node, degree in memberships.out_degree() if degree)


def alliances_of(memberships: nx.DiGraph[str]) -> list[str]:
    """Return the nodes that have members, sorted.

    Examples
    --------
    >>> import networkx as nx
    >>> alliances_of(nx.DiGraph([("acme", "harbour"), ("harbour", "reef")]))
    ['harbour', 'reef']
    """
    return sorted(node for node, degree in memberships.in_degree() if degree)


def list_roots(memberships: nx.DiGraph[str]) -> list[tuple[str, str, list[str]]]:
    """Return each membership as member, alliance and the roots that say so.

    Examples
    --------
    >>> import networkx as nx
    >>> joined = nx.DiGraph()
    >>> joined.add_edge("acme", "bay", roots=["yearbook"])
    >>> list_roots(joined)
    [('acme', 'bay', ['yearbook'])]
    """
    return [(member, alliance, list(about["roots"])) for member, alliance, about in memberships.edges(data=True)]


def list_documents(memberships: nx.DiGraph[str], node: str, *, own: bool = True, of_others: bool = True) -> set[str]:
    """Return the sources of the memberships of an organisation.

    Parameters
    ----------
    memberships
        Edges from members to alliances, with ``documents``.
    node
        The organisation.
    own, of_others
        Whether its own memberships count, and those of others in it.

    Examples
    --------
    >>> import networkx as nx
    >>> joined = nx.DiGraph()
    >>> joined.add_edge("acme", "bay", documents=["yearbook", "website"])
    >>> sorted(list_documents(joined, "bay"))
    ['website', 'yearbook']
    """
    edges = [(node, alliance) for alliance in memberships.successors(node)] if own else []
    edges += [(member, node) for member in memberships.predecessors(node)] if of_others else []
    return {source for edge in edges for source in memberships.edges[edge]["documents"]}


def direct_memberships(affiliations: nx.Graph[str], alliances: Iterable[str]) -> nx.DiGraph[str]:
    """Direct a two-mode network from its members to its alliances.

    Parameters
    ----------
    affiliations
        A bipartite network, undirected.
    alliances
        The nodes of the one side.

    Raises
    ------
    ValueError
        If an edge does not join the two sides.

    Examples
    --------
    >>> import networkx as nx
    >>> sorted(direct_memberships(nx.Graph([("harbour", "acme")]), ["harbour"]).edges)
    [('acme', 'harbour')]
    """
    import networkx as nx

    heads = set(alliances)
    directed: nx.DiGraph[str] = nx.DiGraph()
    directed.add_nodes_from(affiliations.nodes(data=True))
    for one, other, about in affiliations.edges(data=True):
        if (one in heads) == (other in heads):
            raise ValueError(f"{one} and {other}: an edge must join a member and an alliance")
        directed.add_edge(*((other, one) if one in heads else (one, other)), **about)
    return directed


def attributes_of(memberships: nx.DiGraph[str], name: str) -> Mapping[str, str]:
    """Return each node to one of its attributes, where that is not empty.

    Examples
    --------
    >>> import networkx as nx
    >>> network = nx.DiGraph()
    >>> network.add_node("acme", country="BRA"); network.add_node("reef", country="")
    >>> attributes_of(network, "country")
    {'acme': 'BRA'}
    """
    return {node: str(about[name]) for node, about in memberships.nodes(data=True) if about.get(name)}


def list_groupings(memberships: nx.DiGraph[str]) -> dict[str, Mapping[str, str]]:
    """Return the groupings that members are compared by: ``sector``, ``country``, ``region``, each node to its group.

    Notes
    -----
    The sector "other" is that of organisations of which no more is known; it is no group.

    Examples
    --------
    >>> import networkx as nx
    >>> network = nx.DiGraph()
    >>> network.add_node("acme", sector="industry", country="BRA"); network.add_node("reef", sector="other")
    >>> list_groupings(network)
    {'sector': {'acme': 'industry'}, 'country': {'acme': 'BRA'}, 'region': {}}
    """
    groupings = {name: dict(attributes_of(memberships, name)) for name in ("sector", "country", "region")}
    groupings["sector"] = {node: sector for node, sector in groupings["sector"].items() if sector != "other"}
    return dict(groupings)
