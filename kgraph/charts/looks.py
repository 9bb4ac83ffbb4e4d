"""How the groups of a chart look: hue, hatching, mark and line, so that they differ without colour too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from kgraph.charts.canvas import INK, LINE, SIDE, SMALL, Canvas, wrap
from kgraph.palette import HUES

#: What a legend shows a sample of: a bar, a mark, a line, or marks on a line.
Kind = Literal["bar", "mark", "line", "points"]


@dataclass(frozen=True)
class Look:
    """How one group looks, in the words of matplotlib."""

    hue: str
    hatch: str
    mark: str
    line: str

    @property
    def colour(self) -> str:
        """The colour on white, which stands out from it by at least 3 to 1."""
        return HUES["light"][self.hue]


LOOKS = (
    Look("blue", "", "o", "-"),
    Look("orange", "////", "s", "--"),
    Look("green", "....", "^", "-."),
    Look("purple", "\\\\\\\\", "D", ":"),
    Look("vermillion", "xxxx", "v", "-"),
    Look("sky", "----", "P", "--"),
    Look("olive", "||||", "X", "-."),
    Look("grey", "++++", "<", ":"),
    Look("blue", "oo", ">", "--"),
)


def look_of(place: int) -> Look:
    """Return the look of the group in a place, from 0; after the ninth they begin again."""
    return LOOKS[place % len(LOOKS)]


def list_groups(groups: Sequence[str] | None) -> list[str]:
    """List groups in the order in which they first come."""
    return list(dict.fromkeys(groups or ()))


def height_of_legend(groups: Sequence[str]) -> float:
    """Return the height that a legend takes, nothing where there are no groups; units of the picture."""
    return len(groups) * LINE + LINE / 2 if groups else 0.0


def write_legend(canvas: Canvas, groups: Sequence[str], kind: Kind, top: float = 0) -> None:
    """Name each group beside a sample of its look, one a line."""
    for place, group in enumerate(groups):
        middle = top + place * LINE + LINE / 2
        _draw_sample(canvas, middle, look_of(place), kind)
        canvas.write(SIDE + 28, middle, wrap(group, canvas.width - SIDE - 34, SMALL, lines=1)[0], SMALL)


def _draw_sample(canvas: Canvas, middle: float, look: Look, kind: Kind) -> None:
    from matplotlib.patches import Rectangle

    if kind == "bar":
        face, corner = look.colour, (SIDE, middle - 4)
        canvas.page.add_patch(
            Rectangle(corner, 22, 8, facecolor=face, hatch=look.hatch, edgecolor="white", linewidth=0)
        )
    if kind in ("line", "points"):
        canvas.page.plot([SIDE, SIDE + 22], [middle, middle], color=look.colour, linestyle=look.line, linewidth=2)
    if kind in ("mark", "points"):
        canvas.page.plot([SIDE + 11], [middle], color=look.colour, marker=look.mark, markersize=7, mec=INK, mew=0.8)
