"""From records to RDF: entities, sources, coverage statements and territories, as quads of the asserted layer."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from kgraph.dataset import Data
from kgraph.edtf import parse_edtf
from kgraph.ontology import Ontology
from kgraph.records import Coverage, Entity, FigureClaim, Source
from kgraph.statements import describe_statements
from kgraph.terms import PropertyValue, day_literal, describe, territory_iri
from kgraph.vocabulary import ALLY, CONCEPT, DCTERMS, ID, PREF_LABEL, SCHEMA, SKOS, TYPE, XSD

_ANY_URI = ox.NamedNode(XSD + "anyURI")


def build_graph(data: Data, ontology: Ontology) -> list[ox.Quad]:
    """Build the asserted layer.

    Parameters
    ----------
    data
        Records that have passed all checks of reading and of references.
    ontology
        Tells what each relation becomes.

    Returns
    -------
    list of pyoxigraph.Quad
        Each once, in the order of the records, so that the same records give the same list.
    """
    return list(dict.fromkeys([*_Builder(data, ontology).quads(), *describe_statements(data, ontology)]))


class _Builder:
    def __init__(self, data: Data, ontology: Ontology) -> None:
        self._data = data
        self._ontology = ontology

    def quads(self) -> Iterator[ox.Quad]:
        for slug, entity in self._data.entities.items():
            yield from describe(ID + slug, self._entity(entity))
        for slug, source in self._data.sources.items():
            yield from describe(ID + slug, self._source(source))
        for slug, coverage in self._data.coverage.items():
            yield from describe(f"{ID}coverage--{slug}", self._coverage(slug, coverage))
        yield from self._territories()

    def _entity(self, entity: Entity) -> Iterator[PropertyValue]:
        for kind in entity.kinds:
            yield TYPE, ox.NamedNode(self._ontology.kinds[kind])
        yield PREF_LABEL, ox.Literal(entity.label, language=entity.language.lower())
        if entity.note:
            yield SKOS + "editorialNote", ox.Literal(entity.note, language="en")

    def _source(self, source: Source) -> Iterator[PropertyValue]:
        yield TYPE, ox.NamedNode(ALLY + "SourceDocument")
        yield DCTERMS + "title", ox.Literal(source.title, language=source.language.lower())
        yield DCTERMS + "publisher", ox.NamedNode(ID + source.publisher)
        yield DCTERMS + "language", ox.Literal(source.language.lower())
        yield ALLY + "accessed", day_literal(source.accessed)
        yield ALLY + "recorded", day_literal(source.recorded)
        for day in source.readings:
            yield ALLY + "accessed", day_literal(day)
        if source.url:
            yield SCHEMA + "url", ox.Literal(source.url, datatype=_ANY_URI)
        if source.file:
            yield DCTERMS + "identifier", ox.Literal(source.file)
        for address in source.seenAt:
            yield ALLY + "seenAt", ox.Literal(address, datatype=_ANY_URI)
        if source.republishes:
            yield ALLY + "republishes", ox.NamedNode(ID + source.republishes)
        if source.issued:
            yield ALLY + "statedIssued", ox.Literal(source.issued)
            span = parse_edtf(source.issued)
            if span.low and span.low == span.high:
                yield DCTERMS + "issued", day_literal(span.low.isoformat())

    def _coverage(self, slug: str, coverage: Coverage) -> Iterator[PropertyValue]:
        yield TYPE, ox.NamedNode(ALLY + "CoverageStatement")
        yield ALLY + "coverageOf", ox.NamedNode(ID + slug)
        degree = "unknown-completeness" if coverage.members == "unknown" else coverage.members
        yield ALLY + "completeness", ox.NamedNode(CONCEPT + degree)
        if coverage.asOf:
            yield ALLY + "coverageAsOf", ox.Literal(coverage.asOf)
        if coverage.source:
            yield ALLY + "accordingTo", ox.NamedNode(ID + coverage.source)
        if coverage.note:
            yield SKOS + "editorialNote", ox.Literal(coverage.note, language="en")

    def _territories(self) -> Iterator[ox.Quad]:
        """Describe every country, and each joint territory that a claim names."""
        for country in self._data.countries.values():
            yield from describe(country.iri, self._country(country.alpha2))
        for source in self._data.sources.values():
            for claim in source.claims:
                codes = claim.territory if isinstance(claim, FigureClaim) else claim.country
                if codes and len(set(codes)) > 1:
                    yield from describe(territory_iri(codes, self._data.countries), self._joint(codes))

    def _country(self, code: str) -> Iterator[PropertyValue]:
        country = self._data.countries[code]
        yield TYPE, ox.NamedNode(ALLY + "Country")
        yield SKOS + "notation", ox.Literal(country.alpha2)
        yield SKOS + "notation", ox.Literal(country.alpha3)
        if country.region:
            yield ALLY + "inRegion", ox.NamedNode(CONCEPT + country.region)
        for language, name in country.names.items():
            yield PREF_LABEL, ox.Literal(name, language=language)

    def _joint(self, codes: tuple[str, ...]) -> Iterator[PropertyValue]:
        countries = [self._data.countries[code] for code in sorted(set(codes))]
        yield TYPE, ox.NamedNode(ALLY + "JointTerritory")
        for country in countries:
            yield ALLY + "jointOf", ox.NamedNode(country.iri)
        for language in countries[0].names:
            names = " + ".join(sorted(country.names[language] for country in countries))
            yield PREF_LABEL, ox.Literal(names, language=language)
