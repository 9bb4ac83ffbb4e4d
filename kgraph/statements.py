"""From claims to RDF: one node for each state of affairs, and one attestation for each source that speaks of it.

The IRI of a state is made of its kind, its parties and what else tells it apart, parted by ``--``, which no slug
contains: equal claims of two sources meet in one node, and nothing else does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

import pyoxigraph as ox

from kgraph.dataset import Data
from kgraph.edtf import parse_edtf
from kgraph.numbers import value_range
from kgraph.ontology import Ontology, Relation
from kgraph.records import Claim, FigureClaim, RelationClaim, Source
from kgraph.terms import PropertyValue, day_literal, describe, object_term, short_hash, short_name, territory_iri
from kgraph.times import Bounds, bounds_of, join_bounds
from kgraph.vocabulary import ALLY, CONCEPT, ID, SKOS, TYPE, XSD

_DECIMAL = ox.NamedNode(XSD + "decimal")

#: A period as part of an IRI: what EDTF writes with marks, in words.
_PERIOD = str.maketrans({"/": "_to_", ".": "_", "~": "-approximate", "?": "-uncertain", "%": "-both"})


@dataclass(frozen=True)
class Statement:
    """A claim with the source that makes it and the state that it speaks of."""

    slug: str
    source: Source
    claim: Claim
    state: str


def describe_statements(data: Data, ontology: Ontology) -> Iterator[ox.Quad]:
    """Yield what the asserted layer says of states of affairs and attestations.

    Parameters
    ----------
    data
        Records that have passed all checks of reading and of references.
    ontology
        Tells what each relation becomes.
    """
    describer = _Describer(data, ontology)
    states: dict[str, list[Statement]] = defaultdict(list)
    for slug, source in sorted(data.sources.items()):
        for claim in source.claims:
            state = describer.name_state(claim, source)
            states[state].append(Statement(slug, source, claim, state))
    for state, statements in states.items():
        yield from describer.describe_state(state, statements)


class _Describer:
    def __init__(self, data: Data, ontology: Ontology) -> None:
        self._data = data
        self._ontology = ontology

    def name_state(self, claim: Claim, source: Source) -> str:
        if isinstance(claim, FigureClaim):
            territory = self._territory_name(claim.territory) if claim.territory else ""
            number = f"{claim.bound}-{_write_number(claim.value)}"
            parts = [claim.about, claim.figure, (claim.period or "").translate(_PERIOD), territory, number]
            return ID + "figure--" + "--".join(parts)
        relation = self._ontology.relations[claim.relation]
        subject, value = self._parties(claim, relation, source)
        parts = [relation.word, short_name(subject), short_name(value)]
        if claim.country:
            parts.append("in-" + self._territory_name(claim.country))
        parts += [
            f"{mark}-{_short_text(text)}" for mark, text in (("ed", claim.edition), ("spell", claim.spell)) if text
        ]
        return ID + "--".join(parts)

    def describe_state(self, state: str, statements: list[Statement]) -> Iterator[ox.Quad]:
        """Describe a state or figure and every attestation of it."""
        first = statements[0]
        if isinstance(first.claim, FigureClaim):
            yield from describe(state, self._figure(first.claim))
            yield from describe(state, _value_range([each.claim for each in statements]))
        else:
            yield from describe(state, self._relationship(first.claim, first.source))
        supporting = [each.claim for each in statements if each.claim.stance == "supports" and not each.claim.withdrawn]
        if not isinstance(first.claim, FigureClaim):
            yield from describe(state, _bounds(join_bounds(map(_claim_bounds, supporting))))
        for statement in statements:
            yield from describe(_attestation_iri(statement), self._attestation(statement))

    def _figure(self, claim: FigureClaim) -> Iterator[PropertyValue]:
        yield TYPE, ox.NamedNode(ALLY + "Figure")
        yield ALLY + "aboutEntity", ox.NamedNode(ID + claim.about)
        yield ALLY + "measure", ox.NamedNode(CONCEPT + claim.figure)
        yield ALLY + "value", ox.Literal(_write_number(claim.value), datatype=_DECIMAL)
        yield ALLY + "bound", ox.NamedNode(CONCEPT + claim.bound)
        if claim.period:
            yield ALLY + "period", ox.Literal(claim.period)
            span = parse_edtf(claim.period)
            if span.low:
                yield ALLY + "periodStart", day_literal(span.low.isoformat())
            if span.high:
                yield ALLY + "periodEnd", day_literal(span.high.isoformat())
        if claim.territory:
            yield ALLY + "territory", ox.NamedNode(self._territory(claim.territory))

    def _relationship(self, claim: RelationClaim, source: Source) -> Iterator[PropertyValue]:
        relation = self._ontology.relations[claim.relation]
        subject, value = self._parties(claim, relation, source)
        yield TYPE, ox.NamedNode(relation.state_class)
        yield relation.subject_property, subject
        yield relation.object_property, value
        if relation.role:
            yield ALLY + "role", ox.NamedNode(relation.role)
        if claim.country:
            yield ALLY + "territory", ox.NamedNode(self._territory(claim.country))
        if claim.edition:
            yield ALLY + "edition", ox.Literal(claim.edition)
        if claim.spell:
            yield ALLY + "spell", ox.Literal(claim.spell)

    def _attestation(self, statement: Statement) -> Iterator[PropertyValue]:
        claim, source = statement.claim, statement.source
        yield TYPE, ox.NamedNode(ALLY + "Attestation")
        yield ALLY + "attests", ox.NamedNode(statement.state)
        yield ALLY + "inSource", ox.NamedNode(ID + statement.slug)
        yield ALLY + "locator", ox.Literal(claim.at, language=source.language.lower())
        yield ALLY + "stance", ox.NamedNode(CONCEPT + claim.stance)
        yield ALLY + "certainty", ox.NamedNode(CONCEPT + claim.certainty)
        yield ALLY + "recorded", day_literal(claim.recorded or source.recorded)
        if claim.asOf:
            yield ALLY + "statedAsOf", ox.Literal(claim.asOf)
        if claim.note:
            yield SKOS + "editorialNote", ox.Literal(claim.note, language="en")
        if claim.withdrawn:
            day, _, why = claim.withdrawn.partition(",")
            yield ALLY + "withdrawn", day_literal(day.strip())
            yield ALLY + "withdrawnBecause", ox.Literal(why.strip())
        if isinstance(claim, FigureClaim):
            yield ALLY + "statedValue", ox.Literal(claim.stated)
            if claim.subjectAs:
                yield ALLY + "subjectNamedAs", ox.Literal(claim.subjectAs)
        else:
            yield from self._said_of_relation(claim, source)

    def _said_of_relation(self, claim: RelationClaim, source: Source) -> Iterator[PropertyValue]:
        relation = self._ontology.relations[claim.relation]
        turned = self._parties(claim, relation, source)[0].value != ID + claim.subject
        subject_as, object_as = (claim.objectAs, claim.subjectAs) if turned else (claim.subjectAs, claim.objectAs)
        if subject_as:
            yield ALLY + "subjectNamedAs", ox.Literal(subject_as)
        if object_as:
            yield ALLY + "objectNamedAs", ox.Literal(object_as)
        if claim.role:
            concept = self._ontology.concepts.get(claim.role)
            if concept and concept.scheme == "roles":
                yield ALLY + "role", ox.NamedNode(concept.iri)
            else:
                yield ALLY + "statedRole", ox.Literal(claim.role, language=source.language.lower())
        if claim.from_:
            yield ALLY + "statedFrom", ox.Literal(claim.from_)
        if claim.until:
            yield ALLY + "statedUntil", ox.Literal(claim.until)
        dates = [text for text in (claim.from_, claim.until, claim.asOf) if text]
        if dates:
            yield ALLY + "dateCertainty", ox.NamedNode(CONCEPT + _date_certainty(dates))
        yield from _bounds(_claim_bounds(claim))

    def _parties(
        self, claim: RelationClaim, relation: Relation, source: Source
    ) -> tuple[ox.NamedNode, ox.NamedNode | ox.Literal]:
        """Return subject and object; those of a symmetric relation in the order of their slugs."""
        subject = ox.NamedNode(ID + claim.subject)
        value = object_term(relation, claim.object, source.language, self._data.countries)
        if relation.symmetric and isinstance(value, ox.NamedNode) and value.value < subject.value:
            return value, subject
        return subject, value

    def _territory(self, codes: tuple[str, ...]) -> str:
        return territory_iri(codes, self._data.countries)

    def _territory_name(self, codes: tuple[str, ...]) -> str:
        return short_name(ox.NamedNode(self._territory(codes))).removeprefix("territory--")


def _short_text(text: str) -> str:
    """Return a text as part of an IRI: itself where it is a plain word, else its hash."""
    plain = text.isascii() and text.isalnum() and text == text.lower() and len(text) <= 20
    return text if plain else short_hash(text)


def _write_number(number: Decimal) -> str:
    """Return a number without exponent, needless zeros or a negative zero."""
    return f"{number.normalize() + 0:f}"


def _attestation_iri(statement: Statement) -> str:
    claim = statement.claim
    said = claim.model_dump_json(by_alias=True, exclude={"recorded", "withdrawn", "note"}, exclude_defaults=True)
    return ID + "attestation--" + short_hash(statement.slug, statement.state, said)


def _claim_bounds(claim: Claim) -> Bounds:
    if isinstance(claim, FigureClaim):
        return Bounds()
    return bounds_of(claim.from_, claim.until, claim.asOf)


def _value_range(claims: Iterable[Claim]) -> Iterator[PropertyValue]:
    """Give the widest range that any statement of a figure allows, so that no conflict is made of rounding."""
    ranges = [value_range(each.value, each.bound, each.stated) for each in claims if isinstance(each, FigureClaim)]
    for name, pick, ends in (
        ("lowestValue", min, [low for low, _ in ranges if low is not None]),
        ("highestValue", max, [high for _, high in ranges if high is not None]),
    ):
        if ends:
            yield ALLY + name, ox.Literal(_write_number(pick(ends)), datatype=_DECIMAL)


def _bounds(bounds: Bounds) -> Iterator[PropertyValue]:
    names = ("earliestStart", "latestStart", "earliestEnd", "latestEnd")
    days = (bounds.earliest_start, bounds.latest_start, bounds.earliest_end, bounds.latest_end)
    for name, day in zip(names, days, strict=True):
        if day:
            yield ALLY + name, day_literal(day.isoformat())


def _date_certainty(dates: list[str]) -> str:
    qualifiers = {parse_edtf(text).qualifier for text in dates}
    if qualifiers & {"?", "%"}:
        return "uncertain"
    return "approximate" if "~" in qualifiers else "stated"
