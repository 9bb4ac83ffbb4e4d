"""Tables for the screen."""

from __future__ import annotations

from kgraph.screen import draw_table


def test_columns_stand_side_by_side_where_they_fit() -> None:
    drawn = draw_table(["who", "since"], [["tiktok", "2021"], ["liên minh", ""]], 40)
    assert drawn == "who        since\n─────────  ─────\ntiktok     2021\nliên minh\n"


def test_a_long_cell_goes_on_below() -> None:
    lines = draw_table(["who", "title"], [["a", "one two three four five"]], 20).splitlines()
    assert lines[2:] == ["a    one two three", "     four five"]


def test_columns_that_do_not_fit_stand_below_their_row() -> None:
    rows = [["tiktok", "a long description of it", "[1] “here”", "2021"], ["kwai", "another long description", "", ""]]
    assert draw_table(["who", "what", "source", "since"], rows, 30, bare=[2]).splitlines() == [
        "who     what",
        "──────  ──────────────────────",
        "tiktok  a long description of",
        "        it",
        "    [1] “here”; since: 2021",
        "kwai    another long",
        "        description",
    ]


def test_columns_that_most_rows_leave_empty_go_below_first() -> None:
    rows = [["one", "", "first source"], ["two", "", "second source"], ["three", "remarkable", "third source"]]
    assert draw_table(["what", "a long heading", "source"], rows, 30).splitlines()[2:] == [
        "one    first source",
        "two    second source",
        "three  third source",
        "    a long heading: remarkable",
    ]


def test_addresses_go_below_uncut() -> None:
    address = "https://example.org/" + "a" * 60
    lines = draw_table(["title", "address", "day"], [["A title", address, "2021"]], 40, colon=" = ").splitlines()
    assert lines[2:] == ["A title  2021", "    address =", f"    {address}"]


def test_words_are_not_cut_while_other_columns_can_give_room() -> None:
    lines = draw_table(["hashtag", "why"], [["#PorUmaInternetSegura", "one two three four five six"]], 40).splitlines()
    assert lines[2:] == ["#PorUmaInternetSegura  one two three", "                       four five six"]


def test_a_narrow_space_holds_a_number_together() -> None:
    lines = draw_table(["what", "number"], [["views", "more than 400\u202f000\u202f000"]], 20).splitlines()
    assert lines[2:] == ["views  more than", "       400\u202f000\u202f000"]


def test_rows_become_blocks_where_not_even_two_columns_fit() -> None:
    drawn = draw_table(["first", "second"], [["a word", "an" + "other" * 5], ["more", ""]], 28)
    assert drawn.splitlines() == [
        "── 1 " + "─" * 23,
        "first   a word",
        "second  " + ("an" + "other" * 5)[:20],
        "        " + ("an" + "other" * 5)[20:],
        "── 2 " + "─" * 23,
        "first   more",
    ]


def test_no_line_is_wider_than_the_screen() -> None:
    words = "Viện An toàn Không gian mạng cho Gia đình " + "x" * 90 + " 日本語の名前"
    for width in (30, 60, 120):
        assert max(len(line) for line in draw_table(["name", "other"], [[words, words]], width).splitlines()) <= width


def test_wide_letters_take_two_places() -> None:
    assert draw_table(["a", "b"], [["日本", "x"]], 40).splitlines()[0] == "a     b"
