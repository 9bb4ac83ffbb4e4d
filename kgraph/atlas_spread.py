"""Forces, halos and overlap removal: how the atlas spreads the nodes of one component in the plane."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import igraph

Points = NDArray[np.float64]

#: Forces of ForceAtlas2: repulsion, strong gravity, and how much swinging is put up with.
_SCALING, _GRAVITY, _TOLERANCE = 10.0, 0.05, 1.0
_STEPS = 500
#: Above so many nodes all pairs are too many: the start is kept.
_FORCES_UP_TO = 3000

#: After so many rounds in which discs still touch, everything is spread a little.
_PATIENCE = 6

#: So many large discs are compared with all others in one step.
_AT_ONCE = 256

#: Units of the layout for one unit of length of the forces, at the least.
_UNIT = 10.0

#: How far apart the leaves of a halo are, in parts of their width, and the room between a hub and the first of them.
_LOOSE, _MARGIN = 1.15, 18.0


@dataclass(frozen=True)
class Halo:
    """Which nodes of a component stand around another: those with one neighbour."""

    #: The nodes that are spread, in their order.
    core: list[int]
    #: For each of them the nodes around it.
    leaves: list[list[int]]

    @classmethod
    def find(cls, graph: igraph.Graph) -> Halo:
        """Tell leaves from the core; of two nodes that have only one another, the first is the core."""
        degrees = graph.degree()
        hubs = [node for node, degree in enumerate(degrees) if degree != 1]
        core = hubs or [0]
        around: dict[int, list[int]] = {node: [] for node in core}
        for node, degree in enumerate(degrees):
            if degree == 1 and node not in around:
                around[graph.neighbors(node)[0]].append(node)
        return cls(core, [around[node] for node in core])

    def measure(self, sizes: Points) -> Points:
        """Return how far each core node reaches with its halo."""
        reach = []
        for node, leaves in zip(self.core, self.leaves, strict=True):
            spots = _find_spots(sizes[node], sizes[leaves])
            outer = np.hypot(*spots.T) + sizes[leaves] if leaves else np.zeros(1)
            reach.append(max(float(outer.max()), float(sizes[node])))
        return np.array(reach)


def put_around(points: Points, halo: Halo, sizes: Points) -> None:
    """Set the leaves around their core nodes."""
    for node, leaves in zip(halo.core, halo.leaves, strict=True):
        if leaves:
            points[leaves] = points[node] + _find_spots(sizes[node], sizes[leaves])


def _find_spots(hub: float, leaves: Points) -> Points:
    """Return spots for leaves around a hub, on rings, from the first inwards to the last."""
    spots = []
    widest = float(leaves.max()) if len(leaves) else 0.0
    step = 2 * widest * _LOOSE
    distance, place, ring = hub + widest + _MARGIN, 0, 0
    while place < len(leaves):
        room = max(1, int(math.pi / math.asin(min(1.0, step / 2 / distance))))
        on_ring = min(room, len(leaves) - place)
        for number in range(on_ring):
            angle = 2 * math.pi * (number + ring / 2) / on_ring
            spots.append((distance * math.cos(angle), distance * math.sin(angle)))
        place, distance, ring = place + on_ring, distance + step, ring + 1
    return np.array(spots).reshape(-1, 2)


def spread(graph: igraph.Graph, reach: Points, start: Points) -> Points:
    """Spread connected nodes by ForceAtlas2, with strong gravity and attraction divided by the hub's mass.

    Parameters
    ----------
    graph
        A connected graph without loops and parallel edges.
    reach
        How far each node with its halo reaches, in units of the layout; its square is the node's mass.
    start
        Where the nodes are at first, in any unit.
    """
    number = graph.vcount()
    if number < 3:
        apart = float(reach.sum()) * 1.2
        return start * apart
    points = start - start.mean(axis=0)
    mass = 1.0 + np.array(graph.degree()) + (reach / reach.min()) ** 2 / 4
    points *= math.sqrt(number) * 5 / (np.abs(points).max() or 1.0)
    if number <= _FORCES_UP_TO:
        points = _run_forces(points, mass, np.array(graph.get_edgelist()).reshape(-1, 2))
    return _fit(points, reach)


def _run_forces(points: Points, mass: Points, edges: NDArray[np.int64]) -> Points:
    first, second = edges.T
    share = mass.mean() / np.maximum(mass[first], mass[second])
    before = np.zeros_like(points)
    speed = 1.0
    for _ in range(_STEPS):
        force = _repel(points, mass) + _attract(points, first, second, share)
        force -= _SCALING * _GRAVITY * mass[:, None] * points
        swing = mass * np.hypot(*(force - before).T)
        pull = mass * np.hypot(*(force + before).T) / 2
        ideal = _TOLERANCE * float(pull.sum()) / (float(swing.sum()) or 1.0)
        speed = min(ideal, speed * 1.5)
        points = points + force * (speed / (1 + np.sqrt(speed * swing)))[:, None]
        before = force
    return points


def _repel(points: Points, mass: Points) -> Points:
    x, y = points.T
    across, along = x[:, None] - x, y[:, None] - y
    strength = across * across + along * along
    strength += 0.01  # two nodes on one spot
    np.divide(mass, strength, out=strength)
    across *= strength
    along *= strength
    return np.asarray(_SCALING * mass[:, None] * np.stack([across.sum(axis=1), along.sum(axis=1)], axis=1))


def _attract(points: Points, first: NDArray[np.int64], second: NDArray[np.int64], share: Points) -> Points:
    pull = (points[second] - points[first]) * share[:, None]
    return _gather(len(points), first, pull) - _gather(len(points), second, pull)


def _gather(number: int, rows: NDArray[np.int64], values: Points) -> Points:
    """Add up the values of each row."""
    sums = [np.bincount(rows, weights=column, minlength=number) for column in values.T]
    return np.stack(sums, axis=1)


def _fit(points: Points, reach: Points) -> Points:
    """Scale a cloud until it is somewhat larger than all that stands in it."""
    area = float((np.pi * reach**2).sum()) * 1.3
    spread_out = np.hypot(*points.T)
    covered = math.pi * float(np.quantile(spread_out, 0.95)) ** 2
    return points * max(_UNIT, math.sqrt(area / covered)) if covered else points


def separate(points: Points, sizes: Points) -> Points:
    """Push discs apart, spreading everything a little where that does not settle, until none touches another.

    Parameters
    ----------
    points
        Their middles.
    sizes
        Their radii, the free space between them included.
    """
    points = points.copy()
    growth = 1.03 if len(points) <= _FORCES_UP_TO else 1.25
    for attempt in count(1):
        near = _find_near(points, sizes)
        apart = points[near[:, 0]] - points[near[:, 1]]
        distance = np.hypot(*apart.T)
        overlap = sizes[near].sum(axis=1) - distance
        touching = overlap > 0.75
        if not touching.any():
            return points
        near, apart, distance, overlap = near[touching], apart[touching], distance[touching], overlap[touching]
        still = distance < 1e-6  # two on one spot part to the sides
        apart[still], distance[still] = (1.0, 0.0), 1.0
        weight = sizes[near] / sizes[near].sum(axis=1, keepdims=True)
        push = apart * (overlap * 1.02 / distance)[:, None]
        points += _gather(len(points), near[:, 0], push * weight[:, 1:])
        points -= _gather(len(points), near[:, 1], push * weight[:, :1])
        if attempt % _PATIENCE == 0:
            points *= growth
    return points


def _find_near(points: Points, sizes: Points) -> NDArray[np.int64]:
    """Return the pairs of discs that may touch, by a grid for the small ones and one by one for the few large."""
    cell = 2 * float(np.quantile(sizes, 0.95)) if len(sizes) else 1.0
    is_large = sizes * 2 > cell
    large = np.flatnonzero(is_large)
    # some hundreds at a time: all at once would take much memory
    found = [
        _find_around(points, sizes, large[low : low + _AT_ONCE], is_large) for low in range(0, len(large), _AT_ONCE)
    ]
    found.append(_find_in_grid(points, np.flatnonzero(~is_large), cell))
    return np.concatenate(found)


def _find_around(
    points: Points, sizes: Points, nodes: NDArray[np.int64], is_large: NDArray[np.bool_]
) -> NDArray[np.int64]:
    reach = sizes[nodes][:, None] + sizes
    near = np.abs(points[nodes][:, :1] - points[:, 0]) < reach
    near &= np.abs(points[nodes][:, 1:] - points[:, 1]) < reach
    places, others = np.nonzero(near)
    found = np.stack([nodes[places], others], axis=1)
    # of two large discs, each pair once
    return found[(others > found[:, 0]) | ~is_large[others]]


def _find_in_grid(points: Points, chosen: NDArray[np.int64], cell: float) -> NDArray[np.int64]:
    cells = np.floor((points[chosen] - points.min(axis=0)) / cell).astype(np.int64) + 1
    width = int(cells[:, 0].max(initial=0)) + 2
    codes = cells[:, 1] * width + cells[:, 0]
    order = np.argsort(codes, kind="stable")
    codes, chosen = codes[order], chosen[order]
    pairs = []
    for offset in (0, 1, width - 1, width, width + 1):
        low, high = (np.searchsorted(codes, codes + offset, side=side) for side in ("left", "right"))
        if offset == 0:
            low = np.arange(1, len(codes) + 1)
        counts = np.maximum(high - low, 0)
        first = np.repeat(np.arange(len(codes)), counts)
        starts = np.repeat(low - np.concatenate([[0], np.cumsum(counts)[:-1]]) if len(counts) else low, counts)
        pairs.append(np.stack([chosen[first], chosen[starts + np.arange(len(first))]], axis=1))
    return np.concatenate(pairs)
