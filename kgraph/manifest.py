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
#: Version, hashes of inputs and outputs, counts; the file by which a folder is known as a build.
MANIFEST_FILE = "manifest.json"

#: Raised when the layout of a build folder changes, so that older builds are not read.
FORMAT = 1


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
    if manifest.get("format") != FORMAT:
        raise BuildError(f"{out}: was built by another version: run kgraph build --out {out}")
    return manifest
