"""Shapes: what the asserted layer must look like."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from seed_data import seed_data_folder

from kgraph.build import compile_data
from kgraph.paths import ontology_folder
from kgraph.validation import find_rule_violations, find_shape_violations
from kgraph.vocabulary import ALLY, ASSERTED, CONCEPT, ID, SKOS, TYPE

GRAPH = ox.NamedNode(ASSERTED)
STATE = ox.NamedNode(ID + "memberOf--tiktok--tech-coalition")


@pytest.fixture(scope="module")
def asserted() -> list[ox.Quad]:
    """Return the asserted layer of the seeds."""
    return compile_data(seed_data_folder()).layers.asserted


def say(subject: ox.NamedNode, predicate: str, value: ox.NamedNode | ox.Literal) -> ox.Quad:
    return ox.Quad(subject, ox.NamedNode(predicate), value, GRAPH)


def test_the_seeds_conform(asserted: list[ox.Quad]) -> None:
    assert find_shape_violations(asserted, ontology_folder()) == []


def test_a_state_without_attestation_is_found(asserted: list[ox.Quad]) -> None:
    without = [quad for quad in asserted if not (quad.predicate.value == ALLY + "attests" and quad.object == STATE)]
    found = find_shape_violations(without, ontology_folder())
    assert [each.what for each in found if each.focus == "memberOf--tiktok--tech-coalition"] == ["value"]
    assert any("no source attests this" in each.fix for each in found)


@pytest.mark.parametrize(
    ("addition", "message"),
    [
        (say(STATE, ALLY + "allianceMember", ox.NamedNode(ID + "kwai")), "acts as nobody"),
        (say(STATE, ALLY + "allianceMember", ox.NamedNode(ID + "ncmec")), "one member to a membership"),
        (
            say(ox.NamedNode(ID + "tiktok"), SKOS + "prefLabel", ox.Literal("Tic Toc", language="en")),
            "one label in a language",
        ),
        (say(ox.NamedNode(ID + "figure--x"), TYPE, ox.NamedNode(ALLY + "Figure")), "no source attests this"),
    ],
    ids=["a platform as member", "two members", "two labels", "a bare figure"],
)
def test_what_must_not_be_is_found(asserted: list[ox.Quad], addition: ox.Quad, message: str) -> None:
    found = find_shape_violations([*asserted, addition], ontology_folder())
    assert any(message in each.fix for each in found), found


def test_a_check_names_rule_focus_and_remedy(tmp_path: Path) -> None:
    (tmp_path / "tea-for-none.rq").write_text(
        "#+ summary: Nobody has tea.\n#+ severity: warning\n#+ fix: Pour it out.\n"
        "SELECT ?focus ?tea { ?focus <https://example.org/tea> ?tea } ORDER BY ?focus ?tea\n",
        encoding="utf-8",
    )
    store = ox.Store()
    store.add(say(ox.NamedNode(ID + "acme"), "https://example.org/tea", ox.NamedNode(CONCEPT + "green")))
    [violation] = find_rule_violations(store, tmp_path)
    assert str(violation) == "warning: tea-for-none: acme: green: Pour it out."
