"""The folder of an analysis: what is in it, and what is not overwritten."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_report import invent_study

from kgraph.errors import ExportError
from kgraph.knowledge import KnowledgeGraph
from kgraph.studies.study import Study
from kgraph.study_files import write_studies


@pytest.fixture
def folder(small_world: KnowledgeGraph, tmp_path: Path) -> Path:
    write_studies(small_world, [invent_study()], tmp_path / "analysis")
    return tmp_path / "analysis"


def read_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_tables_pictures_and_report_are_files_of_their_names(small_world: KnowledgeGraph, tmp_path: Path) -> None:
    names = write_studies(small_world, [invent_study()], tmp_path / "analysis")
    assert names == sorted(path.name for path in (tmp_path / "analysis").iterdir())
    assert names == ["columns.csv", "invented.csv", "invented.svg", "manifest.json", "report.html", "sources.csv"]


def test_a_table_names_the_sources_of_each_row(folder: Path) -> None:
    assert read_rows(folder / "invented.csv")[1] == {
        "name": "Harbour 1",
        "count": "1",
        "share": "0.1428571429",
        "source_slugs": "acme-joins-harbour",
    }


def test_the_sources_of_the_rows_are_told(folder: Path) -> None:
    (source,) = read_rows(folder / "sources.csv")
    assert source["source"] == "acme-joins-harbour"
    assert source["title"] and source["publisher"] and source["address"]


def test_the_meaning_of_every_column_is_told(folder: Path) -> None:
    told = {(row["table"], row["column"]): row["meaning"] for row in read_rows(folder / "columns.csv")}
    assert told[("invented", "share")] == "A share, 0 to 1."
    assert set(told) == {("invented", name) for name in ("name", "count", "share")}


def test_a_text_that_a_spreadsheet_takes_for_a_formula_is_disarmed(small_world: KnowledgeGraph, tmp_path: Path) -> None:
    write_studies(small_world, [invent_study("=HYPERLINK(1)")], tmp_path / "analysis")
    assert read_rows(tmp_path / "analysis" / "invented.csv")[0]["name"] == "'=HYPERLINK(1) 0"


def test_the_files_are_the_same_bytes_each_time(small_world: KnowledgeGraph, folder: Path) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    write_studies(small_world, [invent_study()], folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_lines_end_as_everywhere_else(folder: Path) -> None:
    assert [path.name for path in folder.iterdir() if b"\r" in path.read_bytes()] == []


def test_a_later_analysis_leaves_no_file_of_an_earlier_one(small_world: KnowledgeGraph, folder: Path) -> None:
    other = invent_study()
    write_studies(small_world, [Study(**{**vars(other), "pictures": ()})], folder)
    assert not (folder / "invented.svg").exists()
    assert json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["measures"] == ["invented"]


def test_a_folder_of_somebody_else_is_refused_before_anything_is_measured(
    small_world: KnowledgeGraph, tmp_path: Path
) -> None:
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")

    def measure() -> Iterator[Study]:
        pytest.fail("something was measured")
        yield invent_study()

    with pytest.raises(ExportError, match=r"holds 'thesis\.txt', which is of no analysis of kgraph's"):
        write_studies(small_world, measure(), tmp_path)
    assert (tmp_path / "thesis.txt").read_text(encoding="utf-8") == "mine"


def test_an_analysis_that_fails_leaves_the_earlier_one(small_world: KnowledgeGraph, folder: Path) -> None:
    before = sorted(path.name for path in folder.iterdir())

    def fail() -> Iterator[Study]:
        yield invent_study()
        raise ExportError("no more")

    with pytest.raises(ExportError, match="no more"):
        write_studies(small_world, fail(), folder)
    assert sorted(path.name for path in folder.iterdir()) == before
