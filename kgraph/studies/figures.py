"""Figures over time: one measure at a time, as the sources state it, with bounds, and both where sources differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import inf, isnan
from typing import TYPE_CHECKING, Any

from kgraph.analysis.figures import SERIES, build_series, count_months
from kgraph.charts import draw_points
from kgraph.studies.study import Picture, Study, Table
from kgraph.studies.words import Words
from kgraph.vocabulary import shorten

if TYPE_CHECKING:
    import pandas as pd

    from kgraph.analysis.ties import Ties
    from kgraph.knowledge import KnowledgeGraph
    from kgraph.sentences import Narrator

#: What may be set, and what it says.
SETTINGS = {
    "measure": "what is counted (all when not set)",
    "entity": "what the figures are about, or who published them (all when not set)",
}

#: Pictures of one study, lines of one picture, and periods that a line has at least where nobody chose.
_PICTURES, _LINES, _PERIODS = 4, 5, 3

#: The annotation of measures that may be set side by side for different entities.
_ACROSS = "comparable-across-entities"


def study_figures(graph: KnowledgeGraph, ties: Ties, *, seed: int, lang: str, settings: Mapping[str, str]) -> Study:
    """Ask how figures changed from period to period, and where sources differ."""
    parameters = {
        name: shorten(graph.find(settings[name], target))
        for name, target in (("measure", "concept"), ("entity", "entity"))
        if name in settings
    }
    narrator = graph.narrator(lang)
    figures, sources = _read(graph, parameters)
    return _Parts(
        words=Words("figures", narrator),
        narrator=narrator,
        figures=figures,
        sources=sources,
        pairs=_read_pairs(graph, set(figures["state"])),
        several=_read_several(graph),
        asked="".join(f" --set {name}={value}" for name, value in sorted(parameters.items())),
        chosen=bool(parameters),
    ).tell()


def _read(graph: KnowledgeGraph, parameters: Mapping[str, str]) -> tuple[pd.DataFrame, dict[str, tuple[str, ...]]]:
    """Return one row a figure with its IRIs shortened, and each figure's sources."""
    import pandas as pd

    rows = graph.query("figures-over-time", **parameters).rows
    sources: dict[str, set[str]] = {}
    figures: dict[str, tuple[Any, ...]] = {}
    for row in rows:
        state = shorten(str(row["state"]))
        sources.setdefault(state, set()).add(shorten(str(row["source"])))
        figures.setdefault(state, (state, *(_value(row[name]) for name in _READ)))
    table = pd.DataFrame(list(figures.values()), columns=["state", *_READ])
    table["months"] = [count_months(*days) for days in zip(table["first"], table["last"], strict=True)]
    for name in _NUMBERS:
        table[name] = [float("nan") if cell == "" else float(cell) for cell in table[name]]
    return table, {state: tuple(sorted(each)) for state, each in sources.items()}


_READ = (
    "measure", "comparability", "operator", "about", "territory", "first", "last", "bound", "stated", "value",
    "lowestValue", "highestValue", "unit",
)  # fmt: skip
_NUMBERS = ("value", "lowestValue", "highestValue")


def _value(cell: object) -> object:
    """Return a cell as it is; an empty one as an empty text, which groups together, unlike a missing number."""
    return "" if cell is None else cell


def _read_pairs(graph: KnowledgeGraph, states: set[str]) -> list[tuple[str, str]]:
    """Return the pairs of figures that cannot both hold."""
    rows = graph.query("conflicts").rows
    pairs = {(shorten(str(row["firstState"])), shorten(str(row["secondState"]))) for row in rows}
    return sorted(pair for pair in pairs if states.issuperset(pair))


def _read_several(graph: KnowledgeGraph) -> set[str]:
    """Return the measures of which one thing has several figures at once, which make no line."""
    _, rows = graph.ask("SELECT ?measure WHERE { ?measure ally:severalAtOnce true } ORDER BY ?measure")
    return {str(measure.value) for (measure,) in rows}  # type: ignore[union-attr]


@dataclass(frozen=True)
class _Parts:
    """What the tables, pictures and sentences are made of."""

    words: Words
    narrator: Narrator
    figures: pd.DataFrame
    sources: dict[str, tuple[str, ...]]
    pairs: list[tuple[str, str]]
    several: set[str]
    #: The settings as the questions take them.
    asked: str
    chosen: bool

    def tell(self) -> Study:
        figures = self.figures
        counts = {
            "figures": len(figures),
            "measures": figures["measure"].nunique(),
            "entities": figures["operator"].nunique(),
            "series": len(self._series),
            "differing": len({state for pair in self.pairs for state in pair}),
        }
        return self.words.study(
            answer=self.words.say("answer", **counts),
            tables=(self._tell_series(), self._tell_differing(), self._tell_figures()),
            pictures=tuple(self._draw(*each) for each in self._choose()),
        )

    @cached_property
    def _marked(self) -> pd.DataFrame:
        """The figures with ``differs``."""
        differing = {state for pair in self.pairs for state in pair}
        return self.figures.assign(differs=self.figures["state"].isin(differing))

    @cached_property
    def _series(self) -> pd.DataFrame:
        return build_series(self._marked[~self._marked["measure"].isin(self.several)])

    def _tell_series(self) -> Table:
        series = self._series
        frame = self._name(series, "measure", "operator", "territory").assign(
            months=series["months"],
            periods=series["periods"],
            first=series["first"],
            last=series["last"],
            first_value=series["first_value"],
            last_value=series["last_value"],
            ratio=series["ratio"],
            differing=series["differing"],
        )
        return self.words.table(
            "figures-series",
            frame,
            questions=(f"kgraph query figures-over-time{self.asked}",),
            sources=[self._rest_on(*states.split()) for states in series["states"]],
        )

    def _tell_differing(self) -> Table:
        import pandas as pd

        facts = {str(row["state"]): row for row in self.figures.to_dict("records")}
        pairs = [(facts[one], facts[other]) for one, other in self.pairs]
        shared = pd.DataFrame([one for one, _ in pairs], columns=self.figures.columns)
        frame = self._name(shared, "measure", "about", "territory").assign(
            first=shared["first"],
            last=shared["last"],
            one_bound=self._names_of([one["bound"] for one, _ in pairs]),
            one=[_as_stated(one) for one, _ in pairs],
            other_bound=self._names_of([other["bound"] for _, other in pairs]),
            other=[_as_stated(other) for _, other in pairs],
        )
        return self.words.table(
            "figures-differing",
            frame,
            questions=("kgraph query conflicts", f"kgraph query figures-over-time{self.asked}"),
            sources=[self._rest_on(*pair) for pair in self.pairs],
        )

    def _tell_figures(self) -> Table:
        marked = self._marked
        frame = self._name(marked, "measure", "operator", "about", "territory").assign(
            first=marked["first"],
            last=marked["last"],
            bound=self._names_of(marked["bound"]),
            stated=marked["stated"],
            value=marked["value"],
            lowest=marked["lowestValue"],
            highest=marked["highestValue"],
            unit=self._names_of(marked["unit"]),
            comparability=self._names_of(marked["comparability"]),
            differs=marked["differs"],
        )
        return self.words.table(
            "figures",
            frame,
            questions=(f"kgraph query figures-over-time{self.asked}",),
            sources=[self._rest_on(state) for state in marked["state"]],
        )

    def _choose(self) -> list[tuple[str, list[tuple[Any, ...]]]]:
        """Return the pictures: a measure and the series that stand in it, those with most periods first."""
        series = self._series[self._series["periods"] >= (2 if self.chosen else _PERIODS)]
        across = set(self.figures.loc[self.figures["comparability"].map(shorten) == _ACROSS, "measure"])
        groups: dict[tuple[Any, ...], list[tuple[Any, ...]]] = {}
        for row in series.sort_values(
            ["periods", "last_value", *SERIES], ascending=[False, False, *[True] * 4]
        ).itertuples(index=False):
            key = (row.measure, row.territory, row.months, "" if row.measure in across else row.operator)
            groups.setdefault(key, []).append(tuple(getattr(row, name) for name in SERIES))
        length = {tuple(row[name] for name in SERIES): row["periods"] for _, row in series.iterrows()}
        shown = {key: each[:_LINES] for key, each in groups.items()}
        best = sorted(shown, key=lambda key: (-sum(length[each] for each in shown[key]), key))
        first = {key[0]: key for key in reversed(best)}  # one picture a measure
        return [(str(key[0]), shown[key]) for key in best if first[key[0]] == key][:_PICTURES]

    def _draw(self, measure: str, series: list[tuple[Any, ...]]) -> Picture:
        slug, name = shorten(measure), self.narrator.name(measure)
        months, place = series[0][3], self._names_of([series[0][2]])[0]
        operators = self._names_of([key[1] for key in series])
        lines = {operator: self._points(key) for operator, key in zip(operators, series, strict=True)}
        shown = {"measure": name, "months": months, "place": place or self.words.say("unknown-territory")}
        return draw_points(
            f"figures-{slug}",
            self.words.say("picture", **shown),
            lines,
            unit=self.words.say("unit", **shown),
            alternative=self.words.say("alternative", entities=", ".join(operators), **shown),
            lang=self.words.lang,
        )

    def _points(self, key: tuple[Any, ...]) -> tuple[list[str], list[float], list[float], list[float]]:
        marked = self._marked
        chosen = marked[(marked[list(SERIES)] == list(key)).all(axis=1)].sort_values(
            ["last", "first", "value", "state"]
        )
        lows = [-inf if isnan(value) else value for value in chosen["lowestValue"]]
        highs = [inf if isnan(value) else value for value in chosen["highestValue"]]
        middles = [_find_middle(*days) for days in zip(chosen["first"], chosen["last"], strict=True)]
        return middles, list(chosen["value"]), lows, highs

    def _name(self, table: pd.DataFrame, *columns: str) -> pd.DataFrame:
        """Return columns of IRIs as slugs, each with the name beside it; of territories the name only."""
        import pandas as pd

        named: dict[str, list[str]] = {}
        for column in columns:
            if column != "territory":
                named[column] = [shorten(iri) for iri in table[column]]
            named[f"{column}_name"] = self._names_of(table[column])
        return pd.DataFrame(named, index=table.index)

    def _names_of(self, iris: Any) -> list[str]:
        """Return the names of things; an empty one for none."""
        self.narrator.names.learn({iri for iri in iris if iri})
        return [self.narrator.name(iri) if iri else "" for iri in iris]

    def _rest_on(self, *states: str) -> tuple[str, ...]:
        return tuple(sorted({source for state in states for source in self.sources[state]}))


def _find_middle(first: str, last: str) -> str:
    """Return the day in the middle of a period."""
    days = [date.fromisoformat(day).toordinal() for day in (first, last)]
    return date.fromordinal(sum(days) // 2).isoformat()


def _as_stated(figure: Mapping[Any, Any]) -> str:
    """Return a number as the source writes it; a plain one where it writes none."""
    return str(figure["stated"]) or f"{figure['value']:g}"
