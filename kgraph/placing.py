"""Fit nodes and their labels to a window: which labels can be read at once, how large, and where all of it stands."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from .layout import Box, Spread

#: A label on the canvas: letters a line, and lines.
_LETTERS, _LINES = 20, 3

#: Width of a letter and height of a line, in parts of the font's size, in the widest of the usual fonts.
LETTER_WIDTH, _LINE_HEIGHT = 0.58, 1.2

#: Pixels between a node and its label.
_LABEL_GAP = 6.0

#: All labels are shown while they need be no more than so much larger than usual to be read on the usual canvas.
_STRETCH = 2.0

#: Where they are not, nodes are larger and labels smaller than usual, for who zooms in.
_LARGER, _SMALLER = 1.5, 0.6


@dataclass(frozen=True)
class Format:
    """How the picture is laid out for one shape of window."""

    name: str
    width: int  #: pixels of the usual canvas
    height: int
    edge_length: float
    font: int  #: that of a label in a small network
    line_font: int  #: 0 where lines carry no name
    readable: int  #: how large letters are to be on the usual canvas
    landmarks: int  #: of the busiest nodes, at most so many are named where not all labels can be read

    @property
    def aspect(self) -> float:
        """Width over height."""
        return self.width / self.height


#: A screen, where lines carry their names; and a phone held upright, which is too small for that.
FORMATS = (Format("wide", 840, 560, 230.0, 24, 18, 15, 14), Format("tall", 300, 455, 150.0, 22, 0, 14, 6))


class Place(NamedTuple):
    """Where a node stands in one format, in pixels: how large it and its letters are, and how far its label is lifted."""

    x: int
    y: int
    size: int
    font: int
    lift: int


def wrap_label(label: str) -> str:
    """Break a label into few short lines; the panel and the table have it whole."""
    label = " ".join(_break_word(word) for word in label.split())
    lines = textwrap.wrap(label, _LETTERS, break_on_hyphens=False)
    if len(lines) > _LINES:
        lines = [*lines[: _LINES - 1], lines[_LINES - 1][: _LETTERS - 1].rstrip(" ,;") + "…"]
    return "\n".join(lines)


def _break_word(word: str) -> str:
    """Break a word that is longer than a line, such as a hashtag, where a capital begins a new part of it."""
    if len(word) <= _LETTERS:
        return word
    lines = [""]
    for part in re.split(r"(?<=[^\W\d_A-Z])(?=[A-Z])", word):
        if lines[-1] and len(lines[-1] + part) > _LETTERS:
            lines.append("")
        lines[-1] += part
    return " ".join(lines)


def fit_nodes(
    spread: Spread,
    labels: Mapping[str, str],
    sizes: Mapping[str, int],
    degrees: Mapping[str, int],
    format_: Format,
) -> dict[str, Place]:
    """Place nodes so that no label covers another, and some can be read at first sight.

    Parameters
    ----------
    spread
        The network, from :func:`kgraph.layout.spread_nodes`.
    labels
        Node to label, broken into lines.
    sizes
        Node to radius in pixels.
    degrees
        Node to number of its edges.
    format_
        The window.
    """
    if not labels:
        return {}
    usual = _place(spread, labels, sizes, dict.fromkeys(labels, format_.font), format_)
    needed = round(format_.readable / zoom_to_fit(_middles(usual.values()), format_))
    if needed <= format_.font:
        return usual
    if needed <= format_.font * _STRETCH:
        return _place(spread, labels, sizes, dict.fromkeys(labels, needed), format_)
    from .layout import FORCES_UP_TO

    sizes = {name: round(size * _LARGER) for name, size in sizes.items()}
    fonts = dict.fromkeys(labels, round(format_.font * _SMALLER))
    zoom = zoom_to_fit(_middles(_place(spread, labels, sizes, fonts, format_).values()), format_)
    # in a spiral all nodes have the room of the largest
    landmarks = _find_landmarks(degrees, format_.landmarks) if len(labels) <= FORCES_UP_TO else []
    return _place(spread, labels, sizes, fonts | dict.fromkeys(landmarks, round(format_.readable / zoom)), format_)


def _find_landmarks(degrees: Mapping[str, int], most: int) -> list[str]:
    """List the busiest nodes: none that is only as busy as one for which there is no more room."""
    busiest = sorted(degrees, key=lambda name: (-degrees[name], name))
    limit = degrees[busiest[most]] if len(busiest) > most else 0
    return [name for name in busiest[:most] if degrees[name] > limit]


def _place(
    spread: Spread, labels: Mapping[str, str], sizes: Mapping[str, int], fonts: Mapping[str, int], format_: Format
) -> dict[str, Place]:
    from .layout import place_nodes

    boxes = {name: _measure(labels[name], sizes[name], fonts[name]) for name in labels}
    spots = place_nodes(spread, boxes, aspect=format_.aspect, edge_length=format_.edge_length)
    lifts = {name: -round(2 * box.radius + box.label + _LABEL_GAP) for name, box in boxes.items()}
    return {
        name: Place(spot.x, spot.y, sizes[name], fonts[name], lifts[name] if spot.label_above else 0)
        for name, spot in sorted(spots.items())
    }


def zoom_to_fit(frame: Sequence[float], format_: Format) -> float:
    """Return how large a pixel of the layout is where a frame fits the usual canvas."""
    left, top, right, bottom = frame
    return min(format_.width / (right - left + 1), format_.height / (bottom - top + 1))


def _middles(places: Iterable[Place]) -> list[int]:
    """Return left, top, right and bottom of the middles of all nodes."""
    spots = list(places)
    xs, ys = [spot.x for spot in spots], [spot.y for spot in spots]
    return [min(xs), min(ys), max(xs), max(ys)]


def find_frame(labels: Mapping[str, str], places: Mapping[str, Place]) -> list[int]:
    """Return left, top, right and bottom of all nodes with their labels; nothing where there are none."""
    if not places:
        return []
    left, top, right, bottom = zip(*(_corners(labels[name], place) for name, place in places.items()), strict=True)
    return [round(min(left)), round(min(top)), round(max(right)), round(max(bottom))]


def _corners(label: str, place: Place) -> tuple[float, float, float, float]:
    box = _measure(label, place.size, place.font)
    above, below = (box.label, 0.0) if place.lift else (0.0, box.label)
    half = box.width / 2
    return place.x - half, place.y - box.radius - above, place.x + half, place.y + box.radius + below


def _measure(label: str, size: int, font: int) -> Box:
    from .layout import Box

    lines = label.split("\n")
    width = max(max(map(len, lines)) * LETTER_WIDTH * font, 2.0 * size)
    return Box(width=width, radius=size, label=_LABEL_GAP + len(lines) * _LINE_HEIGHT * font)
