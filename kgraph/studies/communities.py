"""Communities: groups that many searches agree on, and whether they follow sectors, countries or regions."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgraph.analysis.communities import Communities, compare_groups, find_communities
from kgraph.analysis.memberships import build_memberships, list_documents, list_groupings, members_of
from kgraph.sectors import SECTORS, name_sector
from kgraph.studies.settings import find_number
from kgraph.studies.study import Picture, Study, Table
from kgraph.studies.words import Words

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

    from kgraph.analysis.ties import Ties
    from kgraph.knowledge import KnowledgeGraph

#: What a reader may set.
SETTINGS = {"runs": "how often communities are searched for (200 when not set)"}

#: How many alliances stand for a community, and how many communities the picture shows.
_NAMED, _SHOWN = 3, 10

#: From which ambiguity on the answer counts an organisation as one that the searches waver on.
_WAVERING = 0.1

_REFERENCES = (
    (
        "Barber, M. J. (2007). Modularity and community detection in bipartite networks. Physical Review E, 76, "
        "066102. https://doi.org/10.1103/PhysRevE.76.066102"
    ),
    (
        "Traag, V. A., Waltman, L. and van Eck, N. J. (2019). From Louvain to Leiden: guaranteeing well-connected "
        "communities. Scientific Reports, 9, 5233. https://doi.org/10.1038/s41598-019-41695-z"
    ),
    (
        "Lancichinetti, A. and Fortunato, S. (2012). Consensus clustering in complex networks. Scientific Reports, 2, "
        "336. https://doi.org/10.1038/srep00336"
    ),
    (
        "Vinh, N. X., Epps, J. and Bailey, J. (2010). Information theoretic measures for clusterings comparison. "
        "Journal of Machine Learning Research, 11, 2837-2854. https://jmlr.org/papers/v11/vinh10a.html"
    ),
)


def study_communities(graph: KnowledgeGraph, ties: Ties, *, seed: int, lang: str, settings: Mapping[str, str]) -> Study:
    """Ask into which communities members and alliances fall, and what those have to do with sector and place."""
    memberships = build_memberships(ties)
    found = find_communities(memberships, runs=find_number(settings, "runs", 200), seed=seed)
    return _Parts(Words("communities", graph.narrator(lang)), memberships, found, _compare(memberships, found)).tell()


def _compare(memberships: nx.DiGraph[str], found: Communities) -> pd.DataFrame:
    """Compare the communities of members with each grouping, over all of them and over the largest component."""
    import pandas as pd

    members, nodes = set(members_of(memberships)), found.nodes
    largest = nodes["component"].max() if len(nodes) else 0
    rows = []
    for scope, part in (("all", nodes), ("largest", nodes[nodes["component"] == largest])):
        community = {
            node: number for node, number in zip(part["node"], part["community"], strict=True) if node in members
        }
        for name, groups in list_groupings(memberships).items():
            agreement, known = compare_groups(community, groups)
            kinds = len({groups[node] for node in community if node in groups})
            rows.append((name, scope, len(community), known, kinds, agreement))
    return pd.DataFrame(rows, columns=["grouping", "scope", "organisations", "known", "groups", "agreement"])


@dataclass(frozen=True)
class _Parts:
    """What the tables, pictures and sentences are made of."""

    words: Words
    memberships: nx.DiGraph[str]
    found: Communities
    compared: pd.DataFrame

    def tell(self) -> Study:
        return self.words.study(
            answer=self._answer(),
            tables=(self._communities(), self._nodes(), self._agreement()),
            pictures=self._pictures(),
            references=_REFERENCES,
        )

    def _answer(self) -> str:
        nodes = self.found.nodes
        if nodes.empty:
            return self.words.say("answer-none")
        largest = nodes["component"].max()
        whole = self.compared[self.compared["scope"] == "all"].set_index("grouping")
        return self.words.say(
            "answer",
            communities=nodes["community"].max(),
            nodes=len(nodes),
            runs=self.found.runs,
            wavering=int((nodes["ambiguity"] >= _WAVERING).sum()),
            largest=largest,
            apart=nodes[nodes["component"] < largest]["community"].nunique(),
            **{str(name): self._say_number(value) for name, value in whole["agreement"].items()},
            **{f"known_{name}": number for name, number in whole["known"].items()},
        )

    def _say_number(self, value: float) -> str:
        from kgraph.charts.canvas import say_number

        return self.words.say("unknown") if math.isnan(value) else say_number(round(value, 2), self.words.lang)

    def _members(self, community: int) -> list[str]:
        nodes = self.found.nodes
        return list(nodes[nodes["community"] == community]["node"])

    def _core(self, nodes: list[str]) -> list[str]:
        """Return the alliances with most members within a community, which its name is made of."""
        inside = self.memberships.subgraph(nodes)
        alliances = [node for node in nodes if inside.in_degree(node)]
        return sorted(alliances, key=lambda node: (-inside.in_degree(node), node))[:_NAMED]

    def _name(self, nodes: list[str]) -> str:
        return "; ".join(self.words.names(self._core(nodes) or nodes[:1]))

    def _sources(self, nodes: list[str]) -> tuple[str, ...]:
        """Return the sources of all memberships of some nodes."""
        return tuple(sorted({each for node in nodes for each in list_documents(self.memberships, node)}))

    def _communities(self) -> Table:
        import pandas as pd

        numbers = sorted(set(self.found.nodes["community"]))
        parts = [self._members(number) for number in numbers]
        by_community = self.found.nodes.groupby("community")
        frame = pd.DataFrame(
            {
                "community": numbers,
                "around": [self._name(part) for part in parts],
                "size": [len(part) for part in parts],
                "alliances": [sum(self.memberships.in_degree(node) > 0 for node in part) for part in parts],
                "mean_ambiguity": by_community["ambiguity"].mean().round(12).tolist(),
                "component": by_community["component"].first().tolist(),
            }
        )
        return self.words.table(
            "communities", frame, questions=("kgraph query members",), sources=map(self._sources, parts)
        )

    def _nodes(self) -> Table:
        frame = self.found.nodes.sort_values(["community", "node"]).rename(columns={"node": "organisation"})
        slugs, nodes = list(frame["organisation"]), self.memberships.nodes
        frame.insert(1, "organisation_name", self.words.names(slugs))
        frame["sector"] = [self._name_sector(nodes[slug]["sector"]) for slug in slugs]
        frame["country"] = [nodes[slug]["country"] for slug in slugs]
        sources = [self._sources([slug]) for slug in slugs]
        return self.words.table("community-members", frame, questions=("kgraph query members",), sources=sources)

    def _name_sector(self, sector: str) -> str:
        return name_sector(sector, self.words.lang) if sector else ""

    def _agreement(self) -> Table:
        frame = self.compared.copy()
        frame["grouping"] = [self.words.say(f"grouping-{name}") for name in frame["grouping"]]
        frame["scope"] = [self.words.say(f"scope-{name}") for name in frame["scope"]]
        nodes = self.found.nodes
        largest = nodes["component"].max() if len(nodes) else 0
        whole, part = list(nodes["node"]), list(nodes[nodes["component"] == largest]["node"])
        sources = [self._sources(part if scope == "largest" else whole) for scope in self.compared["scope"]]
        return self.words.table("community-agreement", frame, questions=("kgraph query members",), sources=sources)

    def _pictures(self) -> tuple[Picture, ...]:
        """Draw how many of each sector are in each of the largest communities."""
        from kgraph.charts import draw_grid

        numbers = sorted(set(self.found.nodes["community"]))[:_SHOWN]
        counts = {
            number: [self.memberships.nodes[node]["sector"] for node in self._members(number)] for number in numbers
        }
        sectors = [sector for sector in SECTORS if any(sector in each for each in counts.values())]
        if not sectors:
            return ()
        picture = draw_grid(
            "communities",
            self.words.say("picture"),
            [f"{number}: {self._name(self._members(number)[:])}" for number in numbers],
            [name_sector(sector, self.words.lang) for sector in sectors],
            [[float(counts[number].count(sector)) for sector in sectors] for number in numbers],
            unit=self.words.say("unit"),
            alternative=self.words.say("alternative", count=len(numbers)),
            lang=self.words.lang,
        )
        return (picture,)
