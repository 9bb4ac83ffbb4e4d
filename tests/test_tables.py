"""The tables: complete, joined by keys that exist, typed as the dictionary says."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from export_world import build_world

from kgraph.knowledge import KnowledgeGraph
from kgraph.rows import SEPARATOR, Cell
from kgraph.tables import Table, build_tables, read_dictionary

TYPES = {"integer": int, "boolean": bool, "date": date, "decimal": Decimal}


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    return build_world(tmp_path_factory.mktemp("world"))


@pytest.fixture(scope="module")
def tables(graph: KnowledgeGraph) -> dict[str, Table]:
    return {table.name: table for table in build_tables(graph)}


def rows(table: Table) -> list[dict[str, Cell]]:
    names = [column.name for column in table.columns]
    return [dict(zip(names, row, strict=True)) for row in table.rows]


def row(tables: dict[str, Table], name: str, **wanted: Cell) -> dict[str, Cell]:
    """The one row of a table that has the wanted values."""
    (found,) = (each for each in rows(tables[name]) if wanted.items() <= each.items())
    return found


def column(tables: dict[str, Table], reference: str) -> set[Cell]:
    name, _, key = reference.partition(".")
    return {each[key] for each in rows(tables[name])}


def test_there_are_as_many_rows_as_the_build_counts(graph: KnowledgeGraph, tables: dict[str, Table]) -> None:
    counts = graph.manifest["counts"]
    for name in ("entities", "attestations", "sources", "inferred", "countries"):
        assert len(tables[name].rows) == counts[name], name
    assert len(tables["states"].rows) + len(tables["figures"].rows) == counts["states"]


@pytest.mark.parametrize("name", sorted(set(read_dictionary()) - {"names", "grounds", "territories"}))
def test_the_first_column_of_a_table_is_its_key(name: str, tables: dict[str, Table]) -> None:
    keys = [each[0] for each in tables[name].rows]
    assert all(keys) and len(keys) == len(set(keys)) and keys == sorted(keys, key=str)


@pytest.mark.parametrize(
    ("name", "key", "refers_to"),
    [
        (name, each.name, each.refers_to)
        for name, columns in read_dictionary().items()
        for each in columns
        if each.refers_to
    ],
)
def test_every_key_leads_to_a_row(name: str, key: str, refers_to: tuple[str, ...], tables: dict[str, Table]) -> None:
    kept = [each for each in rows(tables[name]) if each[key] and each.get("object_kind", "") != "text"]
    known = set().union(*(column(tables, reference) for reference in refers_to))
    assert {each[key] for each in kept} <= known


def test_the_kind_of_an_object_tells_its_table(tables: dict[str, Table]) -> None:
    places = {"entity": "entities.entity", "concept": "concepts.concept", "country": "countries.country"}
    places |= {"source": "sources.source", "territory": "territories.territory"}
    for name in ("states", "inferred"):
        for each in rows(tables[name]):
            if each["object_kind"] != "text":
                assert each["object"] in column(tables, places[str(each["object_kind"])]), each


@pytest.mark.parametrize("name", read_dictionary())
def test_cells_are_of_the_type_that_the_dictionary_states(name: str, tables: dict[str, Table]) -> None:
    for number, each in enumerate(tables[name].columns):
        cells = {type(line[number]) for line in tables[name].rows} - {type(None)}
        assert cells <= {TYPES.get(each.type, str)}, each.name


@pytest.mark.parametrize("name", read_dictionary())
def test_every_column_is_explained(name: str) -> None:
    kinds = {"slug", "code", "text", "list", "language", "url", "edtf", "date", "integer", "decimal", "boolean"}
    for each in read_dictionary()[name]:
        assert each.type in kinds
        assert each.meaning.endswith(".")
        assert each.unit or each.type not in ("date", "integer", "decimal")


@pytest.mark.parametrize("name", read_dictionary())
def test_a_column_that_this_world_leaves_empty_is_known_to_be_rare(name: str, tables: dict[str, Table]) -> None:
    empty = {each.name for each in tables[name].columns if not any(column(tables, f"{name}.{each.name}") - {False})}
    rare = {"states": {"role", "edition", "spell"}, "attestations": {"role"}}
    assert empty <= rare.get(name, set())


def test_a_state_is_told_with_its_times_and_what_supports_it(tables: dict[str, Table]) -> None:
    assert row(tables, "states", state="memberOf--beta--shield") == {
        "state": "memberOf--beta--shield",
        "relation": "memberOf",
        "subject": "beta",
        "object": "shield",
        "object_kind": "entity",
        "object_language": "",
        "role": "",
        "territory": "",
        "edition": "",
        "spell": "",
        "earliest_start": date(2019, 1, 1),
        "latest_start": date(2019, 12, 31),
        "earliest_end": date(2021, 12, 1),
        "latest_end": date(2021, 12, 31),
        "sources": 2,
        "accepted": True,
        "disputed": False,
        "sentence": '@beta was a member of =Shield & "Co" <b> (from 2019 to 2021-12).',
        "iri": "https://w3id.org/child-safety-alliances/id/memberOf--beta--shield",
    }


def test_a_source_and_its_copy_are_one_witness(tables: dict[str, Table]) -> None:
    assert row(tables, "states", state="memberOf--acme--shield")["sources"] == 1
    said = [each for each in rows(tables["attestations"]) if each["state"] == "memberOf--acme--shield"]
    assert {each["source"] for each in said} == {"acme-joins", "acme-joins-again"}
    assert row(tables, "sources", source="acme-joins-again")["republishes"] == "acme-joins"


def test_a_disputed_state_is_not_accepted(tables: dict[str, Table]) -> None:
    state = row(tables, "states", relation="governingMemberOf")
    assert (state["accepted"], state["disputed"], state["sources"]) == (False, True, 1)


def test_a_withdrawn_attestation_keeps_its_reason_and_counts_for_nothing(tables: dict[str, Table]) -> None:
    state = row(tables, "states", relation="operates")
    assert (state["accepted"], state["sources"]) == (False, 0)
    said = row(tables, "attestations", state=state["state"])
    assert (said["withdrawn"], said["withdrawn_because"]) == (date(2026, 11, 5), "it does not, =1+1")


def test_a_figure_keeps_its_number_and_the_words_for_it(tables: dict[str, Table]) -> None:
    figure = row(tables, "figures", value=Decimal("12.5"))
    assert (figure["measure"], figure["unit"], figure["bound"]) == ("videos-removed", "video", "about")
    assert (figure["period"], figure["territory"]) == ("2021~", "BRA")
    assert row(tables, "attestations", state=figure["figure"])["stated_value"] == "12,5"


def test_a_joint_territory_leads_to_each_of_its_countries(tables: dict[str, Table]) -> None:
    joint = row(tables, "figures", value=Decimal(-3))["territory"]
    parts = [each for each in rows(tables["territories"]) if each["territory"] == joint]
    assert [(each["kind"], each["country"]) for each in parts] == [("joint", "COL"), ("joint", "MEX")]
    assert row(tables, "territories", kind="world") == {"territory": "world", "kind": "world", "country": None}


def test_names_hold_labels_and_what_sources_say(tables: dict[str, Table]) -> None:
    names = {(each["name"], each["kind"]) for each in rows(tables["names"]) if each["entity"] == "shield"}
    assert names == {('=Shield & "Co" <b>', "label"), ("+Shield", "name"), ("SH", "acronym")}


def test_a_source_lists_every_day_on_which_it_was_read(tables: dict[str, Table]) -> None:
    source = row(tables, "sources", source="acme-joins")
    assert source["accessed"] == SEPARATOR.join(["2026-11-01", "2026-11-20"])
    assert (source["issued"], source["issued_day"]) == ("2021-05-04", date(2021, 5, 4))
    assert row(tables, "sources", source="acme-joins-again")["issued_day"] is None


def test_an_inferred_row_leads_to_the_documents_under_it(tables: dict[str, Table]) -> None:
    rolled = row(tables, "inferred", subject="guard", object="surf")
    assert (rolled["relation"], rolled["rules"], rolled["object_kind"]) == ("involvedIn", "prp-spo2", "entity")
    grounds = [each["attestation"] for each in rows(tables["grounds"]) if each["inferred"] == rolled["inferred"]]
    sources = {row(tables, "attestations", attestation=each)["source"] for each in grounds}
    assert sources == {"beta-denies"}
