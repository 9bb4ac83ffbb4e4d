"""Rows as a network: what nodes and edges carry."""

from __future__ import annotations

import pytest

from kgraph.errors import QuestionError
from kgraph.knowledge import KnowledgeGraph

EVERY_MEMBERSHIP = """SELECT ?source ?target ?state (ally:everMemberOf AS ?relation) ?weight {
  ?state a ally:AllianceMembership ; ally:allianceMember ?source ; org:organization ?target BIND(2 AS ?weight) }
ORDER BY ?state"""


def test_a_disputed_state_is_a_disputed_edge(small_world: KnowledgeGraph) -> None:
    network = small_world.query(EVERY_MEMBERSHIP).to_network()
    [facts] = network["acme-video"]["open-sea-network"].values()
    assert (facts["disputed"], facts["inferred"]) == (True, False)
    assert {each["stance"] for each in facts["evidence"]} == {"supports", "disputes"}


def test_two_spells_are_two_parallel_edges_with_their_times(small_world: KnowledgeGraph) -> None:
    network = small_world.query(EVERY_MEMBERSHIP).to_network()
    spells = network["brook-chat"]["harbour-alliance"]
    assert set(spells) == {
        "memberOf--brook-chat--harbour-alliance--spell-first",
        "memberOf--brook-chat--harbour-alliance--spell-second",
    }
    second = spells["memberOf--brook-chat--harbour-alliance--spell-second"]
    assert (second["earliest_start"], second["latest_start"], second["latest_end"]) == ("2023-04-02", "2023-04-02", "")


def test_sources_counts_independent_ones(small_world: KnowledgeGraph) -> None:
    network = small_world.query(EVERY_MEMBERSHIP).to_network()
    [facts] = network["acme-video"]["harbour-alliance"].values()
    assert (facts["sources"], len(facts["evidence"])) == (2, 3)


def test_further_columns_become_attributes(small_world: KnowledgeGraph) -> None:
    network = small_world.query(EVERY_MEMBERSHIP).to_network()
    assert {facts["weight"] for *_, facts in network.edges(data=True)} == {2}


def test_nodes_carry_label_language_kind_and_address(small_world: KnowledgeGraph) -> None:
    network = small_world.network("campaign-network", lang="es")
    assert network.nodes["mirador-institute"] == {
        "label": "Instituto Mirador",
        "language": "es",
        "kind": "civil-society-organisation",
        "kind_label": "organización de la sociedad civil",
        "iri": "https://w3id.org/child-safety-alliances/id/mirador-institute",
    }
    assert (network.nodes["MEX"]["label"], network.nodes["MEX"]["kind"]) == ("México", "country")


def test_a_graph_carries_what_it_answers(small_world: KnowledgeGraph) -> None:
    about = small_world.network("campaign-network").graph
    assert set(about) == {"name", "title", "description", "note", "question"}
    assert about["name"] == "campaign-network"


def test_rows_without_an_end_are_passed_over(small_world: KnowledgeGraph) -> None:
    network = small_world.query(
        "SELECT ?source ?target { VALUES (?source ?target) { (d:acme-video UNDEF) } }"
    ).to_network()
    assert len(network) == 0


def test_columns_source_and_target_are_needed(small_world: KnowledgeGraph) -> None:
    with pytest.raises(QuestionError, match="has no columns source and target"):
        small_world.query("SELECT ?source { ?source a ally:Company }").to_network()


def test_an_inferred_edge_is_as_well_supported_as_its_weakest_premise(small_world: KnowledgeGraph) -> None:
    network = small_world.network("campaign-network")
    [facts] = network["lantern-bay-foundation"]["calm-net"].values()
    assert (facts["inferred"], facts["sources"], len(facts["evidence"])) == (True, 1, 2)
