"""The atlas of the shipped data in Chromium: what only there is to be seen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from atlas_page import DESK, PHONE, Reader, read_along
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Position


@pytest.fixture(scope="module", params=[DESK, PHONE], ids=str)
def opened(request: pytest.FixtureRequest, chromium: Browser, shipped_atlas_file: Path) -> Iterator[Reader]:
    """Open the page once on a desk and once on a phone."""
    yield from read_along(chromium, shipped_atlas_file, request.param)


@pytest.mark.parametrize("name", ["navegafeliz", "tiktok", "single"])
def test_each_story_is_told_to_its_end(reader: Reader, name: str) -> None:
    page = reader.open(f"story={name}")
    sentence = page.locator(".story-sentence")
    told = []
    for step in range(3):
        expect(page.locator(".stories .quiet")).to_contain_text(str(step + 1))
        expect(sentence).not_to_have_text(re.compile(r"\{|: $|^$"))
        told.append(sentence.inner_text())
        if step < 2:
            reader.press(reader.button("next"))
    assert len(set(told)) == 3
    reader.press(reader.button("end"))
    expect(sentence).to_have_count(0)


@pytest.mark.parametrize("code", ["SGP", "MLT", "MUS"])
def test_a_small_state_can_be_chosen_on_the_map(reader: Reader, code: str) -> None:
    page = reader.open("tab=map")
    mark = page.locator(f"[data-country={code}]").last
    mark.wait_for(state="attached")
    reader.press(mark)
    expect(page).to_have_url(re.compile(f"country={code}"))
    expect(page.locator(".country")).to_be_visible()


def test_an_edge_in_the_picture_opens_its_evidence(reader: Reader) -> None:
    # looking at the edge brings its middle to the middle of the picture, where nothing else is left by the filter
    edge = "tiktok--memberOf--tech-coalition"
    page = reader.open(f"relations=memberOf&edge={edge}")
    expect(page).to_have_url(re.compile("camera="))
    evidence = reader.region("evidence")
    heading = evidence.get_by_role("heading", level=2).inner_text()
    camera = re.search(r"camera=[^&]+", page.url)
    assert camera
    reader.open(f"relations=memberOf&{camera[0]}")
    expect(evidence).to_be_hidden()
    page.wait_for_timeout(600)  # sooner, the press would hit a picture that still moves
    stage = page.locator(".stage-canvas")
    box = stage.bounding_box()
    assert box
    middle: Position = {"x": box["width"] / 2, "y": box["height"] / 2}
    if reader.way.hand == "finger":
        stage.tap(position=middle)
    else:
        stage.click(position=middle)
    expect(evidence).to_be_visible()
    assert evidence.get_by_role("heading", level=2).inner_text() == heading


@pytest.mark.parametrize("typed", ["tic toc", "tik tok", "TIKTOK", "navega felis", "coalicion tecnologica"])
def test_names_are_found_though_they_are_typed_otherwise(reader: Reader, typed: str) -> None:
    page = reader.open()
    page.get_by_role("searchbox").fill(typed)
    wanted = {"n": "NavegaFeliz", "c": "Tech"}.get(typed[0], "TikTok")
    expect(page.get_by_role("option").filter(has_text=re.compile(wanted, re.IGNORECASE)).first).to_be_visible()
    page.get_by_role("searchbox").fill("")


@pytest.mark.parametrize("view", ["node=tech-coalition", "node=ncmec", "tab=table", "tab=map&country=BRA", "tab=about"])
def test_nothing_is_wider_than_the_screen_and_axe_finds_no_barrier(reader: Reader, view: str) -> None:
    page = reader.open(view)
    page.wait_for_timeout(300)
    assert page.evaluate("document.documentElement.scrollWidth") <= reader.way.width
    assert reader.violations() == []
