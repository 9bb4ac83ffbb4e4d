"""States and evidence in plain words."""

from __future__ import annotations

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
        ("memberOf--acme-video--harbour-alliance", "Acme Video is or was a member of Harbour Alliance."),
        ("memberOf--acme-video--open-sea-network", "Acme Video is or was a member of Open Sea Network (disputed)."),
        (
            "memberOf--brook-chat--open-sea-network",
            "Brook Chat is or was a member of Open Sea Network (no source supports it any more).",
        ),
        (
            "partnerOf--acme-video--mirador-institute--in-mex",
            "Acme Video and Instituto Mirador are or were partners (in: Mexico).",
        ),
        (
            "editionOf--acme-transparency-2023--acme-transparency-report--ed-2",
            "Acme Video transparency report 2023 is an edition of Acme Video transparency reports (edition 2).",
        ),
        (
            "figure--acme-transparency-2023--videos-removed--2023--bra--exact-300",
            "Acme Video transparency report 2023: exactly 300 (videos removed) (in: Brazil; in the period 2023).",
        ),
        (
            "figure--calm-net--users-inspired----co-mx--at-least-900",
            "#CalmNet: at least 900 (users inspired) (in Colombia + Mexico together).",
        ),
        ("basedIn--acme-video--bra", "Acme Video is or was based in Brazil."),
        (
            "memberOf--brook-chat--harbour-alliance--spell-first",
            "Brook Chat is or was a member of Harbour Alliance (spell: first; its sources give dates that cannot all hold).",
        ),
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


def test_a_dispute_and_a_withdrawal_are_told(small_world: KnowledgeGraph) -> None:
    states = read_states(
        small_world.ask,
        small_world.ontology,
        [ID + "memberOf--acme-video--open-sea-network", ID + "memberOf--brook-chat--open-sea-network"],
    )
    told = [small_world.narrator().say_evidence(each, "[1]") for state in states for each in state.evidence]
    assert "[1]: “Acme Video never joined”; disputes; stated" in told
    assert "[1]: “at the Open Sea Network”; stated; withdrawn on 2024-05-01" in told


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_state_of_the_world_can_be_said(small_world: KnowledgeGraph, lang: str) -> None:
    _, rows = small_world.ask("SELECT DISTINCT ?state { ?a ally:attests ?state } ORDER BY ?state")
    states = read_states(small_world.ask, small_world.ontology, [str(row[0])[1:-1] for row in rows])
    sentences = [small_world.narrator(lang).say(state) for state in states]
    assert len(sentences) == len(rows)
    assert all(sentence.endswith(".") and "{" not in sentence for sentence in sentences)
