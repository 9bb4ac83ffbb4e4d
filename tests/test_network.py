"""Rows as a network: what nodes and edges carry."""

from __future__ import annotations

import pytest

from kgraph.errors import QuestionError
from kgraph.kinds import _ORDER, choose_kind
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
    about = small_world.network("alliance-network", entity="acme-video").graph
    assert set(about) == {"name", "title", "description", "note", "question", "parameters"}
    assert (about["name"], about["parameters"]) == ("alliance-network", {"entity": "acme-video"})


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


def test_a_pair_with_two_relations_has_two_edges(small_world: KnowledgeGraph) -> None:
    network = small_world.query(
        "SELECT ?source ?target ?relation { VALUES (?source ?target ?relation) "
        '{ (d:acme-video d:brook-chat "meets") (d:acme-video d:brook-chat "writes to") } }'
    ).to_network()
    assert sorted(facts["sentence"] for facts in network["acme-video"]["brook-chat"].values()) == [
        "Acme Video — meets — Brook Chat",
        "Acme Video — writes to — Brook Chat",
    ]


def test_rows_of_one_state_are_one_edge_that_keeps_what_each_says(small_world: KnowledgeGraph) -> None:
    network = small_world.query(
        "SELECT ?source ?target ?state ?said ?document { ?state a ally:AllianceMembership ; ally:allianceMember ?source ;"
        " org:organization ?target . ?said ally:attests ?state ; ally:inSource ?document"
        " FILTER(?source = d:acme-video && ?target = d:harbour-alliance) } ORDER BY ?said"
    ).to_network()
    [facts] = network["acme-video"]["harbour-alliance"].values()
    assert facts["rows"] == len(facts["said"]) == len(facts["evidence"]) == 3
    assert [each.rpartition("/")[2] for each in facts["document"]] == [
        "acme-joins-harbour",
        "acme-se-une-al-puerto",
        "harbour-members",
    ]


def test_weights_of_different_rows_are_added_and_a_repeated_row_counts_once(small_world: KnowledgeGraph) -> None:
    network = small_world.query(
        "SELECT ?source ?target ?year ?weight { VALUES (?source ?target ?year ?weight) "
        "{ (d:acme-video d:brook-chat 2021 3) (d:acme-video d:brook-chat 2022 0.5) (d:acme-video d:brook-chat 2021 3) } }"
    ).to_network()
    [facts] = network["acme-video"]["brook-chat"].values()
    assert (facts["weight"], facts["rows"], facts["year"], facts["sources"]) == (3.5, 2, [2021, 2022], 0)


@pytest.mark.parametrize("weight", ['"heavy"', "-1", '"NaN"^^xsd:double', "d:acme-video"])
def test_a_weight_that_is_no_number_is_refused(small_world: KnowledgeGraph, weight: str) -> None:
    result = small_world.query(
        f"SELECT ?source ?target ?weight {{ VALUES (?source ?target ?weight) {{ (d:acme-video d:brook-chat {weight}) }} }}"
    )
    with pytest.raises(QuestionError, match="the weight of a network is a number of 0 or more"):
        result.to_network()


@pytest.mark.parametrize(("held", "expected"), [("possibly", "possibly"), ("certainly", "certainly"), ("", "")])
def test_an_edge_certainly_held_where_one_of_its_rows_says_so(
    small_world: KnowledgeGraph, held: str, expected: str
) -> None:
    network = small_world.query(
        "SELECT ?source ?target ?held ?role { VALUES (?source ?target ?held ?role) "
        f'{{ (d:acme-video d:brook-chat "{held}" 1) (d:acme-video d:brook-chat UNDEF 2)'
        ' (d:cove-media d:brook-chat "possibly" 1) } }'
    ).to_network()
    assert [facts["held"] for facts in network["acme-video"]["brook-chat"].values()] == [expected]
    assert [facts["held"] for facts in network["cove-media"]["brook-chat"].values()] == ["possibly"]


def test_ends_may_be_texts_concepts_countries_and_things_of_others(small_world: KnowledgeGraph) -> None:
    network = small_world.query(
        "SELECT ?source ?target { VALUES (?source ?target) { (d:acme-video 2021) (d:acme-video v:grooming) "
        '(d:acme-video c:BRA) (d:acme-video <https://example.org/x>) (d:acme-video "fala"@pt) } }'
    ).to_network()
    assert {node: (facts["kind"], facts["label"], facts["language"]) for node, facts in network.nodes(data=True)} == {
        "acme-video": ("company", "Acme Video", "en"),
        "2021": ("text", "2021", ""),
        "grooming": ("concept", "grooming", "en"),
        "BRA": ("country", "Brazil", "en"),
        "https://example.org/x": ("other", "https://example.org/x", ""),
        "fala": ("text", "fala", "pt"),
    }


def test_a_text_that_reads_like_a_slug_is_a_node_of_its_own(small_world: KnowledgeGraph) -> None:
    network = small_world.query(
        'SELECT ?source ?target { VALUES (?source ?target) { (d:acme-video "acme-video") } }'
    ).to_network()
    assert set(network) == {"acme-video", '"acme-video"'}


def test_columns_of_the_ends_become_attributes_of_the_nodes(small_world: KnowledgeGraph) -> None:
    network = small_world.query(
        "SELECT ?source ?target ?sourceKind ?sourceName ?targetKind ?targetName ?targetSector "
        "{ VALUES (?source ?target ?sourceKind ?sourceName ?targetKind ?targetName ?targetSector) "
        '{ (d:acme-video <https://example.org/x> ally:Alliance "Other" "company" "X Limited" "games") } }'
    ).to_network()
    assert network.nodes["acme-video"]["kind"] == "alliance"
    assert network.nodes["acme-video"]["label"] == "Acme Video"
    other = network.nodes["https://example.org/x"]
    assert (other["label"], other["kind"], other["kind_label"], other["sector"]) == (
        "X Limited",
        "company",
        "company",
        "games",
    )


def test_an_end_without_a_name_is_refused(small_world: KnowledgeGraph) -> None:
    result = small_world.query("SELECT ?source ?target { BIND(BNODE() AS ?source) BIND(d:acme-video AS ?target) }")
    with pytest.raises(QuestionError, match="an end of a network is an IRI or a text"):
        result.to_network()


def test_of_several_kinds_the_most_telling_is_drawn(small_world: KnowledgeGraph) -> None:
    network = small_world.network("alliance-network")
    assert network.nodes["harbour-alliance"]["kind"] == "alliance"


def test_every_kind_of_entity_files_has_its_place_in_the_order(small_world: KnowledgeGraph) -> None:
    assert set(small_world.ontology.kinds) == set(_ORDER)
    assert choose_kind(["organisation", "lighthouse"]) == "organisation"


def test_a_construct_is_a_network_with_the_evidence_of_its_triples(small_world: KnowledgeGraph) -> None:
    network = small_world.network(
        "CONSTRUCT { ?member ally:everMemberOf ?alliance } WHERE { ?member ally:everMemberOf ?alliance }"
    )
    [facts] = network["acme-video"]["harbour-alliance"].values()
    assert (facts["relation"], facts["inferred"], facts["sources"]) == ("everMemberOf", True, 2)
    assert facts["reasons"] and facts["evidence"]
    assert network.nodes["harbour-alliance"]["kind"] == "alliance"


def test_constructed_types_and_labels_speak_of_what_the_graph_has_not(small_world: KnowledgeGraph) -> None:
    network = small_world.network(
        """CONSTRUCT { ?member foaf:knows <https://example.org/x> . ?member a ally:Person ; rdfs:label "Another" .
             <https://example.org/x> a ally:Alliance ; rdfs:label "Eine Gruppe"@de , "A group"@en .
             ?member foaf:knows <https://example.org/nameless> . ?member foaf:nick "x" }
           WHERE { BIND(d:acme-video AS ?member) }"""
    )
    assert set(network) == {"acme-video", "https://example.org/x"}
    assert (network.nodes["acme-video"]["label"], network.nodes["acme-video"]["kind"]) == ("Acme Video", "company")
    node = network.nodes["https://example.org/x"]
    assert (node["label"], node["language"], node["kind"]) == ("A group", "en", "alliance")
    [facts] = network["acme-video"]["https://example.org/x"].values()
    assert (facts["label"], facts["inferred"], facts["sources"]) == ("foaf:knows", False, 0)


def test_a_description_is_a_network_without_the_words_of_the_ontology(small_world: KnowledgeGraph) -> None:
    network = small_world.network("DESCRIBE d:acme-video", lang="es")
    assert {facts["kind"] for _, facts in network.nodes(data=True)} & {"other", ""} == set()
    assert "Company" not in network
    assert network.nodes["harbour-alliance"]["kind_label"] == "alianza"


def test_a_state_as_a_node_is_called_by_its_sentence(small_world: KnowledgeGraph) -> None:
    network = small_world.network("CONSTRUCT WHERE { ?state ally:allianceMember ?who }")
    states = [facts for _, facts in network.nodes(data=True) if facts["kind"] == "statement"]
    assert states
    assert all(facts["label"].endswith(".") for facts in states)


def test_the_note_of_a_network_tells_the_day_that_was_asked_for(small_world: KnowledgeGraph) -> None:
    question = "SELECT ?source ?target { VALUES ?_known_date { UNDEF } VALUES (?source ?target) { (d:acme-video d:brook-chat) } }"
    assert "2024-01-15" in small_world.network(question, known="2024-01-15").graph["note"]
