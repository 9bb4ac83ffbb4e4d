"""What falls if one source is wrong, or one alliance ends, and which ties rest on a single self-report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgraph.analysis.actors import BELONGING, build_actors
from kgraph.analysis.fragility import count_single_self_reports, end_each, lose_each_source, reach
from kgraph.sectors import name_sector
from kgraph.studies.sentences import tell_states
from kgraph.studies.settings import find_entity, find_source
from kgraph.studies.study import Picture, Study, Table
from kgraph.studies.words import Words, join_sources, sources_by_state

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

    from kgraph.analysis.ties import Ties
    from kgraph.knowledge import KnowledgeGraph
    from kgraph.sentences import Narrator

#: What may be set, and what it says.
SETTINGS = {
    "source": "of which to list what falls (that on which most ties rest alone when not set)",
    "alliance": "whose end to tell (that which costs most reach when not set)",
}

#: How many bars a picture has at most.
_SHOWN = 15

_REFERENCE = (
    "Hopcroft, J. and Tarjan, R. (1973). Algorithm 447: efficient algorithms for graph manipulation. "
    "Communications of the ACM, 16(6), 372-378. https://doi.org/10.1145/362248.362272"
)


def study_fragility(graph: KnowledgeGraph, ties: Ties, *, seed: int, lang: str, settings: Mapping[str, str]) -> Study:
    """Ask what the network of memberships, seats and partnerships rests on."""
    network = build_actors(ties, BELONGING, persons=True)
    alliances = [node for node, data in network.nodes(data=True) if data["mode"] == "alliance"]
    actors = [node for node, data in network.nodes(data=True) if data["mode"] == "actor"]
    narrator = graph.narrator(lang)
    parts = _Parts(
        graph=graph,
        ties=ties,
        narrator=narrator,
        words=Words("fragility", narrator),
        network=network,
        actors=actors,
        lost=lose_each_source(network, actors),
        ended=end_each(network, alliances, actors),
        held=_list_ties(ties, network),
        sources=sources_by_state(ties),
        source=find_source(graph, settings, "source"),
        alliance=find_entity(graph, settings, "alliance"),
    )
    return parts.tell()


def _list_ties(ties: Ties, network: nx.MultiGraph[str]) -> pd.DataFrame:
    """Return the ties of the network as rows, with the sector of each party."""
    chosen = ties.states[ties.states["state"].isin({key for _, _, key in network.edges(keys=True)})]
    sectors = dict(zip(ties.entities["entity"], ties.entities["sector"], strict=True))
    return chosen.assign(
        subject_sector=chosen["subject"].map(sectors), object_sector=chosen["object"].map(sectors)
    ).reset_index(drop=True)


@dataclass(frozen=True)
class _Parts:
    """What the tables, pictures and sentences are made of."""

    graph: KnowledgeGraph
    ties: Ties
    narrator: Narrator
    words: Words
    network: nx.MultiGraph[str]
    actors: list[str]
    lost: pd.DataFrame
    ended: pd.DataFrame
    held: pd.DataFrame
    sources: dict[str, tuple[str, ...]]
    #: Of which to list what falls; empty for that on which most rests.
    source: str
    alliance: str

    def tell(self) -> Study:
        tables = (
            self._by_source(),
            self._lost_ties(),
            self._by_alliance(),
            self._cut_off(),
            self._single_ties(),
            self._single_by_alliance(),
            self._single_by_sector(),
        )
        return self.words.study(
            answer=self._answer(),
            tables=tables,
            pictures=self._pictures(tables[0].frame, tables[2].frame, tables[-1].frame),
            references=(_REFERENCE,),
        )

    def _answer(self) -> str:
        single = (self.held["sources"] == 1).sum()
        own = ((self.held["sources"] == 1) & self.held["self_reported"]).sum()
        numbers = {
            "ties": len(self.held),
            "single": int(single),
            "own": int(own),
            "reach": f"{100 * reach(self.network, self.actors):.0f}",
            "points": int(self.ended["articulation"].sum()),
            "alliances": len(self.ended),
        }
        if self.lost.empty or self.ended.empty:
            return self.words.say("answer-empty", **numbers)
        source, alliance = self.lost.iloc[0], self.ended.iloc[0]
        (title, name) = self.words.names([source["source"], alliance["alliance"]])
        return self.words.say(
            "answer",
            **numbers,
            source=title,
            lost=int(source["lost"]),
            alliance=name,
            left=f"{100 * alliance['reach']:.0f}",
        )

    def _by_source(self) -> Table:
        frame = self.lost.copy()
        frame.insert(1, "source_title", self.words.names(frame["source"]))
        copies = self.ties.witnesses.groupby("root")["source"].agg(lambda each: sorted(set(each)))
        return self.words.table(
            "fragility-sources",
            frame,
            questions=("kgraph query single-source", "kgraph query sources"),
            sources=[tuple(copies[source]) for source in frame["source"]],
        )

    def _lost_ties(self) -> Table:
        source = self.source or (self.lost["source"].iloc[0] if len(self.lost) else "")
        states = [key for _, _, key, data in self.network.edges(keys=True, data=True) if data["roots"] == [source]]
        frame = self._tell(self.held[self.held["state"].isin(states)])
        frame.insert(0, "source", source)
        return self.words.table(
            "fragility-lost-ties",
            frame,
            questions=("kgraph query single-source",),
            sources=[self.sources[state] for state in frame["state"]],
        )

    def _tell(self, ties: pd.DataFrame) -> pd.DataFrame:
        """Return ties with the names of their parties and their sentences."""
        ordered = ties.sort_values(["object", "subject", "state"])
        frame = ordered[["state", "relation", "subject", "object"]].reset_index(drop=True)
        frame.insert(3, "subject_name", self.words.names(frame["subject"]))
        frame.insert(5, "object_name", self.words.names(frame["object"]))
        sentences = tell_states(self.graph, self.narrator, frame["state"])
        return frame.assign(sentence=[sentences[state] for state in frame["state"]])

    def _by_alliance(self) -> Table:
        frame = self.ended.copy()
        frame.insert(1, "alliance_name", self.words.names(frame["alliance"]))
        return self.words.table(
            "fragility-alliances",
            frame,
            questions=("kgraph query alliance-network",),
            sources=[self._sources_at(alliance) for alliance in frame["alliance"]],
        )

    def _sources_at(self, node: str) -> tuple[str, ...]:
        return join_sources(self.sources, [key for _, _, key in self.network.edges(node, keys=True)])

    def _cut_off(self) -> Table:
        import pandas as pd

        alliance = self.alliance or (self.ended["alliance"].iloc[0] if len(self.ended) else "")
        near = sorted(self.network.adj[alliance]) if alliance in self.network else []
        alone = [node for node in near if set(self.network.adj[node]) == {alliance}]
        frame = pd.DataFrame({"alliance": alliance, "actor": alone}, columns=["alliance", "actor"], dtype=str)
        frame.insert(1, "alliance_name", self.words.names(frame["alliance"]))
        frame["actor_name"] = self.words.names(frame["actor"])
        return self.words.table(
            "fragility-cut-off",
            frame,
            questions=(f"kgraph query alliance-network --set entity={alliance}",) if alliance else (),
            sources=[self._sources_at(node) for node in alone],
        )

    def _single_ties(self) -> Table:
        own = self.held[(self.held["sources"] == 1) & self.held["self_reported"]]
        frame = self._tell(own)
        return self.words.table(
            "fragility-self-reports",
            frame,
            questions=("kgraph query self-reported-only", "kgraph query single-source"),
            sources=[self.sources[state] for state in frame["state"]],
        )

    def _single_by_alliance(self) -> Table:
        alliances = set(self.ended["alliance"])
        rows = self._by_party("subject", "object", "alliance")
        frame = count_single_self_reports(rows[rows["alliance"].isin(alliances)], "alliance")
        frame.insert(1, "alliance_name", self.words.names(frame["alliance"]))
        return self._count_table("fragility-self-reports-by-alliance", frame, rows, "alliance")

    def _single_by_sector(self) -> Table:
        rows = self._by_party("subject_sector", "object_sector", "sector")
        frame = count_single_self_reports(rows[rows["sector"] != ""], "sector")
        frame.insert(1, "sector_name", [name_sector(sector, self.words.lang) for sector in frame["sector"]])
        return self._count_table("fragility-self-reports-by-sector", frame, rows, "sector")

    def _by_party(self, one: str, other: str, name: str) -> pd.DataFrame:
        """Return each tie once for what its first party is and, where that differs, once for the other."""
        import pandas as pd

        both = [self.held.assign(**{name: self.held[column]}) for column in (one, other)]
        return pd.concat(both).drop_duplicates(["state", name]).reset_index(drop=True)

    def _count_table(self, name: str, frame: pd.DataFrame, rows: pd.DataFrame, by: str) -> Table:
        states = rows.groupby(by)["state"].agg(list)
        return self.words.table(
            name,
            frame,
            questions=(
                "kgraph query self-reported-only",
                "kgraph query single-source",
                "kgraph query alliance-network",
            ),
            sources=[join_sources(self.sources, states[value]) for value in frame[by]],
        )

    def _pictures(self, sources: pd.DataFrame, alliances: pd.DataFrame, sectors: pd.DataFrame) -> tuple[Picture, ...]:
        from kgraph.charts import draw_bars

        pictures = []
        for name, frame, label, column in (
            ("fragility-sources", sources, "source_title", "lost"),
            ("fragility-alliances", alliances, "alliance_name", "reach_lost"),
            ("fragility-self-reports", sectors, "sector_name", "share"),
        ):
            shown = frame[frame[column] > 0].head(_SHOWN)
            values = shown[column] if column == "lost" else (100 * shown[column]).round(1)
            pictures.append(
                draw_bars(
                    name,
                    self.words.say(f"picture-{name}"),
                    shown[label].tolist(),
                    values.tolist(),
                    unit=self.words.say(f"unit-{name}"),
                    alternative=self.words.say(f"alternative-{name}", number=len(shown)),
                    lang=self.words.lang,
                )
            )
        return tuple(pictures)
