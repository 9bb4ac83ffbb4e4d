"""States of affairs as plain sentences, each with its evidence, in one of five languages.

The sentence of a relation stands in the ontology; what is added here is when, where, in what role, and who says so.
A sentence never says more than its sources: a relation is stated, never an accusation, dates are as coarse as given,
and what has ended is told as past only where every source that gives an end gives one that is past.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from kgraph.amounts import Amount, say_amount
from kgraph.evidence import Evidence, State
from kgraph.moments import Extent, Start, find_extent, say_date, say_extent, say_times, say_when
from kgraph.names import Name, Names, fold
from kgraph.ontology import Ontology
from kgraph.phrases import phrase
from kgraph.places import name_territory, say_place, with_article
from kgraph.vocabulary import ALLY, CONCEPT, COUNTRY, EDTF, TYPE

_EVENT = ALLY + "Event"
#: Classes of what begins and is not founded.
_ACTIVITIES = (ALLY + "Programme", _EVENT)


@dataclass(frozen=True)
class Narrator:
    """Tells states and evidence in one language."""

    ontology: Ontology
    names: Names
    lang: str

    def say(self, state: State, *, about: str = "", further: Iterable[str] = ()) -> str:
        """Return the sentence of a state: what it joins, and in brackets where, when and whether it is accepted.

        Parameters
        ----------
        state
            A relationship or figure.
        about
            IRI of the party with which to begin where the relation has no direction; the first party when not given.
        further
            What else to say in the brackets.
        """
        if state.relation is None:
            amount = self.amount(state)
            details = [amount.measure, *self._details(state), *self.figure_time(state), *self.standing(state), *further]
            said = self.ontology.figure_sentences[self.lang].format(
                subject=self.name(state.subject), bound="", value=amount.text, measure="; ".join(details)
            )
            return said.replace(":  ", ": ")
        extent = find_extent(state)
        subject, object_ = self._parties(state, about)
        said = _fill(self._template(state, extent), subject, object_, self.lang)
        details = [*self._details(state), *self._time(state, extent), *self.standing(state), *further]
        return f"{said.removesuffix('.')} ({'; '.join(details)})." if details else said

    def say_evidence(self, evidence: Evidence, source: str | None = None, start: Start = "since") -> str:
        """Return one line on what one source says: source, locator, role, dates, and certainty where it is not stated.

        Parameters
        ----------
        evidence
            An attestation.
        source
            What stands for the source, such as its number in a list; the source in one line when not given.
        start
            What a beginning is to be called, as :meth:`start` tells of its state.
        """
        return "; ".join(
            [f"{source or self.source(evidence)}: {self.quote(evidence.locator)}", *self.remarks(evidence, start)]
        )

    def remarks(self, evidence: Evidence, start: Start = "since") -> Iterator[str]:
        """Yield what one source says beside its locator, each thing only where the locator does not say it already."""
        locator = plain(evidence.locator)
        if evidence.role and plain(evidence.role) != locator:
            known = evidence.role in self.ontology.concepts
            yield self._phrase("role", role=self.concept(evidence.role) if known else self.quote(evidence.role))
        yield from say_times(evidence, self.lang, start)
        if evidence.stated and plain(evidence.stated) not in locator:
            yield self.quote(evidence.stated)
        for name in (evidence.subject_as, evidence.object_as):
            if name and plain(name) not in locator:
                yield self._phrase("named-as", name=name)
        if evidence.stance == "disputes":
            yield self.concept(evidence.stance)
        if evidence.certainty != "stated":
            yield self.concept(evidence.certainty)
        if evidence.withdrawn:
            yield self._phrase("withdrawn", date=evidence.withdrawn)

    def start(self, state: State) -> Start:
        """Return what a beginning that a source gives to a state is to be called."""
        if state.relation and state.relation.once:
            return "at"
        return "from" if self._joins_event(state) else "since"

    def source(self, evidence: Evidence) -> str:
        """Return title, publisher, date, language and address of a source in one line."""
        published = say_date(evidence.issued, self.lang) if evidence.issued else phrase("moments", "undated", self.lang)
        place = evidence.url or (self._phrase("file", file=evidence.file) if evidence.file else "")
        return f"{evidence.title} ({self.name(evidence.publisher)}, {published}, {evidence.language}) {place}".rstrip()

    def count(self, state: State) -> str:
        """Return how many sources support a state, and how many of them are independent where those are fewer."""
        everyone = len({each.source for each in state.standing if each.stance == "supports"})
        key = "sources" if state.independent_sources == everyone else "sources-independent"
        return self._phrase(key, independent=state.independent_sources, all=everyone)

    def amount(self, state: State) -> Amount:
        """Return the number of a figure with its bound and unit, and what it counts."""
        bound, measure = (
            self.ontology.concepts[state.value(key).removeprefix(CONCEPT)] for key in ("bound", "measure")
        )
        return say_amount(state.object.value, bound, measure, self.lang)

    def figure_time(self, state: State) -> Iterator[str]:
        """Yield the period of a figure, or as of when its sources give it."""
        if state.value("period"):
            yield say_date(state.value("period"), self.lang)
            return
        extent = find_extent(state)
        if extent.first and extent.first == extent.last:
            yield phrase("moments", "as-of", self.lang, date=say_date(extent.first, self.lang))
        else:
            yield from say_extent(extent, self.lang)

    def place(self, state: State) -> str:
        """Return the territory of a state as a sentence has it; empty where it has none."""
        territory = state.value("territory")
        return say_place(territory, self.named(territory).text, self.lang) if territory else ""

    def standing(self, state: State) -> Iterator[str]:
        """Yield that the dates of a state contradict one another, that it is disputed, or that nothing supports it."""
        if state.contradictory:
            yield self._phrase("contradictory")
        if state.disputed:
            yield self._phrase("disputed")
        elif not state.accepted:
            yield self._phrase("unsupported")

    def quote(self, text: str) -> str:
        """Return the words of a source in the quotation marks of the language."""
        return self._phrase("quoted", text=text)

    def name(self, iri: str) -> str:
        """Return the name of a thing in the narrator's language."""
        return name_territory(iri, self.names.name_of(iri).text, self.lang)

    def named(self, iri: str) -> Name:
        """Return the name of a thing with its language."""
        return self.names.name_of(iri)

    def concept(self, slug: str) -> str:
        """Return the label of a concept."""
        return self.ontology.concepts[slug].labels[self.lang]

    def kinds(self, classes: Iterable[str]) -> str:
        """Return the labels of the classes that a thing has in entity files."""
        known = [self.ontology.labels[each][self.lang] for each in classes if each in self.ontology.kinds.values()]
        return ", ".join(known)

    def rule(self, rule: str) -> str:
        """Return a rule in words."""
        return self._phrase(f"rule-{rule}")

    def _template(self, state: State, extent: Extent) -> str:
        relation = state.relation
        assert relation is not None
        if relation.word == "name" and state.object.value == self.name(state.subject):
            return self._phrase("goes-by", name="{object}")
        if self._joins_event(state):
            return relation.event_sentences[self.lang]
        if relation.activity_sentences and self.ontology.is_a(state.subject_classes, _ACTIVITIES):
            return relation.activity_sentences[self.lang]
        return ((extent.over and relation.past_sentences) or relation.sentences)[self.lang]

    def _joins_event(self, state: State) -> bool:
        """Tell whether the object is an event of which the relation tells in words of its own."""
        told = state.relation is not None and bool(state.relation.event_sentences)
        return told and self.ontology.is_a(state.object_classes, [_EVENT])

    def _parties(self, state: State, about: str) -> tuple[str, str]:
        term, relation = state.object, state.relation
        assert relation is not None
        subject = self.name(state.subject)
        if relation.datatype == EDTF + "EDTF":
            return subject, (say_when if relation.once else say_date)(term.value, self.lang)
        if isinstance(term, ox.Literal):
            return subject, term.value
        object_ = self.name(term.value)
        if relation.symmetric and about == term.value:
            return object_, subject
        return subject, with_article(object_, self.lang) if term.value.startswith(COUNTRY) else object_

    def _time(self, state: State, extent: Extent) -> Iterator[str]:
        """Yield when a state held. What is no state in time, such as a name, has a time only where one is stated."""
        relation = state.relation
        assert relation is not None
        in_time = bool(relation.past_sentences) or relation.once
        if in_time or extent.since or extent.until:
            yield from say_extent(extent, self.lang, self.start(state))
        if relation.past_sentences and state.accepted and not extent.first and not state.contradictory:
            yield phrase("moments", "undated", self.lang)

    def _details(self, state: State) -> Iterator[str]:
        if state.value("territory"):
            yield self.place(state)
        if state.value("edition"):
            yield self._phrase("edition", edition=state.value("edition"))
        if state.value("spell"):
            spell = _SPELLS.get(state.value("spell"))
            yield self._phrase(f"spell-{spell}") if spell else self._phrase("spell", spell=state.value("spell"))

    def _phrase(self, key: str, **values: object) -> str:
        return phrase("sentences", key, self.lang, **values)


def types_of(facts: dict[str, list[ox.NamedNode | ox.Literal]]) -> list[str]:
    """Return the IRIs of the classes among the facts about a thing."""
    return [value.value for value in facts.get(TYPE, ())]


def relation_iri(state: State) -> str:
    """Return the property that stands for a state between its parties; for a figure, ``ally:aboutEntity``."""
    return state.relation.shortcut if state.relation else ALLY + "aboutEntity"


#: The texts of ``spell`` that have words of their own.
_SPELLS = {"1": 1, "2": 2, "3": 3, "first": 1, "second": 2, "third": 3}


def _fill(template: str, subject: str, object_: str, lang: str) -> str:
    """Put the parties in their places; in French, "de" before a vowel loses its own."""
    if lang == "fr":
        for place, name in (("{subject}", subject), ("{object}", object_)):
            if fold(name)[:1] in set("aeiou"):
                template = re.sub(rf"\bde (?={re.escape(place)})", "d’", template)
    return template.format(subject=subject, object=object_)


def plain(text: str) -> str:
    """Return a text with straight quotation marks and in small letters, to find one in another."""
    return text.translate(_QUOTES).casefold()


_QUOTES = str.maketrans("’‘“”", "''\"\"")
