"""VoID and DCAT: every number is that of the graph described."""

from __future__ import annotations

import pytest
import rdflib
from export_world import build_world, triples_of
from rdflib.namespace import DCAT, DCTERMS, FOAF, PROV, RDF, VOID

from kgraph.description import DATASET, DESCRIPTION_PREFIXES, describe
from kgraph.export import GRAPH_FORMS, read_layers
from kgraph.knowledge import KnowledgeGraph
from kgraph.manifest import GRAPH_FILE
from kgraph.turtle import to_turtle
from kgraph.vocabulary import ALLY, COUNTRY, ID, LAYERS

DATA = rdflib.URIRef(DATASET)


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    return build_world(tmp_path_factory.mktemp("world"))


@pytest.fixture(scope="module")
def told(graph: KnowledgeGraph) -> rdflib.Graph:
    text = to_turtle(describe(read_layers(graph), graph.manifest), prefixes=DESCRIPTION_PREFIXES)
    return rdflib.Graph().parse(data=text, format="turtle")


@pytest.fixture(scope="module")
def merged(graph: KnowledgeGraph) -> rdflib.Graph:
    return rdflib.Graph().parse(data="\n".join(f"{triple} ." for triple in triples_of(graph)), format="nt")


def number(told: rdflib.Graph, subject: rdflib.term.Node, predicate: rdflib.URIRef) -> int:
    return int(str(told.value(subject, predicate)))


def test_it_is_one_dataset_with_its_terms_of_use(told: rdflib.Graph, graph: KnowledgeGraph) -> None:
    assert set(told.subjects(RDF.type, DCAT.Dataset)) == {DATA}
    assert (DATA, RDF.type, VOID.Dataset) in told
    assert str(told.value(DATA, DCTERMS.license)) == "https://creativecommons.org/publicdomain/zero/1.0/"
    assert str(told.value(DATA, DCTERMS.modified)) == graph.manifest["asOf"] == "2026-11-20"
    assert str(told.value(DATA, rdflib.URIRef(str(DCAT) + "version"))) == graph.manifest["version"]
    publisher = told.value(DATA, DCTERMS.publisher)
    assert str(told.value(publisher, FOAF.name)) == "The kgraph editors"


def test_its_counts_are_those_of_the_graph(told: rdflib.Graph, merged: rdflib.Graph) -> None:
    assert number(told, DATA, VOID.triples) == len(merged)
    assert number(told, DATA, VOID.properties) == len(set(merged.predicates()))
    assert number(told, DATA, VOID.classes) == len(set(merged.objects(None, RDF.type)))
    assert number(told, DATA, VOID.distinctSubjects) == len(set(merged.subjects()))
    assert number(told, DATA, VOID.distinctObjects) == len(set(merged.objects()))
    assert number(told, DATA, VOID.entities) == len({each for each in merged.subjects() if str(each).startswith(ID)})


def test_every_class_and_property_is_counted(told: rdflib.Graph, merged: rdflib.Graph) -> None:
    classes = {
        told.value(part, VOID["class"]): number(told, part, VOID.entities)
        for part in told.objects(DATA, VOID.classPartition)
    }
    assert classes == {each: len(set(merged.subjects(RDF.type, each))) for each in set(merged.objects(None, RDF.type))}
    parts = told.objects(DATA, VOID.propertyPartition)
    properties = {told.value(part, VOID.property): number(told, part, VOID.triples) for part in parts}
    assert properties == {each: len(list(merged.subject_objects(each))) for each in set(merged.predicates())}


def test_every_layer_is_a_subset_with_its_count(told: rdflib.Graph, graph: KnowledgeGraph) -> None:
    counts = {str(layer): number(told, layer, VOID.triples) for layer in told.objects(DATA, VOID.subset)}
    assert counts == {layer: len(triples) for layer, triples in read_layers(graph).items()}
    assert set(counts) == set(LAYERS)


def test_every_form_but_the_description_is_a_distribution(told: rdflib.Graph) -> None:
    forms = {str(told.value(each, DCTERMS.title)) for each in told.objects(DATA, DCAT.distribution)}
    assert forms == set(GRAPH_FORMS) - {"void"}


def test_it_names_the_sources_the_countries_and_the_vocabularies(told: rdflib.Graph) -> None:
    sources = {str(each).removeprefix(ID) for each in told.objects(DATA, PROV.wasDerivedFrom)}
    assert sources == {"acme-joins", "acme-joins-again", "beta-denies"}
    assert {str(each).removeprefix(COUNTRY) for each in told.objects(DATA, DCTERMS.spatial)} == {"BRA", "COL", "MEX"}
    assert rdflib.URIRef(ALLY) in set(told.objects(DATA, VOID.vocabulary))


def test_its_checksum_is_that_of_the_build(told: rdflib.Graph, graph: KnowledgeGraph) -> None:
    sums = [str(each) for each in told.objects(None, rdflib.URIRef("http://spdx.org/rdf/terms#checksumValue"))]
    assert [each.lower() for each in sums] == [graph.manifest["outputs"][GRAPH_FILE]]
