"""Place the nodes of a network in the plane: seeded, without overlap, in a wide and in a tall format.

Small components are laid out by Kamada and Kawai's springs, which keep distances true; larger ones by ForceAtlas2;
those too large for either in a spiral, nearest to the busiest node first. Positions are whole numbers of pixels, so
that the last bits of a sum do not reach the output.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

#: Above so many nodes springs take too long (cubic), then forces (quadratic).
_SPRINGS_UP_TO = 200
FORCES_UP_TO = 1000

#: Pixels kept free between the boxes of two nodes, and between components.
_GAP = 18.0
_COMPONENT_GAP = 70.0

#: How many times the boxes' own area a component takes at least, unless it has only few nodes.
_CROWD, _FEW = 2.6, 15

_SEED = 20211126

Points = NDArray[np.float64]


@dataclass(frozen=True)
class Box:
    """The room that a node and its label take, in pixels: both together are ``width`` wide."""

    width: float
    radius: float
    label: float


@dataclass(frozen=True)
class Spot:
    """Where a node stands: x rightwards and y downwards in pixels, and whether its label is above it."""

    x: int
    y: int
    label_above: bool


@dataclass(frozen=True)
class Spread:
    """A network taken apart into components, the largest first, each spread out in no unit of length yet."""

    parts: list[nx.Graph[str]]
    clouds: list[Points]


def spread_nodes(network: nx.Graph[str]) -> Spread:
    """Spread the components of a network out, which takes long and does not depend on the page.

    Parameters
    ----------
    network
        Any networkx graph whose nodes are strings; direction and the order of nodes and edges do not matter.
    """
    simple = _simplify(network)
    components = sorted(map(sorted, nx.connected_components(simple)), key=lambda nodes: (-len(nodes), nodes))
    parts = [_copy_part(simple, nodes) for nodes in components]
    return Spread(parts, list(map(_spread, parts)))


def place_nodes(spread: Spread, boxes: Mapping[str, Box], *, aspect: float, edge_length: float) -> dict[str, Spot]:
    """Give each node a position at which its box touches no other.

    Parameters
    ----------
    spread
        The network, from :func:`spread_nodes`.
    boxes
        The room that each node takes.
    aspect
        Width over height to aim for: 1.6 for a screen, 0.7 for a phone.
    edge_length
        Pixels to aim for between two linked nodes.

    Returns
    -------
    dict of str to Spot
        The same for the same graph, whatever its order.
    """
    if not spread.parts:
        return {}
    blocks = [
        _place_part(part, cloud, boxes, aspect, edge_length)
        for part, cloud in zip(spread.parts, spread.clouds, strict=True)
    ]
    return dict(_pack(spread.parts, blocks, aspect))


def _simplify(network: nx.Graph[str]) -> nx.Graph[str]:
    """Reduce a network to nodes and links in one order, without loops; a link counts its parallel edges."""
    simple: nx.Graph[str] = nx.Graph()
    simple.add_nodes_from(sorted(network))
    counts = Counter((min(a, b), max(a, b)) for a, b in network.edges() if a != b)
    simple.add_edges_from((a, b, {"parallel": number}) for (a, b), number in sorted(counts.items()))
    return simple


@dataclass(frozen=True)
class _Block:
    """A component laid out by itself, a row a node."""

    points: Points
    above: NDArray[np.bool_]
    reach: Points  #: left, top, right and bottom of each box


def _place_part(
    part: nx.Graph[str], cloud: Points, boxes: Mapping[str, Box], aspect: float, edge_length: float
) -> _Block:
    room = np.array([(boxes[node].width, boxes[node].radius, boxes[node].label) for node in part])
    if len(part) > FORCES_UP_TO:
        points, above = _spiral(part, room, aspect), np.zeros(len(part), dtype=np.bool_)
        return _Block(points, above, _reach(points, room, above))
    points = _stretch(_turn(_scale(part, cloud, edge_length), aspect), aspect)
    above = _choose_sides(part, points)
    points = _separate(points, _reach(points * 0, room, above))
    return _Block(points, above, _reach(points, room, above))


def _copy_part(simple: nx.Graph[str], nodes: list[str]) -> nx.Graph[str]:
    # A subgraph view would list its nodes in the order of a set.
    part: nx.Graph[str] = nx.Graph()
    part.add_nodes_from(nodes)
    part.add_edges_from(simple.edges(nodes, data=True))
    return part


def _spread(part: nx.Graph[str]) -> Points:
    if len(part) == 1 or len(part) > FORCES_UP_TO:
        return np.zeros((len(part), 2))
    placed = dict(nx.kamada_kawai_layout(part) if len(part) <= _SPRINGS_UP_TO else _force(part))
    return np.array([placed[node] for node in part], dtype=np.float64)


def _force(part: nx.Graph[str]) -> Mapping[str, Any]:
    return nx.forceatlas2_layout(part, max_iter=150, seed=_SEED, scaling_ratio=4.0, strong_gravity=True)


def _scale(part: nx.Graph[str], points: Points, edge_length: float) -> Points:
    """Give the median edge the length asked for."""
    place = {node: row for row, node in enumerate(part)}
    lengths = [math.dist(points[place[a]], points[place[b]]) for a, b in part.edges()]
    median = float(np.median(lengths)) if lengths else 0.0
    return points * (edge_length / median) if median > 0 else points


def _turn(points: Points, aspect: float) -> Points:
    """Turn the cloud of points so that its long side lies along the long side of the page."""
    centred = points - points.mean(axis=0)
    (xx, xy), (_, yy) = centred.T @ centred
    angle = 0.5 * math.atan2(2 * xy, xx - yy) - (0.0 if aspect >= 1 else math.pi / 2)
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    return np.asarray(centred @ turn, dtype=np.float64)


def _stretch(points: Points, aspect: float) -> Points:
    """Draw the cloud a little into the format of the page."""
    width, height = np.ptp(points, axis=0) + 1.0
    by = min(max(math.sqrt(aspect * height / width), 0.8), 1.25)
    return np.asarray(points * np.array([by, 1 / by]), dtype=np.float64)


def _choose_sides(part: nx.Graph[str], points: Points) -> NDArray[np.bool_]:
    """Tell which labels go above their node: those that more lines would cross below it."""
    place = {node: row for row, node in enumerate(part)}
    crossed = np.zeros((len(part), 2))
    for a, b, facts in part.edges(data=True):
        for here, there in ((a, b), (b, a)):
            dx, dy = points[place[there]] - points[place[here]]
            steepness = dy / (math.hypot(dx, dy) or 1.0)
            crossed[place[here], int(steepness > 0)] += facts["parallel"] * steepness**2
    return np.asarray(crossed[:, 1] > crossed[:, 0] + 0.15, dtype=np.bool_)


def _reach(points: Points, room: Points, above: NDArray[np.bool_]) -> Points:
    """Return left, top, right and bottom of each node with its label."""
    width, radius, label = room.T
    top = radius + np.where(above, label, 0)
    bottom = radius + np.where(above, 0, label)
    x, y = points.T
    return np.stack([x - width / 2, y - top, x + width / 2, y + bottom], axis=1)


def _separate(points: Points, reach: Points) -> Points:
    """Push boxes apart, spreading everything a little where that does not settle, until none touches another."""
    offset = (reach[:, :2] + reach[:, 2:]) / 2
    half = (reach[:, 2:] - reach[:, :2] + _GAP) / 2
    middles = _make_room(points, half) + offset
    for attempt in count(1):
        push = _find_push(middles, half)
        if push is None:
            break
        middles = (middles + push) * (1.05 if attempt % 6 == 0 else 1.0)
    return np.asarray(middles - offset, dtype=np.float64)


def _make_room(points: Points, half: Points) -> Points:
    """Scale the cloud up until it is a few times as large as all boxes together, so that pushing keeps its form."""
    if len(points) < _FEW:
        return points
    covered = _CROWD * float((4 * half.prod(axis=1)).sum())
    short, long = sorted(np.ptp(points, axis=0))  # points in one line have no area, and yet room
    area = float(long * max(short, long / 2))
    return points * math.sqrt(covered / area) if 0 < area < covered else points


def _find_push(middles: Points, half: Points) -> Points | None:
    """Return how far to move each box away from those that it overlaps, or None where none does."""
    near = cKDTree(middles / half.max(axis=0)).query_pairs(2.0, p=math.inf, output_type="ndarray")
    apart = middles[near[:, 0]] - middles[near[:, 1]]
    overlap = half[near[:, 0]] + half[near[:, 1]] - np.abs(apart)
    touching = (overlap > 0.5).all(axis=1)
    if not touching.any():
        return None
    near, apart, overlap = near[touching], apart[touching], overlap[touching]
    # Measured in parts of the boxes: flat boxes would else all be pushed up or down, into columns.
    axis = (overlap / (half[near[:, 0]] + half[near[:, 1]])).argmin(axis=1)
    rows = np.arange(len(near))
    # Two boxes on one spot part all the same, the first of them to the right or down.
    shift = np.where(apart[rows, axis] < 0, -0.5, 0.5) * overlap[rows, axis]
    push = np.zeros_like(middles)
    np.add.at(push, (near[:, 0], axis), shift)
    np.add.at(push, (near[:, 1], axis), -shift)
    return np.clip(push, -120, 120)


def _spiral(part: nx.Graph[str], room: Points, aspect: float) -> Points:
    """Set nodes on rings around the busiest one, in the order in which a walk meets them."""
    busiest = max(part, key=lambda node: (part.degree(node), node))
    order = [busiest, *(child for _, child in nx.bfs_edges(part, busiest))]
    width, radius, label = room.max(axis=0)
    placed = dict(zip(order, _ring_spots(math.hypot(width + _GAP, 2 * radius + label + _GAP)), strict=False))
    stretch = np.array([max(aspect, 1.0), max(1 / aspect, 1.0)])
    return np.asarray(np.array([placed[node] for node in part]) * stretch, dtype=np.float64)


def _ring_spots(step: float) -> Iterator[tuple[float, float]]:
    """Yield spots on ever wider rings, no two nearer than ``step``."""
    yield (0.0, 0.0)
    ring = 1
    while True:
        places = int(math.pi / math.asin(1 / (2 * ring)))
        for place in range(places):
            angle = 2 * math.pi * place / places
            yield (ring * step * math.cos(angle), ring * step * math.sin(angle))
        ring += 1


def _pack(parts: list[nx.Graph[str]], blocks: list[_Block], aspect: float) -> Iterator[tuple[str, Spot]]:
    """Set components side by side in rows, the largest first."""
    corners = [block.reach[:, :2].min(axis=0) for block in blocks]
    sizes = [
        block.reach[:, 2:].max(axis=0) - corner + _COMPONENT_GAP for block, corner in zip(blocks, corners, strict=True)
    ]
    starts = _set_in_rows(sizes, _best_limit(sizes, aspect))
    for part, block, corner, start in zip(parts, blocks, corners, starts, strict=True):
        for node, (x, y), above in zip(part, block.points - corner + start, block.above, strict=True):
            yield node, Spot(round(x), round(y), bool(above))


def _set_in_rows(sizes: list[Points], limit: float) -> Points:
    """Return the top left corner of each block, in rows no wider than ``limit``."""
    corners = []
    x = y = row = 0.0
    for width, height in sizes:
        if x and x + width > limit:
            x, y, row = 0.0, y + row, 0.0
        corners.append((x, y))
        x, row = x + width, max(row, height)
    return np.array(corners)


def _best_limit(sizes: list[Points], aspect: float) -> float:
    """Return the row width at which the whole fits a page of the aspect at the largest scale."""
    widths = np.cumsum([width for width, _ in sizes])
    limits = [float(limit) for limit in widths[np.unique(np.linspace(0, len(sizes) - 1, 40).astype(int))]]

    def span(limit: float) -> float:
        width, height = (_set_in_rows(sizes, limit) + np.array(sizes)).max(axis=0)
        return float(max(width / aspect, height))

    return min(limits, key=span)
