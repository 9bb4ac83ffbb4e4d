"""Write studies into a folder: tables as CSV, pictures as SVG, the report, and what the columns and sources are.

In CSV a text that a spreadsheet would take for a formula is made harmless as in every table of kgraph's.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kgraph.folder import replacing_folder
from kgraph.manifest import MANIFEST_FILE
from kgraph.report import build_report, list_documents
from kgraph.table_files import disarm

if TYPE_CHECKING:
    from kgraph.knowledge import KnowledgeGraph
    from kgraph.studies.study import Study, Table

#: Stands in the manifest of a folder of studies.
_KIND = "analysis"

#: The column that names the sources of a row; no study has one of this name.
SOURCES_COLUMN = "source_slugs"

REPORT_FILE = "report.html"


def write_studies(
    graph: KnowledgeGraph, studies: Iterable[Study], target: Path, *, lang: str = "en", seed: int = 0
) -> list[str]:
    """Write studies into a folder, in the place of an earlier analysis.

    Parameters
    ----------
    graph
        The graph that they are of.
    studies
        What :func:`kgraph.studies.run_studies` gives. None is asked for before the target is known to be fit.
    target
        A new or empty folder, or one that holds an earlier analysis and nothing else.
    lang, seed
        What they are run with.

    Returns
    -------
    list of str
        The names of the files, sorted: the same bytes for the same studies.

    Raises
    ------
    ExportError
        If the target is a file, or a folder that holds anything else.
    MissingExtra
        If a library is not installed.
    """
    with replacing_folder(target, _KIND) as new:
        contents = _tell(graph, list(studies), lang, seed)
        for name, content in contents.items():
            (new / name).write_bytes(content.encode())
    return sorted(contents)


def _tell(graph: KnowledgeGraph, studies: Sequence[Study], lang: str, seed: int) -> dict[str, str]:
    """Return the names and texts of all files."""
    contents = {f"{table.name}.csv": _to_csv(table) for study in studies for table in study.tables}
    contents |= {f"{picture.name}.svg": picture.svg for study in studies for picture in study.pictures}
    contents["columns.csv"] = _write_rows(("table", "column", "meaning"), _list_columns(studies))
    contents["sources.csv"] = _write_sources(graph, studies)
    contents[REPORT_FILE] = build_report(graph, studies, lang=lang, seed=seed)
    return contents | {MANIFEST_FILE: _describe(graph, studies, contents, lang, seed)}


def _to_csv(table: Table) -> str:
    """Write a table with a last column for the slugs of the sources that each row rests on."""
    rows = table.frame.itertuples(index=False, name=None)
    lines = ((*row, " ".join(sources)) for row, sources in zip(rows, table.sources, strict=True))
    return _write_rows((*map(str, table.frame.columns), SOURCES_COLUMN), lines)


def _list_columns(studies: Iterable[Study]) -> list[tuple[str, str, str]]:
    return [
        (table.name, str(column), table.columns[str(column)])
        for study in studies
        for table in study.tables
        for column in table.frame.columns
    ]


def _write_sources(graph: KnowledgeGraph, studies: Iterable[Study]) -> str:
    documents = list_documents(graph, studies)
    columns = ("source", "title", "publisher", "issued", "language", "address")
    rows = ((each.slug, each.title, each.publisher, each.issued, each.language, each.address) for each in documents)
    return _write_rows(columns, rows)


def _write_rows(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Write CSV as RFC 4180 has it but for its line ends, which are LF."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_show(cell) for cell in row] for row in rows)
    return file.getvalue()


def _show(cell: Any) -> str:
    """Write one value; a number with the digits that are the same on every machine."""
    import pandas as pd

    if isinstance(cell, str):
        return disarm(cell)
    if isinstance(cell, (list, tuple)):
        return disarm(" ".join(map(str, cell)))
    if cell is None or pd.isna(cell):
        return ""
    if pd.api.types.is_bool(cell):
        return "true" if cell else "false"
    if pd.api.types.is_float(cell):
        return f"{float(cell):.10g}"
    return str(cell)


def _describe(graph: KnowledgeGraph, studies: Iterable[Study], contents: dict[str, str], lang: str, seed: int) -> str:
    about = {
        "kind": _KIND,
        "version": graph.manifest["version"],
        "asOf": graph.manifest["asOf"],
        "license": "CC0-1.0",
        "measures": [study.name for study in studies],
        "language": lang,
        "seed": seed,
        "rows": {table.name: len(table.frame) for study in studies for table in study.tables},
        "holds": sorted([*contents, MANIFEST_FILE]),
        "outputs": {name: hashlib.sha256(text.encode()).hexdigest() for name, text in sorted(contents.items())},
    }
    return json.dumps(about, indent=1) + "\n"
