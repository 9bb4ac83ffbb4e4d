"""The atlas used in Chromium, from disk and without a network: map, questions, what is taken away, stories, by each hand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from atlas_page import WAYS, Reader, new_reader, read_along
from playwright.sync_api import expect

from kgraph.knowledge import KnowledgeGraph

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="module", params=WAYS, ids=str)
def opened(request: pytest.FixtureRequest, chromium: Browser, atlas_file: Path) -> Iterator[Reader]:
    """Open the page once for each way in which readers come."""
    yield from read_along(chromium, atlas_file, request.param)


# 8. Look at a country


def test_a_country_tells_what_is_held_of_it_and_narrows_the_network(reader: Reader) -> None:
    page = reader.open()
    reader.go_to("map")
    if reader.way.hand == "keyboard":
        page.get_by_role("combobox", name=reader.word("country"), exact=True).select_option(reader.says("mexico"))
    else:
        reader.press(page.locator("path[data-country=MEX]"))
    country = page.locator(".country")
    expect(country.get_by_role("heading", level=3)).to_have_text(reader.says("mexico"))
    expect(country).to_contain_text("#CalmNet (Mexico)")
    expect(country).to_contain_text("Instituto Mirador")
    reader.press(reader.button("show", country))
    expect(page.get_by_role("tab", name=reader.word("network"), exact=True)).to_have_attribute("aria-selected", "true")
    expect(page).to_have_url(re.compile("countries=MEX"))


# 9. Ask


def test_a_stored_question_is_answered_for_what_is_picked(reader: Reader, small_world: KnowledgeGraph) -> None:
    page = reader.open()
    reader.go_to("ask")
    chosen = page.get_by_role("combobox", name=reader.word("question"), exact=True)
    chosen.select_option("members")
    alliance = page.locator("#parameter-alliance")
    alliance.fill("Harbour Alliance")
    if reader.way.hand == "keyboard":
        alliance.press("Enter")
    else:
        reader.press(reader.button("ask"))
    rows = page.locator(".answer tbody tr")
    expect(rows).to_have_count(len(small_world.query("members", alliance="harbour-alliance")), timeout=30_000)
    reader.press(reader.button("show", page.locator(".answer")))
    expect(page).to_have_url(re.compile("marked=[a-z,-]*acme-video"))


def test_a_row_of_an_answer_leads_to_its_evidence(reader: Reader) -> None:
    page = reader.open("tab=ask&ask=members&set.alliance=harbour-alliance")
    reader.press(reader.button("ask"))
    read = page.locator(".answer tbody tr", has_text="Acme Video").first.locator("button.read")
    read.wait_for(timeout=30_000)
    reader.press(read)
    expect(reader.region("evidence")).to_contain_text("Harbour Alliance")
    expect(page).to_have_url(re.compile("edge=acme-video--memberOf--harbour-alliance"))


# 10. Take away


def test_a_link_leads_another_reader_to_the_very_view(reader: Reader) -> None:
    fragment = "tab=table&edge=acme-video--memberOf--harbour-alliance&relations=memberOf&month=2020-05&theme=dark"
    page = reader.open(fragment)
    panel = page.locator(".takeaway")
    if panel.get_attribute("open") is None:
        reader.press(panel.locator("summary"))
    reader.press(reader.button("link", panel))
    link = panel.get_by_role("textbox").input_value()
    other = new_reader(page.context, reader.file, reader.way)
    other.page.goto(link)
    other.page.locator("body[data-ready]").wait_for()
    expect(other.region("evidence")).to_contain_text(reader.says("independent"))
    expect(other.page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(other.page.locator("table.relations caption")).to_have_text(
        page.locator("table.relations caption").inner_text()
    )
    assert other.page.url == link and other.faults == []
    other.page.close()


def test_the_picture_is_taken_away_in_two_forms_and_the_table_in_one(reader: Reader) -> None:
    page = reader.open("relations=succeeds")
    panel = page.locator(".takeaway")
    if panel.get_attribute("open") is None:
        reader.press(panel.locator("summary"))
    assert reader.download(reader.button("png", panel)).startswith(b"\x89PNG")
    drawing = reader.download(reader.button("svg", panel)).decode()
    assert 'data-edge="wharf-circle--succeeds--lock-forum"' in drawing and "<script" not in drawing
    table = reader.download(reader.button("csv", panel)).decode().splitlines()
    assert len(table) == 2 and table[1].startswith("Wharf Circle,wharf-circle,")


def test_a_citation_names_the_statement_the_data_and_the_view(reader: Reader) -> None:
    page = reader.open("edge=acme-video--memberOf--harbour-alliance")
    panel = page.locator(".takeaway")
    if panel.get_attribute("open") is None:
        reader.press(panel.locator("summary"))
    reader.press(reader.button("cite", panel))
    citation = panel.get_by_role("textbox").input_value()
    assert reader.says("acme-harbour") in citation
    assert re.search(r"[0-9a-f]{16}", citation) and "edge=acme-video--memberOf--harbour-alliance" in citation


# 11. Guided stories


def test_a_story_goes_step_by_step_and_ends_with_everything_shown(reader: Reader) -> None:
    page = reader.open()
    reader.press(reader.button("single"))
    expect(page.locator(".story-sentence")).to_contain_text(re.compile(r"\d"))
    reader.press(reader.button("next"))
    expect(page).to_have_url(re.compile("sources=2&.*story=single&step=1"))
    reader.press(reader.button("end"))
    expect(page).not_to_have_url(re.compile("story=|sources="))
    expect(page.locator(".hidden-count")).to_have_text(reader.says("all-shown"))
