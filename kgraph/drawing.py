"""Turn a network into the nodes and edges that vis-network draws: shapes, labels, curves, looks, positions."""

from __future__ import annotations

import math
import textwrap
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .palette import hue_of, shape_of

if TYPE_CHECKING:
    import networkx as nx

    from .layout import Box, Spread

#: A label on the canvas: letters a line, and lines.
_LETTERS, _LINES = 20, 3

#: Width of a letter and height of a line, in parts of the font's size, in the widest of the usual fonts.
_LETTER_WIDTH, _LINE_HEIGHT = 0.58, 1.2

#: Of a network with more nodes than can be read at once, so many of the busiest have larger labels.
_READ_AT_ONCE, _LANDMARKS = 40, 12

#: Pixels between a node and its label.
_LABEL_GAP = 6.0

#: Above so many edges their names stand in the panel and the table only: lines of text would cover the picture.
_NAMED_EDGES = 60

#: How a line is drawn, in the order of the legend, with its dashes and gaps in pixels.
LOOKS: dict[str, bool | list[int]] = {
    "stated": False,
    "between": [16, 5, 3, 5],
    "inferred": [11, 8],
    "disputed": [3, 6],
}

#: Witnesses beyond this number make a line no thicker.
_WIDEST = 6


@dataclass(frozen=True)
class Format:
    """How the picture is laid out for one shape of window."""

    name: str
    aspect: float
    edge_length: float
    font: int
    line_font: int  #: 0 where lines carry no name


#: A screen, where lines carry their names; and a phone held upright, which is too small for that.
FORMATS = (Format("wide", 1.5, 230.0, 24, 18), Format("tall", 0.66, 150.0, 22, 0))


@dataclass(frozen=True)
class Link:
    """An edge of a network with its place in the page's order."""

    number: int
    subject: str
    object: str
    facts: dict[str, Any]

    @property
    def id(self) -> str:
        """The id of its row in the page."""
        return f"statement-{self.number}"

    @property
    def look(self) -> str:
        """How its line is drawn, a key of :data:`LOOKS`."""
        if self.facts["disputed"]:
            return "disputed"
        if self.facts["inferred"]:
            return "inferred"
        return "between" if self.facts.get("between_lines") else "stated"


def list_links(network: nx.MultiDiGraph[str]) -> list[Link]:
    """Put the edges in the order in which a reader looks them up: subject, relation, object, sentence."""

    def place(edge: tuple[str, str, Any, dict[str, Any]]) -> tuple[str, ...]:
        subject, object_, key, facts = edge
        names = (network.nodes[subject]["label"].casefold(), facts["label"], network.nodes[object_]["label"].casefold())
        return (*names, subject, object_, facts["relation"], facts["sentence"], str(key))

    edges = sorted(network.edges(keys=True, data=True), key=place)
    return [Link(number, subject, object_, facts) for number, (subject, object_, _, facts) in enumerate(edges, 1)]


def draw_nodes(network: nx.MultiDiGraph[str]) -> list[dict[str, Any]]:
    """Return the nodes as vis-network takes them, each with its place in every one of :data:`FORMATS`."""
    from .layout import spread_nodes

    labels = {name: _wrap_label(network.nodes[name]["label"]) for name in sorted(network)}
    sizes = {name: _node_size(network.degree(name), shape_of(network.nodes[name]["kind"])) for name in labels}
    zooms = _zoom_labels(network)
    spread = spread_nodes(network)
    places = {format_.name: _place(spread, labels, sizes, zooms, format_) for format_ in FORMATS}
    return [
        {
            "id": name,
            "label": labels[name],
            "name": network.nodes[name]["label"],
            "language": network.nodes[name]["language"],
            "kind": network.nodes[name]["kind_label"],
            "hue": hue_of(network.nodes[name]["kind"]),
            "shape": shape_of(network.nodes[name]["kind"]),
            "size": sizes[name],
            "x": places["wide"][name]["x"],
            "y": places["wide"][name]["y"],
            "places": {format_.name: places[format_.name][name] for format_ in FORMATS},
        }
        for name in labels
    ]


def _node_size(degree: int, shape: str) -> int:
    """Let the area grow with the number of statements, within what still leaves room for labels."""
    # A star fills less of the circle around it than the other shapes do.
    return round(min(15 + 3 * math.sqrt(degree), 32) * (1.35 if shape == "star" else 1))


def _wrap_label(label: str) -> str:
    """Break a label into few short lines; the panel and the table have it whole."""
    lines = textwrap.wrap(label, _LETTERS, break_on_hyphens=False)
    if len(lines) > _LINES:
        lines = [*lines[: _LINES - 1], lines[_LINES - 1][: _LETTERS - 1].rstrip(" ,;") + "…"]
    return "\n".join(lines)


def _zoom_labels(network: nx.MultiDiGraph[str]) -> dict[str, float]:
    """Return how much larger than usual each label is: in a large network, landmarks for a first look."""
    if len(network) <= _READ_AT_ONCE:
        return dict.fromkeys(network, 1.0)
    busiest = sorted(network, key=lambda name: (-network.degree(name), name))[:_LANDMARKS]
    larger = min(math.sqrt(len(network) / 25), 5.0)
    return {name: larger if name in busiest else 1.0 for name in network}


def _place(
    spread: Spread, labels: dict[str, str], sizes: dict[str, int], zooms: dict[str, float], format_: Format
) -> dict[str, dict[str, float]]:
    """Return x and y of each node, and how far to lift its label where that stands above it."""
    from .layout import place_nodes

    fonts = {name: round(format_.font * zooms[name]) for name in labels}
    boxes = {name: _measure(labels[name], sizes[name], fonts[name]) for name in labels}
    spots = place_nodes(spread, boxes, aspect=format_.aspect, edge_length=format_.edge_length)
    lifts = {name: -round(2 * box.radius + box.label + _LABEL_GAP) for name, box in boxes.items()}
    return {
        name: {"x": spot.x, "y": spot.y, "font": fonts[name], "lift": lifts[name] if spot.label_above else 0}
        for name, spot in sorted(spots.items())
    }


def _measure(label: str, size: int, font: int) -> Box:
    from .layout import Box

    lines = label.split("\n")
    width = max(max(map(len, lines)) * _LETTER_WIDTH * font, 2.0 * size)
    return Box(width=width, radius=size, label=_LABEL_GAP + len(lines) * _LINE_HEIGHT * font)


def draw_edges(links: Iterable[Link], nodes: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the edges as vis-network takes them; parallel ones bend apart.

    A line carries its name where the name is shorter than the line, as :func:`draw_nodes` has placed its ends.
    """
    links = list(links)
    bends = _bend(links)
    ends = {node["id"]: node for node in nodes}
    few = len(links) <= _NAMED_EDGES
    return [
        {
            "id": link.id,
            "from": link.subject,
            "to": link.object,
            # Which end of a symmetric relation comes first is chance.
            "arrows": "" if link.facts.get("symmetric") else "to",
            "name": link.facts["label"],
            "look": link.look,
            "width": _edge_width(link),
            "dashes": LOOKS[link.look],
            **({"label": _short_name(link)} if few and _has_room(link, ends) else {}),
            **bends[link.number],
        }
        for link in links
    ]


def _short_name(link: Link) -> str:
    return str(link.facts.get("short") or link.facts["label"])


def _has_room(link: Link, ends: dict[str, dict[str, Any]]) -> bool:
    """Tell whether a line is long enough for its name, between its ends and the labels beside them."""
    subject, object_ = ends[link.subject], ends[link.object]
    if subject is object_:
        return False
    length: float = math.hypot(subject["x"] - object_["x"], subject["y"] - object_["y"])
    written = len(_short_name(link)) * FORMATS[0].line_font * _LETTER_WIDTH
    taken: float = subject["size"] + object_["size"] + 2 * FORMATS[0].line_font
    return written < length - taken


def _edge_width(link: Link) -> float:
    # Dots of a thin line are too small to be seen as such.
    thinnest = 2 if link.look in ("disputed", "between") else 1
    return round(1.2 + 0.9 * min(max(int(link.facts["sources"]), thinnest), _WIDEST), 1)


def _bend(links: list[Link]) -> dict[int, dict[str, Any]]:
    """Give each link its curve: straight when alone, else fanned out over both sides."""
    parallel: defaultdict[tuple[str, str], list[Link]] = defaultdict(list)
    for link in links:
        parallel[min(link.subject, link.object), max(link.subject, link.object)].append(link)
    return {
        link.number: _loop(place) if link.subject == link.object else _curve(link, place, len(group))
        for group in parallel.values()
        for place, link in enumerate(group)
    }


def _curve(link: Link, place: int, count: int) -> dict[str, Any]:
    # A curve's side is seen from its start, so one that runs the other way needs the other sign to leave its twin.
    side = 1 if link.subject < link.object else -1
    bend = side * (place - (count - 1) / 2) * min(0.3, 1.4 / count)
    if bend == 0:
        return {"smooth": False}
    turn = "curvedCW" if bend > 0 else "curvedCCW"
    return {"smooth": {"enabled": True, "type": turn, "roundness": round(abs(bend), 3)}}


def _loop(place: int) -> dict[str, Any]:
    return {"selfReference": {"size": 20 + 12 * place, "angle": 0.785, "renderBehindTheNode": True}}
