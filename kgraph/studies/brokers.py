"""Brokers: which organisations join alliances, sectors and regions, and how far that hangs on single sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgraph.analysis.brokers import SMALL_FIRST, list_joiners, measure_brokers, participation
from kgraph.analysis.memberships import build_memberships, list_documents, list_groupings
from kgraph.analysis.stability import Stability, rank_stability
from kgraph.errors import QuestionError
from kgraph.sectors import name_sector
from kgraph.studies.settings import find_number
from kgraph.studies.study import Picture, Study, Table
from kgraph.studies.words import Words

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

    from kgraph.analysis.ties import Ties
    from kgraph.knowledge import KnowledgeGraph

#: What a reader may set.
SETTINGS = {
    "draws": "how often sources are drawn with replacement (300 when not set)",
    "seats": "yes: a seat on a governing body counts as belonging too (no when not set)",
}

#: How many organisations a picture shows, and among how many of the first the answer names the steadiest.
_SHOWN, _FIRST = 15, 10

_REFERENCES = (
    (
        "Freeman, L. C. (1977). A set of measures of centrality based on betweenness. Sociometry, 40(1), 35-41. "
        "https://doi.org/10.2307/3033543"
    ),
    (
        "Borgatti, S. P. and Everett, M. G. (1997). Network analysis of 2-mode data. Social Networks, 19(3), 243-269. "
        "https://doi.org/10.1016/S0378-8733(96)00301-2"
    ),
    (
        "Burt, R. S. (2004). Structural holes and good ideas. American Journal of Sociology, 110(2), 349-399. "
        "https://doi.org/10.1086/421787"
    ),
    (
        "Guimerà, R. and Amaral, L. A. N. (2005). Functional cartography of complex metabolic networks. Nature, 433, "
        "895-900. https://doi.org/10.1038/nature03288"
    ),
    (
        "Newman, M. E. J. (2001). Scientific collaboration networks. II. Physical Review E, 64, 016132. "
        "https://doi.org/10.1103/PhysRevE.64.016132"
    ),
    (
        "Efron, B. (1979). Bootstrap methods: another look at the jackknife. The Annals of Statistics, 7(1), 1-26. "
        "https://doi.org/10.1214/aos/1176344552"
    ),
)


def study_brokers(graph: KnowledgeGraph, ties: Ties, *, seed: int, lang: str, settings: Mapping[str, str]) -> Study:
    """Ask which organisations join alliances, sectors and regions."""
    seats = choose_yes_or_no(settings, "seats")
    memberships = build_memberships(ties, ("memberOf", "governingMemberOf") if seats else ("memberOf",))
    groupings = list_groupings(memberships)
    stability = rank_stability(
        memberships,
        lambda network: measure_brokers(network, groupings),
        draws=find_number(settings, "draws", 300),
        seed=seed,
        small_first=SMALL_FIRST,
        members=list_joiners(memberships),
    )
    asked = ("kgraph query members", *(("kgraph query board-members",) if seats else ()))
    return _Parts(Words("brokers", graph.narrator(lang)), memberships, groupings, stability, asked).tell()


def choose_yes_or_no(settings: Mapping[str, str], name: str) -> bool:
    """Return whether a setting says yes; no where it is not set.

    Raises
    ------
    QuestionError
        If it says neither.
    """
    text = settings.get(name, "no")
    if text not in ("yes", "no"):
        raise QuestionError(f"{name} {text!r}: write yes or no")
    return text == "yes"


@dataclass(frozen=True)
class _Parts:
    """What the tables, pictures and sentences are made of."""

    words: Words
    memberships: nx.DiGraph[str]
    groupings: Mapping[str, Mapping[str, str]]
    stability: Stability
    #: The questions that give the rows.
    asked: tuple[str, ...]

    def tell(self) -> Study:
        return self.words.study(
            answer=self._answer(),
            tables=(self._measures(), self._ranks()),
            pictures=self._pictures(),
            references=_REFERENCES,
        )

    def _of(self, measure: str) -> pd.DataFrame:
        """Return the ranks by a measure of those of whom it can be taken."""
        ranks = self.stability.ranks
        return ranks[(ranks["measure"] == measure) & ranks["value"].notna()].reset_index(drop=True)

    def _answer(self) -> str:
        ranks = self._of("betweenness")
        if ranks.empty:
            return self.words.say("answer-none")
        first, leaders = ranks.iloc[0], ranks.head(_FIRST)
        widths = (leaders["drawn_high"] - leaders["drawn_low"]).to_numpy()
        steady = leaders.iloc[int(widths.argmin())]
        names = dict(zip(leaders["member"], self.words.names(leaders["member"]), strict=True))
        return self.words.say(
            "answer",
            joiners=len(ranks),
            first=names[first["member"]],
            low=first["drawn_low"],
            high=first["drawn_high"],
            tied=first["tied_with"],
            steady=names[steady["member"]],
            steady_rank=steady["rank"],
            steady_low=steady["drawn_low"],
            steady_high=steady["drawn_high"],
            draws=self.stability.draws,
            roots=self.stability.roots,
            needed=self.stability.needed,
        )

    def _sources(self, member: str) -> tuple[str, ...]:
        """Return the sources of all memberships of an organisation, and of others in it."""
        return tuple(sorted(list_documents(self.memberships, member)))

    def _measures(self) -> Table:
        import pandas as pd

        wide = self.stability.ranks.pivot(index="member", columns="measure", values="value")
        between = self._of("betweenness").sort_values(["rank", "member"])
        members = list(between["member"])
        nodes = self.memberships.nodes
        columns: dict[str, object] = {
            "organisation": members,
            "organisation_name": self.words.names(members),
            "sector": [self._name_sector(nodes[member]["sector"]) for member in members],
            "country": [nodes[member]["country"] for member in members],
            "alliances": [self.memberships.out_degree(member) for member in members],
            "members": [self.memberships.in_degree(member) for member in members],
            "betweenness": [wide["betweenness"][member] for member in members],
            "constraint": [wide["constraint"][member] for member in members],
        }
        for name, groups in self.groupings.items():
            found = participation(self.memberships, groups)
            columns[f"participation_{name}"] = [wide[f"participation_{name}"][member] for member in members]
            columns[f"known_{name}"] = [found[member][1] for member in members]
        frame = pd.DataFrame(columns)
        return self.words.table("brokers", frame, questions=self.asked, sources=map(self._sources, members))

    def _name_sector(self, sector: str) -> str:
        return name_sector(sector, self.words.lang) if sector else ""

    def _ranks(self) -> Table:
        frame = self.stability.ranks[self.stability.ranks["value"].notna()]
        members = list(frame["member"])
        frame = frame.rename(columns={"member": "organisation"})
        frame["measure"] = [self.words.say(f"measure-{name}") for name in frame["measure"]]
        frame.insert(2, "organisation_name", self.words.names(members))
        return self.words.table("broker-ranks", frame, questions=self.asked, sources=map(self._sources, members))

    def _pictures(self) -> tuple[Picture, ...]:
        from kgraph.charts import draw_intervals

        pictures = []
        for measure in ("betweenness", "constraint", "participation_sector"):
            ranks = self._of(measure).head(_SHOWN)
            if ranks.empty:
                continue
            name = self.words.say(f"measure-{measure}")
            labels = self.words.names(ranks["member"])
            pictures.append(
                draw_intervals(
                    f"brokers-{measure.replace('_', '-')}",
                    self.words.say("picture", measure=name),
                    labels,
                    ranks["rank"].tolist(),
                    ranks["drawn_low"].tolist(),
                    ranks["drawn_high"].tolist(),
                    unit=self.words.say("unit"),
                    alternative=self.words.say("alternative", measure=name, count=len(ranks), first=labels[0]),
                    lang=self.words.lang,
                )
            )
        return tuple(pictures)
