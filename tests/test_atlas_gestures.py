"""The atlas in the hand: wheel, two fingers, the full screen, the clipboard and paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from atlas_page import DESK, PHONE, Reader, new_context, new_reader, read_along
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module", params=[DESK, PHONE], ids=str)
def opened(request: pytest.FixtureRequest, chromium: Browser, atlas_file: Path) -> Iterator[Reader]:
    """Open the page of the small world once on a desk and once on a phone."""
    yield from read_along(chromium, atlas_file, request.param)


@pytest.fixture
def desk(chromium: Browser, atlas_file: Path) -> Iterator[Reader]:
    """Open the page anew on a desk, whose clipboard may be read."""
    context = new_context(chromium, DESK, permissions=["clipboard-read", "clipboard-write"])
    reader = new_reader(context, atlas_file, DESK)
    yield reader
    assert reader.faults == []
    context.close()


def middle(page: Page) -> tuple[float, float]:
    """Return the middle of the picture."""
    box = page.locator(".stage-canvas").bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def zoomed(page: Page) -> float:
    """Return how much of the picture is in sight once the camera rests: 1 is all of it."""
    expect(page).to_have_url(re.compile("camera="))
    found = re.search(r"camera=[-\d.]+,[-\d.]+,([\d.]+)", page.url)
    assert found
    return float(found[1])


def pinch(page: Page, *, spread: tuple[int, int]) -> None:
    """Put two fingers on the picture, and move them from one distance to another."""
    session = page.context.new_cdp_session(page)
    x, y = middle(page)
    steps = 8
    for step in range(steps + 1):
        reach = (spread[0] + (spread[1] - spread[0]) * step / steps) / 2
        points = [{"x": x - reach, "y": y, "id": 0}, {"x": x + reach, "y": y, "id": 1}]
        kind = "touchStart" if step == 0 else "touchMove"
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_the_wheel_zooms_the_picture_and_leaves_the_page_where_it_is(reader: Reader) -> None:
    page = reader.open()
    page.mouse.move(*middle(page))
    page.mouse.wheel(0, -400)
    assert zoomed(page) < 1
    assert page.evaluate("scrollY") == 0


def test_two_fingers_apart_zoom_in_and_together_zoom_out(reader: Reader) -> None:
    page = reader.open()
    pinch(page, spread=(60, 200))
    near = zoomed(page)
    pinch(page, spread=(200, 120))
    expect(page).not_to_have_url(re.compile(f"camera=[^&]*,{near}(&|$)"))
    assert near < zoomed(page) < 1


def test_one_finger_moves_the_picture(reader: Reader) -> None:
    page = reader.open()
    session = page.context.new_cdp_session(page)
    x, y = middle(page)
    for kind, by in [("touchStart", 0), ("touchMove", 20), ("touchMove", 60)]:
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x + by, "y": y, "id": 0}]})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    assert zoomed(page) == 1


def test_the_full_screen_shows_the_picture_with_what_is_read(reader: Reader) -> None:
    page = reader.open("node=acme-video") if reader.way is DESK else reader.open()
    button = page.get_by_role("button", name=re.compile("Full screen|Pantalla completa"))
    reader.press(button)
    expect(button).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("document.fullscreenElement.matches(':has(.stage-canvas):has(.organisation):has(.evidence)')")
    reader.press(button)
    expect(button).to_have_attribute("aria-pressed", "false")


@pytest.mark.parametrize("key", ["link", "cite"])
def test_what_is_copied_lies_on_the_clipboard(desk: Reader, key: str) -> None:
    page = desk.open("edge=acme-video--memberOf--harbour-alliance")
    panel = page.locator(".takeaway")
    panel.locator("summary").click()
    desk.button(key, panel).click()
    expect(panel.get_by_role("status")).to_have_text("Copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == panel.get_by_role("textbox").input_value()
    assert "edge=acme-video--memberOf--harbour-alliance" in copied


def test_a_page_of_paper_bears_the_picture_and_the_evidence_without_controls(desk: Reader) -> None:
    page = desk.open("edge=acme-video--memberOf--harbour-alliance")
    expect(desk.region("evidence")).to_contain_text("2 independent sources of 3")
    assert page.pdf().startswith(b"%PDF")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator(".stage-print svg, svg.stage-print").first).to_be_visible()
    expect(desk.region("evidence").locator(".attestation").last).to_be_visible()
    for control in (".tools", ".legend", ".search", ".tabs", ".filters-button", ".timeline", ".close"):
        expect(page.locator(control).first).to_be_hidden()
    cut = page.evaluate(
        "[...document.querySelectorAll('.page *')].filter(each => each.clientHeight > 40 && each.scrollHeight > each.clientHeight + 4"
        " && ['auto', 'scroll', 'hidden'].includes(getComputedStyle(each).overflowY)).map(each => each.className)"
    )
    assert cut == []


def test_paper_is_light_whatever_the_colours_of_the_screen(desk: Reader) -> None:
    page = desk.open("theme=dark&edge=acme-video--memberOf--harbour-alliance")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator("html")).to_have_attribute("data-theme", "light")
    expect(page.locator("svg.stage-print > rect")).to_have_attribute("fill", "#fbfaf7")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
