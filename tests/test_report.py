"""The report: what it says, where its links lead, and that it works offline, without a script and on a telephone."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise

import pandas as pd
import pytest

from kgraph.analysis.ties import read_ties
from kgraph.charts import draw_bars
from kgraph.knowledge import KnowledgeGraph
from kgraph.page import _hash
from kgraph.phrases import LANGUAGES
from kgraph.report import build_report, name_question
from kgraph.studies import run_studies
from kgraph.studies.study import Study, Table

HOSTILE = "</script><script>alert(1)</script><b title='\"'>"

#: Elements that hold nothing, and so have no end.
VOID = {"meta", "link", "input", "br"}


class Page(HTMLParser):
    """The elements of a page in their order, each with its attributes and the texts right inside it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self._open: list[int] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {key: value or "" for key, value in attrs}))
        self.texts.append("")
        if tag not in VOID:
            self._open.append(len(self.elements) - 1)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {key: value or "" for key, value in attrs}))
        self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open:
            self.texts[self._open[-1]] += data

    def of(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]

    def said(self, tag: str) -> list[str]:
        pairs = zip(self.elements, self.texts, strict=True)
        return [" ".join(text.split()) for (name, _), text in pairs if name == tag]


def invent_study(label: str = "Harbour", rows: int = 3) -> Study:
    """Return a study of invented numbers that rest on sources of the small world."""
    frame = pd.DataFrame(
        {
            "name": [f"{label} {row}" for row in range(rows)],
            "count": range(rows),
            "share": [row / 7 for row in range(rows)],
        }
    )
    table = Table(
        name="invented",
        title=f"Table of {label}",
        frame=frame,
        columns={"name": "What it is.", "count": "A count.", "share": "A share, 0 to 1."},
        questions=("kgraph query members --set alliance=reef-network",),
        sources=tuple(("acme-joins-harbour",) for _ in range(rows)),
        headings={"name": "Name"},
    )
    picture = draw_bars("invented", f"Bars of {label}", [label], [1], unit="things", alternative=f"One bar: {label}.")
    return Study(
        name="invented",
        title=f"Study of {label}",
        question=f"What of {label}?",
        answer="It is so.",
        means="It means so.",
        not_means="It does not.",
        tables=(table,),
        pictures=(picture,),
        references=("A book.",),
    )


@pytest.fixture(scope="module")
def studies(small_world: KnowledgeGraph) -> list[Study]:
    return list(run_studies(small_world, ["countries", "figures"], ties=read_ties(small_world)))


@pytest.fixture(scope="module")
def text(small_world: KnowledgeGraph, studies: list[Study]) -> str:
    return build_report(small_world, studies, seed=7)


@pytest.fixture(scope="module")
def page(text: str) -> Page:
    return Page(text)


def test_the_report_is_the_same_bytes_each_time(small_world: KnowledgeGraph, studies: list[Study], text: str) -> None:
    assert build_report(small_world, studies, seed=7) == text


def test_the_page_loads_nothing_and_has_no_style_of_an_element(page: Page) -> None:
    assert [tag for tag, _ in page.elements if tag in ("img", "iframe", "object", "embed", "base", "form")] == []
    assert [attributes for attributes in page.of("script") if attributes] == []
    assert [attributes["href"] for attributes in page.of("link") if attributes["href"] != "data:,"] == []
    assert [attributes for _, attributes in page.elements if "style" in attributes] == []
    assert [key for _, attributes in page.elements for key in attributes if key.startswith("on")] == []


def test_the_policy_lets_exactly_the_script_and_styles_of_the_page_work(text: str) -> None:
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', text)
    rules = {rule.split()[0]: rule.split()[1:] for rule in policy.replace("&#39;", "'").split("; ")}
    assert rules["default-src"] == ["'none'"]
    assert rules["script-src"] == [_hash(script) for script in re.findall(r"<script>(.*?)</script>", text, re.DOTALL)]
    assert rules["style-src"] == [_hash(style) for style in re.findall(r"<style>(.*?)</style>", text, re.DOTALL)]


def test_every_id_is_there_once_and_every_link_inside_leads_to_one(page: Page) -> None:
    ids = Counter(attributes["id"] for _, attributes in page.elements if "id" in attributes)
    assert [name for name, times in ids.items() if times > 1] == []
    named = [attributes["href"][1:] for attributes in page.of("a") if attributes["href"].startswith("#")]
    labelled = [name for _, each in page.elements for name in each.get("aria-labelledby", "").split()]
    assert {*named, *labelled, *(each["for"] for each in page.of("label"))} <= set(ids)


def test_every_link_outside_is_plain_and_of_a_source(small_world: KnowledgeGraph, page: Page) -> None:
    addresses = {str(row["address"]) for row in small_world.query("sources").rows}
    links = [attributes for attributes in page.of("a") if not attributes["href"].startswith("#")]
    assert links
    assert {each["href"] for each in links} <= addresses
    assert all(each["href"].startswith(("http://", "https://")) and "noopener" in each["rel"] for each in links)


def test_every_row_of_the_report_leads_to_a_source(text: str) -> None:
    cells = re.findall(r'<td class="cited">(.*?)</td>', text)
    assert cells
    assert [cell for cell in cells if 'href="#s' not in cell] == []


def test_every_table_leads_to_its_questions_and_their_texts(
    small_world: KnowledgeGraph, studies: list[Study], text: str
) -> None:
    commands = {command for study in studies for table in study.tables for command in table.questions}
    appendix = text.partition('<section id="questions"')[2]
    for command in commands:
        assert f'id="question-{name_question(command)}"' in appendix
        assert appendix.count(f"<code>{command}</code>") == 1
    assert appendix.count("SELECT") >= len({name_question(command) for command in commands})
    assert "#+" not in appendix


def test_each_measure_says_what_it_asks_answers_means_and_does_not_mean(studies: list[Study], page: Page) -> None:
    paragraphs = page.said("p")
    for study in studies:
        assert {study.question, study.answer, study.means, study.not_means} <= set(paragraphs)


def test_the_outline_has_one_first_heading_and_leaves_out_no_level(page: Page) -> None:
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1 and levels[0] == 1
    assert all(lower - upper <= 1 for upper, lower in pairwise(levels))


def test_landmarks_tables_and_pictures_have_names(page: Page) -> None:
    assert len(page.of("main")) == len(page.of("header")) == 1
    assert [each for each in (*page.of("nav"), *page.of("section")) if "aria-labelledby" not in each] == []
    assert [each for each in page.of("th") if each.get("scope") != "col"] == []
    assert [each for _, each in page.elements if each.get("role") == "region" and each.get("tabindex") != "0"] == []
    pictures = [each for each in page.of("svg") if each.get("role") == "img"]
    assert pictures and all("aria-labelledby" in each for each in pictures)


def test_every_column_has_its_meaning(studies: list[Study], page: Page) -> None:
    meanings = [meaning for study in studies for table in study.tables for meaning in table.columns.values()]
    assert set(meanings) <= set(page.said("dd"))


def test_what_a_label_holds_stays_text(small_world: KnowledgeGraph) -> None:
    text = build_report(small_world, [invent_study(HOSTILE)])
    assert "<script>alert" not in text
    assert f"Study of {HOSTILE}" in Page(text).said("h2")


def test_a_long_table_is_folded_by_a_box_that_needs_no_script(small_world: KnowledgeGraph) -> None:
    short, long = (Page(build_report(small_world, [invent_study(rows=rows)])) for rows in (20, 21))
    assert short.of("input") == []
    assert [each["type"] for each in long.of("input")] == ["checkbox"]
    assert "Show all 21 rows" in long.said("label")


def test_without_a_script_the_first_rows_by_each_number_are_there(small_world: KnowledgeGraph) -> None:
    text = build_report(small_world, [invent_study(rows=30)])
    (orders,) = re.findall(r'<div class="orders">(.*?)</details>\n</div>', text, re.DOTALL)
    assert re.findall("<summary>(The first.*?)</summary>", orders) == [
        "The first 20 rows by: count",
        "The first 20 rows by: share",
    ]
    assert re.findall(r"Harbour \d+", orders)[:3] == ["Harbour 29", "Harbour 28", "Harbour 27"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_report_is_told_in_each_language(small_world: KnowledgeGraph, lang: str) -> None:
    text = build_report(small_world, [invent_study()], lang=lang)
    assert f'<html lang="{lang}">' in text
    assert ("0.286" if lang == "en" else "0,286") in text
