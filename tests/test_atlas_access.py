"""The atlas for everyone: by axe, by keyboard alone, on a small screen, in five languages, on paper and without WebGL."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from atlas_page import DESK, PHONE, Reader, Way, new_context, new_reader
from playwright.sync_api import expect

from conftest import ARGUMENTS, CHROMIUM
from kgraph.phrases import LANGUAGES

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

#: Views that show every panel: the fragment of the link, and what must stand there before anything is looked at.
VIEWS = {
    "network": ("", ".mirror-list li"),
    "organisation": ("node=reef-network", ".organisation .tie"),
    "evidence": ("edge=acme-video--memberOf--open-sea-network&month=2023-01", ".evidence .disputing"),
    "inferred": ("edge=acme-video--involvedIn--calm-net", ".evidence .reasons li"),
    "path": ("from=mirador-institute&to=harbour-alliance", ".path .hops li"),
    "story": ("story=single&step=1&sources=2", ".story-sentence"),
    "table": ("tab=table", "table.relations tbody tr"),
    "map": ("tab=map&country=MEX", ".world path.chosen"),
    "ask": ("tab=ask&ask=members&set.alliance=harbour-alliance&query=ASK%20%7B%7D", ".editor .cm-content"),
    "about": ("tab=about", ".about table tbody tr"),
}
#: The rules that another theme could break.
COLOURS = ["color-contrast", "link-in-text-block"]

every_view = pytest.mark.parametrize("view", VIEWS)


@pytest.fixture(scope="module")
def wide(chromium: Browser, atlas_file: Path) -> Iterator[Reader]:
    """Open the page of the small world on a desk, for what does not depend on what was done before."""
    context = new_context(chromium, DESK)
    yield new_reader(context, atlas_file, DESK)
    context.close()


@pytest.fixture(scope="module")
def narrow(chromium: Browser, atlas_file: Path) -> Iterator[Reader]:
    """Open it on a phone."""
    context = new_context(chromium, PHONE)
    yield new_reader(context, atlas_file, PHONE)
    context.close()


@pytest.fixture
def desk(chromium: Browser, atlas_file: Path) -> Iterator[Reader]:
    """Open the page of the small world anew on a desk, for what depends on where the focus is."""
    context = new_context(chromium, DESK)
    reader = new_reader(context, atlas_file, DESK)
    yield reader
    assert reader.faults == []
    context.close()


def show(reader: Reader, view: str, theme: str = "light") -> Page:
    """Open a view whole: with its folded parts, its answer and its filters."""
    fragment, sign = VIEWS[view]
    page = reader.open(f"theme={theme}&{fragment}")
    page.locator(sign).first.wait_for(state="attached")
    if view == "ask":
        reader.button("ask").click()
        page.locator(".answer tbody tr").first.wait_for(timeout=30_000)
    page.evaluate("document.querySelectorAll('.page details').forEach(each => each.open = true)")
    return page


# What axe finds


@every_view
def test_axe_finds_no_barrier_on_a_desk(wide: Reader, view: str) -> None:
    show(wide, view)
    assert wide.violations() == []


@every_view
def test_axe_finds_no_barrier_on_a_phone_on_which_nothing_is_wider_than_the_screen(narrow: Reader, view: str) -> None:
    page = show(narrow, view)
    assert narrow.violations() == []
    assert page.evaluate("document.documentElement.scrollWidth") <= narrow.way.width


@pytest.mark.parametrize("theme", ["dark", "contrast"])
@every_view
def test_axe_finds_enough_contrast_in_every_theme(wide: Reader, view: str, theme: str) -> None:
    show(wide, view, theme)
    assert wide.violations(COLOURS) == []


# By keyboard alone


def test_the_list_is_walked_along_its_edges_and_escape_comes_back_to_the_very_button(desk: Reader) -> None:
    page = desk.open()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    first = page.locator(".mirror-list button[tabindex='0']")
    expect(first).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    name = first.locator("span").first.inner_text()
    status = page.locator("[role=status].unseen")
    expect(status).to_contain_text(re.compile(rf"{re.escape(name)}.*\. 1 of \d+$"))
    page.keyboard.press("Enter")
    expect(desk.region("evidence").get_by_role("heading", level=2)).to_be_focused()
    page.keyboard.press("Escape")
    expect(desk.region("evidence")).to_be_hidden()
    expect(first).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(desk.region("organisation").get_by_role("heading", level=2)).to_be_focused()
    page.keyboard.press("Escape")
    expect(first).to_be_focused()


def test_every_stop_of_the_tab_key_can_be_seen(desk: Reader) -> None:
    page = desk.open("node=harbour-alliance")
    seen = []
    for _ in range(40):
        page.keyboard.press("Tab")
        seen.append(
            page.evaluate(
                """() => { const it = document.activeElement, box = it.getBoundingClientRect();
                   return [it.id || it.className || it.tagName, getComputedStyle(it).outlineStyle !== 'none'
                     && box.width > 0 && box.bottom > 0 && box.top < innerHeight]; }"""
            )
        )
    assert [name for name, visible in seen if not visible] == []
    assert len({name for name, _ in seen}) > 8


def test_the_tab_key_leaves_the_editor(desk: Reader) -> None:
    page = desk.open("tab=ask&query=ASK%20%7B%7D")
    page.get_by_role("textbox", name="Your own SPARQL").click()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Ask this SPARQL")).to_be_focused()


# In five languages


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_speaks_the_language_that_is_chosen(desk: Reader, language: str) -> None:
    page = desk.open("node=harbour-alliance")
    page.get_by_role("combobox", name="Language", exact=True).select_option(language)
    expect(page.locator("html")).to_have_attribute("lang", language)
    verb = {"en": "funds or", "pt": "financia ou", "es": "financia o", "fr": "finance ou", "vi": "tài trợ hoặc"}
    expect(page.locator(".organisation .said", has_text=f"Acme Video {verb[language]} ")).to_be_visible()
    texts = page.evaluate("document.querySelector('.page').innerText + document.querySelector('.page').outerHTML")
    assert not re.search(r">(?:[a-z-]+\.)+[a-z-]+<|\{\w+\}", texts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_browsers_language_is_taken_at_the_start(chromium: Browser, atlas_file: Path, language: str) -> None:
    context = new_context(chromium, Way(1280, 800, language, "mouse"))
    page = context.new_page()
    page.goto(atlas_file.as_uri())
    expect(page.locator("html")).to_have_attribute("lang", language)
    context.close()


# On paper, and without WebGL


def test_paper_gets_the_picture_as_lines(desk: Reader) -> None:
    page = desk.open()
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator(".stage-print svg, svg.stage-print").first).to_be_visible()
    expect(page.locator(".stage-canvas")).to_be_hidden()


def test_without_webgl_a_still_picture_opens_the_evidence(atlas_file: Path, chromium: Browser) -> None:
    browser = chromium.browser_type.launch(executable_path=str(CHROMIUM), args=[*ARGUMENTS, "--disable-3d-apis"])
    reader = new_reader(new_context(browser, DESK), atlas_file, DESK)
    page = reader.open("relations=succeeds")
    page.locator("svg.still path[data-edge='wharf-circle--succeeds--lock-forum']").dispatch_event("click")
    expect(reader.region("evidence")).to_contain_text("Wharf Circle took the place of Lock Forum (in 2022).")
    page.get_by_role("searchbox", name="Search", exact=True).fill("reef")
    page.get_by_role("option").first.click()
    expect(reader.region("organisation").get_by_role("heading", level=2)).to_have_text("Reef Network")
    faults = [fault for fault in reader.faults if "WebGL" not in fault]
    browser.close()
    assert faults == []
