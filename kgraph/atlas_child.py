"""The child process that makes the page of a build; what :class:`kgraph.atlas_process.AtlasProcess` starts."""

from __future__ import annotations

import gc
import gzip
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kgraph.atlas import make_page, pack_assets
from kgraph.atlas_model import Atlas
from kgraph.atlas_picture import Plans
from kgraph.manifest import ATLAS_FILE, CATALOGUE_FILE, GRAPH_FILE, LAYOUT_FILE
from kgraph.ontology import read_ontology
from kgraph.paths import ontology_folder
from kgraph.questions import question_from_dict


def write_page(folder: Path, known: Path) -> None:
    """Write page and layout into a build folder, once stdin has a line; the manifest follows it when all else is done.

    Parameters
    ----------
    folder
        The folder, with graph file and catalogue once there is that line.
    known
        A build folder with an earlier layout; it may be missing.
    """
    pack_assets()
    ontology = read_ontology(ontology_folder())
    if not sys.stdin.readline():
        return  # the build has failed
    text = gzip.decompress((folder / GRAPH_FILE).read_bytes())
    store = ox.Store()
    store.bulk_load(text, format=ox.RdfFormat.N_QUADS)
    catalogue = json.loads((folder / CATALOGUE_FILE).read_text(encoding="utf-8"))
    questions = {name: question_from_dict(each) for name, each in catalogue.items()}
    atlas = Atlas.of(store, ontology, questions)
    plans = Plans(known / LAYOUT_FILE, folder / LAYOUT_FILE)
    (folder / ATLAS_FILE).write_bytes(make_page(atlas, text.splitlines(), _read_manifest, plans=plans))


def _read_manifest() -> Mapping[str, Any]:
    manifest: Mapping[str, Any] = json.load(sys.stdin)
    return manifest


if __name__ == "__main__":
    gc.disable()  # what it makes lasts until it ends
    write_page(Path(sys.argv[1]), Path(sys.argv[2]))
