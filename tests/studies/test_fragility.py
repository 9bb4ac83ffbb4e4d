from __future__ import annotations

import pytest

from kgraph.analysis.ties import Ties, read_ties
from kgraph.errors import UnknownName
from kgraph.knowledge import KnowledgeGraph
from kgraph.studies.fragility import study_fragility
from kgraph.studies.study import Study, Table
from studies.commands import list_commands, run_command


@pytest.fixture(scope="module")
def small_ties(small_world: KnowledgeGraph) -> Ties:
    return read_ties(small_world)


@pytest.fixture(scope="module")
def small_study(small_world: KnowledgeGraph, small_ties: Ties) -> Study:
    return study_fragility(
        small_world, small_ties, settings={"source": "acme-joins-harbour", "alliance": "reef-network"}
    )


@pytest.fixture(scope="module")
def shipped_study(shipped: KnowledgeGraph) -> Study:
    return study_fragility(shipped, read_ties(shipped))


def _table(study: Study, name: str) -> Table:
    (table,) = [table for table in study.tables if table.name == name]
    return table


def _ask(graph: KnowledgeGraph, question: str) -> set[str]:
    """Return the accepted memberships, seats and partnerships among the rows of a question."""
    disputed = {row["state"] for row in graph.query("disputed").rows}
    return {
        str(row["state"]).rpartition("/")[2]
        for row in graph.query(question).rows
        if row["relation"] in ("memberOf", "governingMemberOf", "partnerOf") and row["state"] not in disputed
    }


def test_a_source_falls_with_what_copies_it(small_study: Study) -> None:
    sources = _table(small_study, "fragility-sources")
    frame = sources.frame
    own = frame.loc[frame["source"] == "acme-joins-harbour", ["ties", "lost", "cut_off"]]
    assert own.values.tolist() == [[2, 1, 0]]


def test_copies_of_a_source_stand_beside_it(small_study: Study) -> None:
    table = _table(small_study, "fragility-sources")
    copies = dict(zip(table.frame["source"], table.sources, strict=True))
    assert copies["acme-joins-harbour"] == ("acme-joins-harbour", "acme-se-une-al-puerto", "buoy-reprint")


def test_the_ties_that_one_source_alone_supports_are_told(small_study: Study) -> None:
    told = _table(small_study, "fragility-lost-ties").frame
    assert told[["state", "sentence"]].values.tolist() == [
        [
            "partnerOf--acme-video--lantern-bay-foundation",
            "Acme Video and Lantern Bay Foundation are or were partners (undated).",
        ]
    ]


def test_an_alliance_that_ends_leaves_its_part_of_the_network_in_pieces(small_study: Study) -> None:
    frame = _table(small_study, "fragility-alliances").frame.set_index("alliance")
    columns = ["tied", "cut_off", "parts", "articulation"]
    assert frame.loc[["harbour-alliance", "reef-network"], columns].values.tolist() == [
        [3, 1, 2, True],
        [5, 3, 4, True],
    ]


def test_who_has_no_other_tie_is_named(small_study: Study) -> None:
    assert _table(small_study, "fragility-cut-off").frame["actor_name"].tolist() == [
        "Cove Media",
        "Dune Games",
        "Moor Institute",
    ]


def test_a_reprint_of_a_partys_own_text_is_no_second_witness(small_study: Study) -> None:
    states = set(_table(small_study, "fragility-self-reports").frame["state"])
    assert "partnerOf--acme-video--lantern-bay-foundation" in states
    assert "memberOf--brook-chat--harbour-alliance--spell-first" not in states


@pytest.mark.parametrize("world", ["small_world", "shipped"])
def test_single_self_reports_are_those_of_the_stored_questions(world: str, request: pytest.FixtureRequest) -> None:
    graph: KnowledgeGraph = request.getfixturevalue(world)
    study: Study = request.getfixturevalue("small_study" if world == "small_world" else "shipped_study")
    asked = _ask(graph, "self-reported-only") & _ask(graph, "single-source")
    assert set(_table(study, "fragility-self-reports").frame["state"]) == asked


def test_what_sources_lose_together_is_what_rests_on_one_source(shipped: KnowledgeGraph, shipped_study: Study) -> None:
    single = _ask(shipped, "single-source")
    assert _table(shipped_study, "fragility-sources").frame["lost"].sum() == len(single)


def test_every_row_leads_to_its_sources(shipped_study: Study) -> None:
    for table in shipped_study.tables:
        assert len(table.sources) == len(table.frame)
        assert all(table.sources)


def test_every_command_that_a_table_names_gives_rows(shipped: KnowledgeGraph, shipped_study: Study) -> None:
    commands = list_commands(shipped_study)
    assert [command for command in commands if not run_command(shipped, command).rows] == []


def test_a_source_that_does_not_exist_is_named(small_world: KnowledgeGraph, small_ties: Ties) -> None:
    with pytest.raises(UnknownName, match="no source 'acme-leaves'"):
        study_fragility(small_world, small_ties, settings={"source": "acme-leaves"})
