"""What a program sees: the public names, and what importing them costs."""

from __future__ import annotations

import subprocess
import sys

import networkx as nx
import pytest
import rdflib
from seed_data import seed_data_folder

import kgraph
from kgraph.knowledge import KnowledgeGraph


def test_public_names_are_sorted_and_importable() -> None:
    assert kgraph.__all__ == sorted(kgraph.__all__)
    assert [name for name in kgraph.__all__ if not hasattr(kgraph, name)] == []


@pytest.mark.parametrize("module", ["kgraph", "kgraph.cli"])
def test_importing_pulls_in_no_heavy_library(module: str) -> None:
    heavy = ["rdflib", "networkx", "pydantic", "yaml", "pyshacl", "owlrl", "pyvis", "pandas", "matplotlib", "jinja2"]
    code = f"import sys, {module}; print([name for name in {heavy!r} if name in sys.modules])"
    child = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert child.stdout.strip() == "[]"


def test_a_query_of_a_finished_build_pulls_in_no_heavy_library(seeds: KnowledgeGraph) -> None:
    heavy = ["rdflib", "networkx", "pydantic", "yaml", "pyshacl"]
    where = ["--data", str(seed_data_folder()), "--out", str(seeds.folder)]
    code = (
        "import sys; from click.testing import CliRunner; from kgraph.cli import main\n"
        f"answer = CliRunner().invoke(main, ['query', 'members', *{where!r}])\n"
        f"print(answer.exit_code, [name for name in {heavy!r} if name in sys.modules])"
    )
    child = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert child.stdout.strip() == "0 []"


def test_load_builds_once_and_then_opens_what_is_fresh(tmp_path_factory: pytest.TempPathFactory) -> None:
    out = tmp_path_factory.mktemp("load") / "out"
    first = kgraph.load(seed_data_folder(), out)
    built = (out / "manifest.json").stat().st_ino
    second = kgraph.load(seed_data_folder(), out)
    assert first.manifest == second.manifest
    assert (out / "manifest.json").stat().st_ino == built


def test_the_dataset_is_an_rdflib_dataset_with_one_graph_a_layer(seeds: KnowledgeGraph) -> None:
    assert isinstance(seeds.dataset, rdflib.Dataset)
    layers = {str(graph.identifier).rpartition("/")[2] for graph in seeds.dataset.graphs()}
    assert {"asserted", "inferred", "reasons", "ontology"} <= layers
    rows = seeds.dataset.query("SELECT ?who { ?who ally:everMemberOf d:tech-coalition }")
    assert [str(row[0]) for row in rows] == ["https://w3id.org/child-safety-alliances/id/tiktok"]  # type: ignore[index]


def test_a_result_becomes_a_frame_with_its_columns_in_order(seeds: KnowledgeGraph) -> None:
    pytest.importorskip("pandas")
    result = seeds.query("campaigns", country="MX")
    frame = result.to_pandas()
    assert list(frame.columns) == list(result.columns)
    assert len(frame) == len(result)


def test_a_result_becomes_a_network(seeds: KnowledgeGraph) -> None:
    network = seeds.query("campaign-network").to_network()
    assert isinstance(network, nx.MultiDiGraph)
    assert network.nodes["iris"]["label"] == "Instituto de Referência em Internet e Sociedade"


def test_network_edges_carry_sentence_and_evidence(seeds: KnowledgeGraph) -> None:
    network = seeds.network("campaign-network")
    [facts] = [facts for facts in network["consejo-ciudadano"]["navegafeliz-mx"].values() if facts["state"]]
    assert (
        facts["sentence"] == "Consejo Ciudadano is or was a partner in #NavegaFeliz (Mexico) (attested on 2022-09-29)."
    )
    assert (facts["inferred"], facts["disputed"], facts["sources"]) == (False, False, 1)
    assert facts["evidence"][0]["locator"] == "Consejo Ciudadano"
    assert facts["evidence"][0]["certainty"] == "read between the lines"


def test_inferred_network_edges_carry_their_reasons(seeds: KnowledgeGraph) -> None:
    network = seeds.network("campaign-network")
    [facts] = network["consejo-ciudadano"]["navegafeliz"].values()
    assert facts["inferred"]
    assert any(
        "prp-spo2" in reason and "#NavegaFeliz (Mexico) is an edition of" in reason for reason in facts["reasons"]
    )


def test_names_follow_the_language_of_the_reader(seeds: KnowledgeGraph) -> None:
    assert seeds.network("alliance-network", lang="vi").nodes["tech-coalition"]["label"] == "Liên minh Công nghệ"
    assert seeds.network("alliance-network", lang="fr").nodes["tech-coalition"]["label"] == "Technology Coalition"


def test_unknown_language_names_the_five(seeds: KnowledgeGraph) -> None:
    with pytest.raises(kgraph.UnknownName, match="no language 'de'"):
        seeds.network("campaign-network", lang="de")
