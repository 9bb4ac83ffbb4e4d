"""The reference of the ontology: its pages as text, and in Chromium as a reader would use them."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from seed_data import seed_data_folder

from kgraph.cli import main
from kgraph.errors import ExportError, MissingExtra
from kgraph.glossary import TermFacts
from kgraph.knowledge import KnowledgeGraph
from kgraph.phrases import LANGUAGES, read_phrases
from kgraph.questions import Question
from kgraph.reference import find_terms, write_reference
from kgraph.vocabulary import ALLY, CONCEPT, LABEL, OWL, RDFS, SKOS, TYPE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

HOSTILE = '</script><script>document.title="taken"</script><img src=x onerror=alert(1)>'
VOID = {"br", "img", "input", "link", "meta", "wbr"}

#: Opens a page: (name, width, theme, with script) to the page and what went wrong on it.
Opener = Callable[..., tuple["Page", list[str]]]

each_language = pytest.mark.parametrize("lang", LANGUAGES)


class Reader(HTMLParser):
    """Notes what a page holds, and that its elements close in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def values(self, attribute: str, tag: str = "") -> list[str]:
        return [each[attribute] for name, each in self.found if attribute in each and tag in ("", name)]


@pytest.fixture(scope="module")
def reference(seeds: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reference") / "ontology"
    write_reference(seeds, folder)
    return folder


@pytest.fixture
def world(seeds_folder: Path) -> KnowledgeGraph:
    """A graph of its own, for a test that changes its ontology or its questions."""
    return KnowledgeGraph(seeds_folder)


def written(graph: KnowledgeGraph, folder: Path, lang: str = "en") -> str:
    write_reference(graph, folder / "ontology")
    return (folder / "ontology" / f"{lang}.html").read_text(encoding="utf-8")


def article_of(page: str, anchor: str) -> str:
    return re.search(rf'<article class="term" id="{anchor}".*?</article>', page, re.DOTALL)[0]  # type: ignore[index]


def words_of(markup: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", "", markup.replace("<br>", " "))).split())


def test_prefixed_names_are_resolved_by_the_prefixes_of_the_text() -> None:
    text = """#+ summary: ally:header
PREFIX x: <https://one.example/>
prefix : <https://two.example/>
SELECT * { # x:comment
  ?x:y x:a|^x:b*/:c "x:string \\" x:too", 'x:three', <https://three.example/x:d> . ?s x:e.f ; unknown:g 1 .
  FILTER(?a<?b && ?b>1) }
"""
    assert find_terms(text) == {
        "https://one.example/a",
        "https://one.example/b",
        "https://one.example/e.f",
        "https://two.example/c",
        "https://three.example/x:d",
    }


def test_the_folder_holds_a_page_a_language_an_index_and_a_manifest(reference: Path) -> None:
    names = {path.name for path in reference.iterdir()}
    assert names == {*(f"{lang}.html" for lang in LANGUAGES), "index.html", "manifest.json"}
    manifest = json.loads((reference / "manifest.json").read_text(encoding="utf-8"))
    sums = {name: hashlib.sha256((reference / name).read_bytes()).hexdigest() for name in names - {"manifest.json"}}
    assert manifest["outputs"] == sums
    assert manifest["kind"] == "reference"


def test_the_same_graph_gives_the_same_bytes_in_any_process(
    reference: Path, seeds_folder: Path, tmp_path: Path
) -> None:
    code = (
        "import sys; from pathlib import Path; from kgraph.knowledge import KnowledgeGraph; "
        "from kgraph.reference import write_reference; write_reference(KnowledgeGraph(Path(sys.argv[1])), Path('r'))"
    )
    around = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "America/Lima", "LC_ALL": "C", "PYTHONUTF8": "0"}
    subprocess.run([sys.executable, "-c", code, str(seeds_folder)], check=True, env=around, cwd=tmp_path)
    assert {path.name: path.read_bytes() for path in (tmp_path / "r").iterdir()} == {
        path.name: path.read_bytes() for path in reference.iterdir()
    }


def test_writing_again_replaces_what_was_written(seeds: KnowledgeGraph, tmp_path: Path) -> None:
    first = written(seeds, tmp_path)
    assert written(seeds, tmp_path) == first


def test_a_folder_that_holds_anything_else_is_refused(seeds: KnowledgeGraph, tmp_path: Path) -> None:
    written(seeds, tmp_path)
    (tmp_path / "ontology" / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(ExportError, match="is of no reference of kgraph's: name an empty or new folder"):
        write_reference(seeds, tmp_path / "ontology")
    with pytest.raises(ExportError, match="is of no reference of kgraph's: name an empty or new folder"):
        write_reference(seeds, seeds.folder)
    with pytest.raises(ExportError, match="is no folder"):
        write_reference(seeds, tmp_path / "ontology" / "notes.txt")
    assert (tmp_path / "ontology" / "notes.txt").read_text(encoding="utf-8") == "mine"


def test_the_command_writes_the_reference(reference: Path, seeds_folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "ontology"
    where = ["--data", str(seed_data_folder()), "--out", str(seeds_folder)]
    result = CliRunner().invoke(main, ["export", "ontology-html", "-o", str(target), *where])
    assert result.exit_code == 0, result.output
    assert (target / "en.html").read_bytes() == (reference / "en.html").read_bytes()


def test_a_missing_library_is_named(seeds: KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jinja2", None)
    with pytest.raises(MissingExtra, match=r"jinja2, which comes with the extra 'draw'"):
        write_reference(seeds, tmp_path / "ontology")
    assert not (tmp_path / "ontology").exists()


@each_language
def test_every_link_leads_somewhere_and_every_id_stands_once(lang: str, reference: Path) -> None:
    read = Reader((reference / f"{lang}.html").read_text(encoding="utf-8"))
    ids = Counter(read.values("id"))
    assert {name for name, count in ids.items() if count > 1} == set()
    links = read.values("href", "a")
    assert {link for link in links if link.startswith("#") and link[1:] not in ids} == set()
    pages = {link for link in links if not link.startswith(("#", "https://", "http://"))}
    assert pages == {f"{each}.html" for each in LANGUAGES}
    for attribute in ("aria-labelledby", "aria-describedby", "for"):
        assert set(read.values(attribute)) <= set(ids)


@each_language
def test_every_term_of_ours_has_a_place_with_its_label(lang: str, reference: Path, seeds: KnowledgeGraph) -> None:
    read = Reader((reference / f"{lang}.html").read_text(encoding="utf-8"))
    ids = set(read.values("id"))
    kinds = ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")
    types = [ox.NamedNode(OWL + kind) for kind in kinds]
    terms = {
        each.subject.value
        for each in seeds.ontology.triples
        if each.predicate.value == TYPE and each.object in types and isinstance(each.subject, ox.NamedNode)
    }
    assert {each.removeprefix(ALLY) for each in terms if each.startswith(ALLY)} - ids == set()
    assert {f"concept-{slug}" for slug in seeds.ontology.concepts} - ids == set()
    assert {f"relation-{word}" for word in seeds.ontology.relations} - ids == set()
    assert {f"question-{name}" for name in seeds.questions} - ids == set()
    page = (reference / f"{lang}.html").read_text(encoding="utf-8")
    label = seeds.ontology.labels[ALLY + "Alliance"][lang]
    assert words_of(article_of(page, "Alliance")).startswith(f"{label} ally:Alliance ")


@pytest.mark.parametrize("name", [*(f"{lang}.html" for lang in LANGUAGES), "index.html"])
def test_a_page_loads_nothing_and_runs_only_what_its_policy_names(name: str, reference: Path) -> None:
    page = (reference / name).read_text(encoding="utf-8")
    read = Reader(page)
    policy = next(iter(read.values("content", "meta")))
    assert policy.startswith("default-src 'none'; ")
    for kind in ("script", "style"):
        parts = re.findall(rf"<{kind}>(.*?)</{kind}>", page, re.DOTALL)
        sums = {f"'sha256-{base64.b64encode(hashlib.sha256(part.encode()).digest()).decode()}'" for part in parts}
        allowed = re.search(rf"{kind}-src ([^;]*);", policy)
        assert allowed is not None
        assert set(allowed[1].split()) == sums
    assert read.values("src") == []
    assert {each for each in read.values("href", "link") if not each.endswith(".html")} == {"data:,"}
    assert not [name for _, each in read.found for name in each if name == "style" or name.startswith("on")]


@each_language
def test_headings_go_down_one_step_at_a_time(lang: str, reference: Path) -> None:
    read = Reader((reference / f"{lang}.html").read_text(encoding="utf-8"))
    levels = [int(tag[1]) for tag, _ in read.found if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_english_text_is_marked_on_other_pages_and_not_on_the_english_one(reference: Path) -> None:
    english = article_of((reference / "en.html").read_text(encoding="utf-8"), "Alliance")
    french = article_of((reference / "fr.html").read_text(encoding="utf-8"), "Alliance")
    assert "lang=" not in english
    assert '<p class="definition" lang="en">An organisation whose members' in french


def test_a_property_tells_its_chain_inverse_domain_and_range(reference: Path) -> None:
    page = (reference / "en.html").read_text(encoding="utf-8")
    told = words_of(article_of(page, "everMemberOf"))
    assert "domain foaf:Agent range org:Organization superproperties org:memberOf" in told
    assert "chain ally:hasAllianceMembership ∘ org:organization" in told
    member = words_of(article_of(page, "allianceMember"))
    assert "inverse has alliance membership" in member
    assert "functional: at most one value" in member
    assert "symmetric: holds both ways" in words_of(article_of(page, "partnerOf"))
    assert "transitive: goes on along a chain" in words_of(article_of(page, "republishes"))


def test_a_class_tells_what_lies_over_and_under_it_and_what_it_shares_nothing_with(reference: Path) -> None:
    page = (reference / "en.html").read_text(encoding="utf-8")
    told = words_of(article_of(page, "Organisation"))
    assert "superclasses org:Organization, schema:Organization subclasses alliance, company" in told
    assert "word of entity files organisation" in told
    assert "shares nothing with foaf:Agent" in words_of(article_of(page, "Report"))
    assert "shares nothing with foaf:Agent, report" in words_of(article_of(page, "ReportSeries"))
    assert "report series" in words_of(article_of(page, "Report")), "it is told from both sides"


@each_language
def test_a_relation_is_told_with_its_parts_in_the_language_of_the_page(
    lang: str, reference: Path, seeds: KnowledgeGraph
) -> None:
    page = (reference / f"{lang}.html").read_text(encoding="utf-8")
    row = re.search(r'<tr role="row" id="relation-organises".*?</tr>', page, re.DOTALL)
    assert row is not None
    told = words_of(row[0])
    relation, say = seeds.ontology.relations["organises"], read_phrases("reference")
    sentence = relation.sentences[lang].format(subject=say["subject"][lang], object=say["object"][lang])
    labels = seeds.ontology.labels
    assert told.startswith(f"organises {labels[ALLY + 'CampaignOrganising'][lang]} {sentence}")
    assert f"{say['fixed_role'][lang]} {seeds.ontology.concepts['organiser'].labels[lang]}" in told
    assert told.endswith(f"{labels[ALLY + 'AwarenessCampaign'][lang]} ally:campaign ally:involvedIn")


def test_concepts_stand_below_the_broader_one(reference: Path) -> None:
    page = (reference / "en.html").read_text(encoding="utf-8")
    inside = page[page.index('id="concept-content-risk"') : page.index('id="concept-contact-risk"')]
    assert {"concept-content-sexual", "concept-content-values"} <= set(re.findall(r'id="([^"]*)"', inside))


def test_a_term_names_the_questions_that_name_it_and_says_so_where_none_does(
    world: KnowledgeGraph, tmp_path: Path
) -> None:
    world.questions = {
        "asked": Question(
            "asked", f"PREFIX my: <{ALLY}> SELECT * {{ ?x my:everMemberOf ?y }} # my:Alliance", {"en": "Who?"}
        )
    }
    page = written(world, tmp_path, "vi")
    assert '<a class="chip" href="#question-asked">asked</a>' in article_of(page, "everMemberOf")
    assert read_phrases("reference")["no_question"]["vi"] in article_of(page, "Alliance")
    question = page[page.index('id="question-asked"') :]
    assert '<h3><span lang="en">Who?</span></h3>' in question, "a question without a summary in Vietnamese"
    assert '<a class="chip" href="#everMemberOf">ally:everMemberOf</a>' in question
    assert "#Alliance" not in question


def test_markup_in_a_label_or_a_question_stays_text(world: KnowledgeGraph, tmp_path: Path) -> None:
    extra = [
        ox.Triple(ox.NamedNode(ALLY + "Odd"), ox.NamedNode(TYPE), ox.NamedNode(OWL + "Class")),
        ox.Triple(ox.NamedNode(ALLY + "Odd"), ox.NamedNode(LABEL), ox.Literal(HOSTILE, language="en")),
        ox.Triple(ox.NamedNode(ALLY + "Odd"), ox.NamedNode(OWL + "deprecated"), ox.Literal(True)),
    ]
    ontology = world.ontology
    relation = replace(ontology.relations["memberOf"], subject_kinds=(ALLY + "Odd",), sentences={"en": HOSTILE})
    world.__dict__["ontology"] = replace(
        ontology,
        triples=(*ontology.triples, *extra),
        relations={**ontology.relations, "memberOf": relation},
    )
    world.questions = {"odd": Question("odd", f"ASK {{}} # {HOSTILE}", {"en": HOSTILE}, description=HOSTILE)}
    page = written(world, tmp_path)
    assert HOSTILE not in page
    assert page.count("<script") == 1
    assert "<img" not in page
    assert "deprecated" in article_of(page, "Odd")


def test_a_chain_is_walked_to_its_end(seeds: KnowledgeGraph) -> None:
    chains = TermFacts(seeds.ontology).chains(ALLY + "involvedIn")
    assert sorted(map(tuple, chains)) == sorted(
        [(ALLY + "hasInvolvement", ALLY + "campaign"), (ALLY + "involvedIn", ALLY + "editionOf")]
    )
    assert TermFacts(seeds.ontology).related(CONCEPT + "content-sexual", SKOS + "broader") == [CONCEPT + "content-risk"]
    assert ALLY + "Alliance" in TermFacts(seeds.ontology).related(ALLY + "Organisation", RDFS + "subClassOf", "<")


def test_every_phrase_stands_in_every_language() -> None:
    phrases = read_phrases("reference")
    assert {key for key, told in phrases.items() if tuple(told) != LANGUAGES} == set()
    assert {key for key, told in phrases.items() if not all(told.values())} == {"english"}


# In the browser.


@pytest.fixture
def open_page(chromium: Browser, reference: Path) -> Iterator[Opener]:
    contexts = []

    def open_(name: str, width: int = 1280, theme: str = "light", script: bool = True) -> tuple[Page, list[str]]:
        context = chromium.new_context(
            viewport={"width": width, "height": 844},
            color_scheme="dark" if theme == "dark" else "light",
            java_script_enabled=script,
        )
        contexts.append(context)
        page, faults = context.new_page(), list[str]()
        page.on("console", lambda message: faults.append(message.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda request: None if request.url.startswith("file:") else faults.append(request.url))
        page.goto((reference / name).as_uri())
        return page, faults

    yield open_
    for context in contexts:
        context.close()


@each_language
def test_a_phone_shows_the_page_without_scrolling_sideways(lang: str, open_page: Opener) -> None:
    page, faults = open_page(f"{lang}.html", 390)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert faults == []


@each_language
def test_the_pictures_are_readable_on_a_phone(lang: str, open_page: Opener) -> None:
    page, _ = open_page(f"{lang}.html", 390)
    small = """svg => [...svg.querySelectorAll("text")].filter(text =>
      parseFloat(getComputedStyle(text).fontSize) * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width < 12
    ).map(text => text.textContent)"""
    outside = """svg => { const frame = svg.getBoundingClientRect(); return [...svg.querySelectorAll("text")].filter(text =>
      { const box = text.getBoundingClientRect(); return box.left < frame.left - 1 || box.right > frame.right + 1
        || box.top < frame.top - 1 || box.bottom > frame.bottom + 1 }).map(text => text.textContent) }"""
    for picture in page.locator("svg.picture").all():
        assert picture.evaluate(small) == []
        assert picture.evaluate(outside) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_stands_out_from_what_lies_behind_it(theme: str, open_page: Opener) -> None:
    page, _ = open_page("pt.html", theme=theme)
    weak = """() => {
      const paint = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
      const rgb = colour => { paint.clearRect(0, 0, 1, 1); paint.fillStyle = colour; paint.fillRect(0, 0, 1, 1);
        return [...paint.getImageData(0, 0, 1, 1).data]; };
      const light = ([r, g, b]) => [r, g, b].map(c => c / 255).map(c => c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4)
        .reduce((sum, c, i) => sum + c * [.2126, .7152, .0722][i], 0);
      const behind = node => { for (let at = node; at; at = at.parentElement) {
        const colour = rgb(getComputedStyle(at).backgroundColor); if (colour[3] === 255) return colour; } return [255, 255, 255]; };
      const found = new Set();
      for (const node of document.querySelectorAll("body *:not(script):not(style)")) {
        if (!node.getClientRects().length) continue;
        if (![...node.childNodes].some(child => child.nodeType === 3 && child.data.trim())) continue;
        const style = getComputedStyle(node);
        const ink = light(rgb(node.closest("svg") ? style.fill : style.color));
        const ground = light(behind(node));
        const ratio = (Math.max(ink, ground) + .05) / (Math.min(ink, ground) + .05);
        if (ratio < 4.5) found.add(`${node.tagName}.${node.className.baseVal ?? node.className} ${ratio.toFixed(2)}`);
      }
      return [...found];
    }"""
    assert page.evaluate(weak) == []


def test_the_page_is_whole_without_a_script(open_page: Opener) -> None:
    page, faults = open_page("en.html", script=False)
    assert page.locator("#filter").is_hidden()
    assert page.locator("article.term").count() > 150
    assert page.locator("#everMemberOf h4").is_visible()
    page.locator(".contents a[href='#questions']").click()
    page.locator("#question-members summary").click()
    assert page.locator("#question-members pre").is_visible()
    assert faults == []


def test_the_filter_shows_what_holds_all_words_whatever_their_accents(open_page: Opener) -> None:
    page, faults = open_page("es.html")
    page.get_by_role("searchbox", name="Filtrar los términos").fill("EDICION campana sensibilizacion")
    assert page.locator("#CampaignEdition").is_visible()
    assert page.locator("#Alliance").is_hidden()
    assert page.locator("#concepts").is_hidden(), "a section without a match"
    count = page.locator("[data-term]:not([hidden])").count()
    assert page.get_by_role("status").text_content() == f"Entradas mostradas: {count}"
    page.locator("#CampaignEdition .facts a").first.click()
    page.locator(".contents a[href='#concepts']").click()
    page.locator("#concept-organiser").wait_for()
    assert page.locator("#words").input_value() == "", "a link to what is hidden shows it"
    assert faults == []


def test_a_keyboard_reaches_the_terms_at_once(open_page: Opener) -> None:
    page, _ = open_page("en.html")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the terms")
    assert skip.evaluate("link => link === document.activeElement")
    assert skip.evaluate("link => link.getBoundingClientRect().height") > 20
    assert skip.evaluate("link => getComputedStyle(link).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    assert page.url.endswith("#classes")


def test_a_reader_goes_from_the_index_to_a_language_to_another(open_page: Opener) -> None:
    page, faults = open_page("index.html", 390, script=False)
    page.get_by_role("link", name="English").click()
    page.get_by_role("link", name="Tiếng Việt").click()
    assert page.evaluate("document.documentElement.lang") == "vi"
    assert page.locator("[aria-current=page]").text_content() == "Tiếng Việt"
    assert faults == []


def test_a_box_of_the_picture_leads_to_its_term(open_page: Opener) -> None:
    page, _ = open_page("fr.html")
    page.locator("svg.model a[href='#Attestation']").click()
    assert page.locator("#Attestation").evaluate("term => term.matches(':target')")
    assert abs(page.locator("#Attestation").evaluate("term => term.getBoundingClientRect().top")) < 40
