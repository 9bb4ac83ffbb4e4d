"""What the last build of a data folder holds, so that the next reads, checks and stores only what has changed.

A build that passed its checks is the ground: what has not changed since, under the same ontology, shapes and code,
needs no second check. The hashes of its inputs tell which source files have changed, the lines of its graph file what
that comes to.
"""

from __future__ import annotations

import gzip
import hashlib
import importlib.metadata
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from pydantic import TypeAdapter, ValidationError

from kgraph.errors import BuildError
from kgraph.manifest import GRAPH_FILE, SOURCES_FILE, STORE, read_manifest
from kgraph.records import Source
from kgraph.vocabulary import ASSERTED

#: The library whose verdict a build rests on; another version may judge otherwise.
_CHECKER = "pyshacl"
#: The share of the lines up to which a change is little.
_LITTLE = 0.05
_SOURCES: TypeAdapter[dict[str, Source]] = TypeAdapter(dict[str, Source])
_ASSERTED_END = f" <{ASSERTED}> .".encode()


@dataclass(frozen=True)
class Change:
    """How a graph differs from that of the last build, in lines of N-Quads."""

    #: SHA-256 of the graph file of the last build.
    of: str
    new: frozenset[bytes]
    gone: frozenset[bytes]
    #: Whether it is so little that to change what the last build made is quicker than to make it anew.
    little: bool

    def list_asserted(self) -> list[ox.Quad]:
        """Return what is newly asserted, and what is asserted no more."""
        changed = sorted(line for line in self.new | self.gone if line.endswith(_ASSERTED_END))
        return list(read_lines(changed))


@dataclass(frozen=True)
class Baseline:
    """The last build of a data folder."""

    folder: Path
    #: SHA-256 of its graph file.
    mark: str
    lines: frozenset[bytes]
    #: Slug to source, of the source files that are as they were.
    sources: dict[str, Source]

    @property
    def store(self) -> Path:
        """The folder of its store."""
        return self.folder / STORE

    def compare(self, lines: Iterable[bytes]) -> Change:
        """Return how the lines of a graph file differ from those of the last build."""
        differing = self.lines.symmetric_difference(lines)
        little = len(differing) <= len(self.lines) * _LITTLE
        return Change(self.mark, differing - self.lines, differing & self.lines, little)


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
        if _means(manifest["inputs"]) != _means(inputs) or manifest["checkedBy"] != describe_checker():
            return None
        lines = gzip.decompress(_read_whole(out, GRAPH_FILE, manifest)).splitlines()
        sources = _SOURCES.validate_json(_read_whole(out, SOURCES_FILE, manifest))
        before = manifest["inputs"]
        same = {slug: source for slug, source in sources.items() if _is_same(name_source(slug), before, inputs)}
        return Baseline(out, manifest["outputs"][GRAPH_FILE], frozenset(lines), same)
    except (BuildError, OSError, EOFError, ValidationError, LookupError, TypeError, AttributeError):
        return None


def _read_whole(out: Path, name: str, manifest: dict[str, Any]) -> bytes:
    """Return the bytes of a file of a build.

    Raises
    ------
    BuildError
        If they are not those that the build wrote.
    """
    content = (out / name).read_bytes()
    if manifest["outputs"][name] != hashlib.sha256(content).hexdigest():
        raise BuildError(f"{out / name}: is damaged: run kgraph build --out {out}")
    return content


def _is_same(name: str, before: Mapping[str, str], now: Mapping[str, str]) -> bool:
    return name in before and before[name] == now.get(name)


def name_source(slug: str) -> str:
    """Return the name of a source file among the inputs of a build."""
    return f"data/sources/{slug}.yaml"


def write_sources(sources: Mapping[str, Source], out: Path) -> None:
    """Keep with a build what was read of source files."""
    content = _SOURCES.dump_json(dict(sources), by_alias=True, exclude_defaults=True)
    (out / SOURCES_FILE).write_bytes(content + b"\n")


def describe_checker() -> str:
    """Return name and version of the library that checks the shapes."""
    return f"{_CHECKER} {importlib.metadata.version(_CHECKER)}"


def write_lines(quads: Iterable[ox.Quad]) -> list[bytes]:
    """Return the lines of quads in N-Quads, sorted by their bytes."""
    output = io.BytesIO()
    ox.serialize(quads, output, format=ox.RdfFormat.N_QUADS)
    return sorted(output.getvalue().splitlines())


def read_lines(lines: Iterable[bytes]) -> Iterator[ox.Quad]:
    """Yield the quads of lines in N-Quads."""
    return ox.parse(b"\n".join(lines), format=ox.RdfFormat.N_QUADS)


def _means(inputs: Mapping[str, str]) -> dict[str, str]:
    """Leave out the data: what it is built with remains."""
    return {name: mark for name, mark in inputs.items() if not name.startswith("data/")}
