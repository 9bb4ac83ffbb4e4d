"""The child process that makes the page of a build; what :class:`kgraph.atlas_process.AtlasProcess` starts."""

from __future__ import annotations

import gc
import gzip
import hashlib
import json
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kgraph.atlas import make_page, pack_assets
from kgraph.atlas_model import Atlas
from kgraph.atlas_picture import Plans
from kgraph.atlas_quads import Quads
from kgraph.atlas_sentences import Sentences, Told
from kgraph.manifest import ATLAS_FILE, CATALOGUE_FILE, GRAPH_FILE, LAYOUT_FILE
from kgraph.ontology import Ontology, read_ontology
from kgraph.paths import ontology_folder
from kgraph.questions import question_from_dict


@dataclass(frozen=True)
class Earlier:
    """The graph of the last build, and what was told of it."""

    #: SHA-256 of its file.
    mark: str
    atlas: Atlas
    quads: Quads
    told: Told

    @classmethod
    def read(cls, file: Path, ontology: Ontology) -> Earlier | None:
        """Read a graph file and tell its states; nothing where another build has taken it away."""
        try:
            content = file.read_bytes()
        except OSError:
            return None
        store, quads = _read_graph(content)
        atlas = Atlas.of(store, ontology, {})
        return cls(hashlib.sha256(content).hexdigest(), atlas, quads, Told.of(atlas))

    def change(self, new: str, gone: str) -> frozenset[str]:
        """Change the graph by lines of N-Quads, and return the IRIs of the things that these speak of."""
        removed, added = (list(ox.parse(lines, format=ox.RdfFormat.N_QUADS)) for lines in (gone, new))
        for quad in removed:
            self.atlas.store.remove(quad)
        self.atlas.store.extend(added)
        self.quads.change(new.encode().splitlines(), gone.encode().splitlines())
        return frozenset(quad.subject.value for quad in removed + added if isinstance(quad.subject, ox.NamedNode))


def write_page(folder: Path, known: Path) -> None:
    """Write page and layout into a build folder, as stdin tells.

    Its first line says whether the known build is the ground of this one; the second, for which it waits, how the graph
    has changed; the manifest follows when all else is done.

    Parameters
    ----------
    folder
        The folder, with the catalogue once the second line is there, and with the graph file too where that tells of no
        change.
    known
        A build folder with an earlier graph and layout; it may be missing.
    """
    pack_assets()
    ontology = read_ontology(ontology_folder())
    is_ground = json.loads(sys.stdin.readline() or "false")
    earlier = Earlier.read(known / GRAPH_FILE, ontology) if is_ground else None
    line = sys.stdin.readline()
    if not line:
        return  # the build has failed
    change = json.loads(line)
    catalogue = json.loads((folder / CATALOGUE_FILE).read_text(encoding="utf-8"))
    questions = {name: question_from_dict(each) for name, each in catalogue.items()}
    told: Sentences = {}
    if earlier and change and change["of"] == earlier.mark:
        changed, quads = earlier.change(change["new"], change["gone"]), earlier.quads
        atlas = earlier.atlas.update(questions, changed)
        told = earlier.told.find_same(atlas, changed)
    else:
        if change:
            _read_manifest()  # the graph file is not there before
        store, quads = _read_graph((folder / GRAPH_FILE).read_bytes())
        atlas = Atlas.of(store, ontology, questions)
    plans = Plans(known / LAYOUT_FILE, folder / LAYOUT_FILE)
    (folder / ATLAS_FILE).write_bytes(make_page(atlas, quads, _read_manifest, plans=plans, known=told))


def _read_graph(content: bytes) -> tuple[ox.Store, Quads]:
    """Return the quads of a graph file twice: to be asked, and to be written."""
    text = gzip.decompress(content)
    store = ox.Store()
    store.bulk_load(text, format=ox.RdfFormat.N_QUADS)
    return store, Quads(text.splitlines())


@cache
def _read_manifest() -> Mapping[str, Any]:
    manifest: Mapping[str, Any] = json.load(sys.stdin)
    return manifest


if __name__ == "__main__":
    gc.disable()  # what it makes lasts until it ends
    write_page(Path(sys.argv[1]), Path(sys.argv[2]))
    os._exit(0)  # to take apart what it made would take as long as to write it
