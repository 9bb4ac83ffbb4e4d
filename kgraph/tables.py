"""The graph as tidy tables that join by slugs: one row a thing, one column a property, typed.

What tables and columns there are, of what type, in what unit and meaning, and to which table a key leads, stands in
``dictionary.csv`` and only there; an export carries it along.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kgraph.rows import Cell, Row, RowReader

if TYPE_CHECKING:
    from kgraph.knowledge import KnowledgeGraph

DICTIONARY_FILE = Path(__file__).parent / "dictionary.csv"


@dataclass(frozen=True)
class Column:
    """A column of a table."""

    name: str
    #: ``slug``, ``code``, ``text``, ``list``, ``language``, ``url``, ``edtf``, ``date``, ``integer``, ``decimal`` or
    #: ``boolean``.
    type: str
    unit: str
    #: ``table.column`` to which its keys lead; several where another column tells which.
    refers_to: tuple[str, ...]
    meaning: str


@dataclass(frozen=True)
class Table:
    """A table with its rows, in the order of their keys."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


@cache
def read_dictionary() -> dict[str, tuple[Column, ...]]:
    """Return the columns of each table, in order."""
    columns: dict[str, list[Column]] = defaultdict(list)
    with DICTIONARY_FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            refers_to = tuple(row["refers_to"].split("|")) if row["refers_to"] else ()
            columns[row["table"]].append(Column(row["column"], row["type"], row["unit"], refers_to, row["meaning"]))
    return {name: tuple(each) for name, each in columns.items()}


def build_tables(graph: KnowledgeGraph) -> list[Table]:
    """Build all tables of a graph.

    Parameters
    ----------
    graph
        A built graph. Sentences are in English.

    Returns
    -------
    list of Table
        In the order of the dictionary. Their rows and those of ``states`` and ``figures`` together are as many as the
        build counts.
    """
    reader = RowReader(graph)
    makers: dict[str, Callable[[], Iterator[Row]]] = {
        "entities": reader.entities,
        "names": reader.names,
        "states": reader.states,
        "figures": reader.figures,
        "attestations": reader.attestations,
        "sources": reader.sources,
        "inferred": reader.inferred,
        "grounds": reader.grounds,
        "territories": reader.territories,
        "countries": reader.countries,
        "concepts": reader.concepts,
    }
    return [_table(name, columns, makers[name]()) for name, columns in read_dictionary().items()]


def _table(name: str, columns: tuple[Column, ...], rows: Iterable[Row]) -> Table:
    cells = {tuple(row.get(column.name) for column in columns) for row in rows}
    return Table(name, columns, tuple(sorted(cells, key=lambda row: [str(cell or "") for cell in row])))
