"""What a question answers: columns and rows, and the forms in which they leave."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import pyoxigraph as ox

from kgraph.errors import ExportError, MissingExtra
from kgraph.vocabulary import XSD, shorten

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

Term: TypeAlias = ox.NamedNode | ox.Literal | ox.BlankNode | None

_NUMBERS = {XSD + name for name in ("integer", "decimal", "int", "long", "nonNegativeInteger")}


class Result:
    """The answer to a question.

    Parameters
    ----------
    question
        The name of the question.
    columns
        The columns in the order of SELECT.
    terms
        One tuple of RDF terms a row, ``None`` where a variable is unbound.
    note
        What the answer holds for: "as far as the graph holds sources, as of ...".
    make_network
        Turns the result into a network of the graph that it is from.
    """

    def __init__(
        self,
        question: str,
        columns: tuple[str, ...],
        terms: tuple[tuple[Term, ...], ...],
        note: str,
        make_network: Callable[[Result], nx.MultiDiGraph[Any]],
    ) -> None:
        self.question = question
        self.columns = columns
        self.terms = terms
        self.note = note
        self._make_network = make_network

    def __repr__(self) -> str:
        return f"<Result of {self.question}: {len(self)} rows of {', '.join(self.columns)}>"

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

    def to_parquet(self, path: Path | str) -> Path:
        """Write the rows as a Parquet file, put in place only when it is whole, and return its path.

        Columns of counts become 64-bit integers, those of other numbers decimals with nine digits after the point, days
        dates, all others texts; IRIs are whole and what is unbound is null. The metadata of the file holds
        the name of the question and the note on what the answer holds for.

        Parameters
        ----------
        path
            The file to write.

        Raises
        ------
        MissingExtra
            If pyarrow is not installed.
        ExportError
            If the file cannot be written, or a number does not fit its column.
        """
        from kgraph.folder import replacing_file

        content = _to_parquet(self)
        with replacing_file(Path(path)) as new:
            new.write_bytes(content)
        return Path(path)

    def to_network(self) -> nx.MultiDiGraph[Any]:
        """Return the rows as a networkx graph; they need the columns ``source`` and ``target``.

        Raises
        ------
        QuestionError
            If the columns are missing.

        See Also
        --------
        kgraph.network : The attributes of nodes and edges.
        """
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
        import csv
        import io

        file = io.StringIO()
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(self.columns)
        writer.writerows([_show(term) for term in row] for row in self.terms)
        return file.getvalue()

    def to_table(self, width: int | None = None) -> str:
        """Return a table for the screen, with IRIs shortened to slugs.

        Columns without any value are left out. Where the rest does not fit, some of it stands below each row.

        Parameters
        ----------
        width
            Letters in a line; that of the terminal when not given.
        """
        from kgraph.screen import draw_table, screen_width

        kept = [n for n in range(len(self.columns)) if not self.terms or any(row[n] is not None for row in self.terms)]
        rows = [[_show(row[n]) for n in kept] for row in self.terms]
        return draw_table([self.columns[n] for n in kept], rows, width or screen_width())


def to_python(term: Term) -> Any:
    """Return an RDF term as a Python value.

    Parameters
    ----------
    term
        A term of a row.

    Examples
    --------
    >>> to_python(ox.Literal("400", datatype=ox.NamedNode(XSD + "decimal"))), to_python(ox.Literal("x", language="vi"))
    (400, 'x')
    """
    if term is None:
        return None
    if isinstance(term, ox.Literal) and term.datatype.value in _NUMBERS:
        if term.value.lstrip("+-").isdigit():
            return int(term.value)
        from decimal import Decimal

        number = Decimal(term.value)
        return int(number) if number == number.to_integral_value() else number
    if isinstance(term, ox.Literal) and term.datatype.value == XSD + "boolean":
        return term.value in ("true", "1")
    return term.value


def _to_parquet(result: Result) -> bytes:
    try:
        # by name, for mypy finds no types in pyarrow
        arrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError as error:
        raise MissingExtra("parquet", "pyarrow") from error
    types = {"integer": arrow.int64(), "decimal": arrow.decimal128(38, 9), "date": arrow.date32()}
    fields, arrays = [], []
    for number, name in enumerate(result.columns):
        terms = [row[number] for row in result.terms]
        kind = _kind(terms)
        fields.append(arrow.field(name, types.get(kind, arrow.string())))
        try:
            arrays.append(arrow.array([_to_cell(term, kind) for term in terms], type=fields[-1].type))
        except arrow.ArrowInvalid as error:
            raise ExportError(f"{name}: a number does not fit its column ({error}): write CSV") from error
    about = {"question": result.question, "note": result.note}
    file = arrow.BufferOutputStream()
    parquet.write_table(arrow.Table.from_arrays(arrays, schema=arrow.schema(fields, metadata=about)), file)
    content: bytes = file.getvalue().to_pybytes()
    return content


def _kind(terms: Iterable[Term]) -> str:
    """Return what all values of a column are: integer, decimal, date or text."""
    bound = [term for term in terms if term is not None]
    types = {term.datatype.value if isinstance(term, ox.Literal) else "" for term in bound}
    if types and types <= _NUMBERS:
        return "decimal" if XSD + "decimal" in types else "integer"
    return "date" if types == {XSD + "date"} else "text"


def _to_cell(term: Term, kind: str) -> Any:
    value = to_python(term)
    if value is None or kind == "integer":
        return value
    if kind == "decimal":
        from decimal import Decimal

        return Decimal(value)
    if kind == "date":
        from datetime import date

        return date.fromisoformat(value)
    return str(value)


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row with what JSON knows: a decimal becomes the nearest float."""
    return {key: value if isinstance(value, str | int | None) else float(value) for key, value in row.items()}


def _show(term: Term) -> str:
    if term is None:
        return ""
    return shorten(term.value) if isinstance(term, ox.NamedNode) else term.value
