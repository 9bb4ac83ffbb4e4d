"""The atlas: the whole graph as one HTML file that asks for nothing from anywhere.

The page carries its data in blocks, each compressed and in base64, and one script that unpacks them. Its policy lets
that script run, one more that the page puts in when a reader writes SPARQL, and the engine in a worker; nothing else.
"""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from kgraph.atlas_data import describe_graph
from kgraph.atlas_model import Atlas
from kgraph.atlas_picture import Plans, place_nodes
from kgraph.atlas_quads import Quads, write_trig
from kgraph.atlas_sentences import Sentences, tell_states
from kgraph.atlas_words import describe_interface, describe_questions
from kgraph.errors import MissingAssets
from kgraph.folder import replacing_file
from kgraph.knowledge import KnowledgeGraph
from kgraph.manifest import GRAPH_FILE, LAYOUT_FILE
from kgraph.numbers import group_digits
from kgraph.page import as_script, open_templates, write_policy
from kgraph.palette import HUES
from kgraph.paths import assets_folder
from kgraph.phrases import LANGUAGES, phrase

#: Block of the page to the asset that it holds.
_BLOCKS = {
    "data-map": "map.json",
    "data-wasm": "oxigraph.wasm.gz",
    "data-worker": "worker.js",
    "data-editor": "editor.js",
    "data-licences": "licences.txt",
}


def write_atlas(graph: KnowledgeGraph, target: Path, *, lang: str = "") -> None:
    """Write a graph as one HTML page that works offline.

    Parameters
    ----------
    graph
        The graph.
    target
        The file to write; it stays as it was when anything fails.
    lang
        Language in which the page opens; that of the reader's browser when not given.

    Raises
    ------
    MissingAssets
        If the page's scripts have not been built.
    """
    quads = Quads(gzip.decompress((graph.folder / GRAPH_FILE).read_bytes()).splitlines())
    atlas = Atlas.of(graph.store, graph.ontology, graph.questions)
    page = make_page(atlas, quads, lambda: graph.manifest, lang=lang, plans=Plans(graph.folder / LAYOUT_FILE))
    with replacing_file(target) as new:
        new.write_bytes(page)


def make_page(
    atlas: Atlas,
    quads: Quads,
    manifest: Callable[[], Mapping[str, Any]],
    *,
    lang: str = "",
    plans: Plans | None = None,
    known: Sentences | None = None,
) -> bytes:
    """Return the page in UTF-8: the same bytes for the same graph.

    Parameters
    ----------
    atlas
        The graph.
    quads
        All that it holds.
    manifest
        Gives the manifest of its build; called late, so that it may be waited for.
    lang
        As for :func:`write_atlas`.
    plans
        Where layouts are kept; nowhere when not given.
    known
        Sentences that need not be made again.

    Raises
    ------
    MissingAssets
        If the page's scripts have not been built.
    """
    script, editor, style = (_as_text(_read_asset(name)) for name in ("atlas.js", "editor.js", "atlas.css"))
    with ThreadPoolExecutor(1) as beside:  # compressing needs no interpreter
        packed = beside.submit(pack_assets)
        blocks = {name: beside.submit(_pack, data) for name, data in _list_blocks(atlas, quads, known or {})}
        picture = {**describe_graph(atlas, place_nodes(atlas, plans or Plans())), **describe_interface(atlas)}
        about = manifest()
        blocks["data-graph"] = beside.submit(_pack, _write_json({**_describe_build(about), **picture}))
        return _render(
            lang=lang or LANGUAGES[0],
            chosen=bool(lang),
            script=as_script(script),
            style=style,
            policy=write_policy([as_script(script), editor], [style], engine=True),
            blocks=dict(sorted({**packed.result(), **{name: each.result() for name, each in blocks.items()}}.items())),
            counts=about["counts"],
        )


@cache
def pack_assets() -> dict[str, str]:
    """Return the blocks that every page holds: engine, map, editor, licences.

    Raises
    ------
    MissingAssets
        If they have not been built.
    """
    return {
        name: _encode(_read_asset(file)) if file.endswith(".gz") else _pack(_read_asset(file))
        for name, file in _BLOCKS.items()
    }


def _list_blocks(atlas: Atlas, quads: Quads, known: Sentences) -> Iterator[tuple[str, bytes]]:
    yield "data-quads", write_trig(quads)
    for lang in LANGUAGES:
        yield f"data-sentences-{lang}", _write_json(tell_states(atlas, lang, known.get(lang)))
    yield "data-questions", _write_json(describe_questions(atlas))


def _describe_build(manifest: Mapping[str, Any]) -> dict[str, Any]:
    named = {name: manifest[name] for name in ("version", "asOf", "counts")}
    return {**named, "hash": manifest["outputs"][GRAPH_FILE]}


def _render(*, lang: str, style: str, script: str, policy: str, blocks: Mapping[str, str], **given: Any) -> bytes:
    """Fill the template. What is marked as safe was escaped, or is base64 or a hash; all else the template escapes."""
    from markupsafe import Markup  # comes with the templates

    counts: Mapping[str, int] = given["counts"]

    def say(key: str, language: str) -> str:
        return phrase("atlas", key, language, **{name: group_digits(str(counts[name]), language) for name in counts})

    page = open_templates().get_template("atlas.html")
    return page.render(
        lang=lang,
        chosen=given["chosen"],
        languages=sorted(LANGUAGES, key=lambda each: each != lang),
        say=say,
        icon=_draw_icon(),
        policy=Markup(policy),
        style=Markup(style),
        script=Markup(script),
        blocks={name: Markup(packed) for name, packed in blocks.items()},
    ).encode()


def _write_json(value: Any) -> bytes:
    """Write JSON in which nothing could end a script or a line of one, wherever it is put."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text.encode()


def _pack(data: bytes) -> str:
    return _encode(gzip.compress(data, 9, mtime=0))


def _encode(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _read_asset(name: str) -> bytes:
    try:
        return (assets_folder() / name).read_bytes()
    except OSError as error:
        raise MissingAssets(assets_folder() / name) from error


def _as_text(asset: bytes) -> str:
    """Return a text with the line ends that a browser makes of it, since the policy's hashes are of what it sees."""
    return asset.decode().replace("\r\n", "\n").replace("\r", "\n")


def _draw_icon() -> str:
    """Return the page's icon as an address that holds the picture itself."""
    blue, orange, green = (HUES["light"][hue] for hue in ("blue", "orange", "green"))
    picture = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">'
        '<path d="M4 4 12 6 6 13Z" fill="none" stroke="#6b7280"/>'
        f'<circle cx="4" cy="4" r="3" fill="{blue}"/><circle cx="12" cy="6" r="2.5" fill="{orange}"/>'
        f'<circle cx="6" cy="13" r="2.5" fill="{green}"/></svg>'
    )
    return f"data:image/svg+xml,{quote(picture)}"
