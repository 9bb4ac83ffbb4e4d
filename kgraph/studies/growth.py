"""How alliances grew: members from certain to possible, who joined and left, overlap then and now, foundings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from kgraph.analysis.foundings import bound_foundings, count_founded
from kgraph.analysis.growth import (
    begin_with_founding,
    compare_overlap,
    compare_periods,
    count_by_alliance,
    count_changes,
    count_over_time,
)
from kgraph.analysis.validity import BOUNDS, Period, held_during, list_periods
from kgraph.errors import QuestionError
from kgraph.studies.settings import find_entity, find_period
from kgraph.studies.study import Picture, Study, Table
from kgraph.studies.words import Words, join_sources, sources_by_state

if TYPE_CHECKING:
    import pandas as pd

    from kgraph.analysis.ties import Ties
    from kgraph.knowledge import KnowledgeGraph

#: What may be set, and what it says.
SETTINGS = {
    "alliance": "one alliance (all when not set)",
    "since": "the first of two years, months or days to compare (that with most certain memberships when not set)",
    "until": "the second of them",
    "by": "year or month (year when not set)",
}


_REFERENCE = (
    "Jaccard, P. (1912). The distribution of the flora in the alpine zone. New Phytologist, 11(2), 37-50. "
    "https://doi.org/10.1111/j.1469-8137.1912.tb05611.x"
)


def study_growth(graph: KnowledgeGraph, ties: Ties, *, seed: int, lang: str, settings: Mapping[str, str]) -> Study:
    """Ask how members and alliances grew over time."""
    memberships, foundings = _choose(ties, find_entity(graph, settings, "alliance"))
    periods = _list_periods(graph, memberships, foundings, settings.get("by", "year"))
    counts = _count(memberships, foundings, periods)
    then, now = _choose_periods(counts, periods, settings)
    parts = _Parts(
        words=Words("growth", graph.narrator(lang)),
        memberships=memberships,
        foundings=foundings,
        periods=periods,
        counts=counts,
        then=then,
        now=now,
        sources=sources_by_state(ties),
        asked=f" --set alliance={settings['alliance']}" if "alliance" in settings else "",
    )
    return parts.tell()


def _choose(ties: Ties, alliance: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the memberships and the foundings of the alliances with members, or of one of them."""
    memberships = ties.of("memberOf")
    if alliance:
        memberships = memberships[memberships["object"] == alliance].reset_index(drop=True)
    dates = ties.of("foundedOn")
    return memberships, bound_foundings(dates[dates["subject"].isin(set(memberships["object"]))])


def _list_periods(graph: KnowledgeGraph, memberships: pd.DataFrame, foundings: pd.DataFrame, by: str) -> list[Period]:
    """Return the periods from the first year of which a source speaks to the year of the graph."""
    until = int(graph.manifest["asOf"][:4])
    days = [day for name in BOUNDS for day in memberships[name] if day]
    days += [day for day in foundings["earliest"] if day]
    first = min((int(day[:4]) for day in days), default=until)
    try:
        return list_periods(min(first, until - 1), until, by)
    except ValueError as error:
        raise QuestionError(str(error)) from error


def _count(memberships: pd.DataFrame, foundings: pd.DataFrame, periods: list[Period]) -> pd.DataFrame:
    """Return all counts of all periods; the possible ones also without members of what was not yet founded."""
    counts = count_over_time(memberships, periods)
    founded = dict(zip(foundings["alliance"], foundings["earliest"], strict=True))
    begun = count_over_time(begin_with_founding(memberships, founded), periods)
    counts["members_possible_founded"] = begun["members_possible"]
    joined = counts.merge(count_founded(foundings, periods), on="period")
    return joined[["period", *_COUNTS]]


_COUNTS = (
    "members_certain", "members_possible", "members_possible_founded", "memberships_certain", "memberships_possible",
    "alliances_certain", "alliances_possible", "founded_certain", "founded_possible",
)  # fmt: skip


def _choose_periods(counts: pd.DataFrame, periods: list[Period], settings: Mapping[str, str]) -> tuple[Period, Period]:
    """Return the two periods to compare."""
    best = counts.assign(place=range(len(counts))).sort_values(["memberships_certain", "place"], ascending=False)
    early, late = (periods[place] for place in sorted(best["place"].tolist()[:2]))
    then, now = find_period(settings, "since") or early, find_period(settings, "until") or late
    if then.last >= now.first:
        raise QuestionError(f"{then.name} does not end before {now.name} begins: set since and until")
    return then, now


@dataclass(frozen=True)
class _Parts:
    """What the tables, pictures and sentences are made of."""

    words: Words
    memberships: pd.DataFrame
    foundings: pd.DataFrame
    periods: list[Period]
    counts: pd.DataFrame
    then: Period
    now: Period
    sources: dict[str, tuple[str, ...]]
    #: The setting of the alliance as the questions take it.
    asked: str

    def tell(self) -> Study:
        changes = compare_periods(self.memberships, self.then, self.now)
        return self.words.study(
            answer=self._answer(changes),
            tables=(
                self._over_time(),
                self._by_alliance(),
                self._changes(changes),
                self._changes_by_alliance(changes),
                self._overlap(),
                self._founded(),
            ),
            pictures=self._pictures(),
            references=(_REFERENCE,),
        )

    def _answer(self, changes: pd.DataFrame) -> str:
        totals = {
            f"{name}_{grade}": int(
                (changes[name] == "certainly").sum() if grade == "low" else (changes[name] != "no").sum()
            )
            for name in ("then", "now", "joined", "left")
            for grade in ("low", "high")
        }
        return self.words.say(
            "answer",
            **totals,
            then=self.then.name,
            now=self.now.name,
            memberships=len(self.memberships),
            undated=int((self.memberships[list(BOUNDS)] == "").all(axis=1).sum()),
            alliances=self.memberships["object"].nunique(),
            founded=len(self.foundings),
        )

    def _over_time(self) -> Table:
        return self.words.table(
            "growth",
            self.counts,
            questions=(f"kgraph query growth{self.asked}", f"kgraph query members{self.asked}"),
            sources=[join_sources(self.sources, chain(*self._possible(period).values())) for period in self.periods],
        )

    def _possible(self, period: Period) -> dict[str, list[str]]:
        """Return each alliance to the memberships that may have held."""
        held = held_during(self.memberships, period)
        found: dict[str, list[str]] = {}
        for state, alliance, grade in zip(self.memberships["state"], self.memberships["object"], held, strict=True):
            if grade != "no":
                found.setdefault(alliance, []).append(state)
        return found

    def _by_alliance(self) -> Table:
        frame = count_by_alliance(self.memberships, self.periods)
        first = {
            alliance: min((day for name in BOUNDS for day in group[name] if day), default="9999")[:4]
            for alliance, group in self.memberships.groupby("object")
        }
        frame = frame[frame["period"].str[:4] >= frame["alliance"].map(first)].reset_index(drop=True)
        possible = {period.name: self._possible(period) for period in self.periods}
        keys = zip(frame["period"], frame["alliance"], strict=True)
        frame.insert(1, "alliance_name", self.words.names(frame["alliance"]))
        return self.words.table(
            "growth-by-alliance",
            frame,
            questions=(f"kgraph query growth{self.asked}",),
            sources=[join_sources(self.sources, possible[period].get(alliance, ())) for period, alliance in keys],
        )

    def _changes(self, changes: pd.DataFrame) -> Table:
        dated = (self.memberships[list(BOUNDS)] != "").any(axis=1)
        told = changes[dated & ((changes["joined"] != "no") | (changes["left"] != "no"))]
        unsure = ~(told[["joined", "left"]] == "certainly").any(axis=1)
        told = told.assign(unsure=unsure).sort_values(["unsure", "object", "subject", "state"]).drop(columns="unsure")
        frame = told.rename(columns={"subject": "member", "object": "alliance"})
        frame.insert(2, "member_name", self.words.names(frame["member"]))
        frame.insert(4, "alliance_name", self.words.names(frame["alliance"]))
        return self.words.table(
            "growth-changes",
            frame,
            questions=(self._joined_or_left(), f"kgraph query members{self.asked}"),
            sources=[self.sources[state] for state in told["state"]],
        )

    def _joined_or_left(self) -> str:
        return f"kgraph query joined-or-left{self.asked} --set since={self.then.first} --set by={self.now.last}"

    def _changes_by_alliance(self, changes: pd.DataFrame) -> Table:
        frame = count_changes(changes)
        states = changes.groupby("object")["state"].agg(list)
        frame.insert(1, "alliance_name", self.words.names(frame["alliance"]))
        return self.words.table(
            "growth-changes-by-alliance",
            frame,
            questions=(self._joined_or_left(), f"kgraph query growth{self.asked}"),
            sources=[join_sources(self.sources, states[alliance]) for alliance in frame["alliance"]],
        )

    def _overlap(self) -> Table:
        frame = compare_overlap(self.memberships, [self.then, self.now])
        most = frame.groupby(["alliance", "other"])[["shared_certain", "shared_possible"]].transform("max")
        order = ["shared_certain", "shared_possible"]
        frame = frame.loc[most.sort_values(order, ascending=False, kind="stable").index].reset_index(drop=True)
        states = self.memberships.groupby("object")["state"].agg(list)
        rows = [
            join_sources(self.sources, [*states[one], *states[other]])
            for one, other in zip(frame["alliance"], frame["other"], strict=True)
        ]
        frame.insert(1, "alliance_name", self.words.names(frame["alliance"]))
        frame.insert(3, "other_name", self.words.names(frame["other"]))
        days = [f"kgraph query shared-members --set valid={period.last}" for period in (self.then, self.now)]
        return self.words.table("growth-overlap", frame, questions=(*days, "kgraph query members"), sources=rows)

    def _founded(self) -> Table:
        frame = self.foundings.sort_values(["earliest", "alliance"])
        rows = [join_sources(self.sources, states.split()) for states in frame["states"]]
        frame = frame.drop(columns="states")
        frame.insert(1, "alliance_name", self.words.names(frame["alliance"]))
        return self.words.table(
            "growth-founded", frame, questions=(f"kgraph query alliances{self.asked}",), sources=rows
        )

    def _pictures(self) -> tuple[Picture, ...]:
        from kgraph.charts import draw_band

        say = self.words.say
        # The last count holds to the end of its period.
        days = [period.first for period in self.periods] + [self.periods[-1].last]
        pictures = []
        for name, low, high in (
            ("growth", "members_certain", "members_possible_founded"),
            ("growth-founded", "founded_certain", "founded_possible"),
        ):
            lows, highs = self.counts[low].tolist(), self.counts[high].tolist()
            band = (days, [*lows, lows[-1]], [*highs, highs[-1]])
            ends = {"first": self.periods[0].name, "last": self.periods[-1].name}
            most = {"low": max(band[1], default=0), "high": max(band[2], default=0)}
            pictures.append(
                draw_band(
                    name,
                    say(f"picture-{name}"),
                    {say(f"series-{name}"): band},
                    unit=say(f"unit-{name}"),
                    alternative=say(f"alternative-{name}", **ends, **most),
                    lang=self.words.lang,
                )
            )
        return tuple(pictures)
