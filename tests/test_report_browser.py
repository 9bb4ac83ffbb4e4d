"""The report, used in Chromium as a reader would: with and without a script, wide and on a telephone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from test_report import invent_study

from kgraph.knowledge import KnowledgeGraph
from kgraph.report import build_report

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

#: Opens the report of an invented study: (script, width, theme) to the page and what went wrong on it.
Opener = Callable[..., tuple["Page", list[str]]]

#: Texts whose colour stands out from what is behind them by less than 4.5 to 1, or 3 to 1 where they are large.
_FAINT = """() => {
  const parse = (text) => (text.match(/[\\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, place) => sum + v * [0.2126, 0.7152, 0.0722][place], 0);
  const behind = (node) => {
    for (; node; node = node.parentElement) {
      const colour = parse(getComputedStyle(node).backgroundColor);
      if (colour.length === 3 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const faint = [];
  for (const node of document.querySelectorAll("body *:not(svg *)")) {
    const own = [...node.childNodes].some((each) => each.nodeType === 3 && each.textContent.trim());
    if (!own || !node.getClientRects().length || ["SCRIPT", "STYLE"].includes(node.tagName)) continue;
    const style = getComputedStyle(node);
    const [one, other] = [light(parse(style.color)), light(behind(node))].sort((a, b) => b - a);
    const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && style.fontWeight >= 700);
    if ((one + 0.05) / (other + 0.05) < (large ? 3 : 4.5)) faint.push(node.tagName + ": " + node.textContent.trim());
  }
  return faint;
}"""


@pytest.fixture
def open_report(chromium: Browser, small_world: KnowledgeGraph, tmp_path: Path) -> Iterator[Opener]:
    contexts = []

    def open_(*, script: bool = True, width: int = 1000, theme: str = "light") -> tuple[Page, list[str]]:
        file = tmp_path / "report.html"
        file.write_text(build_report(small_world, [invent_study(rows=30)]), encoding="utf-8")
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if theme == "dark" else "light",
            java_script_enabled=script,
            reduced_motion="reduce",
        )
        contexts.append(context)
        page, faults = context.new_page(), list[str]()
        page.on(
            "console", lambda message: faults.append(message.text) if message.type in ("error", "warning") else None
        )
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda request: None if request.url == file.as_uri() else faults.append(request.url))
        page.goto(file.as_uri())
        return page, faults

    yield open_
    for context in contexts:
        context.close()


def first_cells(page: Page) -> list[str]:
    return page.locator("table[data-sortable] tbody tr:visible td:first-child").all_inner_texts()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_page_opens_without_request_error_or_violation(open_report: Opener, theme: str) -> None:
    _, faults = open_report(theme=theme)
    assert faults == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_text_stands_out_from_its_ground(open_report: Opener, theme: str) -> None:
    page, _ = open_report(theme=theme)
    assert page.evaluate(_FAINT) == []


def test_a_head_sorts_its_column_one_way_and_then_the_other(open_report: Opener) -> None:
    page, _ = open_report()
    button = page.get_by_role("button", name="count")
    button.click()
    assert first_cells(page)[:2] == ["Harbour 29", "Harbour 28"]
    assert page.locator("th[aria-sort]").get_attribute("aria-sort") == "descending"
    button.press("Enter")
    assert first_cells(page)[:2] == ["Harbour 0", "Harbour 1"]


def test_texts_are_sorted_with_their_numbers(open_report: Opener) -> None:
    page, _ = open_report()
    page.get_by_role("button", name="Name").click()
    page.get_by_role("button", name="Name").click()
    assert first_cells(page)[:3] == ["Harbour 29", "Harbour 28", "Harbour 27"]


@pytest.mark.parametrize("script", [True, False])
def test_a_long_table_shows_twenty_rows_until_all_are_asked_for(open_report: Opener, script: bool) -> None:
    page, _ = open_report(script=script)
    assert len(first_cells(page)) == 20
    page.get_by_label("Show all 30 rows").check()
    assert len(first_cells(page)) == 30


def test_without_a_script_the_order_by_a_number_can_be_opened(open_report: Opener) -> None:
    page, _ = open_report(script=False)
    page.get_by_text("The first 20 rows by: count").click()
    assert "Harbour 29" in page.locator(".orders td:visible").first.inner_text()


def test_with_a_script_the_orders_that_buttons_give_are_not_repeated(open_report: Opener) -> None:
    page, _ = open_report()
    assert page.locator(".orders").count() == 0


def test_the_source_of_a_row_is_one_click_away(open_report: Opener) -> None:
    page, _ = open_report()
    page.locator("td.cited a").first.click()
    assert "acme-joins-harbour" in page.locator(".documents li:target").inner_text()


@pytest.mark.parametrize("width", [360, 1200])
def test_the_page_is_no_wider_than_its_window(open_report: Opener, width: int) -> None:
    page, _ = open_report(width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_letters_of_a_picture_can_be_read_on_a_telephone(open_report: Opener) -> None:
    page, _ = open_report(width=360)
    heights = page.evaluate(
        "[...document.querySelectorAll('figure svg text')].map((each) => each.getScreenCTM().a * parseFloat(each.getAttribute('font-size')))"
    )
    assert heights and min(heights) >= 8
