"""How the atlas uses the screen: what stands where, what is in sight, and what the signs of the picture mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from atlas_page import DESK, PHONE, Reader, Way, change_block, new_context, new_reader, read_along, watch
from playwright.sync_api import expect

from kgraph.paths import questions_folder
from kgraph.phrases import LANGUAGES, phrase, read_phrases
from kgraph.questions import read_questions

if TYPE_CHECKING:
    from playwright.sync_api import Browser

#: The name that a thing bears in the test of writing from right to left.
ARABIC = "شبكة الميناء (2019)"
#: Texts of the page that bear a name, and are neither set apart by an element of its own nor by signs around it.
UNGUARDED = """name => {
  const walker = document.createTreeWalker(document.querySelector('.page'), NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const text = walker.currentNode, parent = text.parentElement;
    if (!text.data.includes(name) || parent.closest('option, [hidden]')) continue;
    found.push({text: text.data, alone: text.data.includes(`\\u2068${name}`) || parent.closest('bdi, [dir=auto]') !== null});
  }
  return found;
}"""


@pytest.fixture(scope="module")
def on_desk(chromium: Browser, atlas_file: Path) -> Iterator[Reader]:
    """Open the page of the small world once on a desk."""
    yield from read_along(chromium, atlas_file, DESK)


@pytest.fixture(scope="module")
def on_phone(chromium: Browser, atlas_file: Path) -> Iterator[Reader]:
    """Open it once on a phone."""
    yield from read_along(chromium, atlas_file, PHONE)


@pytest.fixture
def desk(on_desk: Reader) -> Iterator[Reader]:
    """Return a reader at a desk, of whom nothing must be asked that the page does not hold."""
    yield from watch(on_desk)


@pytest.fixture
def phone(on_phone: Reader) -> Iterator[Reader]:
    """Return a reader with a phone."""
    yield from watch(on_phone)


# The header of a phone


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_header_leaves_a_phone_its_screen(phone: Reader, language: str) -> None:
    page = phone.open()
    page.get_by_role("combobox", name=phone.word("language"), exact=True).select_option(language)
    box = page.locator(".header").bounding_box()
    page.locator("#pick-language").select_option(phone.way.language)
    assert box and box["height"] <= 120


@pytest.mark.parametrize("tab", ["about", "network"])
@pytest.mark.parametrize("way", ["by a link", "by a press"])
def test_the_open_tab_is_in_sight_on_the_narrowest_phone(
    chromium: Browser, atlas_file: Path, tab: str, way: str
) -> None:
    context = new_context(chromium, Way(240, 600, "es", "finger"))
    reader = new_reader(context, atlas_file, Way(240, 600, "es", "finger"))
    other = {"about": "network", "network": "about"}[tab]
    page = reader.open(f"tab={tab if way == 'by a link' else other}")
    if way == "by a press":
        reader.go_to(tab)
    box = page.get_by_role("tab", selected=True).bounding_box()
    context.close()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= 240


def test_the_short_forms_of_the_lists_tell_what_is_chosen(phone: Reader) -> None:
    page = phone.open()
    page.locator("#pick-language").select_option("vi")
    expect(page.locator(".picker-language .picker-short")).to_have_text("VI")
    page.locator("#pick-language").select_option(phone.way.language)


# What stands where


def test_what_is_chosen_stands_above_the_path_and_is_read_from_its_beginning(desk: Reader) -> None:
    page = desk.open("from=mirador-institute&to=harbour-alliance")
    page.locator(".hops button").first.scroll_into_view_if_needed()
    page.locator(".hops button").first.click()
    evidence = desk.region("evidence").bounding_box()
    path = page.locator(".panel.path").bounding_box()
    side = page.locator(".side-right").bounding_box()
    assert evidence and path and side and side["y"] <= evidence["y"] < path["y"]


def test_the_focus_goes_along_to_what_takes_the_place_of_the_button(desk: Reader) -> None:
    page = desk.open("node=acme-video")
    read = desk.region("organisation").locator(".read").first
    read.focus()
    page.keyboard.press("Enter")
    expect(desk.region("evidence").get_by_role("heading", level=2)).to_be_focused()


def test_a_count_of_sources_says_that_they_are_independent(desk: Reader) -> None:
    desk.open("node=acme-video")
    tie = desk.region("organisation").locator(".tie", has_text="member of Harbour Alliance (")
    expect(tie.locator(".read")).to_have_text("2 independent sources")


# Stories and paths


def test_a_story_is_told_under_the_picture_which_stays_in_sight_on_a_phone(phone: Reader) -> None:
    page = phone.open()
    phone.press(phone.button("single"))
    expect(page.locator(".story-sentence")).to_be_in_viewport(ratio=1)
    phone.press(phone.button("next"))
    expect(page.locator(".story-sentence")).to_be_in_viewport(ratio=1)
    expect(page.locator(".stage")).to_be_in_viewport(ratio=0.9)
    phone.press(phone.button("end"))


def test_who_was_brought_to_a_thing_is_led_out_again_when_it_is_closed(desk: Reader) -> None:
    page = desk.open()
    page.get_by_role("searchbox", name="Search", exact=True).fill("reef network")
    page.get_by_role("option").first.click()
    expect(page).to_have_url(re.compile("camera="))
    desk.button("close", desk.region("organisation")).click()
    expect(page).not_to_have_url(re.compile("camera="))


def test_the_path_is_folded_again_when_none_is_followed(desk: Reader) -> None:
    page = desk.open("from=mirador-institute&to=harbour-alliance")
    expect(page.locator(".panel.path")).to_have_attribute("open", "")
    desk.open("node=acme-video")
    expect(page.locator(".panel.path")).not_to_have_attribute("open", "")


# What the signs mean


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_legend_says_how_lines_stand_in_the_words_of_the_figures(desk: Reader, language: str) -> None:
    page = desk.open()
    page.get_by_role("combobox", name="Language", exact=True).select_option(language)
    legend = page.locator(".legend")
    if legend.get_attribute("open") is None:
        legend.locator("summary").click()
    standings = ["stated", "between", "inferred", "possible", "disputed"]
    expect(legend.locator("summary")).to_have_text(phrase("figure", "legend", language))
    expect(legend.locator("section:nth-of-type(2) li")).to_have_text(
        [phrase("figure", key, language) for key in standings]
    )
    expect(legend.locator("p").first).to_have_text(phrase("figure", "width", language))
    page.locator("#pick-language").select_option("en")


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_a_relation_has_the_colour_of_its_lines_in_the_legend(desk: Reader, theme: str) -> None:
    page = desk.open(f"theme={theme}&node=harbour-alliance")
    legend = page.locator(".legend")
    if legend.get_attribute("open") is None:
        legend.locator("summary").click()
    sample = legend.locator("li", has_text="member of").locator("path").first
    sampled = sample.evaluate("sample => getComputedStyle(sample).stroke")
    with page.expect_download() as offered:
        page.locator(".takeaway").evaluate("panel => panel.open = true")
        desk.button("svg").click()
    drawing = Path(offered.value.path()).read_text(encoding="utf-8")
    edge = re.search(r'data-edge="acme-video--memberOf--harbour-alliance" stroke="#(\w{6})"', drawing)
    assert edge and sampled == f"rgb({', '.join(str(part) for part in bytes.fromhex(edge[1]))})"


def test_filters_of_relations_and_certainties_bear_the_lines_of_the_picture(desk: Reader) -> None:
    page = desk.open()
    for name in ("Relation", "Certainty"):
        page.locator(".filter-group > summary", has_text=name).click()
    relations = page.locator(".filter-group", has=page.locator("summary", has_text="Relation"))
    expect(relations.locator("li", has_text="member of").locator("svg").first).to_have_class("sign line-blue")
    disputed = page.locator(".filter-group li", has_text=re.compile("^disputed"))
    expect(disputed.locator("svg")).to_have_class("sign line-disputed")


# Small countries


@pytest.mark.parametrize("zooms", [0, 2])
def test_a_country_smaller_than_a_finger_is_hit_beside_its_mark(
    chromium: Browser, shipped_atlas_file: Path, zooms: int
) -> None:
    context = new_context(chromium, PHONE)
    reader = new_reader(context, shipped_atlas_file, PHONE)
    page = reader.open("tab=map&country=MLT")
    for _ in range(zooms):
        reader.press(reader.button("zoom-in"))
    box = page.locator("[data-country=MLT].chosen").last.bounding_box()
    assert box
    beside = (box["x"] + box["width"] / 2 + 8, box["y"] + box["height"] / 2 + 6)
    page.touchscreen.tap(*beside)
    expect(page.locator("#country")).to_have_value("")
    page.touchscreen.tap(*beside)
    expect(page.locator("#country")).to_have_value("MLT")
    context.close()
    assert reader.faults == []


# Languages


def test_a_question_is_told_whole_with_its_description_and_parameters_in_the_reader_s_language(phone: Reader) -> None:
    page = phone.open("tab=ask&ask=members")
    expect(page.locator(".question-whole")).to_have_text(re.compile("^¿Qué organizaciones .*, y quién lo dice\\?$"))
    texts = read_phrases("questions")
    question = read_questions(questions_folder())["members"]
    expect(page.locator(".description")).to_have_text(texts[" ".join(question.description.split())]["es"])
    expect(page.locator(".parameter .quiet").first).to_have_text(texts[question.parameters["alliance"].summary]["es"])


def test_code_in_a_description_is_marked_as_such(desk: Reader) -> None:
    page = desk.open("tab=ask&ask=campaigns")
    expect(page.locator(".description code")).to_have_text(["world"])
    expect(page.locator(".description")).not_to_contain_text("`")


def test_the_licence_of_the_engine_is_named_with_where_its_text_is(desk: Reader) -> None:
    page = desk.open("tab=about")
    page.locator(".about details > summary").click()
    expect(page.locator(".licences")).to_contain_text(
        "Licence: MIT OR Apache-2.0. The text is at https://github.com/oxigraph/oxigraph"
    )


@pytest.mark.parametrize(
    "view",
    [
        "node=harbour-alliance",
        "edge=acme-video--memberOf--harbour-alliance",
        "tab=table",
        "tab=about",
        "month=2019-02",
    ],
)
def test_a_name_from_right_to_left_stands_apart_from_the_words_around_it(
    chromium: Browser, atlas_file: Path, tmp_path: Path, view: str
) -> None:
    def rename(data: dict[str, list[dict[str, object]]]) -> dict[str, list[dict[str, object]]]:
        for node in data["nodes"]:
            if node["id"] == "harbour-alliance":
                node.update(label=ARABIC, language="ar", names=[])
        return data

    file = tmp_path / "atlas.html"
    file.write_text(change_block(atlas_file.read_text(encoding="utf-8"), "data-graph", rename), encoding="utf-8")
    context = new_context(chromium, DESK)
    page = new_reader(context, file).open(view)
    page.get_by_role("searchbox", name="Search", exact=True).fill("شبكة")
    page.get_by_role("option").first.wait_for()
    page.locator(".mirror-list li").first.wait_for(state="attached")
    found = page.evaluate(UNGUARDED, ARABIC)
    context.close()
    assert len(found) >= 2
    assert [each["text"] for each in found if not each["alone"]] == []
