"""Answers as files of other programs."""

from __future__ import annotations

import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kgraph.errors import ExportError, MissingExtra
from kgraph.knowledge import KnowledgeGraph


def test_parquet_holds_every_row_with_numbers_and_days_as_such(small_world: KnowledgeGraph, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    result = small_world.query("figures-over-time")
    rows = parquet.read_table(result.to_parquet(tmp_path / "figures.parquet")).to_pylist()
    assert len(rows) == len(result)
    assert [row["about"] for row in rows] == [row["about"] for row in result.rows]
    (row,) = [row for row in rows if row["value"] == 61]
    assert (row["first"], row["value"], row["territory"]) == (date(2023, 1, 1), Decimal(61), None)


def test_parquet_tells_the_question_and_what_the_answer_holds_for(small_world: KnowledgeGraph, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    result = small_world.query("growth", known="2024-06-15")
    metadata = parquet.read_schema(result.to_parquet(tmp_path / "growth.parquet")).metadata
    assert (metadata[b"question"], metadata[b"note"].decode()) == (b"growth", result.note)


def test_parquet_of_one_answer_is_the_same_bytes(small_world: KnowledgeGraph, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    paths = [small_world.query("members").to_parquet(tmp_path / name) for name in ("one.parquet", "other.parquet")]
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_parquet_is_not_written_over_a_folder(small_world: KnowledgeGraph, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    with pytest.raises(ExportError, match="is a folder: name a file"):
        small_world.query("members").to_parquet(tmp_path)


def test_parquet_without_pyarrow_names_what_to_install(
    small_world: KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtra, match="parquet"):
        small_world.query("members").to_parquet(tmp_path / "members.parquet")
    assert list(tmp_path.iterdir()) == []
