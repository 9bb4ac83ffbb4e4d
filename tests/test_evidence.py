"""States with their evidence, as read back from a graph."""

from __future__ import annotations

import pytest

from kgraph.evidence import State, find_state_iris, read_states
from kgraph.knowledge import KnowledgeGraph
from kgraph.vocabulary import ID, shorten


def state_of(graph: KnowledgeGraph, slug: str) -> State:
    [state] = read_states(graph.ask, graph.ontology, [ID + slug])
    return state


def test_a_state_has_the_evidence_of_all_its_sources_in_order(small_world: KnowledgeGraph) -> None:
    state = state_of(small_world, "memberOf--acme-video--harbour-alliance")
    assert [(shorten(each.source), each.since) for each in state.evidence] == [
        ("acme-joins-harbour", "2019-02"),
        ("acme-se-une-al-puerto", ""),
        ("harbour-members", "2019"),
    ]


def test_a_translation_and_its_original_are_one_witness(small_world: KnowledgeGraph) -> None:
    state = state_of(small_world, "memberOf--acme-video--harbour-alliance")
    assert (len(state.standing), state.independent_sources) == (3, 2)


def test_a_copy_of_a_copy_leads_to_the_first(small_world: KnowledgeGraph) -> None:
    state = state_of(small_world, "memberOf--acme-video--harbour-alliance")
    [translation] = [each for each in state.evidence if each.language == "es"]
    assert shorten(translation.root) == "acme-joins-harbour"


@pytest.mark.parametrize(
    ("slug", "accepted", "disputed"),
    [
        ("memberOf--acme-video--harbour-alliance", True, False),
        ("memberOf--acme-video--open-sea-network", False, True),
        ("memberOf--brook-chat--open-sea-network", False, False),
    ],
    ids=["supported", "disputed", "withdrawn"],
)
def test_a_state_is_accepted_where_it_is_supported_and_not_disputed(
    small_world: KnowledgeGraph, slug: str, accepted: bool, disputed: bool
) -> None:
    state = state_of(small_world, slug)
    assert (state.accepted, state.disputed) == (accepted, disputed)


def test_what_was_withdrawn_is_kept_with_its_day(small_world: KnowledgeGraph) -> None:
    state = state_of(small_world, "memberOf--brook-chat--open-sea-network")
    assert [each.withdrawn for each in state.evidence] == ["2024-05-01"]
    assert state.standing == ()


def test_a_role_in_words_and_a_brand_are_kept_with_the_source(small_world: KnowledgeGraph) -> None:
    [member] = [each for each in state_of(small_world, "memberOf--acme-video--harbour-alliance").evidence if each.role]
    [organised] = state_of(small_world, "organises--acme-video--calm-net-co").evidence
    assert (member.role, organised.subject_as) == ("founding member", "Acme Clips")


def test_an_entity_is_found_on_either_side_and_under_figures(small_world: KnowledgeGraph) -> None:
    found = {
        shorten(iri).partition("--")[0]
        for iri in find_state_iris(small_world.ask, small_world.ontology, ID + "calm-net")
    }
    assert found == {"addresses", "editionOf", "figure", "hashtag"}


def test_what_is_no_state_is_passed_over(small_world: KnowledgeGraph) -> None:
    assert read_states(small_world.ask, small_world.ontology, [ID + "acme-video", ID + "nobody"]) == []
