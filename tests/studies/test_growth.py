from __future__ import annotations

from typing import Any

import pytest

from kgraph.analysis.ties import Ties
from kgraph.errors import QuestionError
from kgraph.knowledge import KnowledgeGraph
from kgraph.studies import run_study
from kgraph.studies.study import Study
from studies.runs import Runs, table_of


def _changes(study: Study) -> dict[str, list[Any]]:
    frame = table_of(study, "growth-changes").frame
    return {row["state"]: [row[name] for name in ("then", "now", "joined", "left")] for _, row in frame.iterrows()}


def test_who_left_and_came_back_is_told_for_each_spell(small_world: KnowledgeGraph, small_ties: Ties) -> None:
    settings = {"alliance": "harbour-alliance", "since": "2020", "until": "2023"}
    changes = _changes(run_study(small_world, "growth", ties=small_ties, settings=settings))
    assert (
        changes["memberOf--brook-chat--harbour-alliance--spell-first"],
        changes["memberOf--brook-chat--harbour-alliance--spell-second"],
    ) == (["certainly", "no", "no", "certainly"], ["no", "possibly", "certainly", "no"])


def test_changes_follow_from_the_dates_of_each_member(small_world: KnowledgeGraph, small_ties: Ties) -> None:
    settings = {"alliance": "reef-network", "since": "2021", "until": "2024"}
    changes = _changes(run_study(small_world, "growth", ties=small_ties, settings=settings))
    assert {member: changes[f"memberOf--{member}--reef-network"] for member in ("cove-media", "kelp-trust", "fjord-apps")} == {
        "cove-media": ["certainly", "possibly", "no", "possibly"],
        "kelp-trust": ["certainly", "no", "no", "certainly"],
        "fjord-apps": ["no", "possibly", "certainly", "no"],
    }  # fmt: skip


def test_dates_of_founding_that_contradict_one_another_stay_side_by_side(small_runs: Runs) -> None:
    founded = table_of(small_runs.study("growth"), "growth-founded").frame
    assert founded[founded["alliance"] == "reef-network"].values.tolist() == [
        ["reef-network", "Reef Network", "2003-01-01", "2006-12-31", False, "2004~; 2005; 2006; 2006-06"],
    ]


def test_members_by_alliance_and_year_are_those_of_the_stored_question(runs: Runs) -> None:
    frame = table_of(runs.study("growth"), "growth-by-alliance").frame
    told = {
        (row["alliance"], row["period"]): (row["members_certain"], row["members_possible"])
        for _, row in frame.iterrows()
    }
    asked = {
        (str(row["alliance"]).rpartition("/")[2], str(row["year"])): (row["certain"], row["possible"])
        for row in runs.ask("kgraph query growth").rows
    }
    shared = told.keys() & asked.keys()
    assert {key: told[key] for key in shared} == {key: asked[key] for key in shared}
    assert len(shared) > 20


def test_counts_of_months_lie_within_those_of_their_year(shipped: KnowledgeGraph, shipped_ties: Ties) -> None:
    settings = {"alliance": "tech-coalition"}
    by_year, by_month = (
        run_study(shipped, "growth", ties=shipped_ties, settings={**settings, "by": by}) for by in ("year", "month")
    )
    years = table_of(by_year, "growth").frame.set_index("period")
    months = table_of(by_month, "growth").frame
    most = months.groupby(months["period"].str[:4])[["members_certain", "members_possible"]].max()
    assert (most <= years.loc[most.index, ["members_certain", "members_possible"]]).all(axis=None)


def test_an_alliance_without_members_has_a_study_all_the_same(small_world: KnowledgeGraph, small_ties: Ties) -> None:
    study = run_study(small_world, "growth", ties=small_ties, settings={"alliance": "mirador-institute"})
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
        run_study(small_world, "growth", ties=small_ties, settings=settings)
