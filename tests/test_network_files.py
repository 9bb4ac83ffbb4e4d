"""GraphML and GEXF: reopened in networkx, every edge has its evidence and its type."""

from __future__ import annotations

import io
from typing import Any
from xml.etree import ElementTree

import networkx as nx
import pytest
from export_world import build_world

from kgraph.knowledge import KnowledgeGraph
from kgraph.network_files import build_entity_network, to_gexf, to_graphml

MEMBER = "memberOf--acme--shield"
GEXF = "{http://www.gexf.net/1.2draft}"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    return build_world(tmp_path_factory.mktemp("world"))


@pytest.fixture(scope="module")
def network(graph: KnowledgeGraph) -> nx.MultiDiGraph[Any]:
    return build_entity_network(graph)


def edge(network: nx.MultiDiGraph[Any], key: str) -> tuple[str, str, dict[str, Any]]:
    (found,) = (
        (source, target, data) for source, target, each, data in network.edges(keys=True, data=True) if each == key
    )
    return found


def without(attributes: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in attributes.items() if name not in names}


def test_each_state_between_two_things_is_one_edge(graph: KnowledgeGraph, network: nx.MultiDiGraph[Any]) -> None:
    keys = [key for _, _, key, data in network.edges(keys=True, data=True) if not data["inferred"]]
    assert sorted(keys) == [
        "addresses--surf--cyberbullying",
        "campaignPartner--guard--surf-mx",
        "editionOf--surf-mx--surf--in-mex",
        "governingMemberOf--beta--shield",
        "memberOf--acme--shield",
        "memberOf--beta--shield",
        "operates--acme--surf",
        "partnerOf--acme--guard",
        "publishes--acme--acme-report",
        "takesPlaceIn--surf-mx--mex",
    ]


def test_an_inferred_edge_is_added_only_where_no_accepted_state_joins_its_ends(network: nx.MultiDiGraph[Any]) -> None:
    rolled = [(source, target, data) for source, target, data in network.edges(data=True) if data["inferred"]]
    assert [(source, data["relation"], target) for source, target, data in rolled] == [("guard", "involvedIn", "surf")]
    (_, _, data) = rolled[0]
    assert data["reasons"].startswith("prp-spo2 (property chain): ")
    assert data["evidence"] == "Đội Bảo vệ: Beta kiện (undated) [đối tác] | Đội Bảo vệ: Beta kiện (undated) [Surf]"
    assert "state" not in data


def test_keys_are_shared_by_no_two_edges(network: nx.MultiDiGraph[Any]) -> None:
    keys = [key for _, _, key in network.edges(keys=True)]
    assert len(keys) == len(set(keys))


def test_an_edge_tells_who_says_it_when_and_where(network: nx.MultiDiGraph[Any]) -> None:
    source, target, data = edge(network, MEMBER)
    assert (source, target) == ("acme", "shield")
    assert data["evidence"] == (
        'ACME, Inc.: ACME joins "Shield" <today> & tomorrow | always (2021-05-04) [ACME joins <Shield>]'
        " | @beta: Copy (2021) [ACME]"
    )
    assert data["links"] == "https://example.org/acme-joins?a=1&b=2 https://example.org/acme-joins-again"
    assert data["sources"] == 1
    assert data["state"] == f"https://w3id.org/child-safety-alliances/id/{MEMBER}"


def test_a_dispute_shows_on_the_edge(network: nx.MultiDiGraph[Any]) -> None:
    _, _, data = edge(network, "governingMemberOf--beta--shield")
    assert data["disputed"] is True
    assert "disputed by Đội Bảo vệ: Beta kiện (undated) [không]" in data["evidence"].split(" | ")


def by_key(network: nx.MultiDiGraph[Any], *left_out: str) -> dict[str, tuple[str, str, dict[str, Any]]]:
    edges = network.edges(keys=True, data=True)
    return {key: (source, target, without(data, *left_out)) for source, target, key, data in edges}


def test_graphml_reopens_with_every_attribute_and_its_type(network: nx.MultiDiGraph[Any]) -> None:
    found: Any = nx.read_graphml(io.BytesIO(to_graphml(network)), force_multigraph=True)
    assert dict(found.nodes(data=True)) == dict(network.nodes(data=True))
    assert by_key(found, "id") == by_key(network)
    assert found.graph["license"] == "CC0-1.0"


def test_gexf_reopens_with_every_attribute_and_its_type(network: nx.MultiDiGraph[Any]) -> None:
    found: Any = nx.read_gexf(io.BytesIO(to_gexf(network)))
    assert found.is_multigraph() and found.is_directed()
    assert dict(found.nodes(data=True)) == dict(network.nodes(data=True))
    assert by_key(found, "id", "start", "end") == by_key(network)


def test_gexf_starts_an_edge_as_early_and_ends_it_as_late_as_its_sources_allow(network: nx.MultiDiGraph[Any]) -> None:
    tree = ElementTree.fromstring(to_gexf(network))
    times = {each.get("id"): (each.get("start"), each.get("end")) for each in tree.iter(f"{GEXF}edge")}
    assert times["memberOf--beta--shield"] == ("2019-01-01", "2021-12-31")
    assert times[MEMBER] == ("2021-05-01", None)
    assert times["partnerOf--acme--guard"] == (None, None)
    shown = tree.find(f"{GEXF}graph")
    assert shown is not None and (shown.get("mode"), shown.get("timeformat")) == ("dynamic", "date")


def test_gexf_says_the_day_of_the_data_and_not_of_the_run(network: nx.MultiDiGraph[Any]) -> None:
    meta = ElementTree.fromstring(to_gexf(network, day="2026-11-02")).find(f"{GEXF}meta")
    assert meta is not None and meta.attrib == {"lastmodifieddate": "2026-11-02"}
    assert b"lastmodifieddate" not in to_gexf(network)


def test_truth_is_written_as_xml_writes_it(network: nx.MultiDiGraph[Any]) -> None:
    for content in (to_graphml(network), to_gexf(network)):
        assert b">True<" not in content and b'"True"' not in content


def test_hostile_labels_survive(network: nx.MultiDiGraph[Any]) -> None:
    for found in (nx.read_graphml(io.BytesIO(to_graphml(network))), nx.read_gexf(io.BytesIO(to_gexf(network)))):
        assert found.nodes["shield"]["label"] == '=Shield & "Co" <b>'


def test_writing_does_not_change_the_network(network: nx.MultiDiGraph[Any]) -> None:
    before = {key: dict(data) for _, _, key, data in network.edges(keys=True, data=True)}
    to_graphml(network)
    to_gexf(network, day="2026-11-02")
    assert {key: dict(data) for _, _, key, data in network.edges(keys=True, data=True)} == before
