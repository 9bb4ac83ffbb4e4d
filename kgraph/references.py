"""Check what one record says of another: does the entity exist, does its kind fit, is the word known."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from kgraph.dataset import Data
from kgraph.edtf import FORMS, parse_edtf
from kgraph.errors import Problem, suggest
from kgraph.ontology import Ontology, Relation
from kgraph.records import SLUG_PATTERN, Claim, FigureClaim, RelationClaim, Source, check_url
from kgraph.terms import WORLD, names_concept, names_territory
from kgraph.vocabulary import ALLY, EDTF, XSD, shorten
from kgraph.yaml_reader import MAX_PROBLEMS, Document, Value, Way, more_problems

#: A wrong thing in one file: the way to it, what it is, and what would be right.
_Fault = tuple[Way, str, str]

#: Fields that do not tell one claim of a source from another.
_REMARKS = {"note", "recorded", "withdrawn"}


def find_reference_problems(
    data: Data,
    ontology: Ontology,
    *,
    sources: Iterable[str] | None = None,
    entities: Iterable[str] | None = None,
    singles: Iterable[str] = (),
) -> list[Problem]:
    """Find every reference that leads nowhere or to something of a wrong kind.

    Parameters
    ----------
    data
        All records, since any may be referred to.
    ontology
        Relations, kinds and concepts.
    sources, entities
        Slugs of the records to look at. When neither is given, all are, and so is whether each entity is spoken of.
    singles
        Names of the files to look at that stand alone, as ``coverage.yaml``; all are when neither of the two is given.
    """
    checker = _Checker(data, ontology)
    everything = sources is None and entities is None
    notes = _Notes()
    for slug in data.sources if everything else sources or ():
        notes.take(data.documents[slug], checker.check_source(slug, data.sources[slug]))
    for slug, claims in data.fragments.items():
        notes.take(data.documents[slug], checker.check_fragment(slug, data.documents[slug].value, claims))
    all_read = data.source_slugs == set(data.sources)  # else the claim about an entity may stand in one that was not
    for slug in data.entities if everything else entities or ():
        notes.take(data.documents[slug], checker.check_kinds(slug))
        if everything and all_read:
            notes.take(data.documents[slug], checker.check_spoken_of(slug))
    checks = {"coverage.yaml": checker.check_coverage, "not-same.yaml": checker.check_distinctions}
    for name in checks if everything else singles:
        if name in data.single_documents:
            notes.take(data.single_documents[name], checks[name]())
    return notes.problems


class _Notes:
    """Gathers faults as problems, of each file no more than an editor would read."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self._counts: Counter[str] = Counter()

    def take(self, document: Document, faults: Iterable[_Fault]) -> None:
        if self._counts[document.name] > MAX_PROBLEMS:
            return
        for way, what, remedy in faults:  # found one by one: what is not told is not looked for
            line = document.line_of(way)
            self._counts[document.name] += 1
            if self._counts[document.name] > MAX_PROBLEMS:
                self.problems.append(more_problems(document.name, line))
                return
            self.problems.append(Problem(document.name, line, what, remedy))


class _Checker:
    def __init__(self, data: Data, ontology: Ontology) -> None:
        self._data = data
        self._ontology = ontology
        self._slugs = sorted(data.entities)
        self._codes = [*sorted(data.countries), WORLD]
        self._spoken_of = _find_spoken_of(data)

    def check_kinds(self, slug: str) -> Iterator[_Fault]:
        for number, kind in enumerate(self._data.entities[slug].kinds):
            if kind not in self._ontology.kinds:
                yield (slug, "kinds", number), f"unknown kind {kind!r}", suggest(kind, sorted(self._ontology.kinds))

    def check_spoken_of(self, slug: str) -> Iterator[_Fault]:
        if slug not in self._spoken_of:
            yield (slug,), f"no source speaks of {slug!r}", "add a claim about it, or take it out"

    def check_coverage(self) -> Iterator[_Fault]:
        """Check what is said of how complete the members of alliances are."""
        organisation = (ALLY + "Organisation",)
        for slug, statement in self._data.coverage.items():
            yield from self._check_slug(slug, (slug,))
            yield from self._check_kind(slug, organisation, "alliance", (), slug)
            if statement.source and statement.source not in self._data.source_slugs:
                remedy = suggest(statement.source, sorted(self._data.source_slugs))
                yield (slug, "source"), f"unknown source {statement.source!r}", remedy

    def check_distinctions(self) -> Iterator[_Fault]:
        """Check the pairs of entities that are said not to be the same."""
        seen: set[frozenset[str]] = set()
        for number, distinction in self._data.distinctions.items():
            way: Way = (number, "entities")
            for slug in distinction.entities:
                yield from self._check_slug(slug, way)
            pair = frozenset(distinction.entities)
            if pair in seen:
                yield way, "the same pair given twice", "keep one of them"
            seen.add(pair)

    def check_source(self, slug: str, source: Source) -> Iterator[_Fault]:
        yield from self._check_slug(source.publisher, ("publisher",))
        yield from self._check_republished(slug, source.republishes)
        yield from self._check_claims(enumerate(source.claims))

    def check_fragment(self, slug: str, raw: Value, claims: Iterable[tuple[int, Claim]]) -> Iterator[_Fault]:
        """Check what can be checked of a source with something wrong in it, so that all is told at once."""
        head = raw if isinstance(raw, dict) else {}
        publisher, republishes = head.get("publisher"), head.get("republishes")
        if isinstance(publisher, str) and re.fullmatch(SLUG_PATTERN, publisher):
            yield from self._check_slug(publisher, ("publisher",))
        if isinstance(republishes, str) and re.fullmatch(SLUG_PATTERN, republishes):
            yield from self._check_republished(slug, republishes)
        yield from self._check_claims(claims)

    def _check_claims(self, claims: Iterable[tuple[int, Claim]]) -> Iterator[_Fault]:
        """Check the claims of one source, each with its place."""
        seen: set[str] = set()
        for number, claim in claims:
            way: Way = ("claims", number)
            if isinstance(claim, FigureClaim):
                yield from self._check_figure(claim, way)
            else:
                yield from self._check_relation(claim, way)
            said = claim.model_dump_json(exclude=_REMARKS)
            if said in seen:
                yield way, "the same claim given twice", "keep one of them"
            seen.add(said)

    def _check_republished(self, slug: str, republishes: str | None) -> Iterator[_Fault]:
        if republishes is None:
            return
        way: Way = ("republishes",)
        if republishes not in self._data.source_slugs:
            known = sorted(self._data.source_slugs)
            yield way, f"unknown source {republishes!r}", suggest(republishes, known)
            return
        seen, at = {slug}, republishes
        while at in self._data.sources:
            if at in seen:
                yield way, "republishes in a circle", "let the first of them republish nothing"
                return
            seen.add(at)
            at = self._data.sources[at].republishes or ""

    def _check_figure(self, claim: FigureClaim, way: Way) -> Iterator[_Fault]:
        yield from self._check_slug(claim.about, (*way, "about"))
        yield from self._check_concept(claim.figure, (ALLY + "Measure",), "measure", (*way, "figure"))
        yield from self._check_codes(claim.territory or (), (*way, "territory"))

    def _check_relation(self, claim: RelationClaim, way: Way) -> Iterator[_Fault]:
        relation = self._ontology.relations.get(claim.relation)
        if relation is None:
            known = list(self._ontology.relations)
            yield (*way, "relation"), f"unknown relation {claim.relation!r}", suggest(claim.relation, known)
            return
        yield from self._check_slug(claim.subject, (*way, "subject"))
        yield from self._check_kind(
            claim.subject, relation.subject_kinds, f"subject of {relation.word}", way, "subject"
        )
        yield from self._check_object(claim, relation, way)
        yield from self._check_codes(claim.country or (), (*way, "country"))
        if claim.subject == claim.object:
            yield way, f"{claim.subject!r} stands to itself", "correct subject or object"

    def _check_object(self, claim: RelationClaim, relation: Relation, way: Way) -> Iterator[_Fault]:
        at: Way = (*way, "object")
        if relation.datatype:
            yield from _check_text(claim.object, relation, at)
        elif names_territory(relation):
            yield from self._check_codes((claim.object,), at)
        elif names_concept(relation):
            yield from self._check_concept(claim.object, relation.object_kinds, f"object of {relation.word}", at)
        else:
            yield from self._check_slug(claim.object, at)
            yield from self._check_kind(
                claim.object, relation.object_kinds, f"object of {relation.word}", way, "object"
            )

    def _check_slug(self, slug: str, way: Way) -> Iterator[_Fault]:
        known = slug in self._data.entities or slug in self._data.wrong_entities
        if not known and self._data.all_entities_read:
            yield way, f"unknown entity {slug!r}", suggest(slug, self._slugs)

    def _check_kind(self, slug: str, wanted: tuple[str, ...], what: str, way: Way, part: str) -> Iterator[_Fault]:
        entity = self._data.entities.get(slug)
        if entity is None:
            return
        kinds = [self._ontology.kinds[kind] for kind in entity.kinds if kind in self._ontology.kinds]
        if not self._ontology.is_a(kinds, wanted):
            named = ", ".join(self._ontology.labels[kind]["en"] for kind in wanted)
            own = " and ".join(map(repr, entity.kinds))
            yield (*way, part), f"{slug!r} is of kind {own}", f"the {what} is one of: {named}"

    def _check_concept(self, slug: str, wanted: tuple[str, ...], what: str, way: Way) -> Iterator[_Fault]:
        concept = self._ontology.concepts.get(slug)
        if concept is None or concept.classes.isdisjoint(wanted):
            concepts = self._ontology.concepts.values()
            fitting = [each.slug for each in concepts if not each.classes.isdisjoint(wanted)]
            yield way, f"no {what} is {slug!r}", suggest(slug, sorted(fitting))

    def _check_codes(self, codes: tuple[str, ...], way: Way) -> Iterator[_Fault]:
        for code in codes:
            if code not in self._codes:
                yield (
                    way,
                    f"unknown country {code!r}",
                    f"{suggest(code, self._codes)} Write ISO 3166-1 alpha-2, or world",
                )
        if WORLD in codes and len(codes) > 1:
            yield way, "world beside a country", "write world alone, or the countries"


def _find_spoken_of(data: Data) -> set[str]:
    """Return the slugs that a claim speaks of or that published a source."""
    found: set[str] = set()
    for source in data.sources.values():
        found.add(source.publisher)
        for claim in source.claims:
            found |= {claim.about} if isinstance(claim, FigureClaim) else {claim.subject, claim.object}
    return found


def _check_text(text: str, relation: Relation, way: Way) -> Iterator[_Fault]:
    if relation.datatype == XSD + "anyURI":
        try:
            check_url(text)
        except ValueError as error:
            what, _, remedy = str(error).rpartition(": ")
            yield way, what, remedy
    if relation.datatype == EDTF + "EDTF":
        try:
            parse_edtf(text)
        except ValueError:
            yield way, f"{text!r} is no period", f"write {FORMS}"
    if shorten(relation.shortcut) == "hashtag" and not text.startswith("#"):
        yield way, f"hashtag {text!r}", f"write '#{text}'"
