"""What a page takes over from an earlier graph is what it would make itself."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from edits import WORLD, add_claim, change_label, change_locator, drop_source, edit_at_random

from conftest import need_assets
from kgraph.atlas_model import Atlas
from kgraph.atlas_quads import Quads, write_trig
from kgraph.atlas_sentences import Told
from kgraph.baseline import write_lines
from kgraph.build import build, compile_data
from kgraph.errors import DataError
from kgraph.manifest import ATLAS_FILE
from kgraph.ontology import read_ontology
from kgraph.paths import ontology_folder
from kgraph.phrases import LANGUAGES
from kgraph.vocabulary import ID

ONTOLOGY = read_ontology(ontology_folder())


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return Path(shutil.copytree(WORLD, tmp_path / "data"))


@pytest.fixture(scope="module")
def first() -> Atlas:
    """Return the small world before any edit, surveyed."""
    return survey(WORLD)


def survey(data: Path) -> Atlas:
    return Atlas.of(compile_data(data).store, ONTOLOGY, {})


def find_changed(before: Atlas, after: Atlas) -> set[str]:
    differing = set(before.store) ^ set(after.store)
    return {quad.subject.value for quad in differing if isinstance(quad.subject, ox.NamedNode)}


def list_lines(atlas: Atlas) -> list[bytes]:
    return write_lines(list(atlas.store))


def change_quads(before: Atlas, after: Atlas) -> Quads:
    """Return the quads of the first graph, changed to those of the second."""
    old, new = list_lines(before), list_lines(after)
    quads = Quads(old)
    quads.change(sorted({*new}.difference(old)), sorted({*old}.difference(new)))
    return quads


@pytest.mark.parametrize("change", [add_claim, drop_source, change_label, change_locator])
def test_sentences_taken_over_are_those_of_the_new_graph(
    change: Callable[[Path], None], data: Path, first: Atlas
) -> None:
    change(data)
    after = survey(data)
    same, own = Told.of(first).find_same(after, find_changed(first, after)), Told.of(after).sentences
    assert same["en"]
    assert all(same[lang].items() <= own[lang].items() for lang in LANGUAGES)


@pytest.mark.parametrize("seed", range(2))
def test_what_is_taken_over_is_that_of_the_new_graph_whatever_is_edited(seed: int, data: Path, first: Atlas) -> None:
    chance, before = random.Random(seed), first
    for _ in range(4):
        edit_at_random(data, chance)
        try:
            after = survey(data)
        except DataError:  # refused: the editor takes it back
            shutil.rmtree(data)
            shutil.copytree(WORLD, data)
            after = survey(data)
        changed = find_changed(before, after)
        same, own = Told.of(before).find_same(after, changed), Told.of(after).sentences
        assert all(same[lang].items() <= own[lang].items() for lang in LANGUAGES)
        assert replace(before, store=after.store).update({}, changed).survey == after.survey
        assert write_trig(change_quads(before, after)) == write_trig(Quads(list_lines(after)))
        before = after


def test_a_new_name_is_told_again_and_nothing_else_is(data: Path, first: Atlas) -> None:
    change_label(data)
    after = survey(data)
    same = Told.of(first).find_same(after, find_changed(first, after))
    again = {state.iri for state in (*after.states, *after.figures)} - same["vi"].keys()
    renamed = ID + "acme-video"
    assert again == {
        state.iri for state in (*after.states, *after.figures) if renamed in (state.subject, state.object.value)
    }


@pytest.mark.parametrize("change", [add_claim, change_label])
def test_the_page_made_on_the_last_build_is_that_of_a_whole_one(
    change: Callable[[Path], None], data: Path, tmp_path: Path
) -> None:
    need_assets()
    build(data, tmp_path / "out", page=True)
    change(data)
    build(data, tmp_path / "out", page=True)
    build(data, tmp_path / "whole", page=True)
    pages = [(tmp_path / name / ATLAS_FILE).read_bytes() for name in ("out", "whole")]
    assert hash(pages[0]) == hash(pages[1])
