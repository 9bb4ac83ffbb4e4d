"""The pages that the benchmark of the atlas opens: a bare picture of the same graph, and an atlas of an invented large one."""

from __future__ import annotations

import base64
import gzip
import json
import os
import random
import re
import subprocess
from pathlib import Path
from typing import Any, NamedTuple

from kgraph.atlas_layout import plan, radius_of

_HERE = Path(__file__).parent
_WEB = _HERE.parent.parent / "kgraph" / "web"


class Graph(NamedTuple):
    """What is drawn: label and place of each node, and the edges by their places among them."""

    nodes: list[tuple[str, str, int, int]]
    edges: list[tuple[int, int]]


def read_block(html: str, name: str) -> Any:
    """Return what a block of JSON in a page holds."""
    return json.loads(read_bytes(html, name))


def read_bytes(html: str, name: str) -> bytes:
    """Return what a block of a page holds."""
    return gzip.decompress(base64.b64decode(_find_block(html, name)[2]))


def _find_block(html: str, name: str) -> re.Match[str]:
    found = re.search(rf'(<script[^>]*id="{name}"[^>]*>)([^<]*)', html)
    assert found, name
    return found


def change_block(html: str, name: str, value: Any) -> str:
    """Return a page in which a block holds something else."""
    found = _find_block(html, name)
    return html[: found.start(2)] + _pack(value) + html[found.end(2) :]


def _pack(value: Any) -> str:
    return base64.b64encode(gzip.compress(json.dumps(value).encode(), 9)).decode()


def read_graph(data: dict[str, Any]) -> Graph:
    """Return what the atlas draws of its data: each relation between two things once."""
    drawn = [place for place, node in enumerate(data["nodes"]) if "x" in node]
    places = {place: number for number, place in enumerate(drawn)}
    edges = {}
    for each in [*data["states"], *data["inferred"]]:
        first, second = each["subject"], each["object"]
        if first in places and second in places:
            ends = sorted((first, second)) if data["relations"][each["relation"]].get("symmetric") else (first, second)
            edges[each["relation"], *ends] = (places[first], places[second])
    nodes = [data["nodes"][place] for place in drawn]
    return Graph([(node["id"], node["label"], node["x"], node["y"]) for node in nodes], list(edges.values()))


def write_bare_page(graph: Graph, target: Path) -> None:
    """Write the page of ``bare_sigma.js`` with a graph."""
    command = [str(_WEB / "node_modules" / ".bin" / "esbuild"), str(_HERE / "bare_sigma.js")]
    options = ["--bundle", "--minify", "--format=iife", "--target=es2022", "--charset=utf8"]
    environment = {**os.environ, "NODE_PATH": str(_WEB / "node_modules")}
    made = subprocess.run([*command, *options], check=True, capture_output=True, text=True, env=environment)
    script = made.stdout.replace("</script", "<\\/script")
    block = f'<script type="application/octet-stream" id="data-bare">{_pack(graph._asdict())}</script>'
    target.write_text(
        f"<!doctype html><meta charset=utf-8><title>Bare</title><body>{block}<script>{script}</script>",
        encoding="utf-8",
    )


def draw_large_graph(nodes: int, edges: int, seed: int = 1) -> list[tuple[int, int]]:
    """Return edges of an invented graph in which who has many neighbours gets more, as in the shipped one."""
    chances = random.Random(seed)
    found: dict[tuple[int, int], None] = {(0, 1): None}
    ends = [0, 1]
    for node in range(2, nodes):
        _join(found, ends, node, chances)
    while len(found) < edges:
        _join(found, ends, chances.randrange(nodes), chances)
    return list(found)


def _join(found: dict[tuple[int, int], None], ends: list[int], node: int, chances: random.Random) -> None:
    other = chances.choice(ends)
    if other != node and (node, other) not in found and (other, node) not in found:
        found[node, other] = None
        ends += [node, other]


def place(nodes: int, edges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Lay a graph out as the atlas is."""
    return plan([radius_of(number % 5) for number in range(nodes)], edges).points


def write_large_page(html: str, edges: list[tuple[int, int]], points: list[tuple[int, int]], target: Path) -> Graph:
    """Write an atlas of an invented graph, made from that of the shipped data, and return what it draws."""
    data = read_block(html, "data-graph")
    kinds = [kind for kind in data["kinds"] if kind != "person"]
    relations = [name for name, relation in data["relations"].items() if not relation.get("symmetric")]
    source = {**data["sources"][0], "root": 0}
    nodes = [
        {
            "id": f"invented-{number}",
            "kinds": [kinds[number % len(kinds)]],
            "label": f"Invented {number}",
            "language": "en",
            "names": [],
            "x": x,
            "y": y,
            "size": radius_of(number % 5),
            "evidence": number % 5,
            "community": 0,
            "countries": [],
            "links": [],
            **({"labelled": True} if number < 48 else {}),
        }
        for number, (x, y) in enumerate(points)
    ]
    said = {"source": 0, "locator": "Invented", "recorded": data["asOf"]}
    states = [
        {
            "id": f"state-{number}",
            "relation": relations[number % len(relations)],
            "subject": subject,
            "object": object_,
            "bounds": ["", "", "", ""],
            "attestations": [said],
        }
        for number, (subject, object_) in enumerate(edges)
    ]
    empty: dict[str, Any] = {"inferred": [], "figures": [], "conflicts": [], "coverage": []}
    made = {**data, **empty, "nodes": nodes, "states": states, "sources": [source]}
    html = change_block(html, "data-graph", made)
    for language in ("en", "pt", "es", "fr", "vi"):
        html = change_block(
            html, f"data-sentences-{language}", [f"Invented {number}." for number in range(len(states))]
        )
    target.write_text(html, encoding="utf-8")
    return read_graph(made)
