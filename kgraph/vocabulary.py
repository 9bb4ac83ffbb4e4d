"""Namespaces, prefixes and the IRIs that the code names.

Plain strings: what only asks a built graph must not import rdflib.
"""

from __future__ import annotations

BASE = "https://w3id.org/child-safety-alliances/"
ALLY = BASE + "ontology#"
ID = BASE + "id/"
CONCEPT = BASE + "concept/"
GRAPH = BASE + "graph/"
COUNTRY = "http://publications.europa.eu/resource/authority/country/"

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
ORG = "http://www.w3.org/ns/org#"
PROV = "http://www.w3.org/ns/prov#"
SCHEMA = "https://schema.org/"
EDTF = "http://id.loc.gov/datatypes/edtf/"

#: Prefixes for queries and Turtle; the data prefix is ``d:``, as in every question of this project.
PREFIXES = {
    "ally": ALLY,
    "c": COUNTRY,
    "d": ID,
    "dcterms": DCTERMS,
    "edtf": EDTF,
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": ORG,
    "owl": OWL,
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": SCHEMA,
    "skos": SKOS,
    "v": CONCEPT,
    "xsd": XSD,
}

#: The named graphs of a build: what sources say, what follows, why it follows, and the terms used.
ASSERTED = GRAPH + "asserted"
INFERRED = GRAPH + "inferred"
REASONS = GRAPH + "reasons"
ONTOLOGY = GRAPH + "ontology"
LAYERS = (ASSERTED, INFERRED, REASONS, ONTOLOGY)

TYPE = RDF + "type"
LABEL = RDFS + "label"
SUBCLASS = RDFS + "subClassOf"
PREF_LABEL = SKOS + "prefLabel"
ALT_LABEL = SKOS + "altLabel"
DATE = XSD + "date"


def shorten(iri: str) -> str:
    """Return the slug of an IRI of ours, the alpha-3 code of a country, or the IRI itself.

    Examples
    --------
    >>> shorten(ID + "tiktok"), shorten(CONCEPT + "more-than"), shorten(COUNTRY + "BRA")
    ('tiktok', 'more-than', 'BRA')
    >>> shorten(ALLY + "everMemberOf"), shorten("https://example.org/x")
    ('everMemberOf', 'https://example.org/x')
    """
    for namespace in (ID, CONCEPT, COUNTRY, ALLY):
        if iri.startswith(namespace):
            return iri.removeprefix(namespace)
    return iri
