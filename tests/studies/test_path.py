from __future__ import annotations

import pytest

from kgraph.analysis.ties import Ties
from kgraph.errors import QuestionError
from kgraph.knowledge import KnowledgeGraph
from kgraph.studies import run_study
from kgraph.studies.study import Study
from studies.runs import Runs, table_of


@pytest.fixture(scope="module")
def shipped_study(shipped_runs: Runs) -> Study:
    return shipped_runs.study("path")


def _best(study: Study) -> list[str]:
    """Return the ties of the best route."""
    hops = table_of(study, "path-hops").frame
    return [str(state) for state in hops.loc[hops["rank"] == 1, "state"]]


def test_the_spell_with_more_sources_stands_for_a_membership(small_world: KnowledgeGraph, small_ties: Ties) -> None:
    study = run_study(small_world, "path", ties=small_ties, settings={"from": "brook-chat", "to": "harbour-alliance"})
    row = table_of(study, "path").frame.iloc[0]
    assert (_best(study), row["weakest"], row["first"], row["last"]) == (
        ["memberOf--brook-chat--harbour-alliance--spell-first"], 2, "2018-05-01", "2020-12-31",
    )  # fmt: skip


def test_on_a_day_the_spell_that_may_have_held_then_does(small_world: KnowledgeGraph, small_ties: Ties) -> None:
    settings = {"from": "brook-chat", "to": "harbour-alliance", "valid": "2024-01-01"}
    study = run_study(small_world, "path", ties=small_ties, settings=settings)
    assert _best(study) == ["memberOf--brook-chat--harbour-alliance--spell-second"]


def test_who_had_left_before_the_other_joined_is_joined_by_another_tie(
    small_world: KnowledgeGraph, small_ties: Ties
) -> None:
    study = run_study(small_world, "path", ties=small_ties, settings={"from": "kelp-trust", "to": "moor-institute"})
    routes = table_of(study, "path-hops").frame.groupby("rank")["state"].agg(list)
    (over_reef,) = [ties for ties in routes if ties[0] == "memberOf--kelp-trust--reef-network" and len(ties) == 2]
    assert over_reef[1] == "funds--moor-institute--reef-network"


def test_each_hop_is_a_sentence_in_the_language_asked_for(small_world: KnowledgeGraph, small_ties: Ties) -> None:
    settings = {"from": "brook-chat", "to": "lantern-bay-foundation", "number": "1"}
    study = run_study(small_world, "path", ties=small_ties, lang="fr", settings=settings)
    sentence = str(table_of(study, "path-hops").frame["sentence"][0])
    assert sentence.startswith("Brook Chat est ou a été membre de Harbour Alliance (")


def test_no_route_is_told_as_that_no_source_states_one(small_world: KnowledgeGraph, small_ties: Ties) -> None:
    study = run_study(small_world, "path", ties=small_ties, settings={"from": "brook-chat", "to": "cove-media"})
    assert study.answer == (
        "No chain of ties that may have held on one day joins Brook Chat and Cove Media, "
        "as far as the graph holds sources."
    )


def test_persons_are_no_bridges(shipped_study: Study, shipped_ties: Ties) -> None:
    entities = shipped_ties.entities
    persons = set(entities.loc[entities["kinds"].str.contains("person"), "entity"])
    assert not persons & set(table_of(shipped_study, "path-hops").frame["target"])


def test_routes_of_the_shipped_data_are_ranked_by_their_weakest_tie_and_then_by_cost(shipped_study: Study) -> None:
    frame = table_of(shipped_study, "path").frame
    ranks = list(zip(-frame["weakest"], frame["cost"], strict=True))
    assert ranks == sorted(ranks)
    assert len(ranks) == 5


def test_every_hop_leads_to_as_many_sources_as_it_tells_or_more(shipped_study: Study) -> None:
    table = table_of(shipped_study, "path-hops")
    numbers = zip(table.frame["sources"], table.sources, strict=True)
    assert all(1 <= independent <= len(sources) for independent, sources in numbers)


@pytest.mark.parametrize(
    ("settings", "problem"),
    [
        ({"from": "acme-video", "to": "acme-video"}, "from and to are both 'acme-video': set two actors"),
        ({"valid": "2020"}, "valid '2020': write a day"),
        ({"number": "0"}, "number '0': write a whole number from 1 on"),
        ({"from": "acme-vidoe"}, "no entity 'acme-vidoe'"),
    ],
)
def test_settings_that_are_wrong_are_named(
    small_world: KnowledgeGraph, small_ties: Ties, settings: dict[str, str], problem: str
) -> None:
    with pytest.raises(QuestionError, match=problem):
        run_study(small_world, "path", ties=small_ties, settings=settings)
