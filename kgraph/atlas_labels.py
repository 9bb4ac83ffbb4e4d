"""Which labels stand in the atlas's picture at rest: those of the largest nodes, as many as do not touch another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

#: A label is cut to so many letters.
LONGEST = 28

#: Pixels across which the picture is taken to be drawn, width of a letter and height of a line in them, and the space
#: between a node and its label; in the widest of the usual fonts at 12 pixels.
_ACROSS, _LETTER, _LINE, _MARGIN = 720, 6.5, 15.0, 3.0

#: More labels than so many are no help to a reader.
_MOST = 48


@dataclass(frozen=True)
class Label:
    """A node as its label sees it: middle, radius, how much there is to say of it, and the letters of its name."""

    x: int
    y: int
    size: int
    weight: int
    letters: int


@dataclass(frozen=True)
class Box:
    """A rectangle: left, top, right and bottom, in units of the layout."""

    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: Box) -> bool:
        """Tell whether two have a point in common."""
        return (
            self.left <= other.right
            and other.left <= self.right
            and self.top <= other.bottom
            and other.top <= self.bottom
        )


def choose_labels(labels: Sequence[Label]) -> list[int]:
    """Return the places of the labels to show, the weightiest first.

    Parameters
    ----------
    labels
        Of all nodes that are drawn.

    Returns
    -------
    list of int
        None of the labels chosen touches another, nor the node of another one chosen.
    """
    unit = find_unit(labels)
    chosen: list[int] = []
    taken: list[Box] = []
    for place in sorted(range(len(labels)), key=lambda each: (-labels[each].weight, each)):
        box, disc = box_of(labels[place], unit), _box_of_node(labels[place])
        if not any(box.touches(other) or disc.touches(other) for other in taken):
            chosen.append(place)
            taken += [box, disc]
        if len(chosen) == _MOST:
            break
    return chosen


def find_unit(labels: Sequence[Label]) -> float:
    """Return how many units of the layout a pixel is when the picture is fitted into a window."""
    across = [max(each) - min(each) for each in ([label.x for label in labels], [label.y for label in labels]) if each]
    return max(across, default=0) / _ACROSS or 1.0


def box_of(label: Label, unit: float) -> Box:
    """Return the room that a label takes, to the right of its node.

    Parameters
    ----------
    label
        The label.
    unit
        Units of the layout for one pixel.
    """
    left = label.x + label.size + _MARGIN * unit
    half = _LINE * unit / 2
    return Box(left, label.y - half, left + min(label.letters, LONGEST) * _LETTER * unit, label.y + half)


def _box_of_node(label: Label) -> Box:
    return Box(label.x - label.size, label.y - label.size, label.x + label.size, label.y + label.size)
