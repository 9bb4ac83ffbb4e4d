"""What the last build of a data folder holds, so that the next checks and stores only what has changed.

A build that passed its checks is the ground: what has not changed since, under the same ontology, shapes and code,
needs no second check. The lines of its graph file tell what has changed.
"""

from __future__ import annotations

import gzip
import hashlib
import importlib.metadata
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kgraph.errors import BuildError
from kgraph.manifest import GRAPH_FILE, STORE, read_manifest
from kgraph.vocabulary import ASSERTED

#: The library whose verdict a build rests on; another version may judge otherwise.
_CHECKER = "pyshacl"
_ASSERTED_END = f" <{ASSERTED}> .".encode()


@dataclass(frozen=True)
class Change:
    """Lines of N-Quads that are new, and those that are gone."""

    new: frozenset[bytes]
    gone: frozenset[bytes]

    def find_asserted(self) -> set[str]:
        """Return the IRIs of which something else is asserted than before."""
        changed = (line for line in self.new | self.gone if line.endswith(_ASSERTED_END))
        return {line[1 : line.index(b">")].decode() for line in changed}


@dataclass(frozen=True)
class Baseline:
    """The last build of a data folder."""

    folder: Path
    lines: frozenset[bytes]

    @property
    def store(self) -> Path:
        """The folder of its store."""
        return self.folder / STORE

    def compare(self, lines: Iterable[bytes]) -> Change:
        """Return how the lines of a graph file differ from those of the last build."""
        new = frozenset(lines)
        return Change(new - self.lines, self.lines - new)


def read_baseline(out: Path, inputs: Mapping[str, str]) -> Baseline | None:
    """Return the last build, or ``None`` where it cannot be the ground of a new one.

    Parameters
    ----------
    out
        The build folder; it need not exist.
    inputs
        Name to hash of each input as it is now. All but the data must be as they were.
    """
    try:
        manifest = read_manifest(out)
        packed = (out / GRAPH_FILE).read_bytes()
        whole = manifest["outputs"][GRAPH_FILE] == hashlib.sha256(packed).hexdigest()
        same = _means(manifest["inputs"]) == _means(inputs) and manifest["checkedBy"] == describe_checker()
        return Baseline(out, frozenset(gzip.decompress(packed).splitlines())) if whole and same else None
    except (BuildError, OSError, EOFError, json.JSONDecodeError, LookupError, TypeError, AttributeError):
        return None


def describe_checker() -> str:
    """Return name and version of the library that checks the shapes."""
    return f"{_CHECKER} {importlib.metadata.version(_CHECKER)}"


def write_lines(quads: Iterable[ox.Quad]) -> list[bytes]:
    """Return the lines of quads in N-Quads, sorted by their bytes."""
    output = io.BytesIO()
    ox.serialize(quads, output, format=ox.RdfFormat.N_QUADS)
    return sorted(output.getvalue().splitlines())


def _means(inputs: Mapping[str, str]) -> dict[str, str]:
    """Leave out the data: what it is built with remains."""
    return {name: mark for name, mark in inputs.items() if not name.startswith("data/")}
