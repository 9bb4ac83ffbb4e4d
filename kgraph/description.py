"""What a build is, for catalogues and for machines that come across it: VoID and DCAT as triples.

Everything is counted in the build itself; nothing says when it was described, so that the same build always gives the
same description. No address of a copy is given: where one is published is for its publisher to add.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pyoxigraph as ox

from kgraph.manifest import GRAPH_FILE
from kgraph.vocabulary import (
    ALLY,
    ASSERTED,
    BASE,
    COUNTRY,
    DATE,
    DCTERMS,
    ID,
    INFERRED,
    ONTOLOGY,
    OWL,
    PREFIXES,
    PROV,
    RDFS,
    REASONS,
    TYPE,
    XSD,
)

DATASET = BASE + "dataset"
LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"
TITLE = "Alliances that protect children online"

#: What each layer holds, in a line.
LAYERS = {
    ASSERTED: "What sources say: entities, states of affairs, figures, attestations and the sources themselves.",
    INFERRED: "What follows from accepted states: edges between entities, and texts about them.",
    REASONS: "Why each inferred edge follows: its rule, its premises, and the attestations under them.",
    ONTOLOGY: "The terms used: classes, properties and concepts.",
}

_DCAT = "http://www.w3.org/ns/dcat#"
_FOAF = PREFIXES["foaf"]
_SPDX = "http://spdx.org/rdf/terms#"
_VANN = "http://purl.org/vocab/vann/"
_VOID = "http://rdfs.org/ns/void#"
_LANGUAGES = "http://publications.europa.eu/resource/authority/language/"
_MEDIA = "https://www.iana.org/assignments/media-types/"
_EDITORS = BASE + "editors"

#: Prefixes in which a description is best read.
DESCRIPTION_PREFIXES = PREFIXES | {"dataset": DATASET + "#", "dcat": _DCAT, "spdx": _SPDX, "vann": _VANN, "void": _VOID}

#: Form of an export to its media type and what it holds.
_DISTRIBUTIONS = {
    "ttl": ("text/turtle", "All layers in one graph, as Turtle."),
    "trig": ("application/trig", "Each layer a named graph, as TriG."),
    "nq": ("application/n-quads", "Each layer a named graph, as sorted N-Quads."),
    "jsonld": ("application/ld+json", "Each layer a named graph, as JSON-LD with its context inside."),
    "graphml": ("application/graphml+xml", "The network of entities with the evidence on every edge, as GraphML."),
    "gexf": ("application/gexf+xml", "The network of entities with times and evidence on every edge, as GEXF."),
    "csv": ("text/csv", "Tables that join by slugs, with a dictionary of their columns, as CSV for spreadsheets."),
    "parquet": ("application/vnd.apache.parquet", "The same tables with typed columns, as Parquet."),
}

Value = ox.NamedNode | ox.Literal


def describe(layers: Mapping[str, Iterable[ox.Triple]], manifest: Mapping[str, Any]) -> list[ox.Triple]:
    """Describe a build.

    Parameters
    ----------
    layers
        IRI of a named graph to its triples.
    manifest
        Of the build folder.

    Returns
    -------
    list of pyoxigraph.Triple
        About a ``dcat:Dataset`` that is a ``void:Dataset`` too, its layers and its distributions.
    """
    kept = {name: set(triples) for name, triples in layers.items()}
    merged = set().union(*kept.values())
    facts = [
        *_about(DATASET, _catalogue_entry(merged, manifest)),
        *_about(DATASET, _statistics(merged)),
        *_partitions(merged),
        *_subsets(kept),
        *_distributions(manifest),
        *_about(_EDITORS, [(TYPE, _node(_FOAF + "Agent")), (_FOAF + "name", ox.Literal("The kgraph editors"))]),
    ]
    return sorted(set(facts), key=str)


def _catalogue_entry(triples: set[ox.Triple], manifest: Mapping[str, Any]) -> Iterator[tuple[str, Value]]:
    counts = manifest["counts"]
    yield TYPE, _node(_DCAT + "Dataset")
    yield TYPE, _node(_VOID + "Dataset")
    yield DCTERMS + "title", ox.Literal(TITLE, language="en")
    yield (
        DCTERMS + "description",
        ox.Literal(
            "A knowledge graph of who works with whom to protect children online, in what role, in which country, since "
            f"when, and who says so: {counts['entities']} entities, {counts['states']} states and figures, "
            f"{counts['attestations']} attestations from {counts['sources']} sources. Every edge leads to the sources "
            "that state it. It holds as far as it has sources.",
            language="en",
        ),
    )
    yield DCTERMS + "license", _node(LICENCE)
    yield DCTERMS + "creator", _node(_EDITORS)
    yield DCTERMS + "publisher", _node(_EDITORS)
    yield _DCAT + "version", ox.Literal(manifest["version"])
    yield OWL + "versionInfo", ox.Literal(manifest["version"])
    if manifest["asOf"]:
        yield DCTERMS + "modified", ox.Literal(manifest["asOf"], datatype=_node(DATE))
    yield (
        DCTERMS + "provenance",
        _node(DATASET + "#provenance"),
    )
    yield _VANN + "preferredNamespacePrefix", ox.Literal("d")
    yield _VANN + "preferredNamespaceUri", ox.Literal(ID)
    for word in ("child online safety", "alliances", "provenance", "knowledge graph"):
        yield _DCAT + "keyword", ox.Literal(word, language="en")
    for code in ("ENG", "FRA", "POR", "SPA", "VIE"):
        yield DCTERMS + "language", _node(_LANGUAGES + code)
    for country in _find_places(triples):
        yield DCTERMS + "spatial", country
    for source in _find_instances(triples, ALLY + "SourceDocument"):
        yield PROV + "wasDerivedFrom", source


def _find_places(triples: set[ox.Triple]) -> set[ox.NamedNode]:
    """Return the countries that a fact leads to."""
    return {
        triple.object
        for triple in triples
        if isinstance(triple.object, ox.NamedNode) and triple.object.value.startswith(COUNTRY)
    }


def _find_instances(triples: set[ox.Triple], kind: str) -> set[ox.NamedNode]:
    return {
        triple.subject
        for triple in triples
        if triple.predicate.value == TYPE and triple.object == _node(kind) and isinstance(triple.subject, ox.NamedNode)
    }


def _statistics(triples: set[ox.Triple]) -> Iterator[tuple[str, Value]]:
    yield _VOID + "triples", _count(len(triples))
    yield _VOID + "entities", _count(len({each.subject for each in triples if str(each.subject).startswith(f"<{ID}")}))
    yield _VOID + "classes", _count(len({each.object for each in triples if each.predicate.value == TYPE}))
    yield _VOID + "properties", _count(len({each.predicate for each in triples}))
    yield _VOID + "distinctSubjects", _count(len({each.subject for each in triples}))
    yield _VOID + "distinctObjects", _count(len({str(each.object) for each in triples}))
    yield _VOID + "uriSpace", ox.Literal(ID)
    yield _VOID + "exampleResource", min(_find_instances(triples, ALLY + "Alliance"), default=_node(DATASET), key=str)
    used = {each.predicate.value for each in triples}
    used |= {
        each.object.value for each in triples if each.predicate.value == TYPE and isinstance(each.object, ox.NamedNode)
    }
    for prefix, namespace in PREFIXES.items():
        if prefix not in ("c", "d", "v", "xsd", "edtf") and any(iri.startswith(namespace) for iri in used):
            yield _VOID + "vocabulary", _node(namespace)


def _partitions(triples: set[ox.Triple]) -> Iterator[ox.Triple]:
    """Count the instances of every class and the triples of every property."""
    classes = Counter(
        each.object.value for each in triples if each.predicate.value == TYPE and isinstance(each.object, ox.NamedNode)
    )
    properties = Counter(each.predicate.value for each in triples)
    for iri, count in classes.items():
        yield from _part("classPartition", "class", "entities", iri, count)
    for iri, count in properties.items():
        yield from _part("propertyPartition", "property", "triples", iri, count)


def _part(link: str, what: str, unit: str, iri: str, count: int) -> Iterator[ox.Triple]:
    name = f"{DATASET}#{what}-{_local(iri)}"
    yield ox.Triple(_node(DATASET), _node(_VOID + link), _node(name))
    yield from _about(name, [(_VOID + what, _node(iri)), (_VOID + unit, _count(count))])


def _local(iri: str) -> str:
    """Return a prefix and name as one word, so that ``org:Membership`` and ``ally:Membership`` stay two."""
    for prefix, namespace in DESCRIPTION_PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}-{iri.removeprefix(namespace)}"
    return "".join(letter if letter.isalnum() else "-" for letter in iri)


def _subsets(layers: Mapping[str, set[ox.Triple]]) -> Iterator[ox.Triple]:
    for name, triples in layers.items():
        yield ox.Triple(_node(DATASET), _node(_VOID + "subset"), _node(name))
        yield from _about(
            name,
            [
                (TYPE, _node(_VOID + "Dataset")),
                (DCTERMS + "title", ox.Literal(name.rpartition("/")[2], language="en")),
                (DCTERMS + "description", ox.Literal(LAYERS[name], language="en")),
                (_VOID + "triples", _count(len(triples))),
            ],
        )


def _distributions(manifest: Mapping[str, Any]) -> Iterator[ox.Triple]:
    """Describe each form of export, and tell from what and by what the build was made."""
    for form, (media, holds) in _DISTRIBUTIONS.items():
        name = f"{DATASET}#{form}"
        yield ox.Triple(_node(DATASET), _node(_DCAT + "distribution"), _node(name))
        yield from _about(
            name,
            [
                (TYPE, _node(_DCAT + "Distribution")),
                (DCTERMS + "title", ox.Literal(form)),
                (DCTERMS + "description", ox.Literal(f"{holds} Made by: kgraph export {form}", language="en")),
                (DCTERMS + "license", _node(LICENCE)),
                (_DCAT + "mediaType", _node(_MEDIA + media)),
            ],
        )
    told = (
        f"Built by kgraph {manifest['version']} from {manifest['counts']['sources']} source documents that editors read "
        f"and recorded; the sorted N-Quads of the build ({GRAPH_FILE}) have the checksum given."
    )
    yield from _about(
        f"{DATASET}#provenance",
        [
            (TYPE, _node(DCTERMS + "ProvenanceStatement")),
            (RDFS + "label", ox.Literal(told, language="en")),
            (_SPDX + "checksum", _node(f"{DATASET}#checksum")),
        ],
    )
    yield from _about(
        f"{DATASET}#checksum",
        [
            (TYPE, _node(_SPDX + "Checksum")),
            (_SPDX + "algorithm", _node(_SPDX + "checksumAlgorithm_sha256")),
            (_SPDX + "checksumValue", ox.Literal(manifest["outputs"][GRAPH_FILE], datatype=_node(XSD + "hexBinary"))),
        ],
    )


def _about(subject: str, facts: Iterable[tuple[str, Value]]) -> Iterator[ox.Triple]:
    return (ox.Triple(_node(subject), _node(predicate), value) for predicate, value in facts)


def _node(iri: str) -> ox.NamedNode:
    return ox.NamedNode(iri)


def _count(number: int) -> ox.Literal:
    return ox.Literal(str(number), datatype=_node(XSD + "integer"))
