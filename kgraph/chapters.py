"""States of one thing under headings, each followed by what its sources say.

One source is one line under a sentence, whatever number of places it says it in; figures of one measure stand together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kgraph.evidence import Evidence, State
from kgraph.moments import Extent, Start, find_extent, share_no_day, sort_by_time
from kgraph.names import fold
from kgraph.phrases import phrase, read_phrases
from kgraph.sentences import Narrator, plain
from kgraph.vocabulary import EDTF

#: With more sources than this, the rest are named by their numbers only.
_MOST_LINES = 8

#: Relation, and whether the thing told is its object.
_Side = tuple[str, bool]


@dataclass
class Teller:
    """Tells the states of things under headings, and numbers their sources in the order in which it names them."""

    narrator: Narrator
    #: Whether to tell what every source says, however many there are.
    everything: bool = False
    _numbers: dict[str, int] = field(default_factory=dict)
    _sources: list[Evidence] = field(default_factory=list)

    def tell(self, states: Iterable[State], about: str) -> Iterator[str]:
        """Yield lines: a heading for each relation and direction, a sentence for each state, a line for each source.

        Parameters
        ----------
        states
            Relationships and figures.
        about
            IRI of the thing told of, a party to all of them.
        """
        groups: dict[_Side, list[State]] = defaultdict(list)
        for state in states:
            groups[_side(state, about)].append(state)
        for side in sorted(groups, key=lambda each: (_RANKS.get(each[0], len(_RANKS)), each[1])):
            members = groups[side]
            yield ""
            yield f"{self._heading(side)} ({len(members)})"
            yield from self._tell_figures(members) if side[0] == "figure" else self._tell_relations(members, about)

    def list_sources(self) -> Iterator[str]:
        """Yield each source named so far, with its number."""
        for number, evidence in enumerate(self._sources, 1):
            yield f"[{number}] {self.narrator.source(evidence)}"

    def _heading(self, side: _Side) -> str:
        word, turned = side
        key = f"{word}-of" if turned else word
        lang = self.narrator.lang
        if key in read_phrases("headings"):
            return phrase("headings", key, lang)
        ontology = self.narrator.ontology
        label = ontology.labels[ontology.relations[word].state_class][lang]
        return label[0].upper() + label[1:]

    def _tell_relations(self, states: list[State], about: str) -> Iterator[str]:
        rivals = find_rivals(states)
        for state in sorted(states, key=lambda each: (self._sort_key(each, about), each.iri)):
            further = [self._phrase("other-date")] if state.iri in rivals else []
            if len({each.source for each in state.standing if each.stance == "supports"}) > 1:
                further.append(self.narrator.count(state))
            yield f"  {self.narrator.say(state, about=about, further=further)}"
            yield from self._tell_evidence(state, "    ")

    def _sort_key(self, state: State, about: str) -> tuple[object, ...]:
        relation = state.relation
        if relation is not None and relation.once and relation.datatype == EDTF + "EDTF":
            return -state.independent_sources, state.object.value
        other = state.subject if state.object.value == about else state.object.value
        return (
            fold(self.narrator.name(other) if "://" in other else other),
            state.value("edition"),
            state.value("spell"),
        )

    def _tell_figures(self, states: list[State]) -> Iterator[str]:
        measures: dict[str, list[State]] = defaultdict(list)
        for state in states:
            measures[self.narrator.amount(state).measure].append(state)
        for measure in sorted(measures, key=fold):
            yield f"  {measure[0].upper()}{measure[1:]}"
            for state in sorted(measures[measure], key=self._figure_key):
                yield from self._tell_figure(state)

    def _figure_key(self, state: State) -> tuple[object, ...]:
        period = state.value("period")
        times = sorted(each.as_of or each.since or each.until for each in state.standing)
        time = period or next((each for each in times if each), "")
        return fold(self.narrator.place(state)), not time, time, float(state.object.value), state.iri

    def _tell_figure(self, state: State) -> Iterator[str]:
        """Yield a figure and its evidence in one line where there is one source, else a line for each below it."""
        narrator = self.narrator
        when = [*narrator.figure_time(state)] or [phrase("moments", "undated", narrator.lang)]
        if place := narrator.place(state):
            when.append(place)
        amount = narrator.amount(state).text
        if standing := [*narrator.standing(state)]:
            amount += f" ({'; '.join(standing)})"
        row = self._phrase("figure-row", when=", ".join(when), amount=amount)
        first, *others = self._tell_evidence(state, "      ", known=frozenset(when))
        if any(each.startswith("      [") for each in others):
            yield f"    {row}"
            yield first
        else:
            yield f"    {row} — {first.strip()}"
        yield from others

    def _tell_evidence(self, state: State, indent: str, known: frozenset[str] = frozenset()) -> Iterator[str]:
        """Yield what the sources of a state say, without the remarks that are known already."""
        by_source: dict[str, list[Evidence]] = defaultdict(list)
        for evidence in sort_by_time(state.evidence):
            by_source[evidence.source].append(evidence)
        shown = set(by_source) if self.everything else _choose(by_source, find_extent(state))
        for source, found in by_source.items():
            if source in shown:
                yield from self._tell_source(found, indent, self.narrator.start(state), known)
        hidden = [self._number(found[0]) for source, found in by_source.items() if source not in shown]
        if hidden:
            yield indent + self._phrase("more-sources", count=len(hidden), numbers=", ".join(hidden))

    def _tell_source(self, found: list[Evidence], indent: str, start: Start, known: frozenset[str]) -> Iterator[str]:
        """Yield what one source says: a line for all places that say the same, and its notes."""
        lines: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for evidence in found:
            remarks = [each for each in self.narrator.remarks(evidence, start) if each not in known]
            lines[tuple(remarks)].append(evidence.locator)
        for said, locators in lines.items():
            quotes = ", ".join(self.narrator.quote(each) for each in _keep_widest(locators))
            yield "; ".join([f"{indent}{self._number(found[0])}: {quotes}", *said])
        for note in dict.fromkeys(evidence.note for evidence in found if evidence.note):
            yield f"{indent}    {self._phrase('remark', note=note)}"

    def _number(self, evidence: Evidence) -> str:
        if evidence.source not in self._numbers:
            self._numbers[evidence.source] = len(self._numbers) + 1
            self._sources.append(evidence)
        return f"[{self._numbers[evidence.source]}]"

    def _phrase(self, key: str, **values: object) -> str:
        return phrase("sentences", key, self.narrator.lang, **values)


def find_rivals(states: Iterable[State]) -> set[str]:
    """Return the IRIs of accepted states that date what happens once to a thing, where another dates it otherwise."""
    dated: dict[tuple[str, str], list[State]] = defaultdict(list)
    for state in states:
        if state.relation and state.relation.once and state.relation.datatype == EDTF + "EDTF" and state.accepted:
            dated[state.relation.word, state.subject].append(state)
    return {
        one.iri
        for group in dated.values()
        for one in group
        if any(share_no_day(one.object.value, other.object.value) for other in group)
    }


def _side(state: State, about: str) -> _Side:
    if state.relation is None:
        return "figure", False
    return state.relation.word, not state.relation.symmetric and state.subject != about


def _choose(by_source: dict[str, list[Evidence]], extent: Extent) -> set[str]:
    """Return the sources to tell in full: those on which the sentence rests, then one of each root, then the others.

    Always told is what does not simply support, and what gives the dates of the sentence.
    """
    if len(by_source) <= _MOST_LINES + 1:
        return set(by_source)
    needed = [
        source
        for source, found in by_source.items()
        if any(each.stance != "supports" or each.withdrawn for each in found)
    ]
    for date in filter(None, (extent.since, extent.until, extent.first, extent.last)):
        dated = (source for source, found in by_source.items() if any(date in _dates(each) for each in found))
        needed += list(dated)[:1]
    roots = {found[0].root: source for source, found in reversed(by_source.items())}
    needed = list(dict.fromkeys(needed))
    order = list(dict.fromkeys([*needed, *(each for each in by_source if each in roots.values()), *by_source]))
    return set(order[: max(_MOST_LINES, len(needed))])


def _dates(evidence: Evidence) -> tuple[str, str, str]:
    return evidence.since, evidence.until, evidence.as_of


def _keep_widest(locators: list[str]) -> list[str]:
    """Leave out each locator that stands within another."""
    found = list(dict.fromkeys(locators))
    return [
        each
        for number, each in enumerate(found)
        if not any(_is_within(each, other, number > place) for place, other in enumerate(found) if place != number)
    ]


def _is_within(one: str, other: str, later: bool) -> bool:
    first, second = plain(one), plain(other)
    return first in second and (first != second or later)


#: The order in which relations are told: names first, then what joins bodies, then what is about them.
_ORDER = (
    "name",
    "acronym",
    "formerName",
    "hashtag",
    "describedAs",
    "foundedOn",
    "founderOf",
    "succeeds",
    "basedIn",
    "activeIn",
    "takesPlaceIn",
    "editionOf",
    "partOf",
    "owns",
    "memberOf",
    "governingMemberOf",
    "partnerOf",
    "endorses",
    "carriesOut",
    "participatesIn",
    "organises",
    "campaignPartner",
    "operates",
    "develops",
    "funds",
    "positionAt",
    "publishes",
    "covers",
    "coversPeriod",
    "availableAt",
    "addresses",
    "hasTopic",
    "figure",
)
_RANKS = {word: rank for rank, word in enumerate(_ORDER)}
