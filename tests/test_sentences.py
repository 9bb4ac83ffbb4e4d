"""States and evidence in plain words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kgraph.evidence import read_states
from kgraph.knowledge import KnowledgeGraph
from kgraph.phrases import LANGUAGES
from kgraph.vocabulary import ID


def say(graph: KnowledgeGraph, slug: str, lang: str = "en") -> str:
    [state] = read_states(graph.ask, graph.ontology, [ID + slug])
    return graph.narrator(lang).say(state)


@pytest.mark.parametrize(
    ("slug", "sentence"),
    [
        (
            "memberOf--acme-video--harbour-alliance",
            "Acme Video is or was a member of Harbour Alliance (since 2019-02).",
        ),
        (
            "memberOf--acme-video--open-sea-network",
            "Acme Video is or was a member of Open Sea Network (since 2022; disputed).",
        ),
        (
            "memberOf--brook-chat--open-sea-network",
            "Brook Chat is or was a member of Open Sea Network (no source supports it any more).",
        ),
        (
            "partnerOf--acme-video--mirador-institute--in-mex",
            "Acme Video and Instituto Mirador are or were partners (in Mexico; attested on 2022-10-05).",
        ),
        (
            "editionOf--acme-transparency-2023--acme-transparency-report--ed-2",
            "Acme Video transparency report 2023 is an edition of Acme Video transparency reports (edition 2).",
        ),
        (
            "figure--acme-transparency-2023--videos-removed--2023--bra--exact-300",
            "Acme Video transparency report 2023: 300 (videos removed; in Brazil; 2023).",
        ),
        (
            "figure--calm-net--users-inspired----co-mx--at-least-900",
            "#CalmNet: at least 900 (users inspired; in Colombia and Mexico together).",
        ),
        ("basedIn--acme-video--bra", "Acme Video is or was based in Brazil (attested on 2024-01-15)."),
        (
            "memberOf--brook-chat--harbour-alliance--spell-first",
            "Brook Chat is or was a member of Harbour Alliance (first time; its sources give dates that cannot all hold).",
        ),
        (
            "memberOf--brook-chat--harbour-alliance--spell-second",
            "Brook Chat is or was a member of Harbour Alliance (second time; since 2023-04-02).",
        ),
        (
            "publishes--acme-video--acme-transparency-2023",
            "Acme Video published Acme Video transparency report 2023 (on 2024-01-15).",
        ),
        (
            "founderOf--lantern-bay-foundation--harbour-alliance",
            "Lantern Bay Foundation founded or co-founded Harbour Alliance.",
        ),
        ("participatesIn--brook-chat--lighthouse-day", "Brook Chat took part in Lighthouse Day (attested in 2023-04)."),
        ("operates--brook-chat--brook-rooms", "Brook Chat runs or ran Brook Rooms (undated)."),
        ("funds--acme-video--harbour-alliance", "Acme Video funds or funded Harbour Alliance (since about 2020)."),
    ],
)
def test_a_state_is_a_sentence(small_world: KnowledgeGraph, slug: str, sentence: str) -> None:
    assert say(small_world, slug) == sentence


@pytest.mark.parametrize(
    ("lang", "number"), [("en", "1,200"), ("pt", "1.200"), ("es", "1 200"), ("fr", "1 200"), ("vi", "1.200")]
)
def test_digits_are_grouped_as_the_language_does(small_world: KnowledgeGraph, lang: str, number: str) -> None:
    slug = "figure--acme-transparency-2023--videos-removed--2023----exact-1200"
    assert number in say(small_world, slug, lang).replace("\u202f", " ").replace("\xa0", " ")


def test_evidence_is_a_line_with_source_locator_dates_and_certainty(small_world: KnowledgeGraph) -> None:
    [state] = read_states(small_world.ask, small_world.ontology, [ID + "carriesOut--brook-chat--plain-principles"])
    assert small_world.narrator().say_evidence(state.evidence[0]) == (
        "Brook Chat is back in the Harbour Alliance (Brook Chat, 2023-04-02, en) https://example.org/brook/rejoins: "
        "“carries out the Plain Principles”; as of 2023-04-02; read between the lines"
    )


def test_a_relation_without_direction_begins_with_the_thing_told_of(small_world: KnowledgeGraph) -> None:
    [state] = read_states(
        small_world.ask, small_world.ontology, [ID + "partnerOf--acme-video--mirador-institute--in-mex"]
    )
    told = small_world.narrator().say(state, about=ID + "mirador-institute")
    assert told.startswith("Instituto Mirador and Acme Video are or were partners")


def ended(graph: KnowledgeGraph, *dates: tuple[str, str, str]) -> str:
    """Say a membership of which each source gives a beginning, an end and a time at which it held."""
    [state] = read_states(graph.ask, graph.ontology, [ID + "memberOf--acme-video--harbour-alliance"])
    evidence = [
        replace(state.evidence[0], iri=str(number), since=since, until=until, as_of=as_of)
        for number, (since, until, as_of) in enumerate(dates)
    ]
    told = graph.narrator().say(replace(state, evidence=tuple(evidence)))
    return told.replace("a member of Harbour Alliance ", "")


@pytest.mark.parametrize(
    ("dates", "told"),
    [
        ([("2019", "2021-03", "")], "Acme Video was (from 2019 to 2021-03)."),
        ([("", "2021-03", "")], "Acme Video was (until 2021-03)."),
        ([("", "2021-03", ""), ("", "", "2020")], "Acme Video was (attested in 2020; until 2021-03)."),
        ([("", "2030", "")], "Acme Video is or was (until 2030)."),
        (
            [("", "2021-03", ""), ("", "2030", "")],
            "Acme Video is or was (its sources give dates that cannot all hold).",
        ),
        ([("2019-05", "", ""), ("2019", "", "2022")], "Acme Video is or was (since 2019-05; still attested in 2022)."),
        ([("", "", "2020-06"), ("", "", "2024")], "Acme Video is or was (attested 2020-06 to 2024)."),
        ([("", "", "2021-05"), ("", "", "2021-05-08")], "Acme Video is or was (attested on 2021-05-08)."),
        ([("2019-05-18", "2019-05-18", "")], "Acme Video was (on 2019-05-18)."),
        ([("", "", "")], "Acme Video is or was (undated)."),
    ],
)
def test_the_sentence_tells_the_time_that_its_sources_give_and_no_more(
    small_world: KnowledgeGraph, dates: list[tuple[str, str, str]], told: str
) -> None:
    assert ended(small_world, *dates) == told


@pytest.mark.parametrize(
    ("change", "line"),
    [
        ({"role": "active member"}, "[1]: “Acme Video joins”; role: “active member”; since 2019-02"),
        ({"role": "partner"}, "[1]: “Acme Video joins”; role: partner; since 2019-02"),
        ({"role": "acme video joins"}, "[1]: “Acme Video joins”; since 2019-02"),
        ({"role": "", "subject_as": "Acme Video"}, "[1]: “Acme Video joins”; since 2019-02"),
        ({"role": "", "subject_as": "Acme"}, "[1]: “Acme Video joins”; since 2019-02"),
        ({"role": "", "subject_as": "Clips"}, "[1]: “Acme Video joins”; since 2019-02; the source says “Clips”"),
        ({"role": "", "certainty": "uncertain"}, "[1]: “Acme Video joins”; since 2019-02; uncertain"),
        ({"role": "", "until": "2020-01"}, "[1]: “Acme Video joins”; from 2019-02 to 2020-01"),
        ({"role": "", "since": "", "as_of": "2021-05~"}, "[1]: “Acme Video joins”; as of about 2021-05"),
    ],
)
def test_a_line_of_evidence_says_what_its_locator_does_not(
    small_world: KnowledgeGraph, change: dict[str, str], line: str
) -> None:
    [state] = read_states(small_world.ask, small_world.ontology, [ID + "memberOf--acme-video--harbour-alliance"])
    evidence = replace(next(each for each in state.evidence if each.role), **change)
    assert small_world.narrator().say_evidence(evidence, "[1]") == line


def test_french_de_loses_its_vowel_before_another(small_world: KnowledgeGraph) -> None:
    told = say(small_world, "memberOf--acme-video--open-sea-network", "fr")
    assert told.startswith("Acme Video est ou a été membre d’Open Sea Network (depuis 2022;")


def test_a_dispute_and_a_withdrawal_are_told(small_world: KnowledgeGraph) -> None:
    states = read_states(
        small_world.ask,
        small_world.ontology,
        [ID + "memberOf--acme-video--open-sea-network", ID + "memberOf--brook-chat--open-sea-network"],
    )
    told = [small_world.narrator().say_evidence(each, "[1]") for state in states for each in state.evidence]
    assert "[1]: “Acme Video never joined”; disputes" in told
    assert "[1]: “at the Open Sea Network”; withdrawn on 2024-05-01" in told


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_state_of_the_world_can_be_said(small_world: KnowledgeGraph, lang: str) -> None:
    _, rows = small_world.ask("SELECT DISTINCT ?state { ?a ally:attests ?state } ORDER BY ?state")
    states = read_states(small_world.ask, small_world.ontology, [str(row[0])[1:-1] for row in rows])
    sentences = [small_world.narrator(lang).say(state) for state in states]
    assert len(sentences) == len(rows)
    assert all(sentence.endswith(".") and "{" not in sentence for sentence in sentences)
