"""States of affairs as plain sentences, each with its evidence, in one of five languages.

The sentence of a relation stands in the ontology; what is added here is when, where, in what role, and who says so.
A sentence never says more than its sources: a relation is stated, never an accusation, and dates are as coarse as given.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from kgraph.evidence import Evidence, State
from kgraph.names import Name, Names
from kgraph.ontology import Ontology
from kgraph.phrases import phrase
from kgraph.vocabulary import ALLY, CONCEPT, TYPE


@dataclass(frozen=True)
class Narrator:
    """Tells states and evidence in one language."""

    ontology: Ontology
    names: Names
    lang: str

    def say(self, state: State) -> str:
        """Return the sentence of a state, with what the node itself says of place, edition and role."""
        if state.relation is None:
            return self._figure(state)
        template = state.relation.sentences[self.lang]
        said = template.format(subject=self.name(state.subject), object=self._object(state.object))
        return _with_details(said, [*self._details(state), *self._standing(state)])

    def say_evidence(self, evidence: Evidence, source: str | None = None) -> str:
        """Return one line on what one source says: source, locator, dates, certainty.

        Parameters
        ----------
        evidence
            An attestation.
        source
            What stands for the source, such as its number in a list; the source in one line when not given.
        """
        parts = [f"{source or self.source(evidence)}: “{evidence.locator}”", *self._times(evidence)]
        if evidence.role and evidence.role != evidence.locator:
            parts.append(self._phrase("role", role=evidence.role))
        if evidence.stated and evidence.stated not in evidence.locator:
            parts.append(f"“{evidence.stated}”")
        parts += [self._phrase("named-as", name=name) for name in (evidence.subject_as, evidence.object_as) if name]
        if evidence.stance == "disputes":
            parts.append(self.concept(evidence.stance))
        parts.append(self.concept(evidence.certainty))
        if evidence.withdrawn:
            parts.append(self._phrase("withdrawn", date=evidence.withdrawn))
        return "; ".join(parts)

    def source(self, evidence: Evidence) -> str:
        """Return title, publisher, date, language and address of a source in one line."""
        published = evidence.issued or self._phrase("undated")
        place = evidence.url or (self._phrase("file", file=evidence.file) if evidence.file else "")
        return f"{evidence.title} ({self.name(evidence.publisher)}, {published}, {evidence.language}) {place}".rstrip()

    def count(self, state: State) -> str:
        """Return how many independent sources support a state, of how many."""
        everyone = len({each.source for each in state.standing})
        return self._phrase("sources", independent=state.independent_sources, all=everyone)

    def tell(self, states: Iterable[State], numbers: dict[str, int]) -> Iterator[str]:
        """Yield lines: a heading for each relation, a sentence for each state, a line for each attestation.

        Parameters
        ----------
        states
            In the order in which to tell them.
        numbers
            Source IRI to its number in a list of sources.
        """
        groups: dict[str, list[State]] = defaultdict(list)
        for state in states:
            groups[self._heading(state)].append(state)
        for heading, members in groups.items():
            yield ""
            yield heading
            for state in members:
                yield f"  {self.say(state)}"
                for evidence in state.evidence:
                    yield f"    {self.say_evidence(evidence, f'[{numbers[evidence.source]}]')}"
                    if evidence.note:
                        yield f"        {evidence.note}"
                if len({evidence.source for evidence in state.standing}) > 1:
                    yield f"    {self.count(state)}"

    def name(self, iri: str) -> str:
        """Return the name of a thing in the narrator's language."""
        return self.names.name_of(iri).text

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

    def _heading(self, state: State) -> str:
        if state.relation is None:
            return self._phrase("figures").capitalize()
        label = self.ontology.labels[state.relation.state_class][self.lang]
        return label[0].upper() + label[1:]

    def _figure(self, state: State) -> str:
        measure, bound = state.value("measure").removeprefix(CONCEPT), state.value("bound").removeprefix(CONCEPT)
        number = _group(state.object.value, self.lang)
        said = self.ontology.figure_sentences[self.lang].format(
            subject=self.name(state.subject), bound=self.concept(bound), value=number, measure=self.concept(measure)
        )
        return _with_details(said, [*self._details(state), *self._standing(state)])

    def _object(self, term: ox.NamedNode | ox.Literal) -> str:
        return self.name(term.value) if isinstance(term, ox.NamedNode) else term.value

    def _details(self, state: State) -> Iterator[str]:
        territory = state.value("territory")
        if territory:
            joint = "territory--" in territory
            yield self._phrase("jointly" if joint else "in", territory=self.name(territory))
        if state.value("edition"):
            yield self._phrase("edition", edition=state.value("edition"))
        if state.value("spell"):
            yield self._phrase("spell", spell=state.value("spell"))
        if state.value("period"):
            yield self._phrase("period", period=state.value("period"))

    def _standing(self, state: State) -> Iterator[str]:
        if state.contradictory:
            yield self._phrase("contradictory")
        if state.disputed:
            yield self._phrase("disputed")
        elif not state.accepted:
            yield self._phrase("unsupported")

    def _times(self, evidence: Evidence) -> Iterator[str]:
        for key, text in (("from", evidence.since), ("until", evidence.until), ("as-of", evidence.as_of)):
            if text:
                yield self._phrase(key, date=text)

    def _phrase(self, key: str, **values: object) -> str:
        return phrase("sentences", key, self.lang, **values)


def types_of(facts: dict[str, list[ox.NamedNode | ox.Literal]]) -> list[str]:
    """Return the IRIs of the classes among the facts about a thing."""
    return [value.value for value in facts.get(TYPE, ())]


def relation_iri(state: State) -> str:
    """Return the property that stands for a state between its parties; for a figure, ``ally:aboutEntity``."""
    return state.relation.shortcut if state.relation else ALLY + "aboutEntity"


def _with_details(sentence: str, details: list[str]) -> str:
    return f"{sentence.removesuffix('.')} ({'; '.join(details)})." if details else sentence


def _group(number: str, lang: str) -> str:
    """Group the digits of a number as a language does; a narrow space where it has no comma of its own."""
    sign = "−" if number.startswith("-") else ""
    whole, _, part = number.removeprefix("-").partition(".")
    grouped = sign + f"{int(whole):,}".replace(",", {"en": ",", "pt": ".", "es": " ", "fr": " ", "vi": "."}[lang])
    return grouped + ({"en": "."}.get(lang, ",") + part if part else "")
