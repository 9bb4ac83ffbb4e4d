"""The picture of each country: what sources place there, and for what no source is held."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from kgraph.analysis.countries import ASPECTS, count_aspects, count_partners, place_things
from kgraph.charts import draw_bars, draw_grid
from kgraph.sectors import SECTORS, name_sector
from kgraph.studies.study import Picture, Study, Table
from kgraph.studies.words import Words, join_sources, sources_by_state
from kgraph.vocabulary import CONCEPT, COUNTRY, ID, shorten

if TYPE_CHECKING:
    import pandas as pd

    from kgraph.analysis.ties import Ties
    from kgraph.knowledge import KnowledgeGraph
    from kgraph.sentences import Narrator

#: What may be set, and what it says.
SETTINGS = {"country": "one country in detail: its code or name (all when not set)"}

#: Countries that the grid shows: those for which most is held.
_SHOWN = 14

#: Stands between the names of things in one cell.
_AND = "; "


def study_countries(graph: KnowledgeGraph, ties: Ties, *, seed: int, lang: str, settings: Mapping[str, str]) -> Study:
    """Ask what sources place in each country."""
    country = shorten(graph.find(settings["country"], "country")) if "country" in settings else ""
    things = place_things(ties, _list_countries(graph), _read_territories(graph))
    narrator = graph.narrator(lang)
    parts = _Parts(
        graph=graph,
        narrator=narrator,
        words=Words("countries", narrator),
        things=things[things["country"] == country].reset_index(drop=True) if country else things,
        places=[country] if country else sorted(set(things["country"])),
        sectors=dict(zip(ties.entities["entity"], ties.entities["sector"], strict=True)),
        sources=sources_by_state(ties),
        country=country,
    )
    return parts.tell()


def _list_countries(graph: KnowledgeGraph) -> list[str]:
    _, rows = graph.ask("SELECT ?country WHERE { ?country a ally:Country } ORDER BY ?country")
    return [shorten(str(country.value)) for (country,) in rows]  # type: ignore[union-attr]


def _read_territories(graph: KnowledgeGraph) -> dict[str, str]:
    """Return the states that are about one territory to its code or slug."""
    _, rows = graph.ask("SELECT ?state ?place WHERE { ?state ally:territory ?place } ORDER BY ?state")
    return {shorten(str(state.value)): shorten(str(place.value)) for state, place in rows}  # type: ignore[union-attr]


@dataclass(frozen=True)
class _Parts:
    """What the tables, pictures and sentences are made of."""

    graph: KnowledgeGraph
    narrator: Narrator
    words: Words
    things: pd.DataFrame
    #: Codes of the countries told.
    places: list[str]
    sectors: dict[str, str]
    sources: dict[str, tuple[str, ...]]
    #: The one country asked for, else empty.
    country: str

    def tell(self) -> Study:
        asked = {"question": "question-one", "country": self._name(self.country)} if self.country else {}
        return self.words.study(
            answer=self._answer_one() if self.country else self._answer(),
            tables=(self._tell_counts(), self._tell_partners(), self._tell_things()),
            pictures=self._draw(),
            references=(self.words.say("reference-regions"),),
            **asked,
        )

    def _answer(self) -> str:
        held = {aspect: int(self._counts[aspect].notna().sum()) for aspect in ASPECTS}
        numbers = {key: held[key] for key in ("campaigns", "hotlines", "helplines", "regulators", "alliances")}
        return self.words.say("answer", countries=len(self.places), **numbers)

    def _answer_one(self) -> str:
        row = self._counts.iloc[0]
        held = [f"{self._aspect(aspect)} {row[aspect]}" for aspect in ASPECTS if row[aspect] is not _missing()]
        gaps = self._name_gaps(row)
        name = self._name(self.country)
        said = self.words.say("answer-one", country=name, held=", ".join(held)) if held else ""
        return " ".join(filter(None, (said, self.words.say("answer-gaps", gaps=gaps) if gaps else "")))

    @cached_property
    def _counts(self) -> pd.DataFrame:
        """Counts with the most held first."""
        counts = count_aspects(self.things, self.places)
        counts["held"] = counts[list(ASPECTS)].notna().sum(axis=1)
        counts["all"] = counts[list(ASPECTS)].fillna(0).sum(axis=1)
        ordered = counts.sort_values(["held", "all", "country"], ascending=[False, False, True])
        return ordered.drop(columns=["held", "all"]).reset_index(drop=True)

    def _tell_counts(self) -> Table:
        counts = self._counts
        frame = counts[["country"]].assign(
            name=[self._name(code) for code in counts["country"]],
            region=[self._name_region(code) for code in counts["country"]],
            **{aspect.replace("-", "_"): counts[aspect] for aspect in ASPECTS},
            no_source_held=[self._name_gaps(row) for _, row in counts.iterrows()],
        )
        by_country = dict(self.things.groupby("country")["states"].agg(" ".join))
        return self.words.table(
            "countries",
            frame,
            questions=self._ask("country-picture", "in-country"),
            sources=[self._rest_on(by_country.get(code, "")) for code in counts["country"]],
        )

    def _tell_partners(self) -> Table:
        partners = count_partners(self.things, self.sectors)
        frame = partners[["country"]].assign(
            name=[self._name(code) for code in partners["country"]],
            sector=[name_sector(sector, self.words.lang) for sector in partners["sector"]],
            partners=partners["partners"],
            organisations=[_AND.join(self.words.names(sorted(set(each.split())))) for each in partners["entities"]],
        )
        return self.words.table(
            "countries-partners",
            frame,
            questions=self._ask("campaigns"),
            sources=[self._rest_on(states) for states in partners["states"]],
        )

    def _tell_things(self) -> Table:
        things = self.things
        frame = things[["country"]].assign(
            name=[self._name(code) for code in things["country"]],
            aspect=[self._aspect(aspect) for aspect in things["aspect"]],
            entity=things["entity"],
            entity_name=self._name_things(things),
            sector=[
                name_sector(self.sectors[entity], self.words.lang) if self.sectors.get(entity) else ""
                for entity in things["entity"]
            ],
        )
        return self.words.table(
            "countries-things",
            frame,
            questions=self._ask("in-country", "campaigns", "risks", "members"),
            sources=[self._rest_on(states) for states in things["states"]],
        )

    def _draw(self) -> tuple[Picture, ...]:
        return tuple(filter(None, (self._draw_held(), self._draw_partners())))

    def _draw_held(self) -> Picture | None:
        shown = self._counts.head(_SHOWN)
        if shown.empty:
            return None
        values = [
            [float(row[aspect]) if row[aspect] is not _missing() else float("nan") for aspect in ASPECTS]
            for _, row in shown.iterrows()
        ]
        names = [self._name(code) for code in shown["country"]]
        return draw_grid(
            "countries-held",
            self.words.say("picture-held", count=len(names)),
            names,
            [self._aspect(aspect) for aspect in ASPECTS],
            values,
            unit=self.words.say("unit-held"),
            alternative=self.words.say("alternative-held", countries=", ".join(names)),
            lang=self.words.lang,
        )

    def _draw_partners(self) -> Picture | None:
        partners = count_partners(self.things, self.sectors)
        totals = partners.groupby("sector")["partners"].sum()
        sectors = [sector for sector in SECTORS if totals.get(sector, 0)]
        if not sectors:
            return None
        names = [name_sector(sector, self.words.lang) for sector in sectors]
        values = [float(totals[sector]) for sector in sectors]
        said = ", ".join(f"{name} {value:.0f}" for name, value in zip(names, values, strict=True))
        return draw_bars(
            "countries-partners",
            self.words.say("picture-partners"),
            names,
            values,
            unit=self.words.say("unit-partners"),
            alternative=self.words.say("alternative-partners", numbers=said),
            lang=self.words.lang,
        )

    def _ask(self, *names: str) -> tuple[str, ...]:
        """Return the commands that ask questions, of the one country where they take one."""
        return tuple(
            f"kgraph query {name}"
            + (
                f" --set country={self.country}"
                if self.country and "country" in self.graph.question(name).parameters
                else ""
            )
            for name in names
        )

    def _rest_on(self, states: str) -> tuple[str, ...]:
        return join_sources(self.sources, states.split())

    def _aspect(self, aspect: str) -> str:
        return self.words.say(f"aspect-{aspect}")

    def _name(self, code: str) -> str:
        return self.narrator.name(COUNTRY + code)

    def _name_gaps(self, row: pd.Series[Any]) -> str:
        return _AND.join(self._aspect(aspect) for aspect in ASPECTS if row[aspect] is _missing())

    @cached_property
    def _regions(self) -> dict[str, str]:
        _, rows = self.graph.ask("SELECT ?country ?region WHERE { ?country ally:inRegion ?region } ORDER BY ?country")
        return {shorten(str(country.value)): str(region.value) for country, region in rows}  # type: ignore[union-attr]

    def _name_region(self, code: str) -> str:
        return self.narrator.name(self._regions[code]) if code in self._regions else ""

    def _name_things(self, things: pd.DataFrame) -> list[str]:
        iris = [
            (CONCEPT if aspect == "risks" else ID) + entity
            for aspect, entity in zip(things["aspect"], things["entity"], strict=True)
        ]
        self.narrator.names.learn(iris)
        return [self.narrator.name(iri) for iri in iris]


def _missing() -> object:
    import pandas as pd

    return pd.NA
