"""Brokers: organisations that join what would be apart, sectors and countries among it.

Three measures say different things. Betweenness looks at the whole network: who lies on the short paths between others.
Burt's constraint looks at the neighbourhood: whose contacts know one another anyway. The participation coefficient
looks at who the contacts are: from how many groups, and how evenly.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kgraph.analysis.memberships import alliances_of, members_of

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

#: Members in order, and the sparse matrix of how much each is in touch with each.
_Contacts = tuple[list[str], Any]

#: Measures of which a small value, not a great one, marks a broker.
SMALL_FIRST = frozenset({"constraint"})


def betweenness(memberships: nx.DiGraph[str]) -> dict[str, float]:
    """Return the share of pairs that a node lies between.

    Parameters
    ----------
    memberships
        Edges from members to alliances; paths go along them in both directions.

    Returns
    -------
    dict of str to float
        For every node, from 0 to 1: over all pairs of other nodes the share of shortest paths that pass through the
        node [1]_, divided by the number of such pairs. A pair that no path joins counts as not passed.

    Notes
    -----
    The pairs are of members and alliances alike, as in a two-mode network [2]_, but the divisor is that of a one-mode
    network, the same for all nodes: so members and alliances can be compared, though no member can reach 1.
    igraph does the computing; it agrees with :func:`networkx.betweenness_centrality`.

    References
    ----------
    .. [1] Freeman, L. C. (1977). A set of measures of centrality based on betweenness. Sociometry, 40(1), 35-41.
       https://doi.org/10.2307/3033543
    .. [2] Borgatti, S. P. and Everett, M. G. (1997). Network analysis of 2-mode data. Social Networks, 19(3), 243-269.
       https://doi.org/10.1016/S0378-8733(96)00301-2

    Examples
    --------
    >>> import networkx as nx
    >>> path = nx.DiGraph([("acme", "harbour"), ("brook", "harbour"), ("brook", "reef")])
    >>> {node: round(share, 3) for node, share in betweenness(path).items()}
    {'acme': 0.0, 'brook': 0.667, 'harbour': 0.667, 'reef': 0.0}
    """
    import igraph

    nodes = sorted(memberships)
    number = {node: index for index, node in enumerate(nodes)}
    edges = sorted({(min(pair), max(pair)) for pair in ((number[a], number[b]) for a, b in memberships.edges)})
    pairs = (len(nodes) - 1) * (len(nodes) - 2) / 2
    counts = igraph.Graph(n=len(nodes), edges=edges).betweenness() if nodes else []
    return {node: count / pairs if pairs else 0.0 for node, count in zip(nodes, counts, strict=True)}


def project_members(memberships: nx.DiGraph[str]) -> nx.Graph[str]:
    """Link members that share an alliance.

    Parameters
    ----------
    memberships
        Edges from members to alliances.

    Returns
    -------
    networkx.Graph
        Every member; ``weight`` is the sum over the shared alliances of one by the number of their members less one
        [1]_, so that each alliance gives each of its members contacts that weigh 1 together, however large it is.

    References
    ----------
    .. [1] Newman, M. E. J. (2001). Scientific collaboration networks. II. Shortest paths, weighted networks, and
       centrality. Physical Review E, 64, 016132. https://doi.org/10.1103/PhysRevE.64.016132

    Examples
    --------
    >>> import networkx as nx
    >>> joined = nx.DiGraph([("acme", "reef"), ("brook", "reef"), ("cove", "reef"), ("acme", "bay"), ("brook", "bay")])
    >>> project_members(joined).edges["acme", "brook"]
    {'weight': 1.5}
    """
    import networkx as nx

    members, weights = _weigh_contacts(memberships)
    network: nx.Graph[str] = nx.Graph()
    network.add_nodes_from(members)
    above = weights.tocoo()
    for one, other, weight in zip(above.row, above.col, above.data, strict=True):
        if one < other:
            network.add_edge(members[one], members[other], weight=float(weight))
    return network


def constraint(memberships: nx.DiGraph[str]) -> dict[str, float]:
    """Return Burt's constraint of each member in the network of members that share an alliance.

    Parameters
    ----------
    memberships
        Edges from members to alliances.

    Returns
    -------
    dict of str to float
        For every member, above 0 and rarely above 1: the sum over its contacts of the square of what goes into each,
        directly and by way of shared contacts [1]_. Small: contacts that are not joined otherwise. ``nan`` for a
        member without contacts.

    Notes
    -----
    On the two-mode network the measure would say nothing new: no two alliances of a member are joined there, so that
    it would be one by the number of alliances. It is therefore taken on the one-mode network that
    :func:`project_members` gives. It agrees with :func:`networkx.constraint` on that network.

    References
    ----------
    .. [1] Burt, R. S. (2004). Structural holes and good ideas. American Journal of Sociology, 110(2), 349-399.
       https://doi.org/10.1086/421787

    Examples
    --------
    >>> import networkx as nx
    >>> joined = nx.DiGraph([("acme", "bay"), ("brook", "bay"), ("brook", "reef"), ("cove", "reef"), ("dune", "alone")])
    >>> constraint(joined)
    {'acme': 1.0, 'brook': 0.5, 'cove': 1.0, 'dune': nan}
    """
    return _constrain(*_weigh_contacts(memberships))


def _constrain(members: list[str], weights: Any) -> dict[str, float]:
    import igraph

    above = weights.tocoo()
    upper = above.row < above.col
    edges = list(zip(above.row[upper].tolist(), above.col[upper].tolist(), strict=True))
    values = igraph.Graph(n=len(members), edges=edges).constraint(weights=above.data[upper].tolist())
    return dict(zip(members, values, strict=True))


def participation(memberships: nx.DiGraph[str], groups: Mapping[str, str]) -> dict[str, tuple[float, float]]:
    """Return how evenly the contacts of each member are spread over groups, and how many of them have a known group.

    Parameters
    ----------
    memberships
        Edges from members to alliances.
    groups
        Member to its group, such as a sector or a country; members that are missing have no known group.

    Returns
    -------
    dict of str to (float, float)
        For every member the participation coefficient [1]_: one less the sum over groups of the square of the share
        of its contacts that are of the group. From 0 (all of one group) to less than 1 (one less one by the number
        of groups, if evenly spread). Contacts are weighed as in :func:`project_members`; those without a known
        group are left out. ``nan`` where none is left. Then the share of contacts that have a known group, 0 to 1.

    References
    ----------
    .. [1] Guimerà, R. and Amaral, L. A. N. (2005). Functional cartography of complex metabolic networks. Nature, 433,
       895-900. https://doi.org/10.1038/nature03288

    Examples
    --------
    >>> import networkx as nx
    >>> joined = nx.DiGraph([("acme", "bay"), ("brook", "bay"), ("acme", "reef"), ("cove", "reef")])
    >>> participation(joined, {"brook": "industry", "cove": "government"})["acme"]
    (0.5, 1.0)
    """
    return _spread(*_weigh_contacts(memberships), groups)


def _spread(members: list[str], weights: Any, groups: Mapping[str, str]) -> dict[str, tuple[float, float]]:
    import numpy as np

    names = sorted(set(groups.values()))
    column = {name: index for index, name in enumerate(names)}
    belongs = np.zeros((len(members), len(names)))
    for row, member in enumerate(members):
        if member in groups:
            belongs[row, column[groups[member]]] = 1.0
    reached = weights @ belongs
    known, whole = reached.sum(axis=1), np.asarray(weights.sum(axis=1)).ravel()
    with np.errstate(invalid="ignore", divide="ignore"):
        values = 1.0 - ((reached / known[:, None]) ** 2).sum(axis=1)
        shares = np.where(whole > 0, known / whole, 0.0)
    values = np.where(known > 0, np.abs(values.round(12)), np.nan)
    return dict(zip(members, zip(values.tolist(), shares.round(12).tolist(), strict=True), strict=True))


def measure_brokers(
    memberships: nx.DiGraph[str], groupings: Mapping[str, Mapping[str, str]], *, least_known: float = 0.5
) -> pd.DataFrame:
    """Measure every member by all measures of brokerage.

    Parameters
    ----------
    memberships
        Edges from members to alliances.
    groupings
        Name of a grouping (``sector``, ``country``) to each member's group.
    least_known
        The share of contacts, 0 to 1, whose group must be known for a participation coefficient to be given.

    Returns
    -------
    pandas.DataFrame
        One row a member, indexed by it, in order; ``betweenness``, ``constraint`` and for each grouping
        ``participation_<name>``, as the functions of this module define them; ``nan`` where not known.
    """
    import pandas as pd

    between, contacts = betweenness(memberships), _weigh_contacts(memberships)
    members, _ = contacts
    constraints = _constrain(*contacts)
    columns = {
        "betweenness": [between[member] for member in members],
        "constraint": [constraints[member] for member in members],
    }
    for name, groups in groupings.items():
        found = _spread(*contacts, groups)
        columns[f"participation_{name}"] = [
            value if known >= least_known else math.nan for value, known in (found[member] for member in members)
        ]
    return pd.DataFrame(columns, index=pd.Index(members, name="member"), dtype="float64")


def list_joiners(memberships: nx.DiGraph[str]) -> list[str]:
    """Return the organisations that join others: in two alliances or more, or in one and with members of their own.

    Parameters
    ----------
    memberships
        Edges from members to alliances.

    Returns
    -------
    list of str
        Sorted. All others lie between no two nodes: their betweenness is 0.

    Examples
    --------
    >>> import networkx as nx
    >>> list_joiners(nx.DiGraph([("acme", "bay"), ("acme", "reef"), ("bay", "reef"), ("brook", "bay")]))
    ['acme', 'bay']
    """
    return sorted(node for node, degree in memberships.out_degree() if degree and memberships.degree(node) > 1)


def _weigh_contacts(memberships: nx.DiGraph[str]) -> _Contacts:
    """Weigh contacts by shared alliances; sparse, since threads of a dense product cost more than they save here."""
    import numpy as np
    from scipy import sparse

    members, alliances = members_of(memberships), alliances_of(memberships)
    row = {member: index for index, member in enumerate(members)}
    column = {alliance: index for index, alliance in enumerate(alliances)}
    ends = [(row[member], column[alliance]) for member, alliance in memberships.edges]
    places = ([one for one, _ in ends], [other for _, other in ends])
    joined = sparse.csr_array((np.ones(len(ends)), places), shape=(len(members), len(alliances)))
    others = np.maximum(np.asarray(joined.sum(axis=0)).ravel() - 1, 1)
    weights = (joined.multiply(1 / others)).tocsr() @ joined.T
    weights.setdiag(0.0)
    weights.eliminate_zeros()
    return members, weights
