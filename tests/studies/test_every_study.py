"""What holds of every study, whatever it measures."""

from __future__ import annotations

from collections.abc import Iterator
from string import Formatter

import pytest

from kgraph.analysis.ties import Ties
from kgraph.errors import QuestionError
from kgraph.knowledge import KnowledgeGraph
from kgraph.phrases import LANGUAGES, read_phrases
from kgraph.studies import MEASURES, list_settings, run_study
from kgraph.studies.study import Study
from studies.commands import list_commands
from studies.runs import QUICK, Runs

every_study = pytest.mark.parametrize("name", MEASURES)
every_language = pytest.mark.parametrize("lang", LANGUAGES)


def _bytes(study: Study) -> list[bytes]:
    pictures = [picture.svg.encode() for picture in study.pictures]
    return pictures + [table.frame.to_csv().encode() for table in study.tables]


def _texts(study: Study) -> Iterator[str]:
    yield from (study.title, study.question, study.answer, study.means, study.not_means, *study.references)
    for table in study.tables:
        yield from (table.title, *table.columns.values(), *table.headings.values())
    for picture in study.pictures:
        yield from (picture.title, picture.alternative)


def _places(text: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name)


@every_study
def test_the_same_seed_gives_the_same_bytes(name: str, small_runs: Runs) -> None:
    assert _bytes(small_runs.run_again(name)) == _bytes(small_runs.study(name))


@every_study
def test_a_setting_that_the_study_has_not_is_named(name: str, small_runs: Runs) -> None:
    right = next(iter(list_settings(name)))
    problem = f"^{name}: no setting '{right}z': did you mean '{right}'"
    with pytest.raises(QuestionError, match=problem):
        run_study(small_runs.graph, name, ties=small_runs.ties, settings={f"{right}z": "1"})


@every_study
def test_every_row_leads_to_sources_that_the_graph_holds(name: str, runs: Runs) -> None:
    for table in runs.study(name).tables:
        assert len(table.sources) == len(table.frame) > 0, table.name
        assert all(sources and runs.held.issuperset(sources) for sources in table.sources), table.name


@every_study
def test_every_command_that_a_table_names_gives_rows(name: str, runs: Runs) -> None:
    study = runs.study(name)
    assert [table.name for table in study.tables if not table.questions] == []
    assert [command for command in list_commands(study) if not runs.ask(command)] == []


@every_study
def test_every_phrase_stands_in_all_languages_with_the_same_places(name: str) -> None:
    for texts in read_phrases(f"study-{name}").values():
        assert tuple(texts) == LANGUAGES
        assert all(text.strip() for text in texts.values())
        assert {_places(text) for text in texts.values()} == {_places(texts["en"])}


@every_language
@every_study
def test_a_study_is_told_in_every_language(name: str, lang: str, small_runs: Runs) -> None:
    study = small_runs.study(name, lang)
    phrases = read_phrases(f"study-{name}")
    assert (study.means, study.not_means) == (phrases["means"][lang], phrases["not-means"][lang])
    assert [table.title for table in study.tables] == [phrases[f"table-{table.name}"][lang] for table in study.tables]
    assert all(table.columns.keys() == table.headings.keys() == set(table.frame.columns) for table in study.tables)


@every_language
@every_study
def test_no_place_in_a_sentence_is_left_open(name: str, lang: str, small_runs: Runs) -> None:
    assert [text for text in _texts(small_runs.study(name, lang)) if "{" in text] == []


@pytest.mark.parametrize("name", ["brokers", "overlap", "communities", "path"])
def test_a_graph_without_ties_says_that_no_source_is_held(
    name: str, small_world: KnowledgeGraph, small_ties: Ties
) -> None:
    none = Ties(small_ties.states.head(0), small_ties.witnesses.head(0), small_ties.entities)
    study = run_study(small_world, name, ties=none, settings=QUICK.get(name))
    assert "as far as the graph holds sources" in study.answer
    assert study.pictures == ()
