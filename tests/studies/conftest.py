"""The ties of the two graphs that studies are run over, read once, and the studies that many tests read."""

from __future__ import annotations

import pytest

from kgraph.analysis.ties import Ties, read_ties
from kgraph.knowledge import KnowledgeGraph
from studies.runs import Runs


@pytest.fixture(scope="session")
def small_ties(small_world: KnowledgeGraph) -> Ties:
    """Return the ties of the small world."""
    return read_ties(small_world)


@pytest.fixture(scope="session")
def shipped_ties(shipped: KnowledgeGraph) -> Ties:
    """Return the ties of the shipped data."""
    return read_ties(shipped)


@pytest.fixture(scope="session")
def small_runs(small_world: KnowledgeGraph, small_ties: Ties) -> Runs:
    """Return the studies of the small world."""
    return Runs(small_world, small_ties)


@pytest.fixture(scope="session")
def shipped_runs(shipped: KnowledgeGraph, shipped_ties: Ties) -> Runs:
    """Return the studies of the shipped data."""
    return Runs(shipped, shipped_ties)


@pytest.fixture(params=["small_runs", "shipped_runs"], ids=["small", "shipped"])
def runs(request: pytest.FixtureRequest) -> Runs:
    """Return the studies of one graph after the other."""
    found: Runs = request.getfixturevalue(request.param)
    return found
