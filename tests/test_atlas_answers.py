"""The SPARQL engine in the atlas: it answers what the command line answers, tells mistakes by place, and can be stopped."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from atlas_page import DESK, Reader, new_context, new_reader, read_along
from playwright.sync_api import expect

from kgraph.paths import questions_folder
from kgraph.questions import read_questions
from kgraph.results import Result

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from kgraph.knowledge import KnowledgeGraph

QUESTIONS = sorted(read_questions(questions_folder()))
#: For each parameter the first question of ``tests/expected/`` that is asked with it alone, and a value.
GIVEN = {
    parameter: (question, value)
    for path in sorted((Path(__file__).parent / "expected").glob("*=*.csv"), reverse=True)
    for question, *pairs in [path.stem.split("--")]
    for parameter, _, value in [pairs[0].partition("=")]
    if len(pairs) == 1
}
#: Questions that are asked of the shipped data: rows, figures, a network, and what is inferred.
LARGE = ["members", "figures", "partner-network", "single-source", "inferred"]
#: A question that no engine answers soon.
ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture(scope="module")
def opened(chromium: Browser, atlas_file: Path) -> Iterator[Reader]:
    """Open the page of the small world, once."""
    yield from read_along(chromium, atlas_file, DESK)


def ask(reader: Reader, name: str, **values: str) -> dict[str, Any]:
    """Ask a stored question and return the answer as its file tells it."""
    given = "".join(f"&set.{key}={quote(value)}" for key, value in values.items())
    page = reader.open(f"tab=ask&ask={name}{given}")
    expect(page.locator("#question")).to_have_value(name)
    page.locator(".answer").evaluate("answer => answer.replaceChildren()")
    reader.button("ask").click()
    page.locator(".answer .answer-sentence").wait_for(timeout=60_000)
    answer: dict[str, Any] = json.loads(reader.download(reader.button("json")))
    return answer


def write(reader: Reader, text: str) -> None:
    """Put a query of the reader's own into the editor, and ask it."""
    page = reader.open("tab=ask")
    opener = page.get_by_role("button", name="Write SPARQL")
    if opener.is_visible():
        opener.click()
    editor = page.get_by_role("textbox", name="Your own SPARQL")
    editor.click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(text)
    page.keyboard.press("Control+Enter")


def rows_of(result: Result) -> list[list[str | None]]:
    """Return a native answer as texts."""
    return [[None if term is None else term.value for term in row] for row in result.terms]


def rows_in(answer: dict[str, Any]) -> list[list[str | None]]:
    """Return the answer of a file as texts."""
    return [[row[column] for column in answer["columns"]] for row in answer["rows"]]


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_stored_question_is_answered_as_by_the_command_line(
    reader: Reader, small_world: KnowledgeGraph, name: str
) -> None:
    result, answer = small_world.query(name), ask(reader, name)
    assert answer["columns"] == list(result.columns)
    assert rows_in(answer) == rows_of(result)
    assert answer["question"] == name


@pytest.mark.parametrize("parameter", sorted(GIVEN))
def test_a_parameter_narrows_the_answer_as_on_the_command_line(
    reader: Reader, small_world: KnowledgeGraph, parameter: str
) -> None:
    name, value = GIVEN[parameter]
    assert rows_in(ask(reader, name, **{parameter: value})) == rows_of(small_world.query(name, **{parameter: value}))


def test_a_thing_is_picked_by_any_of_its_names(reader: Reader, small_world: KnowledgeGraph) -> None:
    page = reader.open("tab=ask&ask=members")
    page.locator("#parameter-alliance").fill("alianza del puerto")
    page.locator("#parameter-alliance").press("Enter")
    rows = page.locator(".answer tbody tr")
    expect(rows).to_have_count(len(small_world.query("members", alliance="harbour-alliance")))


def test_what_names_nothing_is_said_and_not_asked(reader: Reader) -> None:
    page = reader.open("tab=ask&ask=members")
    page.locator("#parameter-alliance").fill("Nobody at All")
    page.locator("#parameter-alliance").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Nobody at All")


def test_a_query_of_the_readers_own_is_answered_with_all_prefixes_bound(reader: Reader) -> None:
    write(reader, "SELECT ?name WHERE { d:acme-video skos:prefLabel ?name }")
    expect(reader.page.locator(".answer tbody td")).to_have_text("Acme Video")


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("ASK { d:acme-video ally:everMemberOf d:harbour-alliance }", [["yes"]]),
        (
            'CONSTRUCT { d:acme-video rdfs:label "A \\"quoted\\" name"@en } WHERE {}',
            [["acme-video", "http://www.w3.org/2000/01/rdf-schema#label", 'A "quoted" name']],
        ),
    ],
)
def test_yes_or_no_and_triples_are_shown_as_rows(reader: Reader, text: str, rows: list[list[str]]) -> None:
    write(reader, text)
    cells = reader.page.locator(".answer tbody tr").first.locator("td")
    expect(cells).to_have_count(len(rows[0]))
    offered = reader.download(reader.button("csv")).decode()
    assert list(csv.reader(io.StringIO(offered)))[1:] == rows


def test_a_mistake_is_told_by_line_and_column_of_the_readers_own_text(reader: Reader) -> None:
    write(reader, "SELECT ?name WHERE {\n  ?thing skos:prefLabel ;\n}")
    expect(reader.page.get_by_role("alert")).to_have_text(re.compile(r"^Line 2, column \d+: "))
    expect(reader.page.locator(".editor .cm-lint-marker-error")).to_be_visible()


def test_a_query_is_stopped_and_the_next_one_answered(reader: Reader) -> None:
    write(reader, ENDLESS)
    reader.page.get_by_role("button", name="Stop").click()
    expect(reader.page.locator(".ask")).to_contain_text("Stopped.")
    write(reader, "ASK {}")
    expect(reader.page.locator(".answer tbody td")).to_have_text("yes")


def test_no_cell_of_a_table_taken_away_is_a_formula(reader: Reader) -> None:
    write(reader, 'SELECT ?a ?b WHERE { VALUES (?a ?b) { ("=1+1" "@SUM(A1)") ("-2.5" "+x, \\"y\\"") } }')
    expect(reader.page.locator(".answer tbody tr")).to_have_count(2)
    offered = reader.download(reader.button("csv")).decode()
    assert list(csv.reader(io.StringIO(offered))) == [["a", "b"], ["'=1+1", "'@SUM(A1)"], ["-2.5", '\'+x, "y"']]


def test_an_answer_is_drawn_on_the_graph(reader: Reader) -> None:
    write(reader, "SELECT ?one WHERE { VALUES ?one { d:acme-video d:harbour-alliance } }")
    reader.button("show", reader.page.locator(".answer")).click()
    expect(reader.page).to_have_url(re.compile("marked=acme-video,harbour-alliance"))
    expect(reader.page.get_by_role("tab", name="Network")).to_have_attribute("aria-selected", "true")


def test_a_link_carries_a_query_and_the_values_of_a_question(reader: Reader) -> None:
    page = reader.open("tab=ask&ask=members&set.alliance=reef-network&set.valid=2022-01-01&query=ASK%20%7B%7D")
    expect(page.locator("#parameter-alliance")).to_have_value("Reef Network")
    expect(page.locator("#parameter-valid")).to_have_value("2022-01-01")
    expect(page.get_by_role("textbox", name="Your own SPARQL")).to_have_text("ASK {}")


def test_the_shipped_data_answers_as_by_the_command_line(
    chromium: Browser, shipped: KnowledgeGraph, shipped_atlas_file: Path
) -> None:
    context = new_context(chromium, DESK)
    reader = new_reader(context, shipped_atlas_file)
    for name in LARGE:
        assert rows_in(ask(reader, name)) == rows_of(shipped.query(name)), name
    assert reader.faults == []
    context.close()
