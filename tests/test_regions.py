"""Regions of countries: the table of countries, the concepts, and the graph agree."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from kgraph.knowledge import KnowledgeGraph
from kgraph.paths import data_folder
from kgraph.sources import read_data


def regions_of(graph: KnowledgeGraph, pattern: str) -> dict[str, str]:
    _, rows = graph.ask(f"SELECT ?thing ?region WHERE {{ {pattern} }} ORDER BY ?thing")
    return {str(thing.value).rpartition("/")[2]: str(region.value).rpartition("/")[2] for thing, region in rows}  # type: ignore[union-attr]


def test_every_country_but_antarctica_is_in_a_region_of_the_ontology(shipped: KnowledgeGraph) -> None:
    named = regions_of(shipped, "?thing skos:inScheme v:regions BIND(?thing AS ?region)")
    placed = regions_of(shipped, "?thing ally:inRegion ?region")
    countries = regions_of(shipped, "?thing a ally:Country BIND(?thing AS ?region)")
    assert set(placed.values()) == set(named)
    assert set(countries) - set(placed) == {"ATA"}


@pytest.mark.parametrize(
    ("country", "region"),
    [
        ("BRA", "latin-america-and-the-caribbean"),
        ("MEX", "latin-america-and-the-caribbean"),
        ("USA", "northern-america"),
        ("VNM", "asia"),
        ("TUR", "asia"),
        ("RUS", "europe"),
        ("GBR", "europe"),
        ("AUS", "oceania"),
        ("NAM", "africa"),
    ],
)
def test_country_is_where_the_geoscheme_places_it(shipped: KnowledgeGraph, country: str, region: str) -> None:
    assert regions_of(shipped, "?thing ally:inRegion ?region")[country] == region


def test_a_misspelt_region_is_named_with_all_right_ones(tmp_path: Path) -> None:
    with (data_folder() / "countries.csv").open(encoding="utf-8", newline="") as file:
        head, brazil = next(rows := csv.reader(file)), next(row for row in rows if row[0] == "BR")
    for name in ("sources", "entities"):
        (tmp_path / name).mkdir()
    text = ",".join(head) + "\n" + ",".join([*brazil[:-1], "latin-america"]) + "\n"
    (tmp_path / "countries.csv").write_text(text, encoding="utf-8")
    _, problems = read_data(tmp_path)
    assert [(each.line, each.what) for each in problems if each.file.endswith("countries.csv")] == [
        (2, "region 'latin-america'")
    ]
    assert "latin-america-and-the-caribbean" in str(problems[0])
