"""Tables for the screen."""

from __future__ import annotations

from kgraph.screen import draw_table


def test_columns_stand_side_by_side_where_they_fit() -> None:
    drawn = draw_table(["who", "since"], [["tiktok", "2021"], ["liên minh", ""]], 40)
    assert drawn == "who        since\n─────────  ─────\ntiktok     2021\nliên minh\n"


def test_a_long_cell_goes_on_below() -> None:
    lines = draw_table(["who", "title"], [["a", "one two three four five"]], 20).splitlines()
    assert lines[2:] == ["a    one two three", "     four five"]


def test_rows_become_blocks_where_columns_do_not_fit() -> None:
    drawn = draw_table([f"column{n}" for n in range(9)], [["word"] * 8 + [""]], 60)
    assert drawn.splitlines()[0].startswith("── 1 ──")
    assert drawn.splitlines()[1:] == [f"column{n}  word" for n in range(8)]


def test_no_line_is_wider_than_the_screen() -> None:
    words = "Viện An toàn Không gian mạng cho Gia đình " + "x" * 90 + " 日本語の名前"
    for width in (30, 60, 120):
        assert max(len(line) for line in draw_table(["name", "other"], [[words, words]], width).splitlines()) <= width


def test_wide_letters_take_two_places() -> None:
    assert draw_table(["a", "b"], [["日本", "x"]], 40).splitlines()[0] == "a     b"
