"""Charts: what a page with a strict policy can hold, and what everybody can read."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from xml.etree import ElementTree

import networkx as nx
import pytest

from kgraph.charts import Picture, draw_band, draw_bars, draw_graph, draw_grid, draw_intervals, draw_points
from kgraph.charts.canvas import say_number, wrap
from kgraph.charts.looks import LOOKS
from kgraph.palette import BACKGROUNDS

SVG = "{http://www.w3.org/2000/svg}"

#: What a label may hold that is markup, mathematics, another alphabet, or nothing that XML can hold.
HOSTILE = "<b>$x_1$</b> & Liên minh 联盟 \x07"


def bars(name: str = "bars", label: str = "Harbour Alliance") -> Picture:
    return draw_bars(
        name, "Members", [label, "Reef Network"], [1200, 3], unit="members", alternative="Two bars.",
        groups=["industry", "civil society"], marks=["", "tied"],
    )  # fmt: skip


def intervals() -> Picture:
    points, lows, highs = [0.2, math.nan], [0.1, math.nan], [0.4, math.nan]
    return draw_intervals(
        "intervals",
        "Between",
        ["Harbour", "Reef"],
        points,
        lows,
        highs,
        unit="0 to 1",
        alternative="Two.",
        groups=["a", "b"],
    )


def grid() -> Picture:
    return draw_grid(
        "grid", "Shared", ["A", "B"], ["A", "B"], [[math.nan, 2], [7, math.nan]], unit="members", alternative="x"
    )


def band() -> Picture:
    series = {"Harbour": (["2020-01-01", "2021-03-01"], [1, 4], [2, 5]), "Reef": (["2019-05-01"], [0], [3])}
    return draw_band("band", "Growth", series, unit="members", alternative="Steps.")


def points() -> Picture:
    series = {"Cove": (["2020-06-30", "2021-06-30"], [80e6, 90e6], [79e6, 90e6], [81e6, math.inf])}
    return draw_points("points", "Removed", series, unit="videos", alternative="Two points.")


def graph() -> Picture:
    network = nx.path_graph(["harbour", "reef", "cove"])
    network.edges["harbour", "reef"]["dashed"] = True
    places = {name: (place % 2, place) for place, name in enumerate(network)}
    return draw_graph(
        "graph", "Path", network, places, groups=dict.fromkeys(network, "alliance"), alternative="A path."
    )


every_chart = pytest.mark.parametrize(
    "draw", [bars, intervals, grid, band, points, graph], ids=lambda draw: draw.__name__
)
Draw = Callable[[], Picture]


def elements(picture: Picture) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(picture.svg).iter())


def texts(picture: Picture) -> list[str]:
    return [element.text or "" for element in elements(picture) if element.tag == f"{SVG}text"]


@every_chart
def test_a_picture_is_the_same_bytes_each_time(draw: Draw) -> None:
    assert draw().svg == draw().svg


@every_chart
def test_a_picture_needs_no_style_and_no_script(draw: Draw) -> None:
    inside = elements(draw())
    assert not [each.tag for each in inside if each.tag in (f"{SVG}style", f"{SVG}script", f"{SVG}metadata")]
    assert not [key for each in inside for key in each.attrib if key == "style" or key.startswith("on")]


@every_chart
def test_a_picture_refers_only_to_itself(draw: Draw) -> None:
    picture = draw()
    ids = {each.get("id") for each in elements(picture)} - {None}
    wanted = set(re.findall(r'(?:url\(#|href="#)([^")]+)', picture.svg))
    assert wanted <= ids
    assert all(str(each).startswith(f"{picture.name}-") for each in ids)
    assert "://" not in picture.svg.replace("http://www.w3.org/2000/svg", "")


@every_chart
def test_a_picture_says_what_it_is_and_shows(draw: Draw) -> None:
    picture = draw()
    root, title, description, *_ = elements(picture)
    assert (root.get("role"), root.get("aria-labelledby")) == ("img", f"{picture.name}-title {picture.name}-desc")
    assert (title.text, description.text) == (picture.title, picture.alternative)


@every_chart
def test_a_picture_takes_the_size_that_the_page_gives_it(draw: Draw) -> None:
    root = elements(draw())[0]
    assert root.get("width") is None and root.get("height") is None
    assert float(root.attrib["viewBox"].split()[2]) == 340


@every_chart
def test_text_stays_text_in_the_readers_own_font(draw: Draw) -> None:
    written = [each for each in elements(draw()) if each.tag == f"{SVG}text"]
    assert written
    assert {(each.get("font-family"), each.get("font-size")) for each in written} <= {
        ("sans-serif", "9.5"),
        ("sans-serif", "11"),
    }


@every_chart
def test_text_stands_out_from_what_is_behind_it(draw: Draw) -> None:
    inks = {each.get("fill", "#000000") for each in elements(draw()) if each.tag == f"{SVG}text"}
    assert inks <= {"#1d232c", "#000000", "#ffffff"}


def luminance(colour: str) -> float:
    shares = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_numbers_in_a_grid_stand_out_from_their_cells() -> None:
    values = [[float(number) for number in range(40)]]
    picture = draw_grid("g", "G", ["A"], [str(number) for number in range(40)], values, unit="u", alternative="a")
    inside = elements(picture)
    cells = [each.attrib["fill"] for each in inside if each.tag == f"{SVG}path" and each.get("stroke") == "#ffffff"]
    inks = [each.get("fill", "#000000") for each in inside if each.tag == f"{SVG}text"][41:81]
    assert {"#ffffff", "#000000"} == set(inks)
    assert min(contrast(cell, ink) for cell, ink in zip(cells, inks, strict=True)) >= 4.5


def test_marks_stand_out_from_the_background() -> None:
    assert [look.hue for look in LOOKS if contrast(look.colour, BACKGROUNDS["light"]) < 3] == []


def test_groups_differ_without_their_colour() -> None:
    assert len({(look.hatch, look.mark) for look in LOOKS}) == len(LOOKS)


def test_pictures_of_two_names_share_no_id() -> None:
    one, other = ({each.get("id") for each in elements(bars(name))} - {None} for name in ("one", "two"))
    assert not one & other


def test_a_label_is_text_whatever_it_holds() -> None:
    assert "<b>$x_1$</b> & Liên minh 联盟" in texts(bars(label=HOSTILE))


def test_a_long_label_is_wrapped_and_cut_after_three_lines() -> None:
    lines = wrap("Coalition " * 40, 300)
    assert len(lines) == 3
    assert lines[-1].endswith("…")


def test_a_bar_is_followed_by_its_number_and_mark() -> None:
    assert [text for text in texts(bars()) if text.startswith(("1,200", "3"))] == ["1,200", "3 tied"]


def test_numbers_are_written_as_the_language_does() -> None:
    assert [say_number(1234567.0, lang) for lang in ("en", "pt", "fr")] == [
        "1,234,567",
        "1.234.567",
        "1\u202f234\u202f567",
    ]


def test_many_columns_are_named_by_numbers_that_are_listed() -> None:
    columns = [f"Column {letter}" for letter in "ABCDEFG"]
    said = texts(draw_grid("g", "G", ["A"], columns, [[1.0] * 7], unit="u", alternative="a"))
    assert said[:7] == [str(number) for number in range(1, 8)]
    assert "7 Column G" in said


def test_a_cell_that_is_no_number_stays_empty() -> None:
    assert "nan" not in "".join(texts(grid()))


def test_a_user_s_own_settings_change_no_picture() -> None:
    import matplotlib as mpl

    plain = bars().svg
    with mpl.rc_context({"font.size": 30, "axes.facecolor": "red", "svg.fonttype": "path"}):
        assert bars().svg == plain


def test_a_chart_of_nothing_is_still_a_picture() -> None:
    empty = draw_bars("none", "None", [], [], unit="members", alternative="Nothing.")
    assert "members" in texts(empty)
