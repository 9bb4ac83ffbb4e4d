"""Where the ontology, the data and the questions lie: in a checkout or in an installed wheel."""

from __future__ import annotations

import os
from pathlib import Path

#: The files of a data folder that stand alone, besides those in its folders ``sources`` and ``entities``.
SINGLE_FILES = ("countries.csv", "coverage.yaml", "left-out.csv", "not-same.yaml")

_PACKAGE = Path(__file__).resolve().parent


def _shipped(name: str) -> Path:
    """Return a folder that a wheel carries inside the package and a checkout beside it."""
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def ontology_folder() -> Path:
    """Return the folder of the ontology's Turtle files."""
    return _shipped("ontology")


def data_folder() -> Path:
    """Return the folder of the data that comes with the package."""
    return _shipped("data")


def questions_folder() -> Path:
    """Return the folder of the stored questions."""
    return _PACKAGE / "sparql"


def assets_folder() -> Path:
    """Return the folder of the atlas's built scripts and styles, which may be missing."""
    return _PACKAGE / "web" / "dist"


def default_build_folder(data: Path) -> Path:
    """Return where the build of a data folder is kept when nobody says where.

    It lies in the user's cache folder, or in ``KGRAPH_CACHE`` where that is set, one folder for each data folder.
    """
    import hashlib  # imported here: a query with --out does not need it

    mark = hashlib.sha256(str(data.resolve()).encode()).hexdigest()[:12]
    return _cache_folder() / f"build-{mark}"


def _cache_folder() -> Path:
    stated = os.environ.get("KGRAPH_CACHE")
    if stated:
        return Path(stated)
    import platformdirs  # imported here because a query with --out does not need it

    return Path(platformdirs.user_cache_dir("kgraph", appauthor=False))
