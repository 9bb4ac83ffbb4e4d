"""What a question answers: columns and rows, and the forms in which they leave."""

from __future__ import annotations

import csv
import io
import json
import shutil
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeAlias

import pyoxigraph as ox

from kgraph.errors import MissingExtra
from kgraph.vocabulary import XSD, shorten

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

Term: TypeAlias = ox.NamedNode | ox.Literal | ox.BlankNode | None

_NUMBERS = {XSD + name for name in ("integer", "decimal", "int", "long", "nonNegativeInteger")}
#: A cell of a table on the screen is cut at this many letters and continued on the next line.
_WIDEST = 60


@dataclass(frozen=True)
class Result:
    """The answer to a question.

    Attributes
    ----------
    question
        The name of the question.
    columns
        The columns in the order of SELECT.
    terms
        One tuple of RDF terms a row, ``None`` where a variable is unbound.
    note
        What the answer holds for: "as far as the graph holds sources, as of ...".
    """

    question: str
    columns: tuple[str, ...]
    terms: tuple[tuple[Term, ...], ...]
    note: str
    _make_network: Callable[[Result], nx.MultiDiGraph[Any]] | None = None

    @property
    def rows(self) -> list[dict[str, Any]]:
        """One mapping a row: IRIs and texts as str, numbers as int or Decimal, unbound as None."""
        return [dict(zip(self.columns, map(to_python, row), strict=True)) for row in self.terms]

    def __len__(self) -> int:
        return len(self.terms)

    def to_pandas(self) -> pd.DataFrame:
        """Return the rows as a pandas DataFrame.

        Raises
        ------
        MissingExtra
            If pandas is not installed.
        """
        try:
            import pandas as pd
        except ImportError as error:
            raise MissingExtra("pandas", "pandas") from error
        return pd.DataFrame(self.rows, columns=list(self.columns))

    def to_network(self) -> nx.MultiDiGraph[Any]:
        """Return the rows as a networkx graph; they need the columns ``source`` and ``target``.

        See Also
        --------
        kgraph.network : the attributes of nodes and edges.

        Raises
        ------
        QuestionError
            If the columns are missing.
        """
        if self._make_network is None:
            raise TypeError("this result belongs to no graph: take one from KnowledgeGraph.query")
        return self._make_network(self)

    def to_json(self) -> str:
        """Return one JSON object: question, columns, rows with whole IRIs, note."""
        content = {
            "question": self.question,
            "columns": list(self.columns),
            "rows": [_plain(row) for row in self.rows],
            "note": self.note,
        }
        return json.dumps(content, ensure_ascii=False, indent=1) + "\n"

    def to_jsonl(self) -> str:
        """Return one JSON object a row and line."""
        return "".join(json.dumps(_plain(row), ensure_ascii=False) + "\n" for row in self.rows)

    def to_csv(self) -> str:
        """Return CSV (RFC 4180, LF) with IRIs shortened to slugs."""
        file = io.StringIO()
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(self.columns)
        writer.writerows([_show(term) for term in row] for row in self.terms)
        return file.getvalue()

    def to_table(self, width: int | None = None) -> str:
        """Return a table for the screen, with IRIs shortened to slugs.

        Parameters
        ----------
        width
            Letters in a line; that of the terminal when not given. Cells are continued on further lines to fit it.
        """
        cells = [[_show(term) for term in row] for row in self.terms]
        return _draw_table(list(self.columns), cells, width or shutil.get_terminal_size((120, 24)).columns)


def to_python(term: Term) -> Any:
    """Return an RDF term as a Python value.

    Examples
    --------
    >>> to_python(ox.Literal("400", datatype=ox.NamedNode(XSD + "decimal"))), to_python(ox.Literal("x", language="vi"))
    (400, 'x')
    """
    if term is None:
        return None
    if isinstance(term, ox.Literal) and term.datatype.value in _NUMBERS:
        number = Decimal(term.value)
        return int(number) if number == number.to_integral_value() else number
    if isinstance(term, ox.Literal) and term.datatype.value == XSD + "boolean":
        return term.value in ("true", "1")
    return term.value


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {key: float(value) if isinstance(value, Decimal) else value for key, value in row.items()}


def _show(term: Term) -> str:
    if term is None:
        return ""
    return shorten(term.value) if isinstance(term, ox.NamedNode) else term.value


def _draw_table(header: list[str], rows: list[list[str]], width: int) -> str:
    widths = _fit([[header[n], *(row[n] for row in rows)] for n in range(len(header))], width)
    lines = [*_draw_row(header, widths), "  ".join("─" * each for each in widths)]
    for row in rows:
        lines += _draw_row(row, widths)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _fit(columns: list[list[str]], width: int) -> list[int]:
    """Share the width among the columns: narrow ones get what they need, wide ones share the rest."""
    needed = [min(max(map(_letters, column), default=1), _WIDEST) or 1 for column in columns]
    room = width - 2 * (len(columns) - 1)
    while sum(needed) > room and max(needed) > 10:
        needed[needed.index(max(needed))] -= 1
    return needed


def _draw_row(cells: list[str], widths: list[int]) -> Iterator[str]:
    wrapped = [list(_wrap(cell, width)) or [""] for cell, width in zip(cells, widths, strict=True)]
    for number in range(max(map(len, wrapped), default=0)):
        parts = [lines[number] if number < len(lines) else "" for lines in wrapped]
        yield "  ".join(part + " " * (width - _letters(part)) for part, width in zip(parts, widths, strict=True))


def _wrap(text: str, width: int) -> Iterator[str]:
    line = ""
    for word in _cut(text.split(), width):
        if line and _letters(line) + 1 + _letters(word) > width:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    if line:
        yield line


def _cut(words: Iterable[str], width: int) -> Iterator[str]:
    for word in words:
        rest = word
        while _letters(rest) > width:
            end = next(n for n in range(len(rest), 0, -1) if _letters(rest[:n]) <= width or n == 1)
            yield rest[:end]
            rest = rest[end:]
        if rest:
            yield rest


def _letters(text: str) -> int:
    """Return how many places a text takes on the screen: none for combining marks, two for wide letters."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )
