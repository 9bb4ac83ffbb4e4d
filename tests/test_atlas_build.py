"""What the atlas is built of: the same list of assets everywhere, and colours that stand out from their ground."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest

from kgraph.atlas_process import ASSETS
from kgraph.palette import ATLAS_HUES

ROOT = Path(__file__).parent.parent


def test_the_build_hook_builds_the_assets_that_the_page_needs() -> None:
    pytest.importorskip("hatchling")
    assert runpy.run_path(str(ROOT / "hatch_build.py"))["ASSETS"] == ASSETS


def luminance(colour: str) -> float:
    """Return the relative luminance of ``#rrggbb`` (WCAG 2.2): 0 for black to 1 for white."""
    shares = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours (WCAG 2.2): 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def find_ground(theme: str) -> str:
    """Return what lies behind the picture, which the page itself decides."""
    text = (ROOT / "kgraph" / "web" / "src" / "theme.ts").read_text(encoding="utf-8")
    found = re.search(rf'^  {theme}: {{\n    ground: "(#[0-9a-f]{{6}})"', text, re.MULTILINE)
    assert found, theme
    return found[1]


@pytest.mark.parametrize(("theme", "least"), [("light", 3), ("dark", 3), ("contrast", 7)])
def test_each_hue_of_the_atlas_stands_out_from_its_ground(theme: str, least: float) -> None:
    hues = dict(ATLAS_HUES[theme])
    grounds = [hues.pop("surface"), find_ground(theme)]
    weak = {hue for hue, colour in hues.items() for ground in grounds if contrast(colour, ground) < least}
    assert weak == set()


def test_the_themes_of_the_atlas_have_the_same_hues() -> None:
    assert ATLAS_HUES["light"].keys() == ATLAS_HUES["dark"].keys() == ATLAS_HUES["contrast"].keys()
