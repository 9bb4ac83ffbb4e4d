"""What a study tells: tables, pictures, and what they mean and do not mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kgraph.charts import Picture

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Picture", "Study", "Table"]


@dataclass(frozen=True)
class Table:
    """A tidy table of a study: one row an observation, one column a variable."""

    #: The name of its CSV file, without the ending: ``brokers``, ``brokers-by-sector``.
    name: str
    #: What the rows are, in the reader's language.
    title: str
    #: Columns hold texts, numbers and ISO days; ids are slugs. No index but the running number.
    frame: pd.DataFrame
    #: Column to what it says, with its unit and range, in the reader's language; every column has one.
    columns: Mapping[str, str]
    #: The commands that give the rows that the numbers are made of: ``kgraph query members --set alliance=…``.
    questions: tuple[str, ...]
    #: For each row the slugs of the sources that it rests on, in the order of the rows.
    sources: tuple[tuple[str, ...], ...]
    #: Columns that a report shows under another heading than the column's name: column to heading.
    headings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Study:
    """The outcome of one measure over a graph."""

    #: The measure's name on the command line.
    name: str
    title: str
    #: What it asks, and the answer in a sentence or two with the main numbers.
    question: str
    answer: str
    #: What the numbers mean, and what they do not: a paragraph each.
    means: str
    not_means: str
    tables: tuple[Table, ...]
    pictures: tuple[Picture, ...]
    #: Where the definitions are from, one reference an entry.
    references: tuple[str, ...] = ()
