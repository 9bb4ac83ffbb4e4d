"""Draw a network as one HTML page: a figure, its legend, the evidence behind each line, and the same as a table.

pyvis holds nodes, edges and options, and brings vis-network; everything that a reader sees is our own template, since
pyvis' own one calls other hosts and lets markup in labels run. The page asks for nothing from outside, runs only the
scripts whose hashes its policy names, and says everything without them too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from .drawing import FORMATS, LOOKS, Link, draw_edges, draw_nodes, list_links
from .errors import MissingExtra
from .page import TEMPLATES, as_script, open_templates, read_text, write_colours, write_policy
from .palette import hue_of, rank_of, shape_of
from .phrases import phrase, read_phrases

if TYPE_CHECKING:
    import jinja2
    import networkx as nx

#: Above so many nodes vis-network takes seconds to answer a click (notes/performance.md).
SLOW_ABOVE = 300

#: The words that the figure's script says itself.
_SCRIPT_WORDS = ("statements", "step", "nothing_chosen")

_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "keyboard": False, "multiselect": False, "selectConnectedEdges": False},
    "nodes": {"borderWidth": 1, "borderWidthSelected": 4},
    "edges": {"smooth": False, "arrowStrikethrough": False, "selectionWidth": 2, "hoverWidth": 1},
}


@dataclass(frozen=True)
class KindOfNode:
    """A line of the legend."""

    label: str
    hue: str
    shape: str


def draw_figure(network: nx.MultiDiGraph[str], *, lang: str = "en") -> str:
    """Draw a network as a whole HTML page that works offline.

    Parameters
    ----------
    network
        What :mod:`kgraph.network` builds. The graph has ``name``, ``title``, ``description``, ``note`` and
        ``question``; a node ``label``, ``language``, ``kind`` and ``kind_label``; an edge ``relation``, ``label``,
        ``sentence``, ``inferred``, ``disputed``, ``sources``, ``evidence`` and ``reasons``, and where they are known
        ``symmetric`` and ``between_lines``.
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
    environment.globals.update(_describe_page(network, links, lang), **_load_assets())
    nodes = draw_nodes(network)
    return _render(environment, nodes, draw_edges(links, nodes), network.graph["title"])


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
    return {
        "lang": lang,
        "graph": network.graph,
        "node_of": network.nodes,
        "links": links,
        "legend": _list_kinds(network),
        "looks": [look for look in LOOKS if any(link.look == look for link in links)],
        "alone": sorted(name for name, degree in network.degree() if degree == 0),
        "slow": len(network) > SLOW_ABOVE,
        "say": lambda key, **values: phrase("figure", key, lang, **values),
        "line_fonts": {format_.name: format_.line_font for format_ in FORMATS},
        "script_words": {key: read_phrases("figure")[key][lang] for key in _SCRIPT_WORDS},
        "web_host": web_host,
    }


def _list_kinds(network: nx.MultiDiGraph[str]) -> list[KindOfNode]:
    """List the kinds that the network has, each once."""
    looks = (network.nodes[name] for name in sorted(network, reverse=True))
    kinds = {look["kind"]: look["kind_label"] for look in looks}
    return [KindOfNode(kinds[kind], hue_of(kind), shape_of(kind)) for kind in sorted(kinds, key=rank_of)]


def web_host(url: str) -> str:
    """Return the host of an address that may be linked to, or nothing where it is not plain http or https.

    Examples
    --------
    >>> web_host("https://www.example.org/a"), web_host("javascript:alert(1)"), web_host("")
    ('www.example.org', '', '')
    """
    if not re.fullmatch(r"https?://[^\s<>\"']+", url, flags=re.IGNORECASE):
        return ""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


@cache
def _load_assets() -> dict[str, Any]:
    """Read scripts and styles, and the policy that lets exactly these run."""
    from markupsafe import Markup

    library = resources.files("pyvis") / "templates" / "lib" / "vis-9.1.2"
    scripts = [as_script(read_text(library / "vis-network.min.js")), as_script(read_text(TEMPLATES / "figure.js"))]
    styles = [read_text(library / "vis-network.css"), write_colours(), read_text(TEMPLATES / "figure.css")]
    return {
        "scripts": [Markup(script) for script in scripts],
        "styles": [Markup(style) for style in styles],
        "policy": write_policy(scripts, styles),
    }
