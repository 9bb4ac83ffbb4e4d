"""A grid with the number in each cell, the darker the greater."""

from __future__ import annotations

import math
from collections.abc import Sequence

from kgraph.charts.canvas import (
    LINE,
    SIDE,
    SMALL,
    TEXT,
    WIDTH,
    Canvas,
    Picture,
    say_number,
    sketching,
    wrap,
)

#: Columns from which on their heads are numbers.
_MANY = 5

#: Room for the names of rows, the least width of a cell, and its height.
_NAMES, _NARROWEST, _HIGH = 122.0, 21.0, 26.0

#: Blue of the palest and the darkest cell, as shares of red, green and blue.
_PALE, _DARK = (0.93, 0.96, 0.99), (0.0, 0.25, 0.45)


def draw_grid(
    name: str,
    title: str,
    rows: Sequence[str],
    columns: Sequence[str],
    values: Sequence[Sequence[float]],
    *,
    unit: str,
    alternative: str,
    marks: Sequence[Sequence[str]] | None = None,
    lang: str = "en",
) -> Picture:
    """Draw a grid with the number in each cell, the darker the greater; a cell that is not a number stays empty.

    Parameters
    ----------
    name, title, alternative
        Name of the picture (small letters, digits, hyphens), its title, and what it shows in words.
    rows, columns
        What the rows and columns are. The heads of more than five columns are numbers, which stand before the rows
        where rows and columns are the same, and are listed below the grid otherwise.
    values
        The numbers, row by row, in the unit; from 0. More than about ten columns make the picture wider than others.
    unit
        What the numbers count, in words; stands below.
    marks
        What stands after the number in each cell, such as a star that the unit explains.
    lang
        Language in which numbers are written.
    """
    with sketching():
        numbered = len(columns) > _MANY
        same = numbered and list(rows) == list(columns)
        cell = max(_NARROWEST, (WIDTH - _NAMES - SIDE) / max(len(columns), 1))
        heads = [wrap(str(place + 1) if numbered else text, cell, SMALL) for place, text in enumerate(columns)]
        listed = [f"{place + 1}  {text}" for place, text in enumerate(columns)] if numbered and not same else []
        below = [line for text in (*listed, unit) for line in wrap(text, WIDTH - 2 * SIDE, SMALL)]
        top = max(map(len, heads), default=0) * LINE + 4
        foot = top + len(rows) * _HIGH
        canvas = Canvas(foot + len(below) * LINE + 10, max(WIDTH, _NAMES + cell * len(columns) + SIDE))
        for place, head in enumerate(heads):
            _write_lines(canvas, _NAMES + (place + 0.5) * cell, top - 4 - len(head) * LINE / 2, head, "center")
        for place, text in enumerate(rows):
            lines = wrap(f"{place + 1}  {text}" if same else text, _NAMES - SIDE - 4, SMALL, lines=2)
            _write_lines(canvas, SIDE, top + (place + 0.5) * _HIGH, lines, "left")
        _fill(canvas, values, marks, top, cell, lang)
        _write_lines(canvas, SIDE, foot + 8 + len(below) * LINE / 2, below, "left")
        return canvas.finish(name, title, alternative)


def _write_lines(canvas: Canvas, right: float, middle: float, lines: list[str], align: str) -> None:
    """Write lines around their common middle."""
    for number, line in enumerate(lines):
        down = middle + (number - (len(lines) - 1) / 2) * LINE
        canvas.write(right, down, line, SMALL, align="center" if align == "center" else "left")


def _fill(
    canvas: Canvas,
    values: Sequence[Sequence[float]],
    marks: Sequence[Sequence[str]] | None,
    top: float,
    cell: float,
    lang: str,
) -> None:
    """Fill the cells: the colour by the share of the greatest number."""
    from matplotlib.patches import Rectangle

    greatest = max((value for row in values for value in row if math.isfinite(value)), default=0.0) or 1.0
    for down, row in enumerate(values):
        for right, value in enumerate(row):
            if not math.isfinite(value):
                continue
            colour = _shade(value / greatest)
            corner = (_NAMES + right * cell, top + down * _HIGH)
            canvas.page.add_patch(Rectangle(corner, cell, _HIGH, facecolor=colour, edgecolor="white", linewidth=1.2))
            text = say_number(value, lang) + (marks[down][right] if marks else "")
            size = TEXT if cell > 2 * _NARROWEST else SMALL
            canvas.write(
                corner[0] + cell / 2, corner[1] + _HIGH / 2, text, size, align="center", colour=_ink_on(colour)
            )


def _shade(share: float) -> tuple[float, float, float]:
    """Return the colour between pale and dark at a share from 0 to 1."""
    red, green, blue = (pale + (dark - pale) * max(0.0, share) for pale, dark in zip(_PALE, _DARK, strict=True))
    return red, green, blue


def _ink_on(colour: tuple[float, float, float]) -> str:
    """Return white or black, whichever stands out more (WCAG 2.2, relative luminance): at least 4.5 to 1."""
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in colour)
    return "#ffffff" if 0.2126 * red + 0.7152 * green + 0.0722 * blue < 0.179 else "#000000"
