"""The small invented world of ``world/`` that the questions are asked of, built once per test run."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgraph.build import build
from kgraph.knowledge import KnowledgeGraph


@pytest.fixture(scope="session")
def small_world(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    """Return the graph of ``tests/world/``."""
    folder = tmp_path_factory.mktemp("small-world") / "build"
    build(Path(__file__).parent / "world", folder)
    return KnowledgeGraph(folder)
