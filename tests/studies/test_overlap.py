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
    return small_runs.study("overlap")


@pytest.fixture(scope="module")
def shipped_study(shipped_runs: Runs) -> Study:
    return shipped_runs.study("overlap")


def rows_of(study: Study, number: int) -> list[dict[str, Any]]:
    return study.tables[number].frame.to_dict("records")  # type: ignore[return-value]


def test_shared_members_are_as_counted_by_hand(small_study: Study) -> None:
    # Gale Soft, Isle Data, Jetty Labs, Knot Media, Lagoon Games and Nori Trust are in Lock Forum and Wharf Circle; the
    # forum has three offices besides, the circle Mussel Trust, and Kim Sample, who is a person.
    (row,) = (row for row in rows_of(small_study, 0) if (row["first"], row["second"]) == ("lock-forum", "wharf-circle"))
    found = [row[name] for name in ("members_first", "members_second", "shared", "jaccard")]
    assert found == [9, 7, 6, 0.6]


def test_pairs_without_a_shared_member_are_not_listed(small_study: Study) -> None:
    assert all(row["shared"] > 0 for row in rows_of(small_study, 0))


def test_an_alliance_of_two_members_is_not_compared(small_study: Study) -> None:
    (row,) = (row for row in rows_of(small_study, 1) if row["alliance"] == "harbour-alliance")
    assert (row["members"], row["compared"]) == (2, "no")


def test_what_the_editors_say_of_a_list_stands_beside_it(small_study: Study) -> None:
    said = {row["alliance"]: row["completeness"] for row in rows_of(small_study, 1)}
    assert (said["harbour-alliance"], said["reef-network"]) == ("complete", "")


def test_a_pair_leads_to_the_sources_of_what_it_shares(small_study: Study) -> None:
    table = small_study.tables[0]
    pairs = list(zip(table.frame["first"], table.frame["second"], strict=True))
    assert table.sources[pairs.index(("tern-league", "wharf-circle"))] == ("shoal-register",)


def test_a_setting_that_is_wrong_is_refused(small_world: KnowledgeGraph, small_ties: Ties) -> None:
    with pytest.raises(QuestionError, match="samples 'few'"):
        run_study(small_world, "overlap", ties=small_ties, settings={"samples": "few"})


def test_shares_of_the_shipped_data_keep_to_their_ranges(shipped_study: Study) -> None:
    frame = shipped_study.tables[0].frame
    assert frame["jaccard"].between(0, 1).all()
    assert (frame["p"] >= 1 / 100).all()
    assert (frame["q"] >= frame["p"] - 1e-12).all()
    assert (frame["shared"] <= frame[["members_first", "members_second"]].min(axis=1)).all()
