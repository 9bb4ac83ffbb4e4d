"""Lay out the tables of studies for a page: numbers as the reader's language writes them, sources by their number."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kgraph.charts.canvas import say_number
from kgraph.phrases import phrase

if TYPE_CHECKING:
    from kgraph.studies.study import Table

#: Rows that a long table shows at first; the rest is folded away.
SHOWN = 20

#: Sources that a row names at once; the rest is folded away.
_NAMED = 4

#: Letters from which on a text has a wider column, and a day, which is not broken into lines.
_LONG, _DAY = 60, re.compile(r"\d{4}-\d{2}-\d{2}")

#: Columns for which a page without a script has the first rows in their order too.
_MOST_ORDERS = 6


@dataclass(frozen=True)
class Column:
    """A column of a table on a page."""

    name: str
    heading: str
    meaning: str
    numeric: bool


@dataclass(frozen=True)
class Cell:
    """What a cell shows, and the number by which it is sorted, empty where there is none."""

    text: str
    value: str = ""

    @property
    def look(self) -> str:
        """How the page shows it: as ``number``, ``day`` or ``long`` text, or as any text."""
        if self.value:
            return "number"
        return "day" if _DAY.fullmatch(self.text) else "long" if len(self.text) > _LONG else ""


@dataclass(frozen=True)
class Line:
    """A row: its cells, and the numbers of its sources, those that stand there at once and those folded away."""

    cells: tuple[Cell, ...]
    sources: tuple[int, ...]
    more: tuple[int, ...]


@dataclass(frozen=True)
class Order:
    """The first rows of a table in the order of one of its columns, the greatest first."""

    column: Column
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Sheet:
    """A table as a page shows it."""

    name: str
    title: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    #: Names of questions with their commands.
    questions: tuple[str, ...]
    orders: tuple[Order, ...]

    @property
    def folded(self) -> bool:
        """Whether it has more rows than are shown at first."""
        return len(self.lines) > SHOWN


def lay_out(table: Table, numbers: Mapping[str, int], lang: str) -> Sheet:
    """Lay out a table.

    Parameters
    ----------
    table
        A table of a study, its rows in the order in which they are told.
    numbers
        Slug of a source to its number in the page's list.
    lang
        Language in which numbers are written.
    """
    columns = tuple(
        Column(str(name), table.headings.get(str(name), str(name)), table.columns[str(name)], _is_numeric(series))
        for name, series in table.frame.items()
    )
    lines = tuple(
        _lay_row(cells, sources, numbers, lang)
        for cells, sources in zip(table.frame.itertuples(index=False, name=None), table.sources, strict=True)
    )
    return Sheet(table.name, table.title, columns, lines, table.questions, _list_orders(columns, lines))


def _is_numeric(series: Any) -> bool:
    from pandas.api.types import is_bool_dtype, is_numeric_dtype

    return bool(is_numeric_dtype(series) and not is_bool_dtype(series))


def _lay_row(cells: tuple[Any, ...], sources: tuple[str, ...], numbers: Mapping[str, int], lang: str) -> Line:
    cited = sorted(numbers[source] for source in sources)
    at_once = len(cited) if len(cited) <= _NAMED + 1 else _NAMED
    return Line(tuple(_lay_cell(cell, lang) for cell in cells), tuple(cited[:at_once]), tuple(cited[at_once:]))


def _lay_cell(cell: Any, lang: str) -> Cell:
    """Write one value: nothing for what is not known, and yes or no for what is true or false."""
    import pandas as pd

    if cell is None or (not isinstance(cell, (str, list, tuple)) and pd.isna(cell)):
        return Cell("")
    if isinstance(cell, str):
        return Cell(cell)
    if isinstance(cell, (list, tuple)):
        return Cell(", ".join(map(str, cell)))
    if pd.api.types.is_bool(cell):
        return Cell(phrase("report", "yes" if cell else "no", lang))
    return Cell(_say(float(cell), lang), repr(float(f"{float(cell):.12g}")))


def _say(value: float, lang: str) -> str:
    """Say a number; one that three digits after the point would make nothing of keeps the digits that count."""
    if value != 0 and abs(value) < 0.001:
        return f"{value:.1e}".replace(".", "." if lang == "en" else ",").replace("-", "−")
    return say_number(value, lang)


def _list_orders(columns: tuple[Column, ...], lines: tuple[Line, ...]) -> tuple[Order, ...]:
    """List the first rows by each column of numbers; the order in which the table is told is not repeated."""
    orders: list[Order] = []
    for place, column in enumerate(columns):
        if not column.numeric or len(orders) == _MOST_ORDERS:
            continue
        ordered = sorted(lines, key=lambda line: -float(line.cells[place].value or "-inf"))
        if ordered[:SHOWN] != list(lines[:SHOWN]):
            orders.append(Order(column, tuple(ordered[:SHOWN])))
    return tuple(orders)
