"""Charts over time: counts from certain to possible as a stepped band, and figures with their bounds."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

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
from kgraph.charts.looks import height_of_legend, look_of, write_legend

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Height of what is drawn.
_HEIGHT = 210.0

#: Days as ISO 8601 texts, or years as numbers.
Moments = Sequence[str] | Sequence[float]


def draw_band(
    name: str,
    title: str,
    series: Mapping[str, tuple[Moments, Sequence[float], Sequence[float]]],
    *,
    unit: str,
    alternative: str,
    lang: str = "en",
) -> Picture:
    """Draw counts over time as steps: a line for what is certain, a band up to what is possible.

    Parameters
    ----------
    name, title, alternative
        Name of the picture (small letters, digits, hyphens), its title, and what it shows in words.
    series
        Label to the days (ISO 8601 texts, ascending, or years as numbers) on which counts change, the certain and the
        possible count from each day on; in the unit.
    unit
        What is counted, in words.
    lang
        Language in which numbers are written.
    """
    with sketching():
        canvas, plot = _open(series, unit, lang)
        for place, (moments, certain, possible) in enumerate(series.values()):
            look, days = look_of(place), _to_days(moments)
            band = plot.fill_between(
                days, certain, possible, step="post", facecolor=look.colour, alpha=0.28, linewidth=0
            )
            if look.hatch and len(series) > 1:
                band.set_hatch(look.hatch)
                band.set_edgecolor("white")
            plot.step(days, possible, where="post", color=look.colour, linewidth=1, linestyle=":")
            plot.step(days, certain, where="post", color=look.colour, linewidth=2, linestyle=look.line)
        write_legend(canvas, list(series), "line")
        return canvas.finish(name, title, alternative)


def draw_points(
    name: str,
    title: str,
    series: Mapping[str, tuple[Moments, Sequence[float], Sequence[float], Sequence[float]]],
    *,
    unit: str,
    alternative: str,
    lang: str = "en",
) -> Picture:
    """Draw figures over time, each a mark on a line from the least to the greatest number that it allows.

    Parameters
    ----------
    name, title, alternative
        Name of the picture (small letters, digits, hyphens), its title, and what it shows in words.
    series
        Label to the moments (ISO 8601 days or years as numbers, ascending), the values and the ends of their ranges;
        in the unit. An end that is infinite is drawn as an arrow.
    unit
        What is counted, in words.
    lang
        Language in which numbers are written.
    """
    with sketching():
        canvas, plot = _open(series, unit, lang)
        for place, (moments, values, lows, highs) in enumerate(series.values()):
            look, days = look_of(place), _to_days(moments)
            plot.plot(days, values, color=look.colour, linewidth=1.2, linestyle=look.line)
            for day, value, low, high in zip(days, values, lows, highs, strict=True):
                _draw_range(plot, day, value, (low, high), look.colour)
            plot.plot(days, values, color=look.colour, marker=look.mark, linewidth=0, markersize=6.5, mec=INK, mew=0.8)
        write_legend(canvas, list(series), "points")
        return canvas.finish(name, title, alternative)


def _open(
    series: Mapping[str, tuple[Moments, *tuple[Sequence[float], ...]]], unit: str, lang: str
) -> tuple[Canvas, Axes]:
    """Open a canvas with axes of time and numbers, and room for the legend above."""
    numbers = [value for _, *columns in series.values() for column in columns for value in column]
    known = [value for value in numbers if math.isfinite(value)]
    heads = wrap(unit, WIDTH - 2 * SIDE, SMALL)
    above = height_of_legend(list(series)) + len(heads) * LINE + 6
    canvas = Canvas(above + _HEIGHT + 22)
    left = SIDE + 6 + max((width_of(say_number(round(value), lang), SMALL) for value in known), default=20.0)
    plot = canvas.open_plot(left, above, WIDTH - left - 14, _HEIGHT)
    plot.set_ylim(min([0.0, *known]), (max(known, default=0.0) or 1.0) * 1.08)
    mark_numbers(plot.yaxis, lang)
    for number, line in enumerate(heads):
        canvas.write(SIDE, above - 6 - (len(heads) - number - 0.5) * LINE, line, SMALL)
    _mark_years(plot, [day for moments, *_ in series.values() for day in _to_days(moments)])
    return canvas, plot


def _mark_years(plot: Axes, days: Iterable[float]) -> None:
    """Mark whole years, as many as there is room for."""
    from matplotlib.ticker import FixedLocator, FuncFormatter

    known = sorted(days) or [2000.0]
    first, last = (known[0], known[-1]) if known[-1] - known[0] >= 1 else (known[0] - 0.5, known[-1] + 0.5)
    room = 0.04 * (last - first)
    plot.set_xlim(first - room, last + room)
    years = range(math.ceil(first - room), math.floor(last + room) + 1)
    step = next((step for step in (1, 2, 5, 10, 20, 50) if len(years) <= 6 * step), 100)
    plot.xaxis.set_major_locator(FixedLocator([float(year) for year in years if year % step == 0]))
    plot.xaxis.set_major_formatter(FuncFormatter(lambda year, _: f"{year:.0f}"))


def _to_days(moments: Moments) -> list[float]:
    """Turn days into years with a fraction; numbers are years already.

    Examples
    --------
    >>> _to_days(["2020-01-01", "2021-07-02"]), _to_days([2021])
    ([2020.0, 2021.4986301369863], [2021.0])
    """
    return [_to_year(moment) if isinstance(moment, str) else float(moment) for moment in moments]


def _to_year(day: str) -> float:
    moment = date.fromisoformat(day)
    begins, ends = date(moment.year, 1, 1).toordinal(), date(moment.year, 12, 31).toordinal()
    return moment.year + (moment.toordinal() - begins) / (ends - begins + 1)


def _draw_range(plot: Axes, day: float, value: float, ends: tuple[float, float], colour: str) -> None:
    """Draw how low and how high the true number may be; an open end as an arrow."""
    known = [end for end in ends if math.isfinite(end)]
    if known:
        plot.plot([day, day], [min(known), max(known)], color=colour, linewidth=1.8, marker="_", markersize=8)
    for end in ends:
        if math.isinf(end):
            arrow = {"arrowstyle": "<-", "color": colour, "linewidth": 1.5, "shrinkA": 0, "shrinkB": 0}
            tip = (0, 20 if end > 0 else -20)
            plot.annotate("", (day, value), tip, textcoords="offset points", arrowprops=arrow)
