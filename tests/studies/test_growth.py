from __future__ import annotations

from typing import Any

import pytest

from kgraph.analysis.ties import Ties, read_ties
from kgraph.errors import QuestionError, UnknownName
from kgraph.knowledge import KnowledgeGraph
from kgraph.studies.growth import study_growth
from kgraph.studies.study import Study, Table
from studies.commands import list_commands, run_command


@pytest.fixture(scope="module")
def small_ties(small_world: KnowledgeGraph) -> Ties:
    return read_ties(small_world)


@pytest.fixture(scope="module")
def shipped_ties(shipped: KnowledgeGraph) -> Ties:
    return read_ties(shipped)


@pytest.fixture(scope="module")
def shipped_study(shipped: KnowledgeGraph, shipped_ties: Ties) -> Study:
    return study_growth(shipped, shipped_ties)


def _table(study: Study, name: str) -> Table:
    (table,) = [table for table in study.tables if table.name == name]
    return table


def _changes(study: Study) -> dict[str, list[Any]]:
    frame = _table(study, "growth-changes").frame
    return {row["state"]: [row[name] for name in ("then", "now", "joined", "left")] for _, row in frame.iterrows()}


def test_who_left_and_came_back_is_told_for_each_spell(small_world: KnowledgeGraph, small_ties: Ties) -> None:
    study = study_growth(
        small_world, small_ties, settings={"alliance": "harbour-alliance", "since": "2020", "until": "2023"}
    )
    changes = _changes(study)
    assert (
        changes["memberOf--brook-chat--harbour-alliance--spell-first"],
        changes["memberOf--brook-chat--harbour-alliance--spell-second"],
    ) == (["certainly", "no", "no", "certainly"], ["no", "possibly", "certainly", "no"])


def test_changes_follow_from_the_dates_of_each_member(small_world: KnowledgeGraph, small_ties: Ties) -> None:
    study = study_growth(
        small_world, small_ties, settings={"alliance": "reef-network", "since": "2021", "until": "2024"}
    )
    changes = _changes(study)
    assert {member: changes[f"memberOf--{member}--reef-network"] for member in ("cove-media", "kelp-trust", "fjord-apps")} == {
        "cove-media": ["certainly", "possibly", "no", "possibly"],
        "kelp-trust": ["certainly", "no", "no", "certainly"],
        "fjord-apps": ["no", "possibly", "certainly", "no"],
    }  # fmt: skip


def test_dates_of_founding_that_contradict_one_another_stay_side_by_side(
    small_world: KnowledgeGraph, small_ties: Ties
) -> None:
    founded = _table(study_growth(small_world, small_ties), "growth-founded").frame
    assert founded[founded["alliance"] == "reef-network"].values.tolist() == [
        ["reef-network", "Reef Network", "2003-01-01", "2006-12-31", False, "2004~; 2005; 2006; 2006-06"],
    ]


@pytest.mark.parametrize("world", ["small_world", "shipped"])
def test_members_by_alliance_and_year_are_those_of_the_stored_question(
    world: str, request: pytest.FixtureRequest
) -> None:
    graph: KnowledgeGraph = request.getfixturevalue(world)
    ties: Ties = request.getfixturevalue("small_ties" if world == "small_world" else "shipped_ties")
    frame = _table(study_growth(graph, ties), "growth-by-alliance").frame
    told = {
        (row["alliance"], row["period"]): (row["members_certain"], row["members_possible"])
        for _, row in frame.iterrows()
    }
    asked = {
        (str(row["alliance"]).rpartition("/")[2], str(row["year"])): (row["certain"], row["possible"])
        for row in graph.query("growth").rows
    }
    shared = told.keys() & asked.keys()
    assert {key: told[key] for key in shared} == {key: asked[key] for key in shared}
    assert len(shared) > 20


def test_every_row_leads_to_its_sources(shipped: KnowledgeGraph, shipped_study: Study) -> None:
    known = {str(row["source"]).rpartition("/")[2] for row in shipped.query("sources").rows}
    for table in shipped_study.tables:
        assert len(table.sources) == len(table.frame)
        assert all(sources and set(sources) <= known for sources in table.sources)


def test_every_command_that_a_table_names_gives_rows(shipped: KnowledgeGraph, shipped_study: Study) -> None:
    commands = list_commands(shipped_study)
    assert [command for command in commands if not run_command(shipped, command).rows] == []


def test_counts_of_months_lie_within_those_of_their_year(shipped: KnowledgeGraph, shipped_ties: Ties) -> None:
    settings = {"alliance": "tech-coalition"}
    years = _table(study_growth(shipped, shipped_ties, settings=settings), "growth").frame.set_index("period")
    months = _table(study_growth(shipped, shipped_ties, settings={**settings, "by": "month"}), "growth").frame
    most = months.groupby(months["period"].str[:4])[["members_certain", "members_possible"]].max()
    assert (most <= years.loc[most.index, ["members_certain", "members_possible"]]).all(axis=None)


def test_an_alliance_without_members_has_a_study_all_the_same(small_world: KnowledgeGraph, small_ties: Ties) -> None:
    study = study_growth(small_world, small_ties, settings={"alliance": "mirador-institute"})
    assert study.answer.startswith("The graph holds 0 memberships in 0 alliances")


@pytest.mark.parametrize(
    ("settings", "problem"),
    [
        ({"since": "2020", "until": "2019"}, "2020 does not end before 2019 begins: set since and until"),
        ({"since": "soon"}, "since 'soon': write a year, a month or a day"),
        ({"by": "week"}, "by 'week': write year or month"),
    ],
)
def test_settings_that_are_wrong_are_named(
    small_world: KnowledgeGraph, small_ties: Ties, settings: dict[str, str], problem: str
) -> None:
    with pytest.raises(QuestionError, match=problem):
        study_growth(small_world, small_ties, settings=settings)


def test_a_setting_that_the_study_has_not_is_named(small_world: KnowledgeGraph, small_ties: Ties) -> None:
    with pytest.raises(UnknownName, match="no setting 'aliance'"):
        study_growth(small_world, small_ties, settings={"aliance": "reef-network"})
