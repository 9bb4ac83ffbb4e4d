from __future__ import annotations

from typing import Any

import pytest

from kgraph.analysis.ties import Ties, read_ties
from kgraph.errors import QuestionError, UnknownName
from kgraph.knowledge import KnowledgeGraph
from kgraph.phrases import LANGUAGES
from kgraph.studies.overlap import study_overlap
from kgraph.studies.study import Study
from studies.commands import list_commands, run_command


@pytest.fixture(scope="module")
def small_ties(small_world: KnowledgeGraph) -> Ties:
    return read_ties(small_world)


@pytest.fixture(scope="module")
def small_study(small_world: KnowledgeGraph, small_ties: Ties) -> Study:
    return study_overlap(small_world, small_ties, settings={"samples": "199"})


@pytest.fixture(scope="module")
def shipped_study(shipped: KnowledgeGraph) -> Study:
    return study_overlap(shipped, read_ties(shipped), settings={"samples": "99"})


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


@pytest.mark.parametrize(("settings", "error"), [({"sample": "1"}, UnknownName), ({"samples": "few"}, QuestionError)])
def test_a_setting_that_is_wrong_is_refused(
    small_world: KnowledgeGraph, small_ties: Ties, settings: dict[str, str], error: type[Exception]
) -> None:
    with pytest.raises(error, match=next(iter(settings))):
        study_overlap(small_world, small_ties, settings=settings)


def test_the_same_seed_tells_the_same(small_world: KnowledgeGraph, small_ties: Ties, small_study: Study) -> None:
    again = study_overlap(small_world, small_ties, settings={"samples": "199"})
    assert [picture.svg for picture in again.pictures] == [picture.svg for picture in small_study.pictures]
    assert [table.frame.to_csv() for table in again.tables] == [table.frame.to_csv() for table in small_study.tables]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_place_in_a_sentence_is_left_open(small_world: KnowledgeGraph, small_ties: Ties, lang: str) -> None:
    study = study_overlap(small_world, small_ties, lang=lang, settings={"samples": "1"})
    assert "{" not in study.answer + "".join(picture.title + picture.alternative for picture in study.pictures)


def test_a_graph_without_memberships_says_that_no_source_is_held(small_world: KnowledgeGraph, small_ties: Ties) -> None:
    none = Ties(small_ties.states.head(0), small_ties.witnesses.head(0), small_ties.entities)
    study = study_overlap(small_world, none, settings={"samples": "1"})
    assert "as far as the graph holds sources" in study.answer
    assert study.pictures == ()


def test_the_questions_run(shipped: KnowledgeGraph, shipped_study: Study) -> None:
    assert all(run_command(shipped, command) for command in list_commands(shipped_study))


def test_every_row_of_the_shipped_data_has_a_source(shipped_study: Study) -> None:
    for table in shipped_study.tables:
        assert len(table.sources) == len(table.frame)
        assert all(table.sources)


def test_shares_of_the_shipped_data_keep_to_their_ranges(shipped_study: Study) -> None:
    frame = shipped_study.tables[0].frame
    assert frame["jaccard"].between(0, 1).all()
    assert (frame["p"] >= 1 / 100).all()
    assert (frame["q"] >= frame["p"] - 1e-12).all()
    assert (frame["shared"] <= frame[["members_first", "members_second"]].min(axis=1)).all()
