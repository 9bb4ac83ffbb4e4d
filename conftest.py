"""Fixtures of tests and doctests: builds in folders of their own, never in the user's cache."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keep builds that name no folder out of the user's cache."""
    folder = tmp_path_factory.mktemp("cache")
    before = os.environ.get("KGRAPH_CACHE")
    os.environ["KGRAPH_CACHE"] = str(folder)
    yield folder
    if before is None:
        del os.environ["KGRAPH_CACHE"]
    else:
        os.environ["KGRAPH_CACHE"] = before
