"""Why an edge is there."""

from __future__ import annotations

import pytest

from kgraph.errors import QuestionError, UnknownName
from kgraph.knowledge import KnowledgeGraph
from kgraph.vocabulary import ALLY, ID


def explain(graph: KnowledgeGraph, subject: str, relation: str, target: str, lang: str = "en") -> list[str]:
    return [line.strip() for line in graph.explain(subject, relation, target, lang=lang)]


def test_every_spell_is_a_reason_of_its_own(small_world: KnowledgeGraph) -> None:
    lines = explain(small_world, "brook-chat", "everMemberOf", "harbour-alliance")
    assert lines.count("because prp-spo2 (property chain):") == 1
    assert lines.count("or because prp-spo2 (property chain):") == 1
    assert any("“Brook Chat is back”" in line for line in lines)
    assert any("“Brook Chat (left)”" in line for line in lines)


def test_a_roll_up_leads_through_the_edition_to_both_states(small_world: KnowledgeGraph) -> None:
    lines = explain(small_world, "lantern-bay-foundation", "involvedIn", "calm-net")
    assert "lantern-bay-foundation involvedIn calm-net-co" in lines
    assert "Lantern Bay Foundation is or was a partner in #CalmNet (Colombia) (undated)." in lines
    assert "#CalmNet (Colombia) is an edition of #CalmNet (in Colombia)." in lines


def test_the_other_direction_of_a_partnership_rests_on_the_first(small_world: KnowledgeGraph) -> None:
    lines = explain(small_world, "mirador-institute", "partnerOf", "acme-video")
    assert lines[:3] == [
        "mirador-institute partnerOf acme-video",
        "because prp-symp (it holds both ways):",
        "acme-video partnerOf mirador-institute",
    ]


def test_the_membership_of_other_vocabularies_is_explained(small_world: KnowledgeGraph) -> None:
    lines = explain(small_world, "acme-video", "org:memberOf", "harbour-alliance")
    assert lines[0] == "acme-video org:memberOf harbour-alliance"
    assert "because prp-spo1 (more general property):" in lines


def test_a_disputed_edge_is_told_with_what_both_sides_say(small_world: KnowledgeGraph) -> None:
    lines = explain(small_world, "acme-video", "memberOf", "open-sea-network")
    assert lines[0] == "Acme Video is or was a member of Open Sea Network (since 2022; disputed)."
    assert sum("disputes" in line for line in lines[1:-1]) == 1
    assert lines[-1] == "Nothing is inferred from this: a source disputes it."


def test_an_edge_that_is_not_there_is_denied_with_what_is(small_world: KnowledgeGraph) -> None:
    with pytest.raises(QuestionError, match="between them it holds brook-chat carriesOut plain-principles"):
        explain(small_world, "brook-chat", "endorses", "plain-principles")


def test_a_relation_that_is_not_there_gets_the_nearest(small_world: KnowledgeGraph) -> None:
    with pytest.raises(UnknownName, match="did you mean 'memberOf'"):
        explain(small_world, "acme-video", "memberof", "harbour-alliance")


def test_reasons_in_one_line_name_rule_and_sentences(small_world: KnowledgeGraph) -> None:
    told = small_world.explainer().summarise(ID + "acme-video", ALLY + "endorses", ID + "plain-principles")
    assert told == ["prp-spo2 (property chain): Acme Video endorses or endorsed Plain Principles (since 2020-06)."]


def test_an_explanation_speaks_the_language_of_the_reader(small_world: KnowledgeGraph) -> None:
    lines = explain(small_world, "acme-video", "endorses", "plain-principles", lang="es")
    assert lines[1] == "porque prp-spo2 (cadena de propiedades):"


def test_an_edge_is_not_confirmed_by_the_one_the_other_way_round(small_world: KnowledgeGraph) -> None:
    with pytest.raises(QuestionError, match="between them it holds acme-video everMemberOf harbour-alliance"):
        explain(small_world, "harbour-alliance", "everMemberOf", "acme-video")
