"""Open the graph, building it first where that is needed."""

from __future__ import annotations

from pathlib import Path

from kgraph.freshness import is_fresh
from kgraph.knowledge import KnowledgeGraph
from kgraph.manifest import ATLAS_FILE
from kgraph.paths import data_folder, default_build_folder


def load(data: str | Path | None = None, out: str | Path | None = None) -> KnowledgeGraph:
    """Open the graph, building it first where it misses or its data has changed.

    Parameters
    ----------
    data
        A data folder; the one that comes with kgraph when not given.
    out
        The build folder; one in the user's cache folder when not given.

    Raises
    ------
    DataError
        If the data must be built and is wrong.
    BuildError
        If the build folder cannot be written or read.

    Examples
    --------
    >>> kg = load()
    >>> "TikTok" in {row["memberName"] for row in kg.query("members", alliance="tech-coalition").rows}
    True
    """
    folder = Path(data) if data else data_folder()
    target = Path(out) if out else default_build_folder(folder)
    if not is_fresh(target, folder):
        from kgraph.atlas_process import find_missing_asset
        from kgraph.build import build

        # a page that was there is kept up to date, and none is made that nobody asked for
        build(folder, target, page=(target / ATLAS_FILE).exists() and find_missing_asset() is None)
    return KnowledgeGraph(target)
