"""The child process that makes the page of a build; what :class:`kgraph.atlas_process.AtlasProcess` starts."""

from __future__ import annotations

import gc
import gzip
import hashlib
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kgraph.atlas import make_page, pack_assets
from kgraph.atlas_model import Atlas
from kgraph.atlas_picture import Plans
from kgraph.atlas_sentences import Sentences, Told
from kgraph.manifest import ATLAS_FILE, CATALOGUE_FILE, GRAPH_FILE, LAYOUT_FILE
from kgraph.ontology import Ontology, read_ontology
from kgraph.paths import ontology_folder
from kgraph.questions import question_from_dict


@dataclass(frozen=True)
class Earlier:
    """The graph of the last build."""

    #: SHA-256 of its file.
    mark: str
    store: ox.Store
    told: Told

    @classmethod
    def read(cls, file: Path, ontology: Ontology) -> Earlier | None:
        """Read a graph file and tell its states; nothing where another build has taken it away."""
        try:
            content = file.read_bytes()
        except OSError:
            return None
        store = _load(gzip.decompress(content))
        return cls(hashlib.sha256(content).hexdigest(), store, Told.of(Atlas.of(store, ontology, {})))

    def change(self, new: str, gone: str) -> frozenset[str]:
        """Change the store by lines of N-Quads, and return the IRIs of the things that these speak of."""
        removed, added = (list(ox.parse(lines, format=ox.RdfFormat.N_QUADS)) for lines in (gone, new))
        for quad in removed:
            self.store.remove(quad)
        self.store.extend(added)
        return frozenset(quad.subject.value for quad in removed + added if isinstance(quad.subject, ox.NamedNode))


def write_page(folder: Path, known: Path) -> None:
    """Write page and layout into a build folder, as stdin tells.

    Its first line says whether the known build is the ground of this one; the second, for which it waits, how the graph has
    changed; the manifest follows when all else is done.

    Parameters
    ----------
    folder
        The folder, with graph file and catalogue once the second line is there.
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
    text = gzip.decompress((folder / GRAPH_FILE).read_bytes())
    catalogue = json.loads((folder / CATALOGUE_FILE).read_text(encoding="utf-8"))
    questions = {name: question_from_dict(each) for name, each in catalogue.items()}
    change = json.loads(line)
    told: Sentences = {}
    if earlier and change and change["of"] == earlier.mark:
        changed = earlier.change(change["new"], change["gone"])
        atlas = Atlas.of(earlier.store, ontology, questions)
        told = earlier.told.find_same(atlas, changed)
    else:
        atlas = Atlas.of(_load(text), ontology, questions)
    plans = Plans(known / LAYOUT_FILE, folder / LAYOUT_FILE)
    page = make_page(atlas, text.splitlines(), _read_manifest, plans=plans, known=told)
    (folder / ATLAS_FILE).write_bytes(page)


def _load(lines: bytes) -> ox.Store:
    store = ox.Store()
    store.bulk_load(lines, format=ox.RdfFormat.N_QUADS)
    return store


def _read_manifest() -> Mapping[str, Any]:
    manifest: Mapping[str, Any] = json.load(sys.stdin)
    return manifest


if __name__ == "__main__":
    gc.disable()  # what it makes lasts until it ends
    write_page(Path(sys.argv[1]), Path(sys.argv[2]))
