"""What the atlas's page knows: every state that stands, told in the words of ``kgraph show``, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pyoxigraph as ox
import pytest

from kgraph.atlas_data import Spot, describe_graph
from kgraph.atlas_model import Atlas
from kgraph.atlas_quads import Quads, write_trig
from kgraph.atlas_sentences import tell_states
from kgraph.atlas_words import describe_interface, describe_questions
from kgraph.baseline import write_lines
from kgraph.engine import select
from kgraph.evidence import State, read_states
from kgraph.knowledge import KnowledgeGraph
from kgraph.phrases import LANGUAGES, read_phrases
from kgraph.vocabulary import ALLY, ASSERTED, DCTERMS, ID, SCHEMA, shorten

Page = dict[str, Any]


def survey(graph: KnowledgeGraph) -> Atlas:
    """Survey a graph anew."""
    return Atlas.of(graph.store, graph.ontology, graph.questions)


@pytest.fixture(scope="module")
def atlas(small_world: KnowledgeGraph) -> Atlas:
    """Return the small world, surveyed."""
    return survey(small_world)


@pytest.fixture(scope="module")
def page(atlas: Atlas) -> Page:
    """Return the page's data about the small world, with nothing drawn."""
    return {**describe_graph(atlas, {}), **describe_interface(atlas)}


@pytest.fixture(scope="module")
def states(small_world: KnowledgeGraph) -> list[State]:
    """Return all states of the small world, read state by state."""
    _, rows = small_world.ask("SELECT DISTINCT ?state WHERE { ?attestation ally:attests ?state }")
    return read_states(small_world.ask, small_world.ontology, [str(row[0].value) for row in rows])  # type: ignore[union-attr]


def list_told(page: Page) -> list[dict[str, Any]]:
    """Return states and figures, in the order of their sentences."""
    return [*page["states"], *page["figures"]]


def list_attestations(page: Page) -> Iterator[dict[str, Any]]:
    """Yield what sources say of all states and figures."""
    for told in list_told(page):
        yield from told["attestations"]


def without_classes(state: State) -> State:
    """Return a state without the classes of its parties, which are read for some relations only."""
    return replace(state, subject_classes=(), object_classes=())


def test_one_pass_reads_what_state_by_state_is_read(atlas: Atlas, states: list[State]) -> None:
    assert list(map(without_classes, atlas.survey.states)) == list(map(without_classes, states))


def test_every_state_that_a_source_still_speaks_of_is_in_the_page_and_no_other(page: Page, states: list[State]) -> None:
    assert {told["id"] for told in list_told(page)} == {shorten(state.iri) for state in states if state.standing}


def test_every_accepted_state_is_in_the_page(page: Page, states: list[State]) -> None:
    accepted = {shorten(state.iri) for state in states if state.accepted}
    assert accepted and accepted <= {told["id"] for told in list_told(page)}


def test_withdrawn_attestations_are_left_out(page: Page, states: list[State]) -> None:
    withdrawn = {(each.locator, each.recorded) for state in states for each in state.evidence if each.withdrawn}
    standing = {(each.locator, each.recorded) for state in states for each in state.standing}
    said = {(each["locator"], each["recorded"]) for each in list_attestations(page)}
    assert withdrawn - standing and said == standing


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sentences_are_those_of_the_narrator(
    atlas: Atlas, page: Page, states: list[State], small_world: KnowledgeGraph, lang: str
) -> None:
    narrator = small_world.narrator(lang)
    expected = {shorten(state.iri): narrator.say(state) for state in states if state.standing}
    told = [each["id"] for each in list_told(page)]
    assert dict(zip(told, tell_states(atlas, lang), strict=True)) == expected


def test_all_places_and_keys_lead_somewhere(page: Page) -> None:
    strayed = [
        each["id"]
        for each in page["states"]
        if each["relation"] not in page["relations"]
        or not 0 <= each["subject"] < len(page["nodes"])
        or not -1 <= each["object"] < len(page["nodes"])
        or (each["object"] == -1 and {"concept", "country", "countries", "text"}.isdisjoint(each))
        or not set(each.get("countries", ())) <= page["countries"].keys()
        or each.get("country", "BRA") not in page["countries"]
        or each.get("concept", "grooming") not in page["concepts"]
    ]
    assert strayed == []


def test_figures_lead_to_measures_bounds_and_countries(page: Page) -> None:
    strayed = [
        each["id"]
        for each in page["figures"]
        if not {each["measure"], each["bound"]} <= page["concepts"].keys()
        or not set(each["territory"]) <= page["countries"].keys()
    ]
    assert page["figures"] and strayed == []


def test_a_joint_figure_belongs_to_its_countries_together(page: Page) -> None:
    joint = [each for each in page["figures"] if len(each["territory"]) > 1]
    assert joint and all("--" + "-".join(each["territory"]).lower() not in each["id"] for each in joint)


def test_each_source_leads_to_the_root_of_what_it_copies(page: Page, small_world: KnowledgeGraph) -> None:
    _, rows = small_world.ask("SELECT ?copy ?root WHERE { ?copy ally:republishes ?root }")
    copied = {shorten(row[0].value): shorten(row[1].value) for row in rows}  # type: ignore[union-attr]
    found = {each["id"]: page["sources"][each["root"]]["id"] for each in page["sources"]}
    assert {name: root for name, root in found.items() if root != name} == copied


def test_a_node_has_its_editorial_label_and_the_other_names_with_their_languages(page: Page) -> None:
    node = next(each for each in page["nodes"] if each["id"] == "harbour-alliance")
    assert (node["label"], node["language"]) == ("Harbour Alliance", "en")
    assert all(len(name) == 3 and name[2] in ("name", "acronym", "former", "hashtag") for name in node["names"])
    assert ["Harbour Alliance", "en", "name"] not in node["names"]


def test_the_first_kind_is_the_most_telling(page: Page) -> None:
    kinds = {node["id"]: node["kinds"] for node in page["nodes"]}
    assert kinds["harbour-alliance"][0] == "alliance"


def test_evidence_counts_independent_sources(page: Page, states: list[State]) -> None:
    roots = {
        each.root
        for state in states
        if ID + "acme-video" in (state.subject, state.object.value)
        for each in state.standing
    }
    assert [node["evidence"] for node in page["nodes"] if node["id"] == "acme-video"] == [len(roots)]


def test_an_inferred_edge_counts_as_many_sources_as_its_explanation(page: Page, small_world: KnowledgeGraph) -> None:
    explainer = small_world.explainer()
    nodes = [ID + node["id"] for node in page["nodes"]]
    found = {
        (each["subject"], each["relation"], each["object"]): each["sources"]
        for each in page["inferred"]
        if each["relation"] == "involvedIn"
    }
    expected = {edge: explainer.count_sources(nodes[edge[0]], ALLY + edge[1], nodes[edge[2]]) for edge in found}
    assert found and found == expected


def test_an_inferred_edge_rests_on_states_of_the_page(page: Page) -> None:
    known = {told["id"] for told in list_told(page)}
    grounds = [state for edge in page["inferred"] for reason in edge["reasons"] for state in reason["states"]]
    assert grounds and set(grounds) <= known


def test_no_inferred_edge_only_repeats_an_accepted_state(page: Page) -> None:
    stated = {(state["subject"], state["relation"], state["object"]) for state in page["states"]}
    assert [edge for edge in page["inferred"] if (edge["subject"], edge["relation"], edge["object"]) in stated] == []


def test_conflicts_are_those_that_the_build_counts(page: Page, small_world: KnowledgeGraph) -> None:
    known = {told["id"] for told in list_told(page)}
    assert len(page["conflicts"]) == small_world.manifest["counts"]["conflicts"]
    assert {each[end] for each in page["conflicts"] for end in ("first", "second")} <= known


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "//example.org/", "https://a b/"])
def test_an_address_that_is_not_plain_web_is_left_out(small_world: KnowledgeGraph, address: str) -> None:
    atlas = survey(small_world)
    source = ID + "harbour-members"
    atlas.survey.facts[source][SCHEMA + "url"] = [ox.Literal(address)]
    described = describe_graph(atlas, {})["sources"][atlas.source_places[source]]
    assert described["url"] == ""


def test_a_text_without_an_address_leads_to_where_it_was_seen(small_world: KnowledgeGraph) -> None:
    atlas = survey(small_world)
    source = ID + "harbour-members"
    own = atlas.survey.facts[source]
    own[ALLY + "seenAt"] = own.pop(SCHEMA + "url")
    described = describe_graph(atlas, {})["sources"][atlas.source_places[source]]
    assert (described["url"], described["seen"]) == (own[ALLY + "seenAt"][0].value, True)


def test_only_what_is_drawn_has_a_position(atlas: Atlas) -> None:
    spot = Spot(x=3, y=-4, size=5, community=2, labelled=True)
    nodes = describe_graph(atlas, {ID + "acme-video": spot})["nodes"]
    drawn = [(node["id"], node["x"], node["y"], node["size"], node["community"]) for node in nodes if "x" in node]
    assert drawn == [("acme-video", 3, -4, 5, 2)]
    assert {node["community"] for node in nodes if "x" not in node} == {-1}


def test_persons_are_not_drawn(atlas: Atlas, page: Page) -> None:
    persons = {ID + node["id"] for node in page["nodes"] if node["kinds"][0] == "person"}
    assert persons and persons.isdisjoint(end for edge in atlas.list_drawn() for end in edge)


def test_coverage_names_alliances_and_sources(page: Page) -> None:
    named = [
        (
            page["nodes"][each["alliance"]]["id"],
            each["completeness"],
            each["asOf"],
            [page["sources"][place]["id"] for place in each["sources"]],
        )
        for each in page["coverage"]
    ]
    assert ("harbour-alliance", "complete", "2021-03-01", ["harbour-members"]) in named


@pytest.mark.parametrize("part", ["kinds", "relations", "concepts", "countries"])
def test_words_are_there_in_all_five_languages(page: Page, part: str) -> None:
    assert [key for key, each in page[part].items() if set(each["label"]) != set(LANGUAGES)] == []
    assert [key for key, each in page[part].items() if not all(each["label"].values())] == []


def test_relations_that_share_a_property_are_told_apart(page: Page) -> None:
    labels = [page["relations"][word]["label"]["en"] for word in ("organises", "campaignPartner", "involvedIn")]
    assert len(set(labels)) == 3


def test_every_kind_has_a_hue_in_every_theme(page: Page) -> None:
    assert {kind["hue"] for kind in page["kinds"].values()} <= set.intersection(*map(set, page["hues"].values()))


def test_the_text_of_a_question_has_no_header_and_asks_the_same(small_world: KnowledgeGraph, atlas: Atlas) -> None:
    for question in describe_questions(atlas)["questions"]:
        stored = small_world.questions[question["name"]]
        assert "#+" not in question["text"]
        assert select(small_world.store, question["text"]) == select(small_world.store, stored.text)
        assert [each["name"] for each in question["parameters"]] == list(stored.parameters)


def test_what_questions_and_parameters_are_is_told_in_every_language(atlas: Atlas) -> None:
    questions = describe_questions(atlas)["questions"]
    told = [question["description"] for question in questions]
    told += [parameter["summary"] for question in questions for parameter in question["parameters"]]
    assert [texts["en"] for texts in told if any(texts[lang] == texts["en"] for lang in LANGUAGES[1:])] == []
    assert {texts["en"] for texts in told} == read_phrases("questions").keys()


def test_terms_are_named_with_their_prefix(atlas: Atlas) -> None:
    terms = describe_questions(atlas)["terms"]
    assert terms["ally:everMemberOf"]["en"] and terms["v:grooming"]["en"]


def test_the_quads_of_the_page_are_those_of_the_store(small_world: KnowledgeGraph) -> None:
    text = write_trig(Quads(write_lines(list(small_world.store))))
    assert sorted(map(str, ox.parse(text, format=ox.RdfFormat.TRIG))) == sorted(map(str, small_world.store))


def test_attestations_stand_after_their_state_in_the_quads(small_world: KnowledgeGraph) -> None:
    text = write_trig(Quads(write_lines(list(small_world.store))))
    quads = [quad for quad in ox.parse(text, format=ox.RdfFormat.TRIG) if quad.graph_name == ox.NamedNode(ASSERTED)]
    subjects = list(dict.fromkeys(str(quad.subject) for quad in quads))
    state = str(ox.NamedNode(ID + "memberOf--acme-video--harbour-alliance"))
    speaks = {
        str(quad.subject) for quad in quads if quad.predicate.value == ALLY + "attests" and str(quad.object) == state
    }
    place = subjects.index(state) + 1
    assert speaks and set(subjects[place : place + len(speaks)]) == speaks


def test_prefixes_are_declared_in_one_order(small_world: KnowledgeGraph) -> None:
    text = write_trig(Quads(write_lines(list(small_world.store)))).decode()
    declared = [line for line in text.splitlines() if line.startswith("@prefix")]
    assert len(declared) > 5 and declared == sorted(declared)


def test_a_title_keeps_its_own_language(small_world: KnowledgeGraph) -> None:
    atlas = survey(small_world)
    source = ID + "acme-se-une-al-puerto"
    atlas.survey.facts[source][DCTERMS + "title"] = [ox.Literal("Acme", language="pt")]
    assert describe_graph(atlas, {})["sources"][atlas.source_places[source]]["language"] == "pt"
