"""What is told under a heading, and how much of it."""

from __future__ import annotations

from dataclasses import replace

import pyoxigraph as ox
import pytest

from kgraph.chapters import Teller, find_rivals
from kgraph.evidence import Evidence, State, read_states
from kgraph.knowledge import KnowledgeGraph
from kgraph.ontology import read_ontology
from kgraph.paths import ontology_folder
from kgraph.phrases import LANGUAGES, read_phrases
from kgraph.vocabulary import ID, shorten

ACME = ID + "acme-video"


@pytest.fixture(scope="module")
def membership(small_world: KnowledgeGraph) -> State:
    [state] = read_states(small_world.ask, small_world.ontology, [ID + "memberOf--acme-video--harbour-alliance"])
    return state


def tell(graph: KnowledgeGraph, *states: State, about: str = ACME, everything: bool = False) -> list[str]:
    return list(Teller(graph.narrator(), everything).tell(states, about))


def with_sources(state: State, count: int, **changes: str) -> State:
    """Give a state as many sources, each with a year of its own; changes are those of the last."""
    evidence: list[Evidence] = [
        replace(
            state.evidence[0],
            iri=f"a{number}",
            source=f"s{number}",
            root=f"s{number}",
            since="",
            as_of=str(2001 + number),
        )
        for number in range(count)
    ]
    evidence[-1] = replace(evidence[-1], **changes)
    return replace(state, evidence=tuple(evidence))


def test_both_directions_of_a_relation_have_a_heading_of_their_own(
    small_world: KnowledgeGraph, membership: State
) -> None:
    assert tell(small_world, membership)[1] == "Member of (1)"
    assert tell(small_world, membership, about=ID + "harbour-alliance")[1] == "Members (1)"


def test_every_relation_has_a_heading_in_every_language() -> None:
    relations = read_ontology(ontology_folder()).relations.values()
    needed = {each.word for each in relations} | {"figure"}
    headings = read_phrases("headings")
    assert needed <= set(headings)
    assert {key.removesuffix("-of") for key in headings} <= needed
    assert all(set(labels) == set(LANGUAGES) for labels in headings.values())


def test_evidence_is_in_the_order_of_its_times_and_what_is_undated_comes_last(
    small_world: KnowledgeGraph, membership: State
) -> None:
    evidence = [
        replace(membership.evidence[0], iri=str(number), source=f"s{number}", since="", as_of=as_of, issued="")
        for number, as_of in enumerate(["", "2022", "2019-05"])
    ]
    lines = tell(small_world, replace(membership, evidence=tuple(evidence)))
    assert [line.partition("; as of ")[2] for line in lines if line.startswith("    [")] == ["2019-05", "2022", ""]


def test_places_of_one_source_are_one_line_and_the_wider_has_the_narrower(
    small_world: KnowledgeGraph, membership: State
) -> None:
    evidence = [
        replace(membership.evidence[0], iri=locator, locator=locator, role="", since="2019")
        for locator in ("71,867", "71,867 new reports", "the Tech’s members", "the Tech's members")
    ]
    lines = tell(small_world, replace(membership, evidence=tuple(evidence)))
    assert [line for line in lines if line.startswith("    [")] == [
        "    [1]: “71,867 new reports”, “the Tech's members”; since 2019"
    ]


def test_places_of_one_source_that_say_different_things_are_lines_of_their_own(
    small_world: KnowledgeGraph, membership: State
) -> None:
    evidence = [
        replace(membership.evidence[0], iri=since, since=since, role="", locator=f"in {since}")
        for since in ("2019", "2020")
    ]
    lines = tell(small_world, replace(membership, evidence=tuple(evidence)))
    assert sum(line.startswith("    [1]") for line in lines) == 2


def test_many_sources_are_folded_and_none_is_lost(small_world: KnowledgeGraph, membership: State) -> None:
    many = with_sources(membership, 12)
    lines = tell(small_world, many)
    assert sum(line.startswith("    [") for line in lines) == 8
    assert lines[-1] == "    4 more: [9], [10], [11], [12] (--all tells what they say)"
    assert sum(line.startswith("    [") for line in tell(small_world, many, everything=True)) == 12


def test_one_source_more_than_eight_is_told_in_full(small_world: KnowledgeGraph, membership: State) -> None:
    assert sum(line.startswith("    [") for line in tell(small_world, with_sources(membership, 9))) == 9


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"stance": "disputes"}, "disputes"),
        ({"withdrawn": "2024-05-01"}, "withdrawn on 2024-05-01"),
        ({"as_of": "", "since": "2001-02"}, "since 2001-02"),
    ],
    ids=["disputes", "withdrawn", "dates the sentence"],
)
def test_folding_hides_nothing_on_which_the_sentence_rests(
    small_world: KnowledgeGraph, membership: State, changes: dict[str, str], words: str
) -> None:
    lines = tell(small_world, with_sources(membership, 12, **changes))
    assert any(line.startswith("    [") and words in line for line in lines)


def test_dates_of_founding_that_share_no_day_are_rivals(small_world: KnowledgeGraph, membership: State) -> None:
    founding = small_world.ontology.relations["foundedOn"]
    evidence = tuple(replace(each, since="") for each in membership.evidence)
    states = [
        replace(membership, evidence=evidence, iri=ID + date, relation=founding, object=ox.Literal(date))
        for date in ("2006", "2006-06", "2016")
    ]
    assert {shorten(iri) for iri in find_rivals(states)} == {"2006", "2006-06", "2016"}
    assert find_rivals(states[:2]) == set()
    lines = tell(small_world, *states)
    assert (
        "  Acme Video was founded or launched in 2016 (other sources give dates that cannot hold beside this one; "
        "3 sources, 2 of them independent)." in lines
    )


def test_a_campaign_begins_and_is_not_founded(small_world: KnowledgeGraph, membership: State) -> None:
    founding = small_world.ontology.relations["foundedOn"]
    campaign = replace(
        membership,
        relation=founding,
        object=ox.Literal("2022-10-05"),
        subject=ID + "calm-net",
        subject_classes=("https://w3id.org/child-safety-alliances/ontology#AwarenessCampaign",),
    )
    assert small_world.narrator().say(campaign).startswith("#CalmNet began on 2022-10-05")
    assert small_world.narrator("es").say(campaign).startswith("#CalmNet comenzó el 2022-10-05")


def test_figures_of_one_measure_are_a_block_in_the_order_of_their_times(small_world: KnowledgeGraph) -> None:
    lines = list(small_world.show("acme-transparency-2023"))
    start = lines.index("Figures (3)")
    assert lines[start + 1] == "  Videos removed"
    assert [line.partition(" — ")[0] for line in lines[start + 2 : start + 5]] == [
        "    2023: 1,200",
        "    2023: more than 1,500",
        "    2023, in Brazil: 300",
    ]
    assert lines[start + 4].endswith("]: “300 in Brazil”")
