"""The files of a build folder, and its manifest."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from kgraph.errors import BuildError

#: Sorted N-Quads of all layers.
GRAPH_FILE = "graph.nq.gz"
#: The stored questions with their headers parsed, so that a query reads no YAML.
CATALOGUE_FILE = "catalogue.json"
#: Kind and content of a folder, version, hashes, counts; the file by which kgraph knows a folder as its own.
MANIFEST_FILE = "manifest.json"
#: What was read of the source files, so that the next build reads only those that have changed.
SOURCES_FILE = "sources.json"
#: Sizes, times and hashes of the inputs, by which a build is known to be fresh.
PRINTS_FILE = "freshness.json"
#: The folder of the Oxigraph store.
STORE = "store"
#: The graph as one page, and where its nodes stand, for the next page of a graph with the same edges.
ATLAS_FILE = "atlas.html"
LAYOUT_FILE = "layout.json"
#: What stands as ``kind`` in the manifest of a build.
BUILD = "build"

#: Raised when the layout of a build folder changes, so that older builds are not read.
FORMAT = 2


def read_manifest(out: Path) -> dict[str, Any]:
    """Read the manifest of a build folder.

    Raises
    ------
    BuildError
        If it misses, is damaged, or is of another format.
    """
    try:
        manifest: dict[str, Any] = json.loads((out / MANIFEST_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BuildError(f"{out}: is no build folder ({error}): run kgraph build --out {out}") from error
    if manifest.get("kind") != BUILD or manifest.get("format") != FORMAT:
        raise BuildError(f"{out}: is no build, or one of another version: run kgraph build --out {out}")
    return manifest
