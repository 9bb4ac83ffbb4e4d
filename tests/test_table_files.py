"""CSV that a spreadsheet cannot be tricked with, and Parquet with types."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from export_world import build_world
from hypothesis import given, settings
from hypothesis import strategies as st

from kgraph.errors import MissingExtra
from kgraph.export import write_export
from kgraph.knowledge import KnowledgeGraph
from kgraph.table_files import disarm, to_csv, to_parquet
from kgraph.tables import DICTIONARY_FILE, Column, Table, build_tables, read_dictionary

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    return build_world(tmp_path_factory.mktemp("world"))


@pytest.fixture(scope="module")
def folder(graph: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("csv") / "tables"
    write_export(graph, "csv", target)
    return target


def arm(text: str) -> str:
    """What the documentation tells a reader of the CSV to do."""
    return text[1:] if text.lstrip("'").startswith(DANGEROUS) and text.startswith("'") else text


def table_of(*cells: Any, type: str = "text") -> Table:
    return Table("t", (Column("a", type, "", (), ""),), tuple((cell,) for cell in cells))


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode(), newline=""), strict=True))


def read_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


@settings(deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1), max_size=6))
def test_texts_come_back_from_csv_and_none_is_a_formula(texts: list[str]) -> None:
    lines = read(to_csv(table_of(*texts)))
    assert lines[0] == ["a"]
    assert [arm(line[0]) for line in lines[1:]] == texts
    assert not any(line[0].startswith(DANGEROUS) for line in lines[1:])


@settings(deadline=None)
@given(st.text("'=+-@\t\ra", max_size=6))
def test_what_was_made_harmless_can_be_taken_back(text: str) -> None:
    assert arm(disarm(text)) == text


def test_numbers_days_and_truth_are_written_plainly() -> None:
    cells = [Decimal("-12.50"), -3, True, False, date(2022, 9, 29), None, Decimal("1E+3")]
    assert to_csv(table_of(*cells)).decode().splitlines() == [
        "a",
        "-12.50",
        "-3",
        "true",
        "false",
        "2022-09-29",
        "",
        "1000",
    ]


def test_csv_is_utf8_without_a_mark_and_ends_its_lines_with_lf(folder: Path) -> None:
    for path in folder.glob("*.csv"):
        content = path.read_bytes()
        assert not content.startswith(b"\xef\xbb\xbf")
        assert content.endswith(b"\n") and b"\r" not in content
        content.decode("utf-8")


def test_hostile_texts_of_the_world_are_harmless_in_every_file(folder: Path) -> None:
    numbers = {
        (name, each.name) for name, columns in read_dictionary().items() for each in columns if each.type == "decimal"
    }
    for path in folder.glob("*.csv"):
        for line in read_rows(path):
            for name, cell in line.items():
                assert (path.stem, name) in numbers or not cell.startswith(DANGEROUS), (path.name, name)
    assert '\'=Shield & "Co" <b>' in {line["label"] for line in read_rows(folder / "entities.csv")}


def test_the_manifest_counts_and_hashes_what_stands_there(folder: Path, graph: KnowledgeGraph) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    held = {path.name for path in folder.iterdir()}
    assert held == {*manifest["outputs"], "manifest.json"}
    assert held == {f"{name}.csv" for name in (*read_dictionary(), "dictionary")} | {"manifest.json"}
    for name, digest in manifest["outputs"].items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
    for name, count in manifest["rows"].items():
        assert len(read((folder / f"{name}.csv").read_bytes())) == count + 1
    assert manifest["counts"] == graph.manifest["counts"]
    assert (folder / "dictionary.csv").read_bytes() == DICTIONARY_FILE.read_bytes()


def test_pandas_reads_as_many_rows_as_were_written(folder: Path) -> None:
    pandas = pytest.importorskip("pandas")
    rows = json.loads((folder / "manifest.json").read_text())["rows"]
    for name, count in rows.items():
        frame = pandas.read_csv(folder / f"{name}.csv", keep_default_na=False)
        assert len(frame) == count
        assert list(frame.columns) == [column.name for column in read_dictionary()[name]]


def test_pandas_joins_states_to_the_titles_of_their_sources(folder: Path) -> None:
    pandas = pytest.importorskip("pandas")
    frames = {path.stem: pandas.read_csv(path, keep_default_na=False) for path in folder.glob("*.csv")}
    joined = frames["states"].merge(frames["attestations"], on="state").merge(frames["sources"], on="source")
    found = joined[joined.state == "memberOf--acme--shield"].title
    assert sorted(found) == ['ACME joins "Shield" <today> & tomorrow | always', "Copy"]


def test_parquet_holds_the_same_rows_with_types(graph: KnowledgeGraph, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    write_export(graph, "parquet", tmp_path / "tables")
    for table in build_tables(graph):
        found = parquet.read_table(tmp_path / "tables" / f"{table.name}.parquet")
        expected = [tuple(None if cell == "" else cell for cell in row) for row in table.rows]
        assert [tuple(row.values()) for row in found.to_pylist()] == expected, table.name
    schema = parquet.read_schema(tmp_path / "tables" / "figures.parquet")
    assert {name: str(schema.field(name).type) for name in ("value", "sources", "accepted", "period")} == {
        "value": "decimal128(38, 9)",
        "sources": "int64",
        "accepted": "bool",
        "period": "string",
    }
    assert str(parquet.read_schema(tmp_path / "tables" / "states.parquet").field("latest_end").type) == "date32[day]"


def test_parquet_keeps_texts_as_they_are_and_tells_the_meaning_of_columns(
    graph: KnowledgeGraph, tmp_path: Path
) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    write_export(graph, "parquet", tmp_path / "tables")
    found = parquet.read_table(tmp_path / "tables" / "entities.parquet")
    assert '=Shield & "Co" <b>' in found.column("label").to_pylist()
    assert found.schema.field("label").metadata[b"meaning"].startswith(b"The editors' label")


def test_parquet_without_pyarrow_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:

    def refuse(name: str) -> Any:
        raise ImportError(name)

    monkeypatch.setattr("kgraph.table_files.import_module", refuse)
    with pytest.raises(MissingExtra, match=r"this needs pyarrow, which comes with the extra 'parquet'"):
        to_parquet(table_of("x"))
