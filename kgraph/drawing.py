"""Turn a network into the nodes and edges that vis-network draws: shapes, labels, curves, looks, positions."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .palette import hue_of, shape_of
from .placing import FORMATS, LETTER_WIDTH, find_frame, fit_nodes, wrap_label, zoom_to_fit

if TYPE_CHECKING:
    import networkx as nx

#: Above so many edges their names stand in the panel and the table only: lines of text would cover the picture.
_NAMED_EDGES = 30

#: Where a picture is seen at less than this size, its lines are thicker for it, up to so many times.
_NEAR, _THICKEST = 0.5, 2.0

#: How a line is drawn, in the order of the legend, with its dashes and gaps in pixels.
LOOKS: dict[str, bool | list[int]] = {
    "stated": False,
    "found": [26, 4],
    "between": [16, 5, 3, 5],
    "inferred": [20, 7],
    "possible": [7, 6],
    "disputed": [3, 6],
}

#: Witnesses beyond this number make a line no thicker.
_WIDEST = 6


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
        if self.facts.get("held") == "possibly":
            return "possible"
        if self.facts["inferred"]:
            return "inferred"
        if not self.facts.get("state", True) and not self.facts["evidence"]:
            return "found"
        return "between" if self.facts.get("between_lines") else "stated"

    @property
    def weight(self) -> float | None:
        """What its width stands for where no state stands behind it; nothing where that is its number of sources."""
        return None if self.facts.get("state") else self.facts.get("weight")


def list_links(network: nx.MultiDiGraph[str]) -> list[Link]:
    """Put the edges in the order in which a reader looks them up: subject, relation, object, sentence."""

    def place(edge: tuple[str, str, Any, dict[str, Any]]) -> tuple[str, ...]:
        subject, object_, key, facts = edge
        names = (network.nodes[subject]["label"].casefold(), facts["label"], network.nodes[object_]["label"].casefold())
        return (*names, subject, object_, facts["relation"], facts["sentence"], str(key))

    edges = sorted(network.edges(keys=True, data=True), key=place)
    return [Link(number, subject, object_, facts) for number, (subject, object_, _, facts) in enumerate(edges, 1)]


@dataclass(frozen=True)
class Scene:
    """The nodes as vis-network takes them, each with its place in every format, and what they take up there."""

    nodes: list[dict[str, Any]]
    #: Format to left, top, right and bottom in pixels.
    frames: dict[str, list[int]]


def draw_nodes(network: nx.MultiDiGraph[str]) -> Scene:
    """Return the nodes with their places in each of :data:`kgraph.placing.FORMATS`."""
    from .layout import spread_nodes

    nodes = {name: network.nodes[name] for name in sorted(network)}
    labels = {name: wrap_label(facts["label"]) for name, facts in nodes.items()}
    degrees = {name: network.degree(name) for name in nodes}
    sizes = {name: _node_size(degrees[name], shape_of(facts["kind"])) for name, facts in nodes.items()}
    spread = spread_nodes(network)
    places = {format_.name: fit_nodes(spread, labels, sizes, degrees, format_) for format_ in FORMATS}
    drawn = [
        {
            "id": name,
            "label": labels[name],
            "name": facts["label"],
            "language": facts["language"],
            "group": facts["kind"],
            "kind": facts["kind_label"],
            "hue": hue_of(facts["kind"]),
            "shape": shape_of(facts["kind"]),
            "size": places["wide"][name].size,
            "x": places["wide"][name].x,
            "y": places["wide"][name].y,
            "places": {format_: place[name]._asdict() for format_, place in places.items()},
        }
        for name, facts in nodes.items()
    ]
    return Scene(drawn, {format_: find_frame(labels, place) for format_, place in places.items()})


def _node_size(degree: int, shape: str) -> int:
    """Let the area grow with the number of statements, within what still leaves room for labels."""
    # A star fills less of the circle around it than the other shapes do.
    return round(min(15 + 3 * math.sqrt(degree), 32) * (1.35 if shape == "star" else 1))


def draw_edges(links: Iterable[Link], scene: Scene) -> list[dict[str, Any]]:
    """Return the edges as vis-network takes them; parallel ones bend apart.

    A line carries its name where few lines differ in it and it is shorter than the line, as :func:`draw_nodes` has
    placed its ends.
    """
    links = list(links)
    bends = _bend(links)
    ends = {node["id"]: node for node in scene.nodes}
    named = len(links) <= _NAMED_EDGES and len({link.facts["label"] for link in links}) > 1
    thicker = _thicken(scene)
    heaviest = max((link.weight for link in links if link.weight is not None), default=0)
    return [
        {
            "id": link.id,
            "from": link.subject,
            "to": link.object,
            # Which end of a symmetric relation comes first is chance.
            "arrows": "" if link.facts.get("symmetric") else "to",
            "name": link.facts["label"],
            "look": link.look,
            "width": round(_edge_width(link, heaviest) * thicker, 1),
            "dashes": _dash(link, thicker),
            **({"label": _short_name(link)} if named and _has_room(link, ends) else {}),
            **bends[link.number],
        }
        for link in links
    ]


def _thicken(scene: Scene) -> float:
    """Return how much thicker than usual lines are to be, where the whole is seen from far away."""
    if not scene.nodes:
        return 1.0
    zoom = zoom_to_fit(scene.frames[FORMATS[0].name], FORMATS[0])
    return min(max(_NEAR / zoom, 1.0), _THICKEST)


def _dash(link: Link, thicker: float) -> bool | list[int]:
    dashes = LOOKS[link.look]
    return dashes if isinstance(dashes, bool) else [round(each * thicker) for each in dashes]


def _short_name(link: Link) -> str:
    return str(link.facts.get("short") or link.facts["label"])


def _has_room(link: Link, ends: dict[str, dict[str, Any]]) -> bool:
    """Tell whether a line is long enough for its name, between its ends and the labels beside them."""
    subject, object_ = ends[link.subject], ends[link.object]
    if subject is object_:
        return False
    length: float = math.hypot(subject["x"] - object_["x"], subject["y"] - object_["y"])
    written = len(_short_name(link)) * FORMATS[0].line_font * LETTER_WIDTH
    taken: float = subject["size"] + object_["size"] + 2 * FORMATS[0].line_font
    return written < length - taken


def _edge_width(link: Link, heaviest: float) -> float:
    """Let the width grow with the number of independent sources or, for what a question found, with the weight's root."""
    # Dots of a thin line are too small to be seen as such.
    thinnest = 1.0 if link.look in ("stated", "found", "inferred") else 2.0
    if link.weight is None:
        steps = float(link.facts["sources"])
    else:
        steps = _WIDEST * math.sqrt(link.weight / heaviest) if heaviest else 0.0
    return 1.2 + 0.9 * min(max(steps, thinnest), _WIDEST)


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
