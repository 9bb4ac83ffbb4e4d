"""Open the graph, building it first where that is needed."""

from __future__ import annotations

from pathlib import Path

from kgraph.freshness import is_fresh
from kgraph.knowledge import KnowledgeGraph
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
        from kgraph.build import build

        build(folder, target)
    return KnowledgeGraph(target)
