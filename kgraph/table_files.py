"""Tables as a folder of CSV files for spreadsheets, or of Parquet files.

A text that a spreadsheet would take for a formula is made harmless in CSV: where it begins with ``=``, ``+``, ``-``,
``@``, a tab or a carriage return, perhaps after apostrophes, one apostrophe is put before it. Taking one away from
every such cell gives back the text. Numbers are written as they are, and Parquet holds every text unchanged.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any

from kgraph.errors import ExportError, MissingExtra
from kgraph.folder import replacing_folder
from kgraph.manifest import MANIFEST_FILE
from kgraph.rows import Cell
from kgraph.tables import DICTIONARY_FILE, Column, Table

#: Stands in the manifest of a folder of tables, and not in that of a build.
_KIND = "tables"
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_QUOTED = re.compile(r'[",\r\n]|^\s|\s$')
#: Digits of a decimal column in Parquet, and how many of them stand after the point.
_PRECISION, _SCALE = 38, 9


def write_tables(tables: Iterable[Table], form: str, target: Path, manifest: dict[str, Any]) -> None:
    """Write tables with their dictionary and a manifest into a folder.

    Parameters
    ----------
    tables
        The tables; each becomes a file ``<name>.<form>``.
    form
        ``csv`` or ``parquet``.
    target
        A new or empty folder, or one that holds an earlier export of tables and nothing else.
    manifest
        Of the build that the tables are from.

    Raises
    ------
    ExportError
        If the target is a file, or a folder that holds anything else.
    MissingExtra
        If Parquet is asked for and pyarrow is not installed.
    """
    contents = {f"{table.name}.{form}": _WRITERS[form](table) for table in tables}
    contents["dictionary.csv"] = DICTIONARY_FILE.read_bytes()
    with replacing_folder(target, _KIND) as new:
        for name, content in contents.items():
            (new / name).write_bytes(content)
        (new / MANIFEST_FILE).write_text(_describe(tables, form, manifest, contents), encoding="utf-8")


def to_csv(table: Table) -> bytes:
    """Return a table as CSV: RFC 4180 but for its line ends, which are LF; UTF-8 without a mark at its beginning."""
    header = [column.name for column in table.columns]
    lines = [header, *([_show(cell) for cell in row] for row in table.rows)]
    return "".join(",".join(map(_quote, line)) + "\n" for line in lines).encode()


def to_parquet(table: Table) -> bytes:
    """Return a table as Parquet with typed columns, the meaning of each in its metadata.

    Raises
    ------
    MissingExtra
        If pyarrow is not installed.
    """
    try:
        # by name, for mypy finds no types in pyarrow
        arrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError as error:
        raise MissingExtra("parquet", "pyarrow") from error
    types = {
        "integer": arrow.int64(),
        "boolean": arrow.bool_(),
        "date": arrow.date32(),
        "decimal": arrow.decimal128(_PRECISION, _SCALE),
    }
    fields = [
        arrow.field(column.name, types.get(column.type, arrow.string()), metadata=_metadata(column))
        for column in table.columns
    ]
    cells = [[_or_none(row[number]) for row in table.rows] for number in range(len(fields))]
    try:
        arrays = [arrow.array(each, type=field.type) for each, field in zip(cells, fields, strict=True)]
    except arrow.ArrowInvalid as error:
        raise ExportError(f"{table.name}: a value does not fit its column ({error}): export csv") from error
    file = arrow.BufferOutputStream()
    parquet.write_table(arrow.Table.from_arrays(arrays, schema=arrow.schema(fields)), file, compression="zstd")
    content: bytes = file.getvalue().to_pybytes()
    return content


def disarm(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would take for a formula.

    Examples
    --------
    >>> disarm("=HYPERLINK(1)"), disarm("'=1"), disarm("5 % = some"), disarm("'tis")
    ("'=HYPERLINK(1)", "''=1", '5 % = some', "'tis")
    """
    return "'" + text if _FORMULA.match(text) else text


_WRITERS = {"csv": to_csv, "parquet": to_parquet}


def _describe(tables: Iterable[Table], form: str, manifest: dict[str, Any], contents: dict[str, bytes]) -> str:
    about = {
        "kind": _KIND,
        "form": form,
        "version": manifest["version"],
        "asOf": manifest["asOf"],
        "license": "CC0-1.0",
        "counts": manifest["counts"],
        "rows": {table.name: len(table.rows) for table in tables},
        "holds": sorted([*contents, MANIFEST_FILE]),
        "outputs": {name: hashlib.sha256(content).hexdigest() for name, content in sorted(contents.items())},
    }
    return json.dumps(about, indent=1) + "\n"


def _show(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    if isinstance(cell, (int, date)):
        return str(cell)
    return disarm(cell)


def _quote(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text


def _or_none(cell: Cell) -> Cell:
    return None if cell == "" else cell


def _metadata(column: Column) -> dict[str, str]:
    about = {"type": column.type, "unit": column.unit, "refers_to": "|".join(column.refers_to)}
    return {"meaning": column.meaning} | {name: text for name, text in about.items() if text}
