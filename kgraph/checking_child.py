"""The child process that reads files from outside: limits itself, checks, and writes the problems as JSON."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from kgraph.checking import CHILD_BYTES, CHILD_SECONDS
from kgraph.errors import Problem
from kgraph.ontology import read_ontology
from kgraph.paths import data_folder, ontology_folder
from kgraph.references import find_reference_problems
from kgraph.sources import Reader, list_data_files

#: Name of a file that stands alone to what reads it.
_SINGLES = {"coverage.yaml": Reader.read_coverage, "not-same.yaml": Reader.read_distinctions}


def find_problems(files: list[Path], data: Path | None) -> list[Problem]:
    """Find what is wrong in a few files, reading the entities and countries of their data folder besides."""
    files = [path.absolute() for path in files]
    folder = data or _folder_of(files)
    reader = Reader(folder)
    reader.read_countries()
    named = {os.path.realpath(path) for path in files}  # which, unlike resolve, bears links in a circle
    others = [path for path in list_data_files(folder) if os.path.realpath(path) not in named]
    for path in others:
        if path.parent.name == "entities":
            reader.read_entities(path)
        elif path.parent.name == "sources":
            reader.note_source(path)
    reader.problems.clear()  # what is wrong in other files is not asked
    known = set(reader.data.entities)
    for path in files:
        if path.parent.name == "entities":
            reader.read_entities(path)
        elif _stands_alone(path):
            _SINGLES[path.name](reader, path)
        else:
            reader.read_source(path)
    references = find_reference_problems(
        reader.data,
        read_ontology(ontology_folder()),
        sources=list(reader.data.sources),
        entities=[slug for slug in reader.data.entities if slug not in known],
        singles=reader.data.single_documents,
    )
    return sorted({*reader.problems, *references})


def _stands_alone(path: Path) -> bool:
    return path.name in _SINGLES and path.parent.name != "sources"


def _folder_of(files: list[Path]) -> Path:
    """Return the data folder that the first file lies in, or the package's."""
    above = files[0].parent
    folder = above if _stands_alone(files[0]) else above.parent
    return folder if (folder / "sources").is_dir() and (folder / "entities").is_dir() else data_folder()


def _limit() -> None:
    """Limit time and memory of this process, where the system can."""
    try:
        import resource
    except ImportError:  # not a POSIX system
        return
    resource.setrlimit(resource.RLIMIT_AS, (CHILD_BYTES, CHILD_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CHILD_SECONDS, CHILD_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    _limit()
    found = find_problems([Path(name) for name in sys.argv[2:]], Path(sys.argv[1]) if sys.argv[1] else None)
    json.dump([problem._asdict() for problem in found], sys.stdout)
