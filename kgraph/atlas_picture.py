"""The atlas's picture at rest: where each entity stands, and which labels are shown."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from kgraph.atlas_data import Spot
from kgraph.atlas_labels import Label, choose_labels
from kgraph.atlas_layout import Plan, plan, radius_of, read_plan, write_plan
from kgraph.atlas_model import Atlas


@dataclass(frozen=True)
class Plans:
    """Where layouts are kept, so that the next page of a graph with the same edges is made sooner."""

    #: The file to read, which may miss.
    known: Path | None = None
    #: The file to write.
    new: Path | None = None

    def recall(self, radii: list[int], edges: list[tuple[int, int]]) -> Plan:
        """Return the layout that is kept where it is of these nodes and edges, else a new one."""
        made = (self.known and read_plan(radii, edges, self.known)) or plan(radii, edges)
        if self.new:
            write_plan(made, radii, edges, self.new)
        return made


def place_nodes(atlas: Atlas, plans: Plans) -> dict[str, Spot]:
    """Return where the entities stand that are drawn at rest: those that a state joins to another.

    Parameters
    ----------
    atlas
        The graph.
    plans
        Where layouts are kept.
    """
    edges = atlas.list_drawn()
    nodes = sorted({end for edge in edges for end in edge})
    places = {node: place for place, node in enumerate(nodes)}
    ends = sorted({(places[subject], places[object_]) for subject, object_ in edges})
    radii = [radius_of(atlas.evidence[node]) for node in nodes]
    made = plans.recall(radii, ends)
    labels = _list_labels(atlas, nodes, ends, radii, made)
    shown = set(choose_labels(labels))
    return {
        node: Spot(label.x, label.y, label.size, community, place in shown)
        for place, (node, label, community) in enumerate(zip(nodes, labels, made.communities, strict=True))
    }


def _list_labels(
    atlas: Atlas, nodes: list[str], ends: list[tuple[int, int]], radii: list[int], made: Plan
) -> list[Label]:
    """Return the label of each node: it weighs as much as the sources that speak of it and its neighbours together."""
    links = Counter(end for pair in {frozenset(pair) for pair in ends} for end in pair)
    labels = []
    for place, node in enumerate(nodes):
        letters = max((len(text) for text, _ in atlas.survey.labels(node)), default=0)
        labels.append(Label(*made.points[place], radii[place], atlas.evidence[node] + links[place], letters))
    return labels
