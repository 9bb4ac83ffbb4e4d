"""The network of actors: organisations, alliances, campaigns and what they run or sign, with one edge for each tie."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx as nx

    from kgraph.analysis.ties import Ties

#: Claim words of the relations of belonging and partnership, those of the stored question ``alliance-network``.
BELONGING = ("memberOf", "governingMemberOf", "partnerOf")

#: Claim words of all relations that tie actors to one another. Left out is what ties them to names, places, risks,
#: topics, dates and texts, and the positions of persons.
ACTING = (
    *BELONGING, "campaignPartner", "carriesOut", "develops", "editionOf", "endorses", "founderOf", "funds", "operates",
    "organises", "owns", "partOf", "participatesIn", "succeeds",
)  # fmt: skip

#: Kinds of things that act for nobody but themselves, or do not act.
_LEFT_OUT = {"person", "report", "report-series", "transparency-report"}


def build_actors(ties: Ties, relations: tuple[str, ...] = ACTING, *, persons: bool = False) -> nx.MultiGraph[str]:
    """Build the network of actors, one edge a state.

    Parameters
    ----------
    ties
        The ties of a graph.
    relations
        Claim words of the relations that count.
    persons
        Whether persons (holders of public office among them) are actors too. Reports never are.

    Returns
    -------
    networkx.MultiGraph
        Undirected. A node has ``mode`` (``"alliance"`` for what has members, else ``"actor"``), ``label``, ``kind``,
        ``sector`` and ``country``; an edge, whose key is the state's slug, ``relation``, ``subject``, ``roots`` (the
        independent sources, sorted), ``sources`` (how many they are), ``self_reported``, and the four bounds of
        :class:`~kgraph.analysis.ties.Ties`.
    """
    import networkx as nx

    looks = {str(row["entity"]): row for row in ties.entities.to_dict("records")}
    alliances = set(ties.of("memberOf")["object"])
    roots = ties.witnesses.groupby("state")["root"].agg(lambda each: sorted(set(each)))
    left_out = _LEFT_OUT - {"person"} if persons else _LEFT_OUT
    chosen = [
        row
        for row in ties.of(*relations).to_dict("records")
        if row["subject"] != row["object"]
        and all(row[end] in looks and not left_out & set(looks[row[end]]["kinds"].split()) for end in _ENDS)
    ]
    network: nx.MultiGraph[str] = nx.MultiGraph()
    for name in sorted({str(row[end]) for row in chosen for end in _ENDS}):
        network.add_node(name, mode="alliance" if name in alliances else "actor", **_look(looks[name]))
    for row in sorted(chosen, key=lambda row: str(row["state"])):
        network.add_edge(
            str(row["subject"]),
            str(row["object"]),
            key=str(row["state"]),
            subject=str(row["subject"]),
            roots=list(roots[row["state"]]),
            **{name: row[name] for name in _KEPT},
        )
    return network


_ENDS = ("subject", "object")
_KEPT = ("relation", "sources", "self_reported", "earliest_start", "latest_start", "earliest_end", "latest_end")


def _look(entity: dict[Any, Any]) -> dict[str, str]:
    return {
        "label": entity["label"],
        "kind": entity["kinds"].partition(" ")[0],
        "sector": entity["sector"],
        "country": entity["country"],
    }
