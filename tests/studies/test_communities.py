from __future__ import annotations

from typing import Any

import pytest

from kgraph.analysis.ties import Ties
from kgraph.errors import QuestionError
from kgraph.knowledge import KnowledgeGraph
from kgraph.studies import run_study
from kgraph.studies.study import Study
from studies.runs import Runs


@pytest.fixture(scope="module")
def small_study(small_runs: Runs) -> Study:
    return small_runs.study("communities")


@pytest.fixture(scope="module")
def shipped_study(shipped_runs: Runs) -> Study:
    return shipped_runs.study("communities")


def rows_of(study: Study, number: int) -> list[dict[str, Any]]:
    return study.tables[number].frame.to_dict("records")  # type: ignore[return-value]


def test_an_alliance_whose_members_are_in_no_other_is_a_community_with_them(small_study: Study) -> None:
    community = {row["organisation"]: row["community"] for row in rows_of(small_study, 1)}
    reef = {name for name in community if community[name] == community["reef-network"]}
    assert reef == {"reef-network", "cove-media", "fjord-apps", "kelp-trust"}


def test_a_community_is_named_after_its_alliances(small_study: Study) -> None:
    names = [row["around"] for row in rows_of(small_study, 0)]
    assert "Reef Network" in names and "Harbour Alliance" in names


def test_communities_of_a_part_apart_are_in_no_doubt(small_study: Study) -> None:
    doubts = {row["organisation"]: (row["ambiguity"], row["component"]) for row in rows_of(small_study, 1)}
    assert doubts["kelp-trust"] == (0.0, 4)


def test_every_node_is_in_one_community(small_study: Study) -> None:
    sizes = sum(row["size"] for row in rows_of(small_study, 0))
    names = [row["organisation"] for row in rows_of(small_study, 1)]
    assert sizes == len(names) == len(set(names))


def test_persons_are_left_out(small_study: Study) -> None:
    assert "kim-sample" not in {row["organisation"] for row in rows_of(small_study, 1)}


def test_a_setting_that_is_wrong_is_refused(small_world: KnowledgeGraph, small_ties: Ties) -> None:
    with pytest.raises(QuestionError, match="runs '0'"):
        run_study(small_world, "communities", ties=small_ties, settings={"runs": "0"})


def test_agreement_of_the_shipped_data_is_at_most_one(shipped_study: Study) -> None:
    frame = shipped_study.tables[2].frame
    assert (frame["agreement"].dropna() <= 1).all()
    assert (frame["known"] <= frame["organisations"]).all()


def test_communities_of_the_shipped_data_follow_countries_more_than_by_chance(shipped_study: Study) -> None:
    frame = shipped_study.tables[2].frame
    (agreement, *_) = frame[frame["grouping"] == "country"]["agreement"]
    assert agreement > 0.2
