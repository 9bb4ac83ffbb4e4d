"""The page that draw_figure writes, read without a browser."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import math
import os
import re
import subprocess
import sys
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from kgraph import views
from kgraph.drawing import LOOKS, draw_edges, draw_nodes, list_links
from kgraph.errors import MissingExtra
from kgraph.kinds import _ORDER as _KINDS
from kgraph.page import as_script, web_host
from kgraph.palette import _LOOKS, BACKGROUNDS, HUES, Theme, colour_of, hue_of, shape_of
from kgraph.phrases import LANGUAGES, read_phrases
from kgraph.placing import FORMATS, wrap_label
from kgraph.views import draw_figure

pytest.importorskip("pyvis", reason="the extra 'draw' is not installed")

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\u2028\u2029&amp;\"' href <!--"


def evidence(**given: str) -> dict[str, str]:
    """One document, as kgraph.network describes it."""
    usual = {
        "title": "Navega Feliz",
        "language": "es",
        "publisher": "TikTok Newsroom",
        "issued": "2022-02-08",
        "url": "https://newsroom.tiktok.com/navega-feliz",
        "locator": "Red PaPaz en Colombia",
        "stance": "supports",
        "certainty": "certain",
    }
    return {**usual, **given}


def statement(label: str, **given: Any) -> dict[str, Any]:
    """One edge, as kgraph.network describes it."""
    usual = {
        "relation": label,
        "label": label,
        "sentence": f"It is {label} it.",
        "inferred": False,
        "disputed": False,
        "sources": 1,
        "evidence": [evidence()],
        "reasons": [],
    }
    return {**usual, **given}


def world(**given: str) -> nx.MultiDiGraph[str]:
    """A campaign, an edition with two parallel partners' lines, an inferred and a disputed one, and a loner."""
    usual = {
        "name": "campaign",
        "title": "Who carries it?",
        "description": "A campaign.",
        "note": "As far as the graph holds sources.",
        "question": "SELECT * WHERE { ?s ?p ?o }",
    }
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.graph.update({**usual, **given})
    graph.add_node("campaign", label="#NavegaFeliz", language="es", kind="campaign", kind_label="campaign")
    graph.add_node("edition", label="NF Colombia", language="es", kind="campaign-edition", kind_label="edition")
    graph.add_node("papaz", label="Red PaPaz", language="es", kind="civil-society-organisation", kind_label="NGO")
    graph.add_node("kwai", label="Kwai", language="", kind="lighthouse", kind_label="lighthouse")
    graph.add_edge("edition", "campaign", **statement("edition of", sources=3))
    graph.add_edge("papaz", "edition", **statement("partner in"))
    graph.add_edge("papaz", "edition", **statement("adviser to"))
    graph.add_edge("edition", "papaz", **statement("pays", disputed=True, evidence=[evidence(stance="disputes")]))
    reason = "Partners of an edition are involved in its campaign."
    graph.add_edge(
        "papaz", "campaign", **statement("involved in", inferred=True, evidence=[], reasons=[reason], sources=0)
    )
    return graph


class Page(HTMLParser):
    """Elements of a page with their attributes and texts."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str], list[str]]] = []
        self._open: list[tuple[str, list[str]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        texts: list[str] = []
        self.elements.append((tag, {name: value or "" for name, value in attrs}, texts))
        if tag not in {"meta", "link"}:
            self._open.append((tag, texts))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}, []))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        for _, texts in self._open:
            texts.append(data)

    def texts(self, tag: str, **wanted: str) -> list[str]:
        """The text of each element of a tag, blanks folded."""
        wanted = {name.rstrip("_"): value for name, value in wanted.items()}
        return [
            " ".join("".join(texts).split())
            for name, attributes, texts in self.elements
            if name == tag and wanted.items() <= attributes.items()
        ]

    def attributes(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes, _ in self.elements if name == tag]


def read_data(text: str) -> dict[str, Any]:
    """The JSON that the figure's script reads."""
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', text, flags=re.DOTALL)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


@pytest.fixture(scope="module")
def text() -> str:
    return draw_figure(world())


@pytest.fixture(scope="module")
def page(text: str) -> Page:
    return Page(text)


def test_the_head_names_the_page(page: Page) -> None:
    assert page.texts("title") == page.texts("h1") == ["Who carries it?"]
    assert {"name": "description", "content": "A campaign."} in page.attributes("meta")
    assert page.attributes("html") == [{"lang": "en"}]


def test_the_page_shows_note_and_question(page: Page) -> None:
    assert page.texts("p", class_="note") == ["As far as the graph holds sources."]
    assert page.texts("pre") == ["SELECT * WHERE { ?s ?p ?o }"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_speaks_the_readers_language(lang: str) -> None:
    page = Page(draw_figure(world(), lang=lang))
    assert page.attributes("html") == [{"lang": lang}]
    assert page.texts("caption") == [read_phrases("figure")["table"][lang]]


def test_each_phrase_is_in_every_language_and_keeps_its_places() -> None:
    for key, texts in read_phrases("figure").items():
        assert tuple(texts) == LANGUAGES, key
        places = {lang: set(re.findall(r"\{\w+\}", text)) for lang, text in texts.items()}
        assert all(found == places["en"] for found in places.values()), key


def test_each_phrase_is_used() -> None:
    folder = Path(views.__file__).parent
    files = [*folder.glob("templates/figure.*"), folder / "views.py", *folder.glob("network*.py")]
    used = "".join(path.read_text(encoding="utf-8") for path in files)
    made = {*LOOKS, "kind_concept", "kind_other", "kind_text"}
    assert [key for key in read_phrases("figure") if f'"{key}"' not in used and key not in made] == []


def test_the_table_has_a_row_for_each_edge(page: Page) -> None:
    ids = [attributes["id"] for attributes in page.attributes("tr") if "id" in attributes]
    assert ids == [edge["id"] for edge in draw_edges(list_links(world()), draw_nodes(world()))]
    assert page.texts("th", scope="col") == ["Subject", "Relation", "Object", "Statement", "Sources"]
    assert page.texts("th", scope="row") == ["NF Colombia", "NF Colombia", "Red PaPaz", "Red PaPaz", "Red PaPaz"]


def test_a_row_says_who_says_so(page: Page) -> None:
    [row] = page.texts("tr", id="statement-1")
    assert row == (
        "NF Colombia edition of #NavegaFeliz It is edition of it. Show in the figure Independent sources: 3 "
        "Navega Feliz TikTok Newsroom · 2022-02-08 · newsroom.tiktok.com Where it says so: Red PaPaz en Colombia "
        "supports this · Certainty: certain"
    )


def test_a_disputed_row_says_so_in_words(page: Page) -> None:
    [row] = page.texts("tr", id="statement-2")
    assert "Disputed" in row and "disputes this" in row


def test_names_and_titles_carry_their_language(page: Page) -> None:
    assert [a.get("lang") for a in page.attributes("cite")] == ["es"] * 4
    assert {"lang": "es", "dir": "auto"} in page.attributes("span")


def test_nodes_without_an_edge_are_listed(page: Page) -> None:
    assert "Kwai lighthouse" in page.texts("li")


def test_the_legend_lists_only_what_is_there(page: Page) -> None:
    legend = [text for text in page.texts("li") if text in {"campaign", "edition", "NGO", "lighthouse", "company"}]
    assert legend == ["NGO", "campaign", "edition", "lighthouse"]
    looks = {attributes.get("class") for attributes in page.attributes("li")}
    assert {"line-stated", "line-inferred", "line-disputed"} <= looks


def test_the_legend_has_no_line_that_the_figure_lacks() -> None:
    graph = world()
    graph.remove_edges_from([edge for edge in graph.edges(keys=True) if edge[1] != "edition"])
    assert not {"line-inferred", "line-disputed"} & {a.get("class") for a in Page(draw_figure(graph)).attributes("li")}


def test_an_empty_answer_is_a_page_without_scripts() -> None:
    empty: nx.MultiDiGraph[str] = nx.MultiDiGraph(**world().graph)
    page = Page(draw_figure(empty))
    assert "The answer is empty." in page.texts("p")
    assert [a.get("type") for a in page.attributes("script")] == ["application/json"]


def test_inferred_edges_are_dashed_and_give_their_reasons(text: str, page: Page) -> None:
    looks = {edge["name"]: (edge["look"], edge["dashes"]) for edge in read_data(text)["edges"]}
    assert looks["involved in"] == ("inferred", [20, 7])
    assert looks["pays"] == ("disputed", [3, 6])
    assert looks["edition of"] == ("stated", False)
    assert page.texts("ul", class_="reasons") == ["Partners of an edition are involved in its campaign."]


def edge_with(**facts: Any) -> tuple[dict[str, Any], Page]:
    """Draw an edge with such facts; return what vis-network takes, and the page."""
    graph = world()
    graph.add_edge("kwai", "papaz", **statement("allied with", **facts))
    text = draw_figure(graph)
    [edge] = [edge for edge in read_data(text)["edges"] if edge["name"] == "allied with"]
    return edge, Page(text)


def test_only_a_symmetric_relation_has_no_arrowhead() -> None:
    assert edge_with(symmetric=True)[0]["arrows"] == ""
    assert edge_with(symmetric=False)[0]["arrows"] == edge_with()[0]["arrows"] == "to"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_read_between_the_lines_has_a_line_and_a_legend_of_its_own(lang: str) -> None:
    graph = world()
    graph.add_edge("kwai", "papaz", **statement("allied with", between_lines=True))
    page = Page(draw_figure(graph, lang=lang))
    words = read_phrases("figure")["between"][lang]
    assert page.texts("li", class_="line-between") == page.texts("span", class_="mark between") == [words]


def test_no_two_looks_have_the_same_dashes() -> None:
    assert len({str(dashes) for dashes in LOOKS.values()}) == len(LOOKS)


@pytest.mark.parametrize("look", ["disputed", "inferred"])
def test_doubt_of_another_sort_draws_the_line_and_both_marks_stand(look: str) -> None:
    edge, page = edge_with(between_lines=True, **{look: True})
    assert (edge["look"], edge["dashes"]) == (look, LOOKS[look])
    [marks] = [text for text in page.texts("p", class_="marks") if "between the lines" in text]
    assert marks.startswith(look.capitalize())
    assert page.texts("li", class_="line-between") == []


def test_what_a_source_states_has_no_mark(page: Page) -> None:
    assert page.texts("span", class_="mark between") == page.texts("li", class_="line-between") == []


def test_an_editors_remark_stands_under_the_locator_in_english() -> None:
    _, page = edge_with(evidence=[evidence(note="The text says <i>they</i>."), evidence(note="")])
    assert page.texts("span", class_="remark") == ["Editors’ remark: The text says <i>they</i>."]
    assert "The text says <i>they</i>." in page.texts("span", lang="en")
    [row] = [text for text in page.texts("tr") if "allied with" in text]
    assert row.index("Where it says so") < row.index("Editors’ remark") < row.index("supports this")


def test_a_row_stays_a_row_to_a_screen_reader_where_it_looks_like_a_card(page: Page) -> None:
    roles = {"table": "table", "thead": "rowgroup", "tbody": "rowgroup", "tr": "row", "td": "cell"}
    for tag, role in roles.items():
        assert {attributes.get("role") for attributes in page.attributes(tag)} == {role}, tag
    heads = {(attributes["scope"], attributes["role"]) for attributes in page.attributes("th")}
    assert heads == {("col", "columnheader"), ("row", "rowheader")}


def test_each_cell_of_a_row_knows_its_column(page: Page) -> None:
    labels = [a["data-label"] for _, a, _ in page.elements if "data-label" in a]
    assert labels == page.texts("th", scope="col") * 5


def test_more_sources_make_a_thicker_line(text: str) -> None:
    widths = {edge["name"]: edge["width"] for edge in read_data(text)["edges"]}
    assert widths["edition of"] > widths["partner in"]


def test_parallel_edges_are_kept_and_bend_apart(text: str) -> None:
    edges = [edge for edge in read_data(text)["edges"] if {edge["from"], edge["to"]} == {"papaz", "edition"}]
    assert sorted(edge["name"] for edge in edges) == ["adviser to", "partner in", "pays"]
    # Seen from one end, a curve that starts at the other lies on the other side.
    sides = [
        0
        if edge["smooth"] is False
        else edge["smooth"]["roundness"]
        * (1 if edge["smooth"]["type"] == "curvedCW" else -1)
        * (1 if edge["from"] == "papaz" else -1)
        for edge in edges
    ]
    assert len(set(sides)) == 3


def test_loops_lie_one_around_the_other() -> None:
    graph = world()
    graph.add_edge("kwai", "kwai", **statement("follows"))
    graph.add_edge("kwai", "kwai", **statement("precedes"))
    loops = [edge for edge in draw_edges(list_links(graph), draw_nodes(graph)) if edge["from"] == edge["to"]]
    assert [edge["selfReference"]["size"] for edge in loops] == [20, 32]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_possibly_held_is_dashed_and_says_so(lang: str) -> None:
    graph = world()
    graph.add_edge("kwai", "papaz", **statement("allied with", held="possibly"))
    graph.add_edge("papaz", "kwai", **statement("member of", held="certainly"))
    text = draw_figure(graph, lang=lang)
    looks = {edge["name"]: edge["look"] for edge in read_data(text)["edges"]}
    assert (looks["allied with"], looks["member of"]) == ("possible", "stated")
    words = read_phrases("figure")["possible"][lang]
    page = Page(text)
    assert page.texts("li", class_="line-possible") == page.texts("span", class_="mark possible") == [words]


def test_a_dispute_shows_before_a_doubt_about_the_day() -> None:
    edge, page = edge_with(held="possibly", disputed=True)
    assert edge["look"] == "disputed"
    assert len(page.texts("span", class_="mark possible")) == 1


def weighed(*weights: float, **given: Any) -> nx.MultiDiGraph[str]:
    """Return a ring of companies tied by edges that a question found, with such weights."""
    graph = ring(len(weights), 0)
    graph.remove_nodes_from(list(world()))
    for number, weight in enumerate(weights):
        found = statement("", state="", weight=weight, sources=0, evidence=[], **given)
        graph.add_edge(f"n{number}", f"n{(number + 1) % len(weights)}", **found)
    return graph


def test_the_width_is_the_weight_where_no_state_stands_behind_an_edge() -> None:
    text = draw_figure(weighed(1, 4, 16))
    widths = [edge["width"] for edge in read_data(text)["edges"]]
    assert widths == sorted(widths) and len(set(widths)) == 3
    page = Page(text)
    phrases = read_phrases("figure")
    assert phrases["width_weight"]["en"] in page.texts("li") and phrases["width"]["en"] not in page.texts("li")
    assert [text for text in page.texts("span", class_="count") if "Weight" in text] == [
        "Weight: 1",
        "Weight: 4",
        "Weight: 16",
    ]


def test_a_weight_of_nothing_is_a_thin_line() -> None:
    widths = {edge["width"] for edge in read_data(draw_figure(weighed(0, 0, 0)))["edges"]}
    assert widths == {2.1}


def test_the_width_is_the_number_of_sources_where_a_state_stands_behind_an_edge() -> None:
    edge, page = edge_with(state="https://example.org/state", weight=100, sources=1)
    assert edge["width"] == edge_with(state="https://example.org/state", sources=1)[0]["width"]
    assert read_phrases("figure")["width_weight"]["en"] not in page.texts("li")


def test_what_a_question_found_is_not_said_to_be_stated() -> None:
    page = Page(draw_figure(weighed(1, 2, 3)))
    assert page.texts("li", class_="line-found") == ["Found by the question"]
    assert read_phrases("figure")["stated"]["en"] not in page.texts("li")
    assert not [text for text in page.texts("span", class_="count") if "sources" in text]


def test_the_parameters_that_were_set_stand_under_the_question() -> None:
    graph = world()
    graph.graph["parameters"] = {"valid": "2021-01-01", "entity": "kwai"}
    assert "Asked for: entity=kwai, valid=2021-01-01" in Page(draw_figure(graph)).texts("p", class_="note")


def test_a_description_in_english_says_so_to_readers_of_other_languages() -> None:
    said = {"class": "lead", "lang": "en"}
    assert said in Page(draw_figure(world(), lang="vi")).attributes("p")
    assert said not in Page(draw_figure(world())).attributes("p")


def test_a_legend_says_once_what_every_line_says() -> None:
    graph = world()
    graph.remove_edges_from([edge for edge in graph.edges(keys=True) if edge[1] != "edition"])
    graph.remove_edge("papaz", "edition")
    page = Page(draw_figure(graph))
    [label] = {facts["label"] for *_, facts in graph.edges(data=True)}
    assert f"Each line: {label}" in page.texts("li")
    assert not [edge for edge in read_data(draw_figure(graph))["edges"] if "label" in edge]


def test_a_kind_with_several_names_has_all_of_them_in_the_legend() -> None:
    graph = world()
    for name, label in (("grooming", "online risk"), ("literacy", "topic")):
        graph.add_node(name, label=name, language="en", kind="concept", kind_label=label)
    assert "online risk, topic" in Page(draw_figure(graph)).texts("li")


def test_a_long_hashtag_breaks_where_a_new_word_begins() -> None:
    assert wrap_label("#PorUmaInternetSegura") == "#PorUmaInternet\nSegura"
    assert wrap_label("x" * 25) == "x" * 20 + "\n" + "x" * 5


def test_only_the_busiest_are_named_at_first_sight_where_there_are_many() -> None:
    graph = ring(120, 240)
    for number in range(1, 40):
        graph.add_edge("n0", f"n{number}", **statement("knows"))
    fonts = {node["id"]: node["places"]["wide"]["font"] for node in draw_nodes(graph).nodes}
    assert fonts["n0"] == max(fonts.values()) > min(fonts.values())
    assert Counter(fonts.values())[fonts["n0"]] <= FORMATS[0].landmarks


def test_all_are_named_alike_where_there_are_few() -> None:
    assert len({node["places"]["wide"]["font"] for node in draw_nodes(world()).nodes}) == 1


def test_a_frame_holds_every_node_with_its_label() -> None:
    scene = draw_nodes(ring(60, 120))
    for format_ in FORMATS:
        left, top, right, bottom = scene.frames[format_.name]
        boxes = [box_of(node, format_.name) for node in scene.nodes]
        assert left <= min(box[0] for box in boxes) and top <= min(box[1] for box in boxes)
        assert right >= max(box[2] for box in boxes) and bottom >= max(box[3] for box in boxes)


def hostile_world() -> nx.MultiDiGraph[str]:
    graph = world(title=HOSTILE, description=HOSTILE, note=HOSTILE, question=HOSTILE)
    for _, facts in graph.nodes(data=True):
        facts.update(label=HOSTILE, kind_label=HOSTILE, language='"><script>')
    for _, _, edge in graph.edges(data=True):
        bad = evidence(
            url="javascript:alert(3)", **dict.fromkeys(("title", "publisher", "locator", "certainty", "note"), HOSTILE)
        )
        edge.update(label=HOSTILE, sentence=HOSTILE, evidence=[bad], reasons=[HOSTILE])
    return graph


def test_hostile_texts_stay_texts() -> None:
    page = Page(draw_figure(hostile_world()))
    scripts = page.attributes("script")
    assert scripts == [{"type": "application/json", "id": "data"}, {}, {}]
    assert page.attributes("img") == []
    assert not [name for _, attributes, _ in page.elements for name in attributes if name.startswith("on")]
    assert page.texts("h1") == [" ".join(HOSTILE.split())]


def test_data_for_the_script_has_nothing_that_ends_it() -> None:
    text = draw_figure(hostile_world())
    start = text.index('id="data">') + len('id="data">')
    data = text[start : text.index("</script>", start)]
    assert not set("<>&\u2028\u2029") & set(data)
    assert read_data(text)["nodes"][0]["name"] == HOSTILE


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        " javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "//example.org/",
        "ftp://example.org/",
        "https://",
        'https://example.org/"onclick=alert(1)',
        "https://[::1",
    ],
)
def test_addresses_that_are_not_of_the_web_stay_text(url: str) -> None:
    assert web_host(url) == ""
    graph = world()
    graph.add_edge("kwai", "papaz", **statement("follows", evidence=[evidence(url=url)]))
    page = Page(draw_figure(graph))
    assert url.strip() not in {attributes["href"].strip() for attributes in page.attributes("a")}
    assert " ".join(url.split()) in page.texts("code", class_="address")


def test_links_to_sources_tell_them_nothing(page: Page) -> None:
    links = [attributes for attributes in page.attributes("a") if attributes["href"].startswith("http")]
    assert (
        links
        == [{"href": "https://newsroom.tiktok.com/navega-feliz", "rel": "noopener noreferrer", "target": "_blank"}] * 4
    )


def test_nothing_is_loaded_from_outside(page: Page) -> None:
    loaded = [
        attributes[key] for _, attributes, _ in page.elements for key in ("src", "srcset", "data") if key in attributes
    ]
    assert loaded == []
    assert [attributes["href"] for attributes in page.attributes("link")] == ["data:,"]
    styles = " ".join(page.texts("style"))
    assert set(re.findall(r"url\(\s*[\"']?(\w+:)?", styles)) == {"data:"}
    assert "@import" not in styles


def policy_of(text: str) -> dict[str, list[str]]:
    found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    assert found
    rules = (rule.split() for rule in html.unescape(found[1]).split(";"))
    return {name: values for name, *values in rules}


def test_the_policy_names_each_script_and_style_by_its_hash(text: str) -> None:
    policy = policy_of(text)
    for tag in ("script", "style"):
        bodies = re.findall(rf"<{tag}>(.*?)</{tag}>", text, flags=re.DOTALL)
        hashes = [f"'sha256-{base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()}'" for body in bodies]
        assert hashes and policy[f"{tag}-src"] == hashes


def test_the_policy_allows_nothing_else(text: str) -> None:
    policy = policy_of(text)
    assert policy["default-src"] == policy["base-uri"] == policy["form-action"] == ["'none'"]
    assert policy["img-src"] == ["data:"]
    assert set(policy) == {"default-src", "script-src", "style-src", "img-src", "base-uri", "form-action"}


def test_the_page_has_no_line_ends_that_a_browser_would_change(text: str) -> None:
    assert "\r" not in text and "\0" not in text


def test_a_library_that_would_end_its_element_is_broken_up() -> None:
    assert as_script('a("</SCRIPT>","<!--")\n//# sourceMappingURL=a.map') == r'a("\x3c/SCRIPT>","\x3c!--")' + "\n"


def test_there_are_no_inline_styles_or_handlers(page: Page) -> None:
    assert not [attributes for _, attributes, _ in page.elements if "style" in attributes]


CHILD = """
import sys
sys.path[:0] = [{tests!r}]
from test_views import world
from kgraph.views import draw_figure
sys.stdout.buffer.write(draw_figure(world()).encode())
"""


def test_the_same_network_gives_the_same_bytes_in_another_process(text: str) -> None:
    pages = [
        subprocess.run(
            [sys.executable, "-c", CHILD.format(tests=str(Path(__file__).parent))],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(views.__file__).parents[1])},
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert pages == [text.encode()] * 2


def test_the_order_in_which_a_network_was_built_does_not_matter(text: str) -> None:
    graph = world()
    other: nx.MultiDiGraph[str] = nx.MultiDiGraph(**graph.graph)
    for name in reversed(list(graph)):
        other.add_node(name, **graph.nodes[name])
    for subject, object_, facts in reversed(list(graph.edges(data=True))):
        other.add_edge(subject, object_, **facts)
    assert draw_figure(other) == text


def ring(nodes: int, edges: int) -> nx.MultiDiGraph[str]:
    graph = world()
    for number in range(nodes):
        label = f"Organisation number {number}"
        graph.add_node(f"n{number}", label=label, language="en", kind="company", kind_label="company")
    for number in range(edges):
        graph.add_edge(f"n{number % nodes}", f"n{(number * 7 + 1) % nodes}", **statement("knows"))
    return graph


def test_twenty_thousand_edges_do_not_take_pyvis_own_insertion(monkeypatch: pytest.MonkeyPatch) -> None:
    import pyvis.network

    calls: Counter[str] = Counter()
    for name in ("add_node", "add_nodes", "add_edge", "add_edges", "from_nx"):
        monkeypatch.setattr(pyvis.network.Network, name, lambda *_, name=name, **__: calls.update([name]))
    data = read_data(draw_figure(ring(2000, 20_000)))
    assert calls == Counter()
    assert len(data["edges"]) == 20_005


def test_a_large_figure_says_that_it_is_slow() -> None:
    slow = read_phrases("figure")["slow"]["en"].format(nodes=304)
    assert slow in Page(draw_figure(ring(300, 300))).texts("p")
    assert not Page(draw_figure(ring(200, 200))).texts("p", class_="warning")


@pytest.mark.parametrize("nodes", [12, 60, 250, 1200])
def test_nodes_with_their_labels_do_not_overlap(nodes: int) -> None:
    drawn = draw_nodes(ring(nodes, 2 * nodes)).nodes
    for format_ in FORMATS:
        boxes = sorted(box_of(node, format_.name) for node in drawn)
        for place, (left, top, right, bottom) in enumerate(boxes):
            for other in boxes[place + 1 :]:
                if other[0] >= right:
                    break
                assert other[1] >= bottom or other[3] <= top, (format_.name, (left, top, right, bottom), other)


def test_two_linked_nodes_stand_an_edge_apart() -> None:
    graph = world()
    graph.remove_nodes_from(["campaign", "kwai"])
    one, other = draw_nodes(graph).nodes
    for format_ in FORMATS:
        (a, b) = (one["places"][format_.name], other["places"][format_.name])
        assert 0.7 < math.dist((a["x"], a["y"]), (b["x"], b["y"])) / format_.edge_length < 1.5


def box_of(node: dict[str, Any], format_: str) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a node with its label, letters taken as half as wide as high."""
    place, lines = node["places"][format_], node["label"].split("\n")
    width = max(max(map(len, lines)) * place["font"] * 0.5, 2 * place["size"])
    label = 4 + len(lines) * place["font"]
    top = place["size"] + (label if place["lift"] else 0)
    bottom = place["size"] + (0 if place["lift"] else label)
    return place["x"] - width / 2, place["y"] - top, place["x"] + width / 2, place["y"] + bottom


def test_long_labels_are_cut_in_the_figure_and_whole_in_the_table() -> None:
    long = "Instituto Nacional de Transparencia, Acceso a la Información y Protección de Datos Personales"
    graph = world()
    graph.nodes["papaz"]["label"] = long
    text = draw_figure(graph)
    [node] = [node for node in read_data(text)["nodes"] if node["id"] == "papaz"]
    assert node["label"] == "Instituto Nacional\nde Transparencia,\nAcceso a la…"
    assert long in Page(text).texts("th", scope="row")


def test_without_pyvis_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyvis.network", None)
    with pytest.raises(MissingExtra, match=r"pip install '\.\[draw\]' in the clone"):
        draw_figure(world())


def test_importing_views_does_not_import_pyvis() -> None:
    check = "import sys, kgraph.views; print([m for m in ('pyvis', 'jinja2', 'scipy') if m in sys.modules])"
    env = {**os.environ, "PYTHONPATH": str(Path(views.__file__).parents[1])}
    done = subprocess.run([sys.executable, "-c", check], env=env, check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


def contrast(one: str, other: str) -> float:
    """WCAG 2.2's ratio of two colours, 1 to 21."""

    def luminance(colour: str) -> float:
        parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_each_hue_stands_out_from_the_background(theme: Theme) -> None:
    weak = {hue: colour for hue, colour in HUES[theme].items() if contrast(colour, BACKGROUNDS[theme]) < 3}
    assert weak == {}


def test_every_kind_of_entity_files_has_a_look_of_its_own() -> None:
    assert set(_KINDS) <= set(_LOOKS)


def test_no_two_kinds_look_the_same() -> None:
    assert [look for look, count in Counter(_LOOKS.values()).items() if count > 1] == []


def test_an_unknown_kind_is_a_grey_diamond() -> None:
    assert (hue_of("lighthouse"), shape_of("lighthouse")) == ("grey", "diamond")
    assert colour_of("lighthouse") == HUES["light"]["grey"]
