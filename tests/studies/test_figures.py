"""Figures over time on the small world, and the rules that they keep on the shipped data."""

from __future__ import annotations

import pytest

from kgraph.analysis.ties import Ties
from kgraph.errors import UnknownName
from kgraph.knowledge import KnowledgeGraph
from kgraph.studies import run_study
from kgraph.studies.figures import _find_middle
from kgraph.studies.study import Study, Table
from studies.commands import list_commands, run_command
from studies.runs import Runs


@pytest.fixture(scope="module")
def study(small_runs: Runs) -> Study:
    return small_runs.study("figures")


@pytest.fixture(scope="module")
def shipped_study(shipped_runs: Runs) -> Study:
    return shipped_runs.study("figures")


def rows(table: Table, *columns: str) -> list[tuple[object, ...]]:
    return list(table.frame[list(columns)].itertuples(index=False, name=None))


def test_series_hold_one_measure_publisher_and_length_of_period(study: Study) -> None:
    assert rows(study.tables[0], "measure", "operator", "months", "periods", "first_value", "last_value") == [
        ("video-views", "shoal-week-2022", 12, 3, 51.0, 53.0),
        ("videos-removed", "reef-network", 24, 2, 300.0, 200.0),
    ]


def test_both_of_two_conflicting_figures_are_told_with_their_bounds(study: Study) -> None:
    assert rows(study.tables[1], "about", "one_bound", "one", "other_bound", "other")[0] == (
        "acme-transparency-2023", "exactly", "1,200", "more than", "more than 1500",
    )  # fmt: skip


def test_a_figure_that_a_source_disputes_is_not_told(study: Study) -> None:
    figures = study.tables[2].frame
    told = figures.loc[(figures["about"] == "shoal-view-2021") & (figures["measure"] == "videos-removed"), "stated"]
    assert sorted(told) == ["11", "12", "15"]


def test_several_numbers_at_once_are_no_conflict_and_no_series(study: Study) -> None:
    several = study.tables[2].frame
    listed = several[several["measure"] == "cybertipline-reports-by-listed-entity"]
    assert len(listed) == 2 and not listed["differs"].any()
    assert "cybertipline-reports-by-listed-entity" not in set(study.tables[0].frame["measure"])


def test_an_open_bound_leaves_its_end_open(study: Study) -> None:
    figures = study.tables[2].frame
    bounded = figures[figures["stated"] == "more than 1500"]
    assert bounded["lowest"].tolist() == [1500]
    assert bounded["highest"].isna().all()


def test_settings_choose_measure_and_entity(small_world: KnowledgeGraph, small_ties: Ties) -> None:
    settings = {"measure": "videos removed", "entity": "Reef Network"}
    told = run_study(small_world, "figures", ties=small_ties, settings=settings)
    assert set(rows(told.tables[2], "measure", "operator")) == {("videos-removed", "reef-network")}
    assert [picture.name for picture in told.pictures] == ["figures-videos-removed"]
    for command in list_commands(told):
        assert run_command(small_world, command).rows, command


def test_a_point_stands_in_the_middle_of_its_period() -> None:
    assert _find_middle("2024-01-01", "2024-12-31") == "2024-07-01"


def test_an_unknown_measure_is_named(small_world: KnowledgeGraph, small_ties: Ties) -> None:
    with pytest.raises(UnknownName, match="video-vews"):
        run_study(small_world, "figures", ties=small_ties, settings={"measure": "video-vews"})


def test_measures_comparable_within_one_entity_are_drawn_for_one(shipped_study: Study) -> None:
    figures = shipped_study.tables[2].frame
    across = set(figures.loc[figures["comparability"] == "comparable across entities", "measure"])
    drawn = [picture.name.removeprefix("figures-") for picture in shipped_study.pictures]
    names = set(figures["operator_name"])
    for measure, picture in zip(drawn, shipped_study.pictures, strict=True):
        shown = {name for name in names if f">{name}</text>" in picture.svg}
        assert len(shown) == 1 or measure in across


def test_ranges_hold_their_values(shipped_study: Study) -> None:
    figures = shipped_study.tables[2].frame
    assert (figures["lowest"].fillna(figures["value"]) <= figures["value"]).all()
    assert (figures["highest"].fillna(figures["value"]) >= figures["value"]).all()
