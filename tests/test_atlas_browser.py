"""The atlas used in Chromium, from disk and without a network: the network, and what is read in it, by each hand."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from atlas_page import WAYS, Reader, read_along
from PIL import Image
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator


@pytest.fixture(scope="module", params=WAYS, ids=str)
def opened(request: pytest.FixtureRequest, chromium: Browser, atlas_file: Path) -> Iterator[Reader]:
    """Open the page once for each way in which readers come."""
    yield from read_along(chromium, atlas_file, request.param)


def count_colours(locator: Locator) -> int:
    """Count the colours of a part of the screen."""
    image = Image.open(io.BytesIO(locator.screenshot())).convert("RGB")
    return len(image.getcolors(maxcolors=1 << 24) or [])


# 1. See


def test_the_picture_is_drawn_in_the_colours_of_kinds(reader: Reader) -> None:
    page = reader.open()
    assert count_colours(page.locator(".stage-canvas")) > 100


def test_the_picture_is_zoomed_and_fitted_again(reader: Reader) -> None:
    page = reader.open()
    reader.press(reader.button("zoom-in"))
    expect(page).to_have_url(re.compile(r"camera=0\.5,0\.5,0\.6"))
    reader.press(reader.button("fit"))
    expect(page).not_to_have_url(re.compile("camera="))


def test_the_colours_change_when_another_theme_is_chosen(reader: Reader) -> None:
    page = reader.open("theme=light")
    light = page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor")
    page.locator("#pick-theme").select_option("contrast")
    expect(page.locator("html")).to_have_attribute("data-theme", "contrast")
    assert light != page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor") == "rgb(0, 0, 0)"


# 2. Find


def test_a_name_in_any_language_and_without_accents_finds_its_bearer(reader: Reader) -> None:
    page = reader.open()
    box = page.get_by_role("searchbox", name=reader.word("search"), exact=True)
    box.fill("aliánza PUERTO")
    option = page.get_by_role("option").filter(has_text="Alianza del Puerto").first
    expect(option).to_be_visible()
    if reader.way.hand == "keyboard":
        box.press("ArrowDown")
        box.press("Enter")
    else:
        reader.press(option)
    expect(reader.region("organisation").get_by_role("heading", level=2)).to_have_text(reader.says("harbour"))


# 3. Read an organisation


def test_an_organisation_is_read_in_its_region(reader: Reader) -> None:
    reader.open("node=harbour-alliance")
    region = reader.region("organisation")
    names = {"en": ("Alianza del Puerto", "es"), "es": ("Harbour Alliance", "en")}
    other, language = names[reader.way.language]
    expect(region.locator(f".names [lang='{language}']", has_text=other)).to_be_visible()
    expect(region).to_contain_text("Harbour Group")
    link = region.get_by_role("link", name="Members of the Harbour Alliance").first
    expect(link).to_have_attribute("href", "https://example.org/harbour/members")
    expect(link).to_have_attribute("rel", re.compile("noopener"))


def test_a_neighbour_is_one_press_away(reader: Reader) -> None:
    reader.open("node=harbour-alliance")
    region = reader.region("organisation")
    reader.press(region.get_by_role("button", name="Acme Video", exact=True).first)
    expect(region.get_by_role("heading", level=2)).to_have_text("Acme Video")


def test_figures_stand_as_a_chart_and_as_sentences_with_their_sources(reader: Reader) -> None:
    reader.open("node=tide-report-2021")
    region = reader.region("organisation")
    expect(region.get_by_role("img").first).to_be_visible()
    sentence = region.locator(".figures summary").first
    reader.press(sentence)
    expect(region.locator(".figures details[open] .attestation").first).to_be_visible()


# 4. Read an edge


def test_an_edge_tells_who_says_so_and_how_many_of_them_are_independent(reader: Reader) -> None:
    page = reader.open("node=acme-video")
    tie = reader.region("organisation").locator(".tie", has_text=reader.says("acme-harbour"))
    reader.press(tie.locator(".read"))
    region = reader.region("evidence")
    expect(region).to_contain_text(reader.says("independent"))
    expect(region.locator(".attestation")).to_have_count(3)
    expect(region.locator(".attestation").first).to_contain_text(reader.says("supports"))
    link = region.get_by_role("link", name="Members of the Harbour Alliance")
    expect(link).to_have_attribute("lang", "en")
    if reader.way.hand == "keyboard":
        region.get_by_role("button").first.focus()
        page.keyboard.press("Escape")
    else:
        reader.press(reader.button("close", region))
    expect(region).to_be_hidden()


def test_what_a_source_disputes_is_told(reader: Reader) -> None:
    reader.open("edge=acme-video--memberOf--open-sea-network")
    disputing = reader.region("evidence").locator(".attestation", has_text=reader.says("disputes"))
    expect(disputing).to_contain_text("Acme Video never joined")


def test_sources_that_contradict_one_another_stand_side_by_side(reader: Reader) -> None:
    reader.open("node=acme-transparency-2023")
    conflict = reader.region("organisation").locator(".conflict", has_text=reader.says("conflict"))
    sides = conflict.locator(".side-of-conflict")
    expect(sides).to_have_count(2)
    expect(sides.first).to_contain_text("1,200 videos")
    expect(sides.last).to_contain_text("more than 1500 videos")


def test_an_inferred_edge_leads_to_what_it_follows_from(reader: Reader) -> None:
    reader.open("edge=acme-video--involvedIn--calm-net")
    region = reader.region("evidence")
    expect(region.locator(".reasons > ol > li")).to_have_count(2)
    expect(region.get_by_role("link", name="Acme Clips presenta CalmNet").first).to_be_visible()


# 5. Filter


def test_a_filter_hides_and_says_what_it_hides(reader: Reader) -> None:
    page = reader.open()
    if reader.way.width < 1000 and reader.button("filters").get_attribute("aria-expanded") == "false":
        reader.press(reader.button("filters"))
    hidden = page.locator(".hidden-count")
    expect(hidden).to_have_text(reader.says("all-shown"))
    choice = page.get_by_role("checkbox", name=re.compile(rf"^{reader.says('alliance')}\s*7$"))
    choice.focus()
    if reader.way.hand == "keyboard":
        page.keyboard.press("Space")
    else:
        reader.press(choice)
    expect(hidden).to_contain_text(reader.says("hidden"))
    expect(page).to_have_url(re.compile("kinds=alliance"))
    expect(page.locator(".mirror-list li")).to_have_count(7)


# 6. Move through time


def test_the_slider_goes_by_month_and_says_what_began(reader: Reader) -> None:
    page = reader.open("month=2023-12")
    slider = page.get_by_role("slider", name=reader.word("date"), exact=True)
    if reader.way.hand == "keyboard":
        slider.focus()
        page.keyboard.press("ArrowRight")
    else:
        slider.fill(str(2024 * 12))
    expect(slider).to_have_attribute("aria-valuetext", reader.says("month"))
    expect(page.locator(".changes")).to_contain_text(reader.says("month"))
    reader.press(reader.button("all-times"))
    expect(page).not_to_have_url(re.compile("month="))


def test_time_plays_until_it_is_paused(reader: Reader) -> None:
    page = reader.open("month=2019-01")
    slider = page.get_by_role("slider", name=reader.word("date"), exact=True)
    reader.press(reader.button("play"))
    expect(slider).not_to_have_value(str(2019 * 12))
    reader.press(reader.button("pause"))
    expect(reader.button("play")).to_be_visible()


# 7. Follow a path


def test_a_path_leads_hop_by_hop_to_its_evidence(reader: Reader) -> None:
    page = reader.open()
    panel = page.locator(".panel.path")
    if panel.get_attribute("open") is None:
        reader.press(panel.locator("summary"))
    panel.get_by_label(reader.word("from"), exact=True).fill("instituto mirador")
    end = panel.get_by_label(reader.word("to"), exact=True)
    end.fill("Alianza del Puerto")
    if reader.way.hand == "keyboard":
        end.press("Enter")
    else:
        reader.press(reader.button("find-path", panel))
    hops = panel.locator(".way.open .hops li")
    expect(hops).to_have_count(2)
    expect(hops.nth(1)).to_contain_text(reader.says("acme-harbour"))
    reader.press(hops.nth(1).get_by_role("button"))
    expect(reader.region("evidence")).to_contain_text(reader.says("independent"))
