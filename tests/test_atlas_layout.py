"""The atlas's picture at rest: nothing overlaps, hubs have their halo, and the same graph looks the same."""

from __future__ import annotations

import json
import math
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from kgraph.atlas_data import Spot
from kgraph.atlas_labels import Box, Label, box_of, choose_labels, find_unit
from kgraph.atlas_layout import plan, radius_of, read_plan, write_plan
from kgraph.atlas_model import Atlas
from kgraph.atlas_picture import Plans, place_nodes
from kgraph.knowledge import KnowledgeGraph

Edges = list[tuple[int, int]]

STAR: Edges = [(0, leaf) for leaf in range(1, 40)]
TWO_STARS: Edges = [(0, 1), (0, 42), (1, 42), *((leaf % 2, leaf) for leaf in range(2, 42))]
CLIQUE: Edges = list(combinations(range(12), 2))
PATH: Edges = [(place, place + 1) for place in range(30)]
ISLANDS: Edges = [*CLIQUE, *((12 + 2 * pair, 13 + 2 * pair) for pair in range(40))]
#: A web in which chance plays no part: each number is linked to its half, and to its remainder by 17.
WEB: Edges = [(number, other) for number in range(1, 400) for other in {number // 2, number % 17} if other != number]

GRAPHS = {"star": STAR, "two stars": TWO_STARS, "clique": CLIQUE, "path": PATH, "islands": ISLANDS, "web": WEB}
every_graph = pytest.mark.parametrize("edges", GRAPHS.values(), ids=GRAPHS)


def radii_of(edges: Edges) -> list[int]:
    """Return radii as large as chance might make them."""
    return [radius_of(number * 7 % 60) for number in range(max(map(max, edges)) + 1)]


def find_gaps(points: list[tuple[int, int]], radii: list[int]) -> list[float]:
    """Return the free space between any two nodes."""
    spots = np.array(points, dtype=float)
    apart = np.hypot(*(spots[:, None] - spots).transpose(2, 0, 1)) - np.add.outer(radii, radii)
    return list(apart[np.triu_indices(len(points), 1)])


@every_graph
def test_no_two_nodes_touch(edges: Edges) -> None:
    radii = radii_of(edges)
    assert min(find_gaps(plan(radii, edges).points, radii)) > 0


@every_graph
def test_the_same_graph_is_placed_the_same(edges: Edges) -> None:
    radii = radii_of(edges)
    assert plan(radii, edges) == plan(radii, edges)


def test_parallel_edges_and_their_direction_do_not_matter() -> None:
    turned = [(second, first) for first, second in WEB]
    assert plan(radii_of(WEB), WEB) == plan(radii_of(WEB), WEB + turned)


@pytest.mark.parametrize(("radii", "edges"), [([], []), ([5], []), ([5, 6], [(0, 1)]), ([5, 6, 7], [(0, 0), (1, 2)])])
def test_the_smallest_graphs_are_placed_too(radii: list[int], edges: Edges) -> None:
    points = plan(radii, edges).points
    assert len(points) == len(radii) == len(set(points))


def test_leaves_stand_around_their_hub() -> None:
    points = plan(radii_of(TWO_STARS), TWO_STARS).points
    nearer = [leaf % 2 for leaf in range(2, 42)]
    assert [
        int(math.dist(points[leaf], points[1]) < math.dist(points[leaf], points[0])) for leaf in range(2, 42)
    ] == nearer


def test_small_components_stand_outside_the_largest() -> None:
    points = plan(radii_of(ISLANDS), ISLANDS).points
    middle = np.mean(points[:12], axis=0)
    inner = max(math.dist(point, middle) for point in points[:12])
    assert min(math.dist(point, middle) for point in points[12:]) > inner


def test_communities_are_numbered_from_the_largest() -> None:
    communities = plan(radii_of(ISLANDS), ISLANDS).communities
    sizes = [communities.count(number) for number in range(max(communities) + 1)]
    assert communities[:12] == [0] * 12 and sizes == sorted(sizes, reverse=True)


def test_chance_is_given_back_to_those_who_use_it_after() -> None:
    import random

    random.seed(1)
    expected = random.random()
    random.seed(1)
    plan(radii_of(WEB), WEB)
    assert random.random() == expected


def test_a_kept_plan_is_used_for_the_same_nodes_and_edges(tmp_path: Path) -> None:
    radii = radii_of(STAR)
    made = plan(radii, STAR)
    write_plan(made, radii, STAR, tmp_path / "layout.json")
    assert read_plan(radii, STAR, tmp_path / "layout.json") == made


@pytest.mark.parametrize("edges", [STAR[:-1], [*STAR, (1, 2)]], ids=["one edge less", "one edge more"])
def test_a_kept_plan_is_not_used_for_other_edges(tmp_path: Path, edges: Edges) -> None:
    radii = radii_of(STAR)
    write_plan(plan(radii, STAR), radii, STAR, tmp_path / "layout.json")
    assert read_plan(radii, edges, tmp_path / "layout.json") is None


def test_a_kept_plan_is_not_used_for_larger_nodes(tmp_path: Path) -> None:
    radii = radii_of(STAR)
    write_plan(plan(radii, STAR), radii, STAR, tmp_path / "layout.json")
    assert read_plan([radius + 1 for radius in radii], STAR, tmp_path / "layout.json") is None


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"key": 1, "points": 2}', "\0"])
def test_a_damaged_plan_counts_as_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "layout.json").write_text(text, encoding="utf-8")
    assert read_plan(radii_of(STAR), STAR, tmp_path / "layout.json") is None


def test_a_page_is_placed_by_the_plan_that_is_kept(tmp_path: Path) -> None:
    radii = radii_of(STAR)
    write_plan(plan(radii, STAR), radii, STAR, tmp_path / "old.json")
    kept = json.loads((tmp_path / "old.json").read_text(encoding="utf-8"))
    kept["points"][0] = [12345, 54321]
    (tmp_path / "old.json").write_text(json.dumps(kept), encoding="utf-8")
    Plans(tmp_path / "old.json", tmp_path / "new.json").recall(radii, STAR)
    assert json.loads((tmp_path / "new.json").read_text(encoding="utf-8"))["points"][0] == [12345, 54321]


def test_a_node_grows_with_its_evidence_by_the_square_root() -> None:
    assert radius_of(36) - radius_of(0) == 2 * (radius_of(9) - radius_of(0))


def test_the_weightier_of_two_labels_that_touch_is_shown() -> None:
    labels = [Label(0, 0, 10, 1, 20), Label(5, 2, 10, 2, 20), Label(9000, 9000, 10, 1, 20)]
    assert choose_labels(labels) == [1, 2]


def test_a_label_that_would_cover_a_labelled_node_is_not_shown() -> None:
    labels = [Label(0, 0, 10, 1, 28), Label(1000, 0, 300, 2, 2), Label(9000, 9000, 10, 1, 5)]
    assert choose_labels(labels) == [1, 2]


@pytest.fixture(scope="module")
def spots(shipped: KnowledgeGraph) -> dict[str, Spot]:
    """Return where the entities of the shipped data stand."""
    return place_nodes(Atlas.of(shipped.store, shipped.ontology, shipped.questions), Plans())


def test_no_two_nodes_of_the_shipped_data_touch(spots: dict[str, Spot]) -> None:
    assert len(spots) > 1000
    assert min(find_gaps([(spot.x, spot.y) for spot in spots.values()], [spot.size for spot in spots.values()])) > 0


def test_no_two_labels_of_the_shipped_data_touch(spots: dict[str, Spot], shipped: KnowledgeGraph) -> None:
    atlas = Atlas.of(shipped.store, shipped.ontology, shipped.questions)
    labels = [
        Label(spot.x, spot.y, spot.size, 1, max(len(text) for text, _ in atlas.survey.labels(iri)))
        for iri, spot in spots.items()
    ]
    unit = find_unit(labels)
    boxes: list[Box] = [
        box_of(label, unit) for label, spot in zip(labels, spots.values(), strict=True) if spot.labelled
    ]
    assert len(boxes) > 20
    assert [pair for pair in combinations(boxes, 2) if pair[0].touches(pair[1])] == []


def test_the_picture_of_the_shipped_data_is_about_as_wide_as_high(spots: dict[str, Spot]) -> None:
    width, height = (
        max(places) - min(places)
        for places in ([spot.x for spot in spots.values()], [spot.y for spot in spots.values()])
    )
    assert 0.7 < width / height < 1.4
