"""Charts of rows: each a label on lines of its own, and under it a bar, or a value on its range."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import repeat
from typing import TYPE_CHECKING, Literal

from kgraph.charts.canvas import (
    INK,
    LINE,
    SIDE,
    SMALL,
    WIDTH,
    Canvas,
    Picture,
    mark_numbers,
    say_number,
    sketching,
    width_of,
    wrap,
)
from kgraph.charts.looks import Look, height_of_legend, list_groups, look_of, write_legend

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Height of a bar or mark, the room between it and its label, and that between two rows.
_BAR, _NEAR, _GAP = 11.0, 2.5, 8.0


def draw_bars(
    name: str,
    title: str,
    labels: Sequence[str],
    values: Sequence[float],
    *,
    unit: str,
    alternative: str,
    groups: Sequence[str] | None = None,
    marks: Sequence[str] | None = None,
    lang: str = "en",
) -> Picture:
    """Draw horizontal bars, the first on top, each under its label and followed by its number.

    Parameters
    ----------
    name, title, alternative
        Name of the picture (small letters, digits, hyphens), its title, and what it shows in words.
    labels, values
        What each bar is, and how long, in the unit: at least 0.
    unit
        What the axis counts, in words.
    groups
        The group of each bar, in words; named above the chart.
    marks
        Words that stand after the number of each bar; empty for none.
    lang
        Language in which numbers are written.
    """
    with sketching():
        said = [
            " ".join(filter(None, (say_number(value, lang), mark)))
            for value, mark in zip(values, marks or repeat("", len(values)), strict=True)
        ]
        rows = _Rows(labels, groups, unit, right=8 + max((width_of(text, SMALL) for text in said), default=0.0))
        rows.plot.set_xlim(0, max([0.0, *values]) or 1.0)
        for row, (value, text) in enumerate(zip(values, said, strict=True)):
            look, middle = rows.look(row), rows.middle(row)
            rows.plot.barh(middle, value, _BAR, color=look.colour, hatch=look.hatch, edgecolor="white", linewidth=0)
            rows.plot.annotate(
                text, (value, middle), (4, 0), textcoords="offset points", va="center_baseline", fontsize=SMALL, color=INK
            )  # fmt: skip
        rows.label("bar", lang)
        return rows.canvas.finish(name, title, alternative)


def draw_intervals(
    name: str,
    title: str,
    labels: Sequence[str],
    points: Sequence[float],
    lows: Sequence[float],
    highs: Sequence[float],
    *,
    unit: str,
    alternative: str,
    groups: Sequence[str] | None = None,
    lang: str = "en",
) -> Picture:
    """Draw a mark for each value on a line from the least to the greatest that it may be, the first on top.

    Parameters
    ----------
    name, title, alternative
        Name of the picture (small letters, digits, hyphens), its title, and what it shows in words.
    labels, points, lows, highs
        What each line is, its value, and the ends of its range; in the unit.
    unit
        What the axis counts, in words.
    groups
        The group of each line, in words; named above the chart.
    lang
        Language in which numbers are written.
    """
    with sketching():
        rows = _Rows(labels, groups, unit)
        known = [value for value in (*points, *lows, *highs) if math.isfinite(value)]
        least, greatest = min([0.0, *known]), max([0.0, *known]) or 1.0
        room = 0.03 * (greatest - least)
        rows.plot.set_xlim(least - room, greatest + room)
        for row, (point, low, high) in enumerate(zip(points, lows, highs, strict=True)):
            look, level = rows.look(row), [rows.middle(row)] * 2
            rows.plot.plot([low, high], level, color=look.colour, linewidth=2.2, marker="|", markersize=9, mew=1.6)
            rows.plot.plot([point], level[:1], color=look.colour, marker=look.mark, markersize=7, mec=INK, mew=0.8)
        rows.label("mark", lang)
        return rows.canvas.finish(name, title, alternative)


class _Rows:
    """A canvas with the labels of rows, and axes behind them: numbers to the right, units of the picture down."""

    def __init__(self, labels: Sequence[str], groups: Sequence[str] | None, unit: str, right: float = SIDE) -> None:
        self._group_of, self._groups = groups, list_groups(groups)
        self._unit = wrap(unit, WIDTH - 2 * SIDE, SMALL)
        lines = [wrap(label, WIDTH - 2 * SIDE) for label in labels]
        down = height_of_legend(self._groups) + 2
        self._middles: list[float] = []
        for each in lines:
            self._middles.append(down + len(each) * LINE + _NEAR + _BAR / 2)
            down += len(each) * LINE + _NEAR + _BAR + _GAP
        self._foot = down
        self.canvas = Canvas(down + 20 + len(self._unit) * LINE)
        self.plot: Axes = self.canvas.open_plot(SIDE, 0, WIDTH - SIDE - right, down)
        self.plot.set_ylim(down, 0)
        self.plot.set_yticks([])
        for middle, each in zip(self._middles, lines, strict=True):
            for number, line in enumerate(reversed(each)):
                self.canvas.write(SIDE, middle - _BAR / 2 - _NEAR - (number + 0.5) * LINE, line)

    def middle(self, row: int) -> float:
        """Return how far down the middle of a row's bar is."""
        return self._middles[row]

    def look(self, row: int) -> Look:
        """Return the look of a row's group."""
        return look_of(self._groups.index(self._group_of[row]) if self._group_of else 0)

    def label(self, kind: Literal["bar", "mark"], lang: str) -> None:
        """Write the legend above, and numbers and what they count below."""
        write_legend(self.canvas, self._groups, kind)
        mark_numbers(self.plot.xaxis, lang)
        for number, line in enumerate(self._unit):
            self.canvas.write(SIDE, self._foot + 22 + number * LINE, line, SMALL)
