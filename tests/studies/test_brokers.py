from __future__ import annotations

from typing import Any

import pytest

from kgraph.analysis.ties import Ties
from kgraph.errors import QuestionError
from kgraph.knowledge import KnowledgeGraph
from kgraph.phrases import LANGUAGES
from kgraph.studies import run_study
from kgraph.studies.study import Study
from studies.runs import Runs


@pytest.fixture(scope="module")
def small_study(small_runs: Runs) -> Study:
    return small_runs.study("brokers")


@pytest.fixture(scope="module")
def shipped_study(shipped_runs: Runs) -> Study:
    return shipped_runs.study("brokers")


def measures_of(study: Study) -> dict[str, dict[str, Any]]:
    return {str(row["organisation"]): row for row in study.tables[0].frame.to_dict("records")}  # type: ignore[misc]


def test_participation_is_as_counted_by_hand(small_study: Study) -> None:
    # Aster Apps is in Shoal Union with four companies, a ministry and a trust, each a sixth of its contacts there, and
    # in Tern League with a council, a ministry, a trust and a college, each a quarter. By sector, of a weight of
    # 2: industry 4/6, government and civil society 5/12 each, the two others 1/4 each.
    shares = [4 / 12, 5 / 24, 5 / 24, 1 / 8, 1 / 8]
    expected = 1 - sum(share**2 for share in shares)
    assert measures_of(small_study)["aster-apps"]["participation_sector"] == pytest.approx(expected)


def test_only_organisations_in_two_alliances_are_ranked(small_study: Study) -> None:
    rows = measures_of(small_study)
    assert {"aster-apps", "mussel-trust"} <= set(rows)
    assert all(row["alliances"] + row["members"] > 1 for row in rows.values())


def test_persons_are_left_out(small_study: Study) -> None:
    assert "kim-sample" not in measures_of(small_study)


def test_a_disputed_membership_does_not_count(small_study: Study) -> None:
    assert "zephyr-net" not in measures_of(small_study)


def test_a_row_leads_to_the_sources_of_its_memberships(small_study: Study) -> None:
    table = small_study.tables[0]
    place = list(table.frame["organisation"]).index("isle-data")
    assert table.sources[place] == ("shoal-register", "shoal-supplement")


def test_seats_count_where_they_are_asked_for(small_world: KnowledgeGraph, small_ties: Ties) -> None:
    study = run_study(small_world, "brokers", ties=small_ties, settings={"draws": "1", "seats": "yes"})
    assert study.tables[0].questions == ("kgraph query members", "kgraph query board-members")


def test_a_setting_that_is_wrong_is_refused(small_world: KnowledgeGraph, small_ties: Ties) -> None:
    with pytest.raises(QuestionError, match="seats 'maybe'"):
        run_study(small_world, "brokers", ties=small_ties, settings={"seats": "maybe"})


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_says_in_every_language_that_ranges_are_no_confidence_interval(small_runs: Runs, lang: str) -> None:
    words = {
        "en": "no confidence interval", "pt": "não um intervalo de confiança", "es": "no un intervalo de confianza",
        "fr": "pas des intervalles de confiance", "vi": "không phải khoảng tin cậy",
    }  # fmt: skip
    assert words[lang] in small_runs.study("brokers", lang).not_means


def test_ranges_of_the_shipped_data_hold_the_rank(shipped_study: Study) -> None:
    frame = shipped_study.tables[1].frame
    assert ((frame["drawn_low"] <= frame["rank"]) & (frame["rank"] <= frame["drawn_high"])).all()
    assert ((frame["without_low"] <= frame["rank"]) & (frame["rank"] <= frame["without_high"])).all()


def test_measures_of_the_shipped_data_keep_to_their_ranges(shipped_study: Study) -> None:
    frame = shipped_study.tables[0].frame
    for name in ("betweenness", "participation_sector", "known_sector", "known_country"):
        assert frame[name].dropna().between(0, 1).all()
