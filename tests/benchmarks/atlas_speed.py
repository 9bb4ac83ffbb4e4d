"""Time the atlas in headless Chromium, offline, against a bare sigma page of the same graph, in turn in one run.

Run it as ``python tests/benchmarks/atlas_speed.py [ROUNDS] [ATLAS]``; the assets must be built (``npm ci`` and ``node
build.mjs`` in ``kgraph/web``). Times are in milliseconds, each the median with the least and the greatest; ratios are the
median of the pairs. Aims:

=====================================================  =========================
opening, ready for search and click, to a bare page    1.5
click to evidence                                      100 ms
search, a key                                          50 ms
first answer to SPARQL                                 3,000 ms
later ones, to pyoxigraph on the same question         3
the file                                               5 MB
20,000 nodes and 40,000 edges: opening, to a bare one  2
a frame while that moves, to a bare one's              1.5
=====================================================  =========================

Opening counts from the start of the page's script to the mark ``ready``, both pages with a stage of one size and the card's
work done. "Written" is from the event to the page laid out; "shown" to the frame on the screen, in steps of 8 ms, as the
browser's event timing tells it. Where there is no graphics card, drawing is nearly all the time; a busy machine shows by
the spread.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from atlas_pages import draw_large_graph, place, read_block, read_bytes, read_graph, write_bare_page, write_large_page
from playwright.sync_api import Page, Playwright, sync_playwright

import kgraph
from kgraph.atlas import write_atlas

_MEASURES = Path(__file__).parent / "measures.js"
_BROWSER = "/usr/bin/chromium"
#: Those of the tests: pages are put together without a card, and WebGL is drawn by the processor.
_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
_NODES, _EDGES = 20_000, 40_000
_WORDS = ("tiktok", "segurança", "internet wat", "đại học", "tic toc")
#: How often each question is asked, after all have been asked once.
_REPEATS = 3
#: The ratio that is aimed at, and the milliseconds after which an answer is waited for no longer.
_MOST, _LIMIT = 3, 20_000


def main(rounds: int, given: Path | None) -> None:
    """Run the benchmark and print what it found."""
    tell(f"load of the last minute at the start: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        atlas, bare = given or Path(folder, "atlas.html"), Path(folder, "bare.html")
        if not given:
            write_atlas(kgraph.load(), atlas)
        html = atlas.read_text(encoding="utf-8")
        graph = read_graph(read_block(html, "data-graph"))
        write_bare_page(graph, bare)
        tell(
            f"file: {atlas.stat().st_size / 1e6:.2f} MB; {len(graph.nodes):,} nodes and {len(graph.edges):,} edges are drawn"
        )

        opened = partial(open_page, playwright)
        compare_opening(opened, atlas, bare, rounds)
        measure_clicks(opened, atlas, read_block(html, "data-graph"), rounds)
        measure_search(opened, atlas)
        measure_answers(opened, atlas, html, rounds)
        large, large_bare = Path(folder, "large.html"), Path(folder, "large-bare.html")
        edges = draw_large_graph(_NODES, _EDGES)
        began = time.perf_counter()
        points = place(_NODES, edges)
        tell(f"layout of {_NODES:,} nodes and {len(edges):,} edges: {time.perf_counter() - began:.1f} s")
        write_bare_page(write_large_page(html, edges, points, large), large_bare)
        compare_opening(opened, large, large_bare, max(1, rounds // 2), hide=True)
        compare_moving(opened, large, large_bare, max(1, rounds // 2))
    tell(f"load of the last minute at the end: {os.getloadavg()[0]:.1f}")


#: :func:`open_page` with its browser.
Opened = Callable[..., AbstractContextManager[Page]]


@contextmanager
def open_page(playwright: Playwright, file: Path, fragment: str = "") -> Iterator[Page]:
    """Open a page in a browser of its own, as a reader opens a file, without a network."""
    browser = playwright.chromium.launch(executable_path=_BROWSER, args=_ARGUMENTS)
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en")
    context.set_offline(True)
    page = context.new_page()
    page.add_init_script(path=_MEASURES)
    page.goto(f"{file.as_uri()}#{fragment}")
    page.locator("body[data-ready]").wait_for(state="attached", timeout=60_000)
    yield page
    browser.close()


def compare_opening(opened: Opened, atlas: Path, bare: Path, rounds: int, *, hide: bool = False) -> None:
    """Open both pages in turn and print how long each step of it took."""
    marks: dict[str, list[dict[str, float]]] = {"atlas": [], "bare": []}
    for turn in range(rounds):
        with opened(atlas) as page:
            marks["atlas"].append(page.evaluate("measures.marks()"))
            fragment = _bare_fragment(page, hide=hide)
        with opened(bare, fragment) as page:
            marks["bare"].append(page.evaluate("measures.marks()"))
        if turn == 0 and rounds > 2:  # files come into the cache
            marks = {"atlas": [], "bare": []}
    for name, each in marks.items():
        steps = {
            step: statistics.median(one[step] for one in each) for step in sorted(each[0], key=each[0].__getitem__)
        }
        tell(f"opening, {name}: " + ", ".join(f"{step} {value:.0f}" for step, value in steps.items()))
    pairs = [(one["ready"], other["ready"]) for one, other in zip(marks["atlas"], marks["bare"], strict=True)]
    show("opening, atlas", [one for one, _ in pairs])
    show("opening, bare sigma", [other for _, other in pairs])
    show("opening, ratio", [one / other for one, other in pairs])


def _bare_fragment(page: Page, *, hide: bool) -> str:
    stage = page.evaluate("measures.stage()")
    return f"{stage['width']:.0f},{stage['height']:.0f},{'hide' if hide else 'show'}"


def measure_clicks(opened: Opened, atlas: Path, data: dict[str, Any], rounds: int) -> None:
    """Click on the nodes with most edges in the picture, and then on the evidence of one of their edges."""
    graph = read_graph(data)
    degrees = [0] * len(graph.nodes)
    for edge in graph.edges:
        for end in edge:
            degrees[end] += 1
    largest = sorted(range(len(degrees)), key=lambda number: -degrees[number])[:3]
    xs, ys = [node[2] for node in graph.nodes], [node[3] for node in graph.nodes]
    found: dict[str, list[list[float]]] = {}
    for _ in range(rounds):
        with opened(atlas) as page:
            page.evaluate("measures.rest(2500)")  # what comes after the first frame
            stage = page.evaluate("measures.stage()")
            scale = min((stage["width"] - 48) / (max(xs) - min(xs)), (stage["height"] - 48) / (max(ys) - min(ys)))
            for number in largest:
                name, _, x, y = graph.nodes[number]
                across = stage["x"] + stage["width"] / 2 + (x - (max(xs) + min(xs)) / 2) * scale
                down = stage["y"] + stage["height"] / 2 - (y - (max(ys) + min(ys)) / 2) * scale
                page.mouse.move(across, down)
                page.evaluate("measures.rest(600)")  # the plate with its name is drawn
                click = _watch(page, "click", partial(page.mouse.click, across, down))
                assert page.locator(".organisation:not([hidden]) h2").count() == 1, name
                found.setdefault(f"click on {name} ({degrees[number]} edges)", []).append(click)
                read = page.locator(".organisation .read").nth(2)
                read.scroll_into_view_if_needed()
                page.evaluate("measures.rest(600)")
                found.setdefault("click on an edge's evidence", []).append(_watch(page, "click", read.click))
                page.keyboard.press("Escape")
                page.get_by_role("button", name="Fit", exact=True).click()
                page.evaluate("measures.rest(1500)")
    for name, times in found.items():
        show(f"{name}, written", [written for written, _ in times])
        show(f"{name}, shown", [shown for _, shown in times])


def _watch(page: Page, kind: str, act: Callable[[], Any]) -> list[float]:
    page.evaluate("kind => measures.watch(kind)", kind)
    act()
    times: list[float] = page.evaluate("measures.watched")
    return times


def measure_search(opened: Opened, atlas: Path) -> None:
    """Type words letter by letter into the search box."""
    times = []
    with opened(atlas) as page:
        page.evaluate("measures.rest(2500)")
        box = page.locator("#search")
        for word in _WORDS:
            box.fill("")
            box.focus()
            for letter in word:
                times.append(_watch(page, "input", partial(page.keyboard.type, letter)))
    show("search, a key, written", [written for written, _ in times])


def measure_answers(opened: Opened, atlas: Path, html: str, rounds: int) -> None:
    """Ask the first question by its button, the others as the page asks its worker, in turn with pyoxigraph.

    Questions that take parameters are asked for everything. What they take at their first time is told apart: the
    browser compiles each part of the engine at its first use, and again, better, what is used much.
    """
    questions = read_block(html, "data-questions")["questions"]
    store = ox.Store()
    store.bulk_load(read_bytes(html, "data-quads"), format=ox.RdfFormat.TRIG, lenient=True)
    firsts: list[float] = []
    for _ in range(max(2, rounds)):
        with opened(atlas) as page:
            firsts.append(_ask_first(page))
    show("first answer", firsts)
    ratios: dict[str, float] = {}
    while left := [each for each in questions if each["name"] not in ratios]:
        with opened(atlas) as page:
            _ask_first(page)
            _compare_answers(page, store, left, ratios)
    show("later answers, ratio to pyoxigraph", list(ratios.values()))
    slow = {name: ratio for name, ratio in ratios.items() if ratio > _MOST}
    tell(f"above {_MOST}: " + (", ".join(f"{name} {ratio:.1f}" for name, ratio in sorted(slow.items())) or "none"))


def _ask_first(page: Page) -> float:
    page.get_by_role("tab", name="Ask", exact=True).click()
    page.locator("#question option").first.wait_for(state="attached")
    took: float = page.evaluate("measures.askFirst()")
    return took


def _compare_answers(page: Page, store: ox.Store, questions: list[dict[str, Any]], ratios: dict[str, float]) -> None:
    """Add the ratio of each question; one that is not answered in time blocks the worker, and is the last."""
    times: dict[str, list[tuple[float, float]]] = {}
    for number, question in enumerate(questions * (1 + _REPEATS), 1_000_000):
        name, text = question["name"], question["text"]
        began = time.perf_counter()
        _answer(store, text)
        native = (time.perf_counter() - began) * 1000
        given = [number, text, _LIMIT]
        took = page.evaluate("([number, text, limit]) => measures.ask(number, text, limit)", given)
        if took is None:
            ratios[name] = _LIMIT / native
            tell(f"  {name:30} page over {_LIMIT}  pyoxigraph {native:.1f}")
            return
        times.setdefault(name, []).append((took, native))
    show("an answer at its first time, ratio", [one / other for (one, other), *_ in times.values()])
    for name, (_, *pairs) in times.items():
        ratios[name] = statistics.median(one / other for one, other in pairs)
        one, other = (statistics.median(each) for each in zip(*pairs, strict=True))
        tell(f"  {name:30} page {one:7.1f}  pyoxigraph {other:7.1f}  ratio {ratios[name]:.2f}")


def _answer(store: ox.Store, text: str) -> None:
    found = store.query(text, use_default_graph_as_union=True)
    if isinstance(found, ox.QueryTriples):
        found.serialize(format=ox.RdfFormat.N_TRIPLES)
    else:
        found.serialize(format=ox.QueryResultsFormat.JSON)


def compare_moving(opened: Opened, atlas: Path, bare: Path, rounds: int) -> None:
    """Drag both pictures in turn and print what a frame takes."""
    frames: dict[str, list[float]] = {"atlas": [], "bare": []}
    for _ in range(rounds):
        with opened(atlas) as page:
            fragment = _bare_fragment(page, hide=True)
            stage = page.evaluate("measures.stage()")
            page.evaluate("measures.rest(4000)")
            frames["atlas"].append(_drag(page, stage["x"] + 20, stage["y"] + 20))
        with opened(bare, fragment) as page:
            page.evaluate("measures.rest(4000)")
            frames["bare"].append(_drag(page, 30, 30))
    for name, times in frames.items():
        show(f"a frame while moving, {name}", times)
    show("a frame while moving, ratio", [one / other for one, other in zip(*frames.values(), strict=True)])


def _drag(page: Page, x: float, y: float) -> float:
    page.mouse.move(x, y)
    page.mouse.down()
    times: list[float] = page.evaluate("point => measures.drag(point, 14)", {"x": x, "y": y})
    page.mouse.up()
    return statistics.median(times)


def show(name: str, figures: list[float]) -> None:
    """Print median, least and greatest."""
    middle, least, greatest = statistics.median(figures), min(figures), max(figures)
    digits = 2 if "ratio" in name else 0
    tell(f"{name:44} median {middle:.{digits}f}  min {least:.{digits}f}  max {greatest:.{digits}f}  of {len(figures)}")


def tell(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7, Path(sys.argv[2]).resolve() if len(sys.argv) > 2 else None)
