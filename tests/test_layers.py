"""The accepted view and what is published of the closure."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kgraph.dataset import Data
from kgraph.facts import to_fact
from kgraph.graph import build_graph
from kgraph.layers import Layers, build_layers
from kgraph.ontology import read_ontology
from kgraph.paths import ontology_folder
from kgraph.records import Entity, Source
from kgraph.vocabulary import ALLY, ID, PROV, shorten

ONTOLOGY = read_ontology(ontology_folder())
DOCUMENT = {"title": "x", "publisher": "acme", "language": "en", "accessed": "2026-01-02", "recorded": "2026-01-02"}


def build(*claims: dict[str, str], **sources: list[dict[str, str]]) -> Layers:
    """Build the layers of a world with one source of the claims, or of the sources by slug."""
    data = Data()
    for slug, kind in (("acme", "company"), ("union", "alliance"), ("pledge", "principles"), ("app", "platform")):
        data.entities[slug] = Entity.model_validate({"kinds": [kind], "label": slug.title()})
    for slug, own in (sources or {"paper": list(claims)}).items():
        address = f"https://example.org/{slug}"
        fields: dict[str, Any] = {**DOCUMENT, "url": address, "undated": "true", "claims": own}
        data.sources[slug] = Source.model_validate(fields)
    return build_layers(build_graph(data, ONTOLOGY), ONTOLOGY)


def edges(layers: Layers) -> set[tuple[str, str, str]]:
    """Return the inferred edges by their short names."""
    facts = map(to_fact, layers.inferred)
    return {
        (shorten(fact.subject), shorten(fact.predicate), shorten(fact.object))
        for fact in facts
        if fact.predicate.startswith(ALLY)
    }


MEMBER = {"subject": "acme", "relation": "memberOf", "object": "union", "at": "Acme"}


def test_a_supported_state_gives_its_edge() -> None:
    assert edges(build(MEMBER)) == {("acme", "everMemberOf", "union")}


@pytest.mark.parametrize(
    "second",
    [{**MEMBER, "stance": "disputes", "at": "not Acme"}],
    ids=["disputed"],
)
def test_a_disputed_state_gives_none(second: dict[str, str]) -> None:
    assert edges(build(MEMBER, second)) == set()


def test_a_withdrawn_support_gives_none() -> None:
    assert edges(build({**MEMBER, "withdrawn": "2026-02-03, misread"})) == set()


def test_a_withdrawn_dispute_disputes_nothing() -> None:
    dispute = {**MEMBER, "stance": "disputes", "at": "not Acme", "withdrawn": "2026-02-03, misread"}
    assert edges(build(MEMBER, dispute)) == {("acme", "everMemberOf", "union")}


def test_a_dispute_alone_gives_none_and_keeps_the_state() -> None:
    layers = build({**MEMBER, "stance": "disputes"})
    assert edges(layers) == set()
    assert ID + "memberOf--acme--union" in {to_fact(quad).subject for quad in layers.asserted}


def test_an_edge_rests_on_the_attestations_of_all_its_sources() -> None:
    layers = build(one=[MEMBER], two=[{**MEMBER, "at": "ACME"}])
    grounds = {quad.object for quad in layers.reasons if quad.predicate.value == ALLY + "basedOn"}
    assert len(grounds) == 2


def test_an_edge_does_not_rest_on_what_was_withdrawn() -> None:
    layers = build(one=[MEMBER], two=[{**MEMBER, "withdrawn": "2026-02-03, misread"}])
    grounds = {quad.object for quad in layers.reasons if quad.predicate.value == ALLY + "basedOn"}
    assert len(grounds) == 1


def test_neither_types_nor_mere_inverses_nor_states_are_published() -> None:
    predicates = {quad.predicate.value for quad in build(MEMBER).inferred}
    assert predicates == {ALLY + "everMemberOf", "http://www.w3.org/ns/org#memberOf"}


def test_no_reason_names_a_property_of_provenance_vocabularies() -> None:
    assert not any(quad.predicate.value.startswith(PROV) for quad in build(MEMBER).reasons)


def test_the_same_records_give_the_same_layers() -> None:
    assert [str(quad) for quad in build(MEMBER).all()] == [str(quad) for quad in build(MEMBER).all()]


def test_layers_are_named_graphs_of_their_own() -> None:
    graphs = {str(quad.graph_name).rpartition("/")[2].rstrip(">") for quad in build(MEMBER).all()}
    assert graphs == {"asserted", "inferred", "reasons", "ontology"}


def test_a_data_folder_is_needed(tmp_path: Path) -> None:
    from kgraph.errors import DataError
    from kgraph.sources import read_data

    with pytest.raises(DataError, match="is no data folder"):
        read_data(tmp_path)
