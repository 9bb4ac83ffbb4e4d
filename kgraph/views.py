"""Draw a network as one HTML page: a figure, its legend, the evidence behind each line, and the same as a table.

pyvis holds nodes, edges and options, and brings vis-network; everything that a reader sees is our own template, since
pyvis' own one calls other hosts and lets markup in labels run. The page asks for nothing from outside, runs only the
scripts whose hashes its policy names, and says everything without them too.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from .drawing import LOOKS, Link, draw_edges, draw_nodes, list_links
from .errors import MissingExtra
from .page import TEMPLATES, as_script, dress, open_templates, read_text, web_host
from .palette import hue_of, rank_of, shape_of
from .phrases import phrase, read_phrases
from .placing import FORMATS

if TYPE_CHECKING:
    import jinja2
    import networkx as nx

#: Above so many nodes vis-network is no longer fluid on every machine: the atlas is made for those.
SLOW_ABOVE = 300

#: The words that the figure's script says itself.
_SCRIPT_WORDS = ("focus", "statements", "step", "nothing_chosen")

_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "keyboard": False, "multiselect": False, "selectConnectedEdges": False},
    # Letters that are too small to be read are left out.
    "nodes": {"borderWidth": 1, "borderWidthSelected": 2, "scaling": {"label": {"drawThreshold": 7}}},
    "edges": {
        "smooth": False,
        "arrowStrikethrough": False,
        "selectionWidth": 2,
        "hoverWidth": 1,
        "scaling": {"label": {"drawThreshold": 7}},
    },
}


@dataclass(frozen=True)
class KindOfNode:
    """A line of the legend."""

    word: str
    label: str
    hue: str
    shape: str


def draw_figure(network: nx.MultiDiGraph[str], *, lang: str = "en") -> str:
    """Draw a network as a whole HTML page that works offline.

    Parameters
    ----------
    network
        What :mod:`kgraph.network` builds. The graph has ``name``, ``title``, ``description``, ``note`` and
        ``question``, and perhaps ``parameters``; a node ``label``, ``language``, ``kind`` and ``kind_label``; an edge
        ``relation``, ``label``, ``sentence``, ``inferred``, ``disputed``, ``sources``, ``evidence`` and ``reasons``, and
        where they are known ``state``, ``held``, ``weight``, ``symmetric`` and ``between_lines``.
    lang
        The reader's language, one of :data:`kgraph.phrases.LANGUAGES`.

    Returns
    -------
    str
        The page: the same bytes for the same network. It loads nothing; its only addresses are those of the evidence.

    Raises
    ------
    MissingExtra
        When a library of the extra ``draw`` is not installed.
    """
    environment = _open_templates()
    links = list_links(network)
    scene = draw_nodes(network)
    environment.globals.update(_describe_page(network, links, lang), frames=scene.frames, **_load_assets())
    return _render(environment, scene.nodes, draw_edges(links, scene), network.graph["title"])


def _open_templates() -> jinja2.Environment:
    try:
        import pyvis.network  # noqa: F401 (the page is built with it)
        import scipy.spatial  # noqa: F401 (the layout needs it)
    except ImportError as error:
        raise MissingExtra("draw", error.name or "pyvis") from error
    return open_templates()


def _render(
    environment: jinja2.Environment, nodes: list[dict[str, Any]], edges: list[dict[str, Any]], heading: str
) -> str:
    """Let pyvis fill our template.

    Its lists are set whole: ``add_node`` and ``add_edge`` look through all earlier ones on each call. It is directed,
    since it drops parallel edges from undirected networks.
    """
    from pyvis.network import Network

    figure = Network(directed=True, notebook=False, cdn_resources="in_line", heading=heading)
    figure.templateEnv = environment
    figure.path = "figure.html"
    figure.nodes, figure.edges, figure.options = nodes, edges, _OPTIONS
    figure.node_ids = [node["id"] for node in nodes]
    figure.node_map = {node["id"]: node for node in nodes}
    return str(figure.generate_html("figure.html"))


def _describe_page(network: nx.MultiDiGraph[str], links: list[Link], lang: str) -> dict[str, Any]:
    """Collect what the template says besides the figure's data."""
    relations = {link.facts["relation"] and link.facts["label"] for link in links}
    return {
        "lang": lang,
        "graph": network.graph,
        "node_of": network.nodes,
        "links": links,
        "legend": _list_kinds(network),
        "looks": [look for look in LOOKS if any(link.look == look for link in links)],
        "widths": _list_widths(links),
        "only_relation": relations.pop() if len(relations) == 1 else "",
        "alone": sorted(name for name, degree in network.degree() if degree == 0),
        "slow": is_slow(network),
        "say": lambda key, **values: phrase("figure", key, lang, **values),
        "line_fonts": {format_.name: format_.line_font for format_ in FORMATS},
        "script_words": {key: read_phrases("figure")[key][lang] for key in _SCRIPT_WORDS},
        "web_host": web_host,
    }


def is_slow(network: nx.MultiDiGraph[str]) -> bool:
    """Tell whether a network has more nodes than a figure moves smoothly, 300."""
    return len(network) > SLOW_ABOVE


def _list_widths(links: list[Link]) -> list[str]:
    """List the phrases that say what the widths of the lines stand for."""
    weighed = [link.weight is not None for link in links]
    return ["width"] * (not all(weighed)) + ["width_weight"] * any(weighed)


def _list_kinds(network: nx.MultiDiGraph[str]) -> list[KindOfNode]:
    """List the kinds that the network has, each once with all of its names."""
    labels: dict[str, set[str]] = defaultdict(set)
    for _, facts in network.nodes(data=True):
        labels[facts["kind"]].add(facts["kind_label"])
    return [
        KindOfNode(kind, ", ".join(sorted(labels[kind])), hue_of(kind), shape_of(kind))
        for kind in sorted(labels, key=rank_of)
    ]


@cache
def _load_assets() -> dict[str, Any]:
    """Read scripts and styles, and the policy that lets exactly these run."""
    from markupsafe import Markup

    library = resources.files("pyvis") / "templates" / "lib" / "vis-9.1.2"
    scripts = [as_script(read_text(library / "vis-network.min.js")), as_script(read_text(TEMPLATES / "figure.js"))]
    styles = [read_text(library / "vis-network.css")]
    return {"scripts": [Markup(script) for script in scripts], **dress(scripts, "figure.css", libraries=styles)}
