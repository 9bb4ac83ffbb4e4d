"""Shapes: what the asserted layer must look like."""

from __future__ import annotations

import random
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest
from seed_data import seed_data_folder

from kgraph.build import compile_data
from kgraph.knowledge import KnowledgeGraph
from kgraph.paths import ontology_folder
from kgraph.validation import find_rule_violations, find_shape_violations
from kgraph.vocabulary import ALLY, ASSERTED, CONCEPT, ID, SKOS, TYPE

GRAPH = ox.NamedNode(ASSERTED)
SHACL = "http://www.w3.org/ns/shacl#"
#: Properties at which shapes look from both ends.
TELLING = {TYPE, ALLY + "attests", ALLY + "inSource", ALLY + "allianceMember", ALLY + "measure", ALLY + "jointOf"}
STATE = ox.NamedNode(ID + "memberOf--tiktok--tech-coalition")


@pytest.fixture(scope="module")
def asserted() -> list[ox.Quad]:
    """Return the asserted layer of the seeds."""
    return compile_data(seed_data_folder()).layers.asserted


def say(subject: ox.NamedNode, predicate: str, value: ox.NamedNode | ox.Literal) -> ox.Quad:
    return ox.Quad(subject, ox.NamedNode(predicate), value, GRAPH)


def hold(quads: Iterable[ox.Quad]) -> ox.Store:
    store = ox.Store()
    store.extend(quads)
    return store


def test_the_seeds_conform(asserted: list[ox.Quad]) -> None:
    assert find_shape_violations(hold(asserted), ontology_folder()) == []


def test_a_state_without_attestation_is_found(asserted: list[ox.Quad]) -> None:
    without = [quad for quad in asserted if not (quad.predicate.value == ALLY + "attests" and quad.object == STATE)]
    found = find_shape_violations(hold(without), ontology_folder())
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
    found = find_shape_violations(hold([*asserted, addition]), ontology_folder())
    assert any(message in each.fix for each in found), found


def derange(quads: list[ox.Quad], chance: random.Random) -> list[ox.Quad]:
    """Return quads of which a few are gone, say another object, or are joined by one that another subject says."""
    left = list(quads)
    for _ in range(chance.randint(1, 4)):
        one, other = chance.choice(left), chance.choice(left)
        act = chance.choice(["drop", "exchange", "lend"])
        if act != "lend":
            left.remove(one)
        if act != "drop":
            subject = one.subject if act == "exchange" else other.subject
            value = other.object if act == "exchange" else one.object
            left.append(ox.Quad(subject, one.predicate, value, GRAPH))
    return list(dict.fromkeys(left))


@pytest.mark.parametrize("seed", range(12))
def test_checking_what_changed_finds_what_checking_all_finds(seed: int, small_world: KnowledgeGraph) -> None:
    before = sorted(small_world.store.quads_for_pattern(None, None, None, GRAPH), key=str)
    chance = random.Random(seed)
    telling = [quad for quad in before if quad.predicate.value in TELLING]
    after = derange(before, chance) if seed % 2 else [*derange(telling, chance), *(set(before) - set(telling))]
    changed = set(before) ^ set(after)
    store = hold(after)
    assert find_shape_violations(store, ontology_folder(), changed=changed) == find_shape_violations(
        store, ontology_folder()
    )


def test_a_state_that_lost_its_attestation_is_checked(small_world: KnowledgeGraph) -> None:
    before = set(small_world.store.quads_for_pattern(None, None, None, GRAPH))
    gone = min((quad for quad in before if quad.predicate.value == ALLY + "attests"), key=str)
    others = [quad for quad in before if quad.predicate.value == ALLY + "attests" and quad.object == gone.object]
    found = find_shape_violations(hold(before - set(others)), ontology_folder(), changed=others)
    assert any("no source attests this" in each.fix for each in found)


def test_shapes_look_no_further_than_the_check_of_what_changed_follows() -> None:
    """A shape for the values of a property, or a path of several steps, needs a wider ``_find_affected``."""
    turtle = list(ox.parse(path=str(ontology_folder() / "shapes.ttl")))
    used = {quad.predicate.value.removeprefix(SHACL) for quad in turtle if quad.predicate.value.startswith(SHACL)}
    assert used <= {
        *("alternativePath", "class", "closed", "datatype", "disjoint", "ignoredProperties", "in", "inversePath"),
        *("maxCount", "maxInclusive", "maxLength", "message", "minCount", "minInclusive", "minLength", "nodeKind"),
        *("not", "path", "pattern", "property", "targetClass", "targetObjectsOf", "uniqueLang"),
    }
    blank_paths = {quad.object for quad in turtle if quad.predicate.value == SHACL + "path"} - {
        quad.subject for quad in turtle if quad.predicate.value in (SHACL + "inversePath", SHACL + "alternativePath")
    }
    assert not any(isinstance(path, ox.BlankNode) for path in blank_paths), "a path of several steps"
    owners = {quad.object: quad.subject for quad in turtle if quad.predicate.value == SHACL + "property"}
    assert not set(owners) & set(owners.values()), "a shape inside the shape of a property"


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
