from __future__ import annotations

from typing import Any

import pytest

from kgraph.analysis.ties import Ties, read_ties
from kgraph.errors import QuestionError, UnknownName
from kgraph.knowledge import KnowledgeGraph
from kgraph.phrases import LANGUAGES
from kgraph.studies.communities import study_communities
from kgraph.studies.study import Study
from studies.commands import list_commands, run_command


@pytest.fixture(scope="module")
def small_ties(small_world: KnowledgeGraph) -> Ties:
    return read_ties(small_world)


@pytest.fixture(scope="module")
def small_study(small_world: KnowledgeGraph, small_ties: Ties) -> Study:
    return study_communities(small_world, small_ties, settings={"runs": "20"})


@pytest.fixture(scope="module")
def shipped_study(shipped: KnowledgeGraph) -> Study:
    return study_communities(shipped, read_ties(shipped), settings={"runs": "20"})


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


@pytest.mark.parametrize(("settings", "error"), [({"run": "1"}, UnknownName), ({"runs": "0"}, QuestionError)])
def test_a_setting_that_is_wrong_is_refused(
    small_world: KnowledgeGraph, small_ties: Ties, settings: dict[str, str], error: type[Exception]
) -> None:
    with pytest.raises(error, match=next(iter(settings))):
        study_communities(small_world, small_ties, settings=settings)


def test_the_same_seed_tells_the_same(small_world: KnowledgeGraph, small_ties: Ties, small_study: Study) -> None:
    again = study_communities(small_world, small_ties, settings={"runs": "20"})
    assert [picture.svg for picture in again.pictures] == [picture.svg for picture in small_study.pictures]
    assert [table.frame.to_csv() for table in again.tables] == [table.frame.to_csv() for table in small_study.tables]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_place_in_a_sentence_is_left_open(small_world: KnowledgeGraph, small_ties: Ties, lang: str) -> None:
    study = study_communities(small_world, small_ties, lang=lang, settings={"runs": "2"})
    assert "{" not in study.answer + "".join(picture.title + picture.alternative for picture in study.pictures)


def test_a_graph_without_memberships_says_that_no_source_is_held(small_world: KnowledgeGraph, small_ties: Ties) -> None:
    none = Ties(small_ties.states.head(0), small_ties.witnesses.head(0), small_ties.entities)
    study = study_communities(small_world, none, settings={"runs": "1"})
    assert "as far as the graph holds sources" in study.answer
    assert study.pictures == ()


def test_the_questions_run(shipped: KnowledgeGraph, shipped_study: Study) -> None:
    assert all(run_command(shipped, command) for command in list_commands(shipped_study))


def test_every_row_of_the_shipped_data_has_a_source(shipped_study: Study) -> None:
    for table in shipped_study.tables:
        assert len(table.sources) == len(table.frame)
        assert all(table.sources)


def test_agreement_of_the_shipped_data_is_at_most_one(shipped_study: Study) -> None:
    frame = shipped_study.tables[2].frame
    assert (frame["agreement"].dropna() <= 1).all()
    assert (frame["known"] <= frame["organisations"]).all()


def test_communities_of_the_shipped_data_follow_countries_more_than_by_chance(shipped_study: Study) -> None:
    frame = shipped_study.tables[2].frame
    (agreement, *_) = frame[frame["grouping"] == "country"]["agreement"]
    assert agreement > 0.2
