"""Tell whether a build still says what its input files say, opening as few of them as possible.

Size and time of each file are kept with the build; a file is read again only where one of them has changed.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from kgraph.manifest import ATLAS_FILE, CATALOGUE_FILE, GRAPH_FILE, MANIFEST_FILE, PRINTS_FILE, STORE
from kgraph.paths import SINGLE_FILES, assets_folder, ontology_folder, questions_folder

#: What a store is opened by, besides its tables (``.sst``).
_TABLES = ("CURRENT", "MANIFEST-")

#: What the names of those inputs begin with on which the atlas alone depends.
_PAGE = "page/"

#: Name of an input to its size in bytes, time of change in nanoseconds, and SHA-256.
Prints = dict[str, tuple[int, int, str]]


def take_prints(data: Path) -> Prints:
    """Return size, time and hash of every input file, taken before they are read.

    What cannot be read is left out: the reading tells of it.
    """
    return _take_prints(_list_inputs(data))


def take_page_prints() -> Prints:
    """Return the same of what the atlas is made of besides the graph; the graph itself does not depend on it."""
    return _take_prints(_list_page_inputs())


def _take_prints(inputs: Iterable[tuple[str, Path]]) -> Prints:
    prints: Prints = {}
    for name, path in inputs:
        with contextlib.suppress(OSError):
            status = path.stat()
            prints[name] = (status.st_size, status.st_mtime_ns, _hash(path))
    return prints


def write_prints(prints: Prints, out: Path) -> None:
    """Keep the prints with a build, and the sizes of what it holds."""
    kept = {"inputs": prints, "outputs": _measure(out)}
    (out / PRINTS_FILE).write_text(json.dumps(kept, indent=0, sort_keys=True) + "\n", encoding="utf-8")


def is_fresh(out: Path, data: Path) -> bool:
    """Tell whether a build folder is whole and was made from the inputs as they are now; so its atlas, if it has one."""
    try:
        kept = json.loads((out / PRINTS_FILE).read_text(encoding="utf-8"))
        inputs = {name: tuple(each) for name, each in kept["inputs"].items()}
        listed = _list_inputs(data)
        if (out / ATLAS_FILE).exists():
            listed = chain(listed, _list_page_inputs())
        else:
            inputs = {name: each for name, each in inputs.items() if not name.startswith(_PAGE)}
        return bool(kept["outputs"] == _measure(out)) and _same_prints(inputs, listed)
    except (OSError, LookupError, ValueError, TypeError, AttributeError):  # missing, damaged, or an input went away
        return False


def _measure(out: Path) -> dict[str, int]:
    """Return the size of each file of a build that reading it leaves alone.

    A file cut short shows by its size; that single bytes of it have changed does not.
    """
    store = [path for path in out.glob(f"{STORE}/*") if path.name.endswith(".sst") or path.name.startswith(_TABLES)]
    files = [out / name for name in (CATALOGUE_FILE, GRAPH_FILE, MANIFEST_FILE)]
    return {path.name: path.stat().st_size for path in [*files, *store] if path.exists()}


def _same_prints(kept: dict[str, tuple[object, ...]], inputs: Iterable[tuple[str, Path]]) -> bool:
    seen = 0
    for name, path in inputs:
        old = kept.get(name)
        if old is None:
            return False
        status = path.stat()
        if (status.st_size, status.st_mtime_ns) != old[:2] and (status.st_size != old[0] or _hash(path) != old[2]):
            return False
        seen += 1
    return seen == len(kept)


def _list_inputs(data: Path) -> Iterator[tuple[str, Path]]:
    """Yield name and path of each input: data, ontology, questions, and the code that builds."""
    for part, folder, ending in (
        ("data/sources", data / "sources", ".yaml"),
        ("data/entities", data / "entities", ".yaml"),
        ("ontology", ontology_folder(), ".ttl"),
        ("questions", questions_folder(), ".rq"),
        ("questions/checks", questions_folder() / "checks", ".rq"),
        ("code", Path(__file__).parent, ".py"),
    ):
        yield from ((f"{part}/{path.name}", path) for path in _list_files(folder, ending))
    for name in SINGLE_FILES:
        if (data / name).exists():
            yield f"data/{name}", data / name


def _list_page_inputs() -> Iterator[tuple[str, Path]]:
    """Yield name and path of what the atlas shows and does: its built scripts, its template, and all phrases."""
    package = Path(__file__).parent
    for part, folder, ending in (
        ("assets", assets_folder(), (".css", ".js", ".json", ".txt", ".wasm")),
        ("templates", package / "templates", "atlas.html"),
        ("phrases", package / "phrases", ".json"),
    ):
        yield from ((f"{_PAGE}{part}/{path.name}", path) for path in _list_files(folder, ending))


def _list_files(folder: Path, ending: str | tuple[str, ...]) -> list[Path]:
    try:
        with os.scandir(folder) as entries:
            return [Path(entry.path) for entry in entries if entry.name.endswith(ending)]
    except FileNotFoundError:
        return []


def _hash(path: Path) -> str:
    import hashlib  # imported here: a build that is fresh by size and time needs no hash

    if not path.is_file():  # a pipe would never end
        raise FileNotFoundError(path)
    return hashlib.sha256(path.read_bytes()).hexdigest()
