"""A small network, with the name of each node beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kgraph.charts.canvas import FAINT, INK, LINE, SIDE, SMALL, WIDTH, Canvas, Picture, sketching, width_of, wrap
from kgraph.charts.looks import height_of_legend, list_groups, look_of, write_legend

if TYPE_CHECKING:
    import networkx as nx

#: Height of what is drawn, and the room around it for names.
_HEIGHT, _ROOM = 300.0, 26.0


def draw_graph(
    name: str,
    title: str,
    network: nx.Graph[str],
    positions: Mapping[str, tuple[float, float]],
    *,
    groups: Mapping[str, str],
    alternative: str,
) -> Picture:
    """Draw a small network: marks by group, each with its name above it.

    Parameters
    ----------
    name, title, alternative
        Name of the picture (small letters, digits, hyphens), its title, and what it shows in words.
    network
        At most about thirty nodes. A node may have ``label``; an edge that has a true ``dashed`` is drawn dashed.
    positions
        Node to its place, to the right and up, in any unit.
    groups
        Node to its group, in words; named above the picture in the order of their words.
    """
    with sketching():
        named = list_groups(sorted(groups.values()))
        top = height_of_legend(named)
        canvas = Canvas(top + _HEIGHT)
        places = _fit(positions, top)
        for one, other, tie in sorted(network.edges(data=True), key=lambda edge: (str(edge[0]), str(edge[1]))):
            xs, ys = zip(places[one], places[other], strict=True)
            style = "--" if tie.get("dashed") else "-"
            canvas.page.plot(xs, ys, color=FAINT, linewidth=1.2, linestyle=style, zorder=1)
        for node in sorted(network):
            look = look_of(named.index(groups[node]) if node in groups else len(named))
            right, down = places[node]
            canvas.page.plot(
                [right], [down], color=look.colour, marker=look.mark, markersize=10, mec=INK, mew=0.8, zorder=2
            )
            _write_name(canvas, right, down, str(network.nodes[node].get("label", node)))
        write_legend(canvas, named, "mark")
        return canvas.finish(name, title, alternative)


def _fit(positions: Mapping[str, tuple[float, float]], top: float) -> dict[str, tuple[float, float]]:
    """Stretch the places over the picture."""
    xs, ys = ([place[axis] for place in positions.values()] or [0.0] for axis in (0, 1))
    wide, high = (max(each) - min(each) or 1.0 for each in (xs, ys))
    room = 2 * _ROOM
    return {
        node: (
            room + (x - min(xs)) / wide * (WIDTH - 2 * room) if max(xs) > min(xs) else WIDTH / 2,
            top + room + (max(ys) - y) / high * (_HEIGHT - 2 * room) if max(ys) > min(ys) else top + _HEIGHT / 2,
        )
        for node, (x, y) in positions.items()
    }


def _write_name(canvas: Canvas, right: float, down: float, label: str) -> None:
    """Write a name above its mark, within the picture, on a white ground that keeps it readable over lines."""
    lines = wrap(label, 110, SMALL, lines=2)
    for number, line in enumerate(reversed(lines)):
        half = width_of(line, SMALL) / 2
        middle = min(max(right, SIDE + half), canvas.width - SIDE - half)
        ground = {"facecolor": "white", "alpha": 0.85, "edgecolor": "none", "pad": 0.6}
        level = down - 13 - number * (LINE - 1)
        canvas.page.text(
            middle, level, line, fontsize=SMALL, ha="center", va="center", color=INK, bbox=ground, zorder=3
        )
