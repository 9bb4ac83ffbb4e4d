from __future__ import annotations

import pytest

from kgraph.analysis.ties import Ties
from kgraph.errors import UnknownName
from kgraph.knowledge import KnowledgeGraph
from kgraph.studies import run_study
from kgraph.studies.study import Study
from studies.runs import Runs, table_of


@pytest.fixture(scope="module")
def small_study(small_world: KnowledgeGraph, small_ties: Ties) -> Study:
    settings = {"source": "acme-joins-harbour", "alliance": "reef-network"}
    return run_study(small_world, "fragility", ties=small_ties, settings=settings)


def _ask(runs: Runs, question: str) -> set[str]:
    """Return the accepted memberships, seats and partnerships among the rows of a question."""
    disputed = {row["state"] for row in runs.ask("kgraph query disputed").rows}
    return {
        str(row["state"]).rpartition("/")[2]
        for row in runs.ask(f"kgraph query {question}").rows
        if row["relation"] in ("memberOf", "governingMemberOf", "partnerOf") and row["state"] not in disputed
    }


def test_a_source_falls_with_what_copies_it(small_study: Study) -> None:
    sources = table_of(small_study, "fragility-sources")
    frame = sources.frame
    own = frame.loc[frame["source"] == "acme-joins-harbour", ["ties", "lost", "cut_off"]]
    assert own.values.tolist() == [[2, 1, 0]]


def test_copies_of_a_source_stand_beside_it(small_study: Study) -> None:
    table = table_of(small_study, "fragility-sources")
    copies = dict(zip(table.frame["source"], table.sources, strict=True))
    assert copies["acme-joins-harbour"] == ("acme-joins-harbour", "acme-se-une-al-puerto", "buoy-reprint")


def test_the_ties_that_one_source_alone_supports_are_told(small_study: Study) -> None:
    told = table_of(small_study, "fragility-lost-ties").frame
    assert told[["state", "sentence"]].values.tolist() == [
        [
            "partnerOf--acme-video--lantern-bay-foundation",
            "Acme Video and Lantern Bay Foundation are or were partners (undated).",
        ]
    ]


def test_an_alliance_that_ends_leaves_its_part_of_the_network_in_pieces(small_study: Study) -> None:
    frame = table_of(small_study, "fragility-alliances").frame.set_index("alliance")
    columns = ["tied", "cut_off", "parts", "articulation"]
    assert frame.loc[["harbour-alliance", "reef-network"], columns].values.tolist() == [
        [3, 1, 2, True],
        [5, 3, 4, True],
    ]


def test_who_has_no_other_tie_is_named(small_study: Study) -> None:
    assert table_of(small_study, "fragility-cut-off").frame["actor_name"].tolist() == [
        "Cove Media",
        "Dune Games",
        "Moor Institute",
    ]


def test_a_reprint_of_a_partys_own_text_is_no_second_witness(small_study: Study) -> None:
    states = set(table_of(small_study, "fragility-self-reports").frame["state"])
    assert "partnerOf--acme-video--lantern-bay-foundation" in states
    assert "memberOf--brook-chat--harbour-alliance--spell-first" not in states


def test_single_self_reports_are_those_of_the_stored_questions(runs: Runs) -> None:
    asked = _ask(runs, "self-reported-only") & _ask(runs, "single-source")
    assert set(table_of(runs.study("fragility"), "fragility-self-reports").frame["state"]) == asked


def test_what_sources_lose_together_is_what_rests_on_one_source(shipped_runs: Runs) -> None:
    sources = table_of(shipped_runs.study("fragility"), "fragility-sources").frame
    assert sources["lost"].sum() == len(_ask(shipped_runs, "single-source"))


def test_a_source_that_does_not_exist_is_named(small_world: KnowledgeGraph, small_ties: Ties) -> None:
    with pytest.raises(UnknownName, match="no source 'acme-leaves'"):
        run_study(small_world, "fragility", ties=small_ties, settings={"source": "acme-leaves"})
