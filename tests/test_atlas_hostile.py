"""Texts that want to run in the atlas stay texts: in the data, in answers, in links, in a file that was tampered with."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from atlas_page import DESK, Reader, change_block, new_context, new_reader
from hostile.cases import OTHERS, source, write_good
from playwright.sync_api import expect

from kgraph.atlas import write_atlas
from kgraph.build import build
from kgraph.knowledge import KnowledgeGraph

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HOSTILE = (
    "</script><script>alert(1)</script><img src=x onerror=alert(2)><svg onload=alert(3)>"
    "<a href=javascript:alert(4)>x</a>&amp;\"'<!--"
)
#: Texts of the data that the page shows somewhere.
SHOWN = {"label", "title", "publisher", "locator", "stated", "role", "note", "subjectAs", "objectAs", "text", "value"}
#: Views in which all of them stand.
VIEWS = [
    "node=harbour-alliance",
    "edge=acme-video--memberOf--harbour-alliance",
    "edge=acme-video--involvedIn--calm-net",
    "node=tide-report-2021",
    "from=mirador-institute&to=harbour-alliance",
    "month=2024-01&tab=table",
    "tab=map&country=MEX",
    "tab=about",
    "story=single&step=1",
]


def make_hostile(value: Any, key: str = "") -> Any:
    """Return data in which every text that is shown wants to run, and every address is a script."""
    if isinstance(value, dict):
        return {name: make_hostile(each, name) for name, each in value.items()}
    if isinstance(value, list):
        if key in ("names", "links"):
            return [[HOSTILE, *each[1:]] if isinstance(each, list) else "javascript:alert(5)" for each in value]
        return [make_hostile(each, key) for each in value]
    if key == "url":
        return "javascript:alert(5)"
    return HOSTILE if key in SHOWN and isinstance(value, str) else value


def look_around(reader: Reader, views: list[str]) -> None:
    """Open views, unfold what is folded, and point at the picture."""
    for view in views:
        page = reader.open(view)
        page.evaluate("document.querySelectorAll('.page details').forEach(each => each.open = true)")
        page.mouse.move(640, 400)
        page.wait_for_timeout(100)
        assert page.locator("img, .page script, [onload], [onerror], a[href^=javascript]").count() == 0, view


@pytest.fixture(scope="module")
def tampered(atlas_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a page whose data somebody has changed by hand."""
    html = atlas_file.read_text(encoding="utf-8")
    html = change_block(html, "data-graph", make_hostile)
    for language in ("en", "es"):
        html = change_block(html, f"data-sentences-{language}", lambda sentences: [HOSTILE for _ in sentences])
    file = tmp_path_factory.mktemp("tampered") / "atlas.html"
    file.write_text(html, encoding="utf-8")
    return file


def test_nothing_in_tampered_data_runs(chromium: Browser, tampered: Path) -> None:
    context = new_context(chromium, DESK)
    reader = new_reader(context, tampered)
    look_around(reader, VIEWS)
    box = reader.page.get_by_role("searchbox")
    box.fill("script")
    expect(reader.page.get_by_role("option").first).to_contain_text("</script>")
    assert reader.faults == []
    context.close()


def test_nothing_in_hostile_sources_runs(chromium: Browser, tmp_path: Path) -> None:
    quoted = json.dumps(HOSTILE)
    folder = write_good(tmp_path / "data", {"good": source(title=quoted) + OTHERS})
    company = folder / "entities" / "company.yaml"
    company.write_text(company.read_text(encoding="utf-8").replace("label: Acme", f"label: {quoted}"), encoding="utf-8")
    build(folder, tmp_path / "build")
    write_atlas(KnowledgeGraph(tmp_path / "build"), tmp_path / "atlas.html")
    context = new_context(chromium, DESK)
    reader = new_reader(context, tmp_path / "atlas.html")
    look_around(reader, ["node=acme", "node=harbour", "tab=table", "tab=about"])
    reader.open("node=acme")
    expect(reader.region("organisation").get_by_role("heading", level=2)).to_have_text(HOSTILE)
    assert reader.faults == []
    context.close()


def test_nothing_in_an_answer_runs(chromium: Browser, atlas_file: Path) -> None:
    context = new_context(chromium, DESK)
    reader = new_reader(context, atlas_file)
    text = json.dumps(HOSTILE)
    terms = f"{text} {text}@en <javascript:alert(5)> <data:text/html,alert(6)> <https://example.org/>"
    query = f"SELECT * WHERE {{ VALUES (?a ?b ?c ?d ?e) {{ ({terms}) }} }}"
    page = reader.open(f"tab=ask&query={quote(query)}")
    page.get_by_role("button", name="Ask this SPARQL").click()
    cells = page.locator(".answer tbody td")
    expect(cells).to_have_count(5, timeout=30_000)
    assert cells.all_inner_texts()[:4] == [HOSTILE, HOSTILE, "javascript:alert(5)", "data:text/html,alert(6)"]
    assert page.locator(".answer a").evaluate_all("links => links.map(link => link.href)") == ["https://example.org/"]
    assert reader.faults == []
    context.close()


def test_nothing_in_a_link_runs(chromium: Browser, atlas_file: Path) -> None:
    context = new_context(chromium, DESK)
    reader = new_reader(context, atlas_file)
    text = quote(HOSTILE)
    page = reader.open(
        f"tab={text}&theme={text}&node={text}&edge={text}&kinds={text}&country=__proto__&ask=members&set.alliance={text}"
        f"&set.__proto__={text}&query={text}&story=constructor&step=99&camera=NaN,1e999,0&marked={text}&month={text}"
    )
    expect(page.get_by_role("tab", name="Network")).to_have_attribute("aria-selected", "true")
    page.get_by_role("tab", name="Ask").click()
    expect(page.get_by_role("textbox", name="Your own SPARQL")).to_have_text(HOSTILE)
    reader.button("ask").click()
    expect(page.get_by_role("alert")).to_contain_text("</script>")
    assert page.locator("img, .page script").count() == 0 and reader.faults == []
    context.close()
