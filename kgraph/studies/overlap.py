"""Overlap: which alliances share members, and whether they share more than chance would have it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgraph.analysis.memberships import build_memberships, list_documents
from kgraph.analysis.overlap import FEWEST, Overlap, list_members, measure_overlap
from kgraph.studies.settings import find_number
from kgraph.studies.study import Picture, Study, Table
from kgraph.studies.words import Words
from kgraph.vocabulary import shorten

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

    from kgraph.analysis.ties import Ties
    from kgraph.knowledge import KnowledgeGraph
    from kgraph.sentences import Narrator

#: What a reader may set.
SETTINGS = {
    "samples": "how many networks are drawn by chance (4999 when not set)",
    "fewest": "alliances with fewer members are not compared (3 when not set)",
}

#: A corrected share up to which an overlap is said to be more than chance.
_RARE = 0.05

#: How many alliances the picture shows.
_SHOWN = 10

_REFERENCES = (
    (
        "Jaccard, P. (1912). The distribution of the flora in the alpine zone. New Phytologist, 11(2), 37-50. "
        "https://doi.org/10.1111/j.1469-8137.1912.tb05611.x"
    ),
    (
        "Strona, G., Nappo, D., Boccacci, F., Fattorini, S. and San-Miguel-Ayanz, J. (2014). A fast and unbiased "
        "procedure to randomize ecological binary matrices with fixed row and column totals. Nature Communications, 5, "
        "4114. https://doi.org/10.1038/ncomms5114"
    ),
    (
        "Benjamini, Y. and Hochberg, Y. (1995). Controlling the false discovery rate: a practical and powerful "
        "approach to multiple testing. Journal of the Royal Statistical Society B, 57(1), 289-300. "
        "https://doi.org/10.1111/j.2517-6161.1995.tb02031.x"
    ),
)


def study_overlap(graph: KnowledgeGraph, ties: Ties, *, seed: int, lang: str, settings: Mapping[str, str]) -> Study:
    """Ask which alliances share members, and whether more than by chance."""
    memberships = build_memberships(ties)
    overlap = measure_overlap(
        memberships,
        fewest=find_number(settings, "fewest", FEWEST),
        samples=find_number(settings, "samples", 4999),
        seed=seed,
    )
    narrator = graph.narrator(lang)
    return _Parts(Words("overlap", narrator), memberships, overlap, _read_completeness(graph, narrator)).tell()


def _read_completeness(graph: KnowledgeGraph, narrator: Narrator) -> dict[str, str]:
    """Return each alliance of which the editors say how complete its members are to that, in words."""
    rows = graph.query("coverage").rows
    return {
        shorten(str(row["alliance"])): narrator.concept(shorten(str(row["completeness"])))
        for row in rows
        if row["completeness"]
    }


@dataclass(frozen=True)
class _Parts:
    """What the tables, pictures and sentences are made of."""

    words: Words
    memberships: nx.DiGraph[str]
    overlap: Overlap
    completeness: Mapping[str, str]

    def tell(self) -> Study:
        return self.words.study(
            answer=self._answer(),
            tables=(self._pairs(), self._alliances()),
            pictures=self._pictures(),
            references=_REFERENCES,
        )

    def _sharing(self) -> pd.DataFrame:
        """Return the pairs that share a member, the rarest by chance first."""
        pairs = self.overlap.pairs
        order = ["p", "jaccard", "first", "second"]
        return pairs[pairs["shared"] > 0].sort_values(order, ascending=[True, False, True, True]).reset_index(drop=True)

    def _answer(self) -> str:
        sharing = self._sharing()
        if sharing.empty:
            return self.words.say("answer-none")
        closest = sharing.sort_values(["shared", "first", "second"], ascending=[False, True, True]).iloc[0]
        first, second = self.words.names([closest["first"], closest["second"]])
        return self.words.say(
            "answer",
            pairs=len(self.overlap.pairs),
            sharing=len(sharing),
            more=int((sharing["q"] <= _RARE).sum()),
            first=first,
            second=second,
            shared=closest["shared"],
            samples=self.overlap.samples,
            moved=round(100 * self.overlap.moved),
            left_out=len(self.overlap.left_out),
        )

    def _pairs(self) -> Table:
        frame = self._sharing()
        sources = [self._sources(first, second) for first, second in zip(frame["first"], frame["second"], strict=True)]
        for column in ("first", "second"):
            slugs = list(frame[column])
            frame.insert(list(frame.columns).index(column) + 1, f"{column}_name", self.words.names(slugs))
            frame[f"completeness_{column}"] = [self.completeness.get(slug, "") for slug in slugs]
        frame["more"] = [self.words.say("yes" if q <= _RARE else "no") for q in frame["q"]]
        return self.words.table(
            "overlap", frame, questions=("kgraph query members", "kgraph query coverage"), sources=sources
        )

    def _sources(self, first: str, second: str) -> tuple[str, ...]:
        """Return the sources of the memberships of those that are in both."""
        shared = set(self.memberships.predecessors(first)) & set(self.memberships.predecessors(second))
        edges = [(member, alliance) for member in shared for alliance in (first, second)]
        return tuple(sorted({source for edge in edges for source in self.memberships.edges[edge]["documents"]}))

    def _alliances(self) -> Table:
        import pandas as pd

        members = list_members(self.memberships)
        slugs = sorted(members, key=lambda slug: (-len(members[slug]), slug))
        left_out = set(self.overlap.left_out)
        frame = pd.DataFrame(
            {
                "alliance": slugs,
                "alliance_name": self.words.names(slugs),
                "members": [len(members[slug]) for slug in slugs],
                "completeness": [self.completeness.get(slug, "") for slug in slugs],
                "compared": [self.words.say("no" if slug in left_out else "yes") for slug in slugs],
            }
        )
        sources = [tuple(sorted(list_documents(self.memberships, slug, own=False))) for slug in slugs]
        return self.words.table("overlap-alliances", frame, questions=("kgraph query coverage",), sources=sources)

    def _pictures(self) -> tuple[Picture, ...]:
        """Draw the shared members of the alliances of the pairs that share most."""
        from kgraph.charts import draw_grid

        sharing = self._sharing()
        if sharing.empty:
            return ()
        pairs = {(row.first, row.second): row for row in sharing.itertuples()}
        pairs |= {(row.second, row.first): row for row in sharing.itertuples()}
        slugs = _choose_closest(sharing)
        names = self.words.names(slugs)
        found = [[pairs.get((row, column)) for column in slugs] for row in slugs]
        picture = draw_grid(
            "overlap",
            self.words.say("picture"),
            names,
            names,
            [[float("nan") if each is None else float(str(each.shared)) for each in row] for row in found],
            unit=self.words.say("unit"),
            alternative=self.words.say("alternative", count=len(slugs), first=names[0]),
            marks=[["*" if each is not None and float(str(each.q)) <= _RARE else "" for each in row] for row in found],
            lang=self.words.lang,
        )
        return (picture,)


def _choose_closest(sharing: pd.DataFrame) -> list[str]:
    """Return the alliances of the pairs that share most, in that order, as many as a picture holds."""
    ordered = sharing.sort_values(["shared", "jaccard", "first", "second"], ascending=[False, False, True, True])
    slugs: list[str] = []
    for first, second in zip(ordered["first"], ordered["second"], strict=True):
        new = [slug for slug in (first, second) if slug not in slugs]
        if len(slugs) + len(new) <= _SHOWN:
            slugs += new
    return slugs
