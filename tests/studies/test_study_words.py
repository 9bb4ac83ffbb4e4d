from __future__ import annotations

from string import Formatter

import pytest

from kgraph.analysis.ties import Ties, read_ties
from kgraph.knowledge import KnowledgeGraph
from kgraph.phrases import LANGUAGES, read_phrases
from kgraph.studies import MEASURES, run_study

_STUDIES = MEASURES


@pytest.fixture(scope="module")
def small_ties(small_world: KnowledgeGraph) -> Ties:
    return read_ties(small_world)


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("study", _STUDIES)
def test_every_phrase_stands_in_all_languages_with_the_same_places(study: str) -> None:
    for texts in read_phrases(f"study-{study}").values():
        assert tuple(texts) == LANGUAGES
        assert all(text.strip() for text in texts.values())
        assert {frozenset(_places(text)) for text in texts.values()} == {frozenset(_places(texts["en"]))}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", _STUDIES)
def test_a_study_is_told_in_every_language(name: str, lang: str, small_world: KnowledgeGraph, small_ties: Ties) -> None:
    study = run_study(small_world, name, ties=small_ties, lang=lang)
    phrases = read_phrases(f"study-{name}")
    assert study.means == phrases["means"][lang]
    assert [table.title for table in study.tables] == [phrases[f"table-{table.name}"][lang] for table in study.tables]
    assert all(table.columns.keys() == table.headings.keys() == set(table.frame.columns) for table in study.tables)
