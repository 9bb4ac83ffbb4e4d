"""Where the nodes of the atlas stand at rest, and to which community each belongs.

Nodes with one neighbour stand in a halo around it. The others are spread by ForceAtlas2 [1]_ with hub dissuasion and
strong gravity, which no maintained library offers: networkx's takes minutes and igraph has none. Then overlaps are
removed. Small components stand on rings outside. Coordinates are whole numbers, so that the last bits of a sum do not
reach the output.

References
----------
.. [1] Jacomy, M., Venturini, T., Heymann, S., Bastian, M. (2014). ForceAtlas2, a continuous graph layout algorithm for
   handy network visualization. PLoS ONE, 9(6), e98679. https://doi.org/10.1371/journal.pone.0098679
"""

from __future__ import annotations

import hashlib
import json
import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from kgraph.atlas_spread import Halo, Points, put_around, separate, spread

if TYPE_CHECKING:
    import igraph

_SEED = 20211126

#: Radius of a node of which no source speaks, and what each source adds to it by its square root, in units of the
#: layout; a picture of the shipped data is some 10,000 units wide.
_LEAST, _GROWTH = 26.0, 17.0

#: Free space between two nodes, and between components.
_GAP, _COMPONENT_GAP = 16.0, 160.0


@dataclass(frozen=True)
class Plan:
    """Positions and communities, one for each node in the order in which the nodes were given."""

    points: list[tuple[int, int]]
    #: Numbers from the largest community, which is 0.
    communities: list[int]


def radius_of(evidence: int) -> int:
    """Return the radius of a node by the independent sources that speak of it, in units of the layout."""
    return round(_LEAST + _GROWTH * math.sqrt(evidence))


def plan(radii: Sequence[int], edges: Sequence[tuple[int, int]]) -> Plan:
    """Place nodes so that none touches another.

    Parameters
    ----------
    radii
        Radius of each node, in units of the layout.
    edges
        Ends by their places among the nodes; parallel edges count once.

    Returns
    -------
    Plan
        The same for the same input, whatever the nodes are called.
    """
    if not radii:
        return Plan([], [])
    import igraph  # imported here: a page whose plan is kept does without, and it brings much

    graph = igraph.Graph(len(radii), sorted({(min(edge), max(edge)) for edge in edges if edge[0] != edge[1]}))
    sizes = np.array(radii, dtype=np.float64)
    components = sorted(map(sorted, graph.connected_components()), key=lambda nodes: (-len(nodes), nodes))
    blocks = [_place_component(graph, nodes, sizes[nodes]) for nodes in components]
    points = np.zeros((len(radii), 2))
    for nodes, block, middle in zip(components, blocks, _find_middles(blocks, components, sizes), strict=True):
        points[nodes] = block + middle
    whole = np.rint(separate(points, sizes + _GAP / 2)).astype(np.int64)
    return Plan([(int(x), int(y)) for x, y in whole], _find_communities(graph))


def read_plan(radii: Sequence[int], edges: Sequence[tuple[int, int]], file: Path) -> Plan | None:
    """Return a plan that was kept, where it is of the same nodes and edges.

    Parameters
    ----------
    radii, edges
        As for :func:`plan`.
    file
        What :func:`write_plan` wrote; it may miss.
    """
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
        if kept["key"] == _key(radii, edges):
            return Plan([(x, y) for x, y in kept["points"]], kept["communities"])
    except (OSError, ValueError, LookupError, TypeError):  # there is none, or it is damaged
        pass
    return None


def write_plan(made: Plan, radii: Sequence[int], edges: Sequence[tuple[int, int]], file: Path) -> None:
    """Keep a plan.

    Parameters
    ----------
    made
        The plan.
    radii, edges
        What it was made of.
    file
        The file to write.
    """
    kept = {"key": _key(radii, edges), "points": made.points, "communities": made.communities}
    file.write_text(json.dumps(kept, separators=(",", ":")) + "\n", encoding="utf-8")


def _key(radii: Sequence[int], edges: Sequence[tuple[int, int]]) -> str:
    return hashlib.sha256(json.dumps([_VERSION, list(radii), list(edges)]).encode()).hexdigest()


#: Raised when the same nodes and edges are placed otherwise, so that older plans are not used.
_VERSION = 1


def _place_component(graph: igraph.Graph, nodes: list[int], radii: Points) -> Points:
    """Return positions around the middle of a component."""
    part = graph.induced_subgraph(nodes)
    halo = Halo.find(part)
    inner = part.induced_subgraph(halo.core)
    sizes = radii + _GAP / 2
    reach = halo.measure(sizes)
    points = np.zeros((len(nodes), 2))
    points[halo.core] = separate(spread(inner, reach, _start(inner)), reach)
    put_around(points, halo, sizes)
    return points - _middle(points, radii)


def _start(graph: igraph.Graph) -> Points:
    """Return where the forces begin: a quick layout by springs, since from a random start they take far longer."""
    if graph.vcount() < 3:
        return np.array([(float(place), 0.0) for place in range(graph.vcount())]).reshape(-1, 2)
    with _Seeded():
        circle = graph.layout_circle()
        return np.array(graph.layout_fruchterman_reingold(seed=circle, niter=_count_steps(graph)), dtype=np.float64)


def _count_steps(graph: igraph.Graph) -> int:
    """Return how long the springs may swing: in graphs too large for the forces, which follow, only for seconds."""
    vertices: int = graph.vcount()
    return max(20, min(300, 300_000 // vertices))


class _Seeded:
    """Lets igraph draw its chances from a seed, and from Python's own again afterwards."""

    def __enter__(self) -> None:
        import igraph

        igraph.set_random_number_generator(random.Random(_SEED))

    def __exit__(self, *error: object) -> None:
        import igraph

        igraph.set_random_number_generator(random)


def _middle(points: Points, radii: Points) -> Points:
    low, high = (points - radii[:, None]).min(axis=0), (points + radii[:, None]).max(axis=0)
    return np.asarray((low + high) / 2, dtype=np.float64)


def _find_middles(blocks: list[Points], components: list[list[int]], radii: Points) -> Points:
    """Put the largest component in the middle and the others on rings around it, each as near as it may be."""
    reaches = [
        float((np.hypot(*block.T) + radii[nodes]).max()) for block, nodes in zip(blocks, components, strict=True)
    ]
    middles = np.zeros((len(blocks), 2))
    inside, place = reaches[0], 1
    while place < len(blocks):
        inside += _COMPONENT_GAP
        for number, angle in enumerate(_take_angles(reaches[place:], inside), place):
            distance = inside + reaches[number]
            middles[number] = distance * math.cos(angle), distance * math.sin(angle)
            last = number
        inside, place = inside + 2 * reaches[place], last + 1
    return middles


def _take_angles(reaches: list[float], inside: float) -> Iterator[float]:
    """Yield the angles of as many components as have room on a ring, evenly apart."""
    widths = [2 * math.asin(min(1.0, (reach + _COMPONENT_GAP / 2) / (inside + reach))) for reach in reaches]
    taken = max(1, sum(turned <= math.tau for turned in accumulate(widths)))
    free = max(0.0, math.tau - sum(widths[:taken])) / taken
    angle = 0.0
    for width in widths[:taken]:
        yield angle + width / 2
        angle += width + free


def _find_communities(graph: igraph.Graph) -> list[int]:
    """Return the number of each node's community, from the largest."""
    with _Seeded():
        found = graph.community_leiden(objective_function="modularity", n_iterations=10)
    order = sorted(map(sorted, found), key=lambda nodes: (-len(nodes), nodes))
    numbers = {node: number for number, nodes in enumerate(order) for node in nodes}
    return [numbers[node] for node in range(graph.vcount())]
