"""The page that draw_figure writes, used in Chromium as a reader would."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx
import pytest
from test_views import HOSTILE, evidence, hostile_world, ring, statement, world

from kgraph.palette import HUES
from kgraph.views import draw_figure

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


#: Opens a network's page: (network, width, height) to the page and what went wrong on it.
Opener = Callable[..., tuple["Page", list[str]]]


@pytest.fixture
def open_figure(chromium: Browser, tmp_path: Path) -> Iterator[Opener]:
    contexts = []

    def open_(
        network: nx.MultiDiGraph[str], width: int = 1280, height: int = 800, theme: str = "light"
    ) -> tuple[Page, list[str]]:
        file = tmp_path / "figure.html"
        file.write_text(draw_figure(network), encoding="utf-8")
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if theme == "dark" else "light",
            reduced_motion="reduce",
        )
        contexts.append(context)
        page, faults = context.new_page(), list[str]()
        page.add_init_script("document.addEventListener('securitypolicyviolation', e => console.error(e.blockedURI))")
        page.on(
            "console", lambda message: faults.append(message.text) if message.type in ("error", "warning") else None
        )
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("dialog", lambda dialog: faults.append(f"dialog {dialog.message}"))
        page.on("request", lambda request: None if request.url == file.as_uri() else faults.append(request.url))
        page.goto(file.as_uri())
        page.locator("body[data-ready]").wait_for(timeout=30_000)
        return page, faults

    yield open_
    for context in contexts:
        context.close()


def pair() -> nx.MultiDiGraph[str]:
    """Two nodes and one line, which runs through the middle of the figure."""
    graph = world()
    graph.remove_nodes_from(["campaign", "kwai"])
    graph.remove_edges_from(list(graph.edges(keys=True)))
    graph.add_edge("papaz", "edition", **statement("partner in"))
    return graph


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_page_opens_without_request_error_or_violation(open_figure: Opener, theme: str) -> None:
    page, faults = open_figure(world(), theme=theme)
    page.locator("button.show").first.click()
    page.get_by_role("button", name="Close").click()
    page.get_by_role("button", name="Zoom in").click()
    page.get_by_role("button", name="Show all").click()
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 500, "height": 900})
    page.wait_for_timeout(300)
    assert faults == []


def test_the_figure_is_drawn(open_figure: Opener) -> None:
    page, _ = open_figure(world())
    painted = page.locator("#canvas canvas").evaluate(
        """canvas => new Set(new Uint32Array(
             canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data.buffer)).size"""
    )
    assert painted > 20


def test_hostile_texts_do_not_run(open_figure: Opener) -> None:
    page, faults = open_figure(hostile_world())
    page.locator("button.show").first.click()
    page.locator("#canvas").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    assert faults == []
    assert page.locator("img, #panel a, tbody a").count() == 0
    assert page.locator("#panel-title").text_content() == HOSTILE


def test_a_click_on_a_line_opens_its_evidence(open_figure: Opener) -> None:
    page, faults = open_figure(pair())
    box = page.locator("#canvas").bounding_box()
    assert box
    for step in range(-56, 57, 8):
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2 + step)
        page.wait_for_timeout(350)  # sooner, it would be a double click
        if page.locator("#panel").get_attribute("data-state") == "open":
            break
    panel = page.locator("#panel")
    assert panel.get_by_role("heading").text_content() == "It is partner in it."
    link = panel.get_by_role("link", name="Navega Feliz")
    assert link.get_attribute("href") == "https://newsroom.tiktok.com/navega-feliz"
    assert page.locator("tr.chosen").count() == 1
    assert faults == []


def test_a_click_beside_everything_closes_the_panel(open_figure: Opener) -> None:
    page, _ = open_figure(world())
    page.locator("button.show").first.click()
    page.locator("#canvas").click(position={"x": 3, "y": 3})
    page.locator('#panel[data-state="idle"]').wait_for()
    assert page.locator("tr.chosen").count() == 0


def test_a_button_of_the_table_shows_its_line_and_escape_goes_back_to_it(open_figure: Opener) -> None:
    page, _ = open_figure(world())
    button = page.locator("#statement-2 button.show")
    button.focus()
    page.keyboard.press("Enter")
    panel = page.locator("#panel")
    assert panel.get_by_role("heading").text_content() == "It is pays it."
    assert "disputes this" in panel.inner_text() and "TikTok Newsroom" in panel.inner_text()
    assert page.locator("#statement-2.chosen").count() == 1
    page.keyboard.press("Escape")
    assert panel.get_attribute("data-state") == "idle"
    assert button.evaluate("button => button === document.activeElement")


def test_the_figure_is_walked_by_keyboard(open_figure: Opener) -> None:
    page, _ = open_figure(world())
    status = page.get_by_role("status")
    page.locator("#canvas").focus()
    page.keyboard.press("ArrowDown")
    assert status.text_content() == "NF Colombia · edition · Statements: 4"
    page.keyboard.press("ArrowRight")
    assert status.text_content() == "It is edition of it. · 1 of 4"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    title = page.locator("#panel-title")
    assert title.text_content() == "It is pays it."
    assert title.evaluate("title => title === document.activeElement")
    page.keyboard.press("Escape")
    assert page.locator("#canvas").evaluate("canvas => canvas === document.activeElement")


def test_a_node_opens_all_its_statements(open_figure: Opener) -> None:
    page, _ = open_figure(world())
    page.locator("#canvas").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    panel = page.locator("#panel")
    assert panel.get_by_role("heading").text_content() == "NF Colombia"
    assert panel.get_by_role("heading").get_attribute("lang") == "es"
    statements = panel.locator("#panel-body > details")
    assert statements.count() == 4
    statements.nth(1).locator("summary").click()
    # An opened element has no text before it is drawn once: wait for it, and fail if it does not come.
    statements.nth(1).get_by_text("disputes this").first.wait_for(state="visible")
    assert "disputes this" in statements.nth(1).inner_text()


def test_inferred_lines_give_their_reasons_in_the_panel(open_figure: Opener) -> None:
    page, _ = open_figure(world())
    page.locator("tr", has_text="involved in").get_by_role("button").click()
    page.locator("#panel").get_by_text("Partners of an edition are involved in its campaign.").first.wait_for(
        state="visible"
    )


@pytest.mark.parametrize("network", [world, hostile_world], ids=["world", "hostile"])
def test_a_phone_does_not_scroll_sideways(open_figure: Opener, network: Callable[[], nx.MultiDiGraph[str]]) -> None:
    page, _ = open_figure(network(), width=390, height=844)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.locator("button.show").first.click()
    page.locator('#panel[data-state="open"]').wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_on_a_phone_the_evidence_is_a_sheet_at_the_bottom(open_figure: Opener) -> None:
    page, _ = open_figure(world(), width=390, height=844)
    assert not page.locator("#panel").is_visible()
    page.locator("button.show").first.click()
    box = page.locator("#panel").bounding_box()
    assert box
    assert (box["x"], box["width"], round(box["y"] + box["height"])) == (0, 390, 844)


CARDS = """rows => rows.map(row => [...row.children].map(cell => cell.getBoundingClientRect()).every(
    (box, place, boxes) => box.left >= 0 && box.right <= innerWidth && (!place || box.top >= boxes[place - 1].bottom)))"""


@pytest.mark.parametrize("network", [world, hostile_world], ids=["world", "hostile"])
def test_on_a_phone_the_rows_are_cards_within_the_window(
    open_figure: Opener, network: Callable[[], nx.MultiDiGraph[str]]
) -> None:
    page, faults = open_figure(network(), width=390, height=844)
    assert page.locator("tbody tr").evaluate_all(CARDS) == [True] * 5
    assert page.locator(".scroll").evaluate("area => area.scrollWidth - area.clientWidth") == 0
    label = "cell => getComputedStyle(cell, '::before').content"
    assert "Sources" in page.locator("td.grounds").first.evaluate(label)
    assert faults == []


def test_on_a_phone_the_cards_are_still_a_table_to_a_screen_reader(open_figure: Opener) -> None:
    page, _ = open_figure(world(), width=390, height=844)
    table = page.get_by_role("table", name="The same as a table")
    assert table.get_by_role("row").count() == 6
    assert table.get_by_role("columnheader").all_text_contents() == [
        "Subject",
        "Relation",
        "Object",
        "Statement",
        "Sources",
    ]
    assert table.get_by_role("rowheader", name="NF Colombia", exact=True).count() == 2
    box = page.locator("thead").bounding_box()
    assert box and max(box["width"], box["height"]) <= 1


def test_on_a_wide_screen_the_rows_are_rows(open_figure: Opener) -> None:
    page, _ = open_figure(world())
    assert page.locator("tbody tr").evaluate_all(CARDS) == [False] * 5
    assert page.locator("thead").is_visible()
    assert page.locator("td.grounds").first.evaluate("cell => getComputedStyle(cell, '::before').content") == "none"


def test_mark_and_remark_stand_in_the_panel_too(open_figure: Opener) -> None:
    graph = pair()
    remark = evidence(note="The text names a board.")
    graph.add_edge("kwai", "papaz", **statement("sits with", symmetric=True, between_lines=True, evidence=[remark]))
    graph.add_node("kwai", label="Kwai", language="", kind="company", kind_label="company")
    page, faults = open_figure(graph)
    page.locator("tr", has_text="sits with").get_by_role("button").click()
    panel = page.locator("#panel")
    assert "Read between the lines of a source" in panel.inner_text()
    assert panel.locator("[lang=en]", has_text="The text names a board.").is_visible()
    assert faults == []


def test_without_a_script_the_table_says_everything(chromium: Browser, tmp_path: Path) -> None:
    file = tmp_path / "figure.html"
    file.write_text(draw_figure(world()), encoding="utf-8")
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(file.as_uri())
    assert page.get_by_role("table").get_by_role("row").count() == 6
    assert not page.locator("#figure").is_visible()
    assert page.get_by_role("button").count() == 0
    context.close()


def test_the_wheel_scrolls_the_page_past_the_figure(open_figure: Opener) -> None:
    page, _ = open_figure(world())
    page.locator("#canvas").hover()
    page.mouse.wheel(0, 300)
    page.wait_for_timeout(300)
    assert page.evaluate("scrollY") > 0


def test_on_paper_the_figure_is_a_copy_in_light_colours(open_figure: Opener) -> None:
    page, faults = open_figure(world(), theme="dark")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    copied = page.locator("#print").evaluate(
        """copy => [...new Uint32Array(
             copy.getContext("2d").getImageData(0, 0, copy.width, copy.height).data.buffer)]"""
    )
    light, dark = (int.from_bytes(bytes.fromhex(HUES[theme]["green"][1:] + "ff"), "little") for theme in HUES)
    assert light in copied and dark not in copied
    assert page.locator("#print").is_visible() and not page.locator("#canvas").is_visible()
    assert faults == []


def test_three_hundred_nodes_open(open_figure: Opener) -> None:
    graph = ring(300, 600)
    graph.add_edge("n0", "n1", **statement("knows", evidence=[evidence(title="A"), evidence(title="B")]))
    page, faults = open_figure(graph)
    assert page.get_by_text("kgraph atlas -o atlas.html").count() == 1
    assert faults == []


def test_a_kind_of_the_legend_stands_out_while_it_is_pressed(open_figure: Opener) -> None:
    page, faults = open_figure(world())
    button, canvas = page.get_by_role("button", name="campaign"), page.locator("#canvas canvas")
    before = canvas.screenshot()
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    assert canvas.screenshot() != before
    button.click()
    assert button.get_attribute("aria-pressed") == "false"
    assert canvas.screenshot() == before
    assert faults == []


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (360, 740)])
def test_the_whole_figure_is_in_view_at_first(open_figure: Opener, width: int, height: int) -> None:
    page, _ = open_figure(ring(120, 200), width=width, height=height)
    edges = """canvas => {
      const { width, height } = canvas;
      const drawn = (x, y, w, h) => canvas.getContext("2d").getImageData(x, y, w, h).data.some((value) => value > 0);
      return [drawn(0, 0, width, 2), drawn(0, height - 2, width, 2), drawn(0, 0, 2, height), drawn(width - 2, 0, 2, height)];
    }"""
    assert page.locator("#canvas canvas").evaluate(edges) == [False] * 4
