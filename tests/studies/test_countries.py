"""The country picture on the small world."""

from __future__ import annotations

import pytest

from kgraph.analysis.countries import ASPECTS
from kgraph.analysis.ties import Ties
from kgraph.errors import UnknownName
from kgraph.knowledge import KnowledgeGraph
from kgraph.studies import run_study
from kgraph.studies.study import Study
from kgraph.vocabulary import shorten
from studies.commands import list_commands, run_command
from studies.runs import Runs


@pytest.fixture(scope="module")
def study(small_runs: Runs) -> Study:
    return small_runs.study("countries")


def row_of(study: Study, country: str) -> dict[str, object]:
    frame = study.tables[0].frame
    (row,) = frame[frame["country"] == country].to_dict("records")
    return {str(key): value for key, value in row.items()}


def test_counts_are_those_of_the_stored_question(runs: Runs) -> None:
    aspects = ["campaigns", "hotlines", "helplines", "regulators", "authorities", "risks", "alliances"]
    told = runs.study("countries").tables[0].frame.set_index("country")[aspects].fillna(0).astype(int)
    asked = {shorten(str(row["country"])): row for row in runs.graph.query("country-picture").rows}
    assert told.sum().all()
    assert told.to_dict("index") == {
        country: {name: int(asked[country][name]) for name in aspects} for country in told.index
    }


def test_a_country_in_detail_names_what_is_held_and_for_what_no_source_is(
    small_world: KnowledgeGraph, small_ties: Ties
) -> None:
    detail = run_study(small_world, "countries", ties=small_ties, settings={"country": "Brazil"})
    assert detail.answer == (
        "For Brazil sources are held on: campaigns 2, partners 2, hotlines 1, regulators 2, alliances there 1, "
        "alliances joined 3. No source held: helplines; other authorities; risks addressed."
    )
    assert set(detail.tables[2].frame["country"]) == {"BRA"}


def test_a_country_in_detail_is_asked_for_by_name(small_world: KnowledgeGraph, small_ties: Ties) -> None:
    detail = run_study(small_world, "countries", ties=small_ties, lang="es", settings={"country": "BR"})
    assert detail.question == "¿Qué sitúan las fuentes en este país: Brasil?"


def test_a_gap_is_an_empty_cell_and_never_a_nought(study: Study) -> None:
    counts = study.tables[0].frame[[aspect.replace("-", "_") for aspect in ASPECTS]]
    assert counts.isna().any().any()
    assert not (counts == 0).any().any()


def test_partners_of_a_country_are_told_by_sector(study: Study) -> None:
    partners = study.tables[1].frame
    brazil = partners[partners["country"] == "BRA"]
    assert dict(zip(brazil["organisations"], brazil["sector"], strict=True)) == {
        "Moor Institute": "civil society",
        "Cove Media": "industry",
    }


def test_every_thing_is_counted(study: Study) -> None:
    counts, _, things = study.tables
    aspects = [aspect.replace("-", "_") for aspect in ASPECTS]
    assert counts.frame[aspects].sum().sum() == len(things.frame)


def test_names_come_in_the_reader_s_language(small_world: KnowledgeGraph, small_ties: Ties) -> None:
    told = run_study(small_world, "countries", ties=small_ties, lang="fr")
    frame = told.tables[0].frame.set_index("country")
    assert frame.loc[["BRA", "MEX"], "name"].tolist() == ["Brésil", "Mexique"]
    assert frame.loc["BRA", "region"] == "Amérique latine et Caraïbes"


def test_an_unknown_country_is_named(small_world: KnowledgeGraph, small_ties: Ties) -> None:
    with pytest.raises(UnknownName, match="Brasilia"):
        run_study(small_world, "countries", ties=small_ties, settings={"country": "Brasilia"})


def test_every_command_of_a_country_in_detail_gives_rows(small_world: KnowledgeGraph, small_ties: Ties) -> None:
    detail = run_study(small_world, "countries", ties=small_ties, settings={"country": "CO"})
    commands = list_commands(detail)
    assert commands and [command for command in commands if not run_command(small_world, command)] == []
