"""Builds that many tests read, each made once, and the browser in which pages are tried."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import filelock
import pytest
from seed_data import seed_data_folder

from kgraph.atlas import write_atlas
from kgraph.atlas_process import find_missing_asset
from kgraph.build import build
from kgraph.freshness import is_fresh
from kgraph.knowledge import KnowledgeGraph
from kgraph.paths import data_folder

if TYPE_CHECKING:
    from atlas_page import Reader
    from playwright.sync_api import Browser

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(scope="session")
def small_world(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    """Return the graph of ``tests/world/``, a small invented world that the questions are asked of."""
    folder = tmp_path_factory.mktemp("small-world") / "build"
    build(Path(__file__).parent / "world", folder)
    return KnowledgeGraph(folder)


@pytest.fixture(scope="session")
def seeds_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the two texts that the graph began with."""
    out = tmp_path_factory.mktemp("seeds") / "build"
    build(seed_data_folder(), out)
    return out


@pytest.fixture(scope="session")
def seeds(seeds_folder: Path) -> KnowledgeGraph:
    """Return the graph of the two texts that it began with."""
    return KnowledgeGraph(seeds_folder)


@pytest.fixture(scope="session")
def shipped_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the shipped data, once for all processes of a run: it takes long."""
    out = tmp_path_factory.getbasetemp().parent / "shipped" / "build"
    out.parent.mkdir(exist_ok=True)
    with filelock.FileLock(out.parent / "lock"):
        if not is_fresh(out, data_folder()):
            build(data_folder(), out)
    return out


@pytest.fixture(scope="session")
def shipped(shipped_folder: Path) -> KnowledgeGraph:
    """Return the graph of the shipped data."""
    return KnowledgeGraph(shipped_folder)


@pytest.fixture(scope="session")
def atlas_file(small_world: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the atlas of the small world."""
    need_assets()
    file = tmp_path_factory.mktemp("atlas") / "atlas.html"
    write_atlas(small_world, file)
    return file


@pytest.fixture(scope="session")
def shipped_atlas_file(shipped: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the atlas of the shipped data, once for all processes of a run."""
    need_assets()
    base = tmp_path_factory.getbasetemp()
    # without other processes the folder above is that of all runs
    file = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "atlas.html"
    with filelock.FileLock(file.with_suffix(".lock")):
        if not file.exists():
            write_atlas(shipped, file)
    return file


def need_assets() -> None:
    """Give up where the scripts of the atlas have not been built."""
    if missing := find_missing_asset():
        give_up(f"{missing} has not been built")


def give_up(reason: str) -> NoReturn:
    """Skip, or fail where everything is required."""
    if os.environ.get("KGRAPH_REQUIRE") == "all":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Return a browser without windows."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        give_up("playwright is not installed")
    if not CHROMIUM.exists():
        give_up(f"there is no browser at {CHROMIUM}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def reader(opened: Reader) -> Iterator[Reader]:
    """Return the reader whom a module has opened a page for, of whom nothing must be asked that it does not hold."""
    from atlas_page import watch  # imported here: most tests need no browser

    yield from watch(opened)
