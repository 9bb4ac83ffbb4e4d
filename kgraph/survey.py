"""Everything that sources say, read in one pass over the asserted layer.

:func:`kgraph.evidence.read_states` asks for chosen states; to read all of them so takes many times as long.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

import pyoxigraph as ox

from kgraph.evidence import Evidence, Properties, State, make_evidence, make_state
from kgraph.ontology import Ontology
from kgraph.results import Term
from kgraph.vocabulary import ALLY, ASSERTED, PREF_LABEL, SKOS, TYPE

_NOTHING: Properties = {}


@dataclass(frozen=True)
class Survey:
    """All states with their evidence, and what is said of every other subject."""

    #: IRI to what the asserted layer says of it.
    facts: dict[str, Properties]
    #: Relationships and figures, sorted by IRI.
    states: list[State]

    def list_instances(self, kind: str) -> list[str]:
        """Return the IRIs of the things of a class, sorted.

        Parameters
        ----------
        kind
            IRI of the class; things of its subclasses are listed only where they are of the class too.
        """
        return sorted(iri for iri, own in self.facts.items() if kind in map(_text, own.get(TYPE, ())))

    def values(self, iri: str, predicate: str) -> list[str]:
        """Return the values of a property as text, in the order of their text."""
        return [value.value for value in self.facts.get(iri, _NOTHING).get(predicate, ())]

    def value(self, iri: str, predicate: str) -> str:
        """Return the first value of a property as text, empty where there is none."""
        return next(iter(self.values(iri, predicate)), "")

    def labels(self, iri: str) -> list[tuple[str, str]]:
        """Return the labels that editors give, each with its BCP 47 tag, English first."""
        found = self.facts.get(iri, _NOTHING).get(PREF_LABEL, ())
        pairs = [(each.value, each.language or "") for each in found if isinstance(each, ox.Literal)]
        return sorted(pairs, key=lambda each: (each[1].partition("-")[0] != "en", each[1], each[0]))

    def countries(self, territory: str) -> list[str]:
        """Return the IRIs of the countries of which a territory is made up, itself where it is one."""
        return self.values(territory, ALLY + "jointOf") or [territory]

    def code(self, country: str) -> str:
        """Return the alpha-2 code of a country, empty where it has none."""
        return next((code for code in self.values(country, SKOS + "notation") if len(code) == 2), "")


def read_survey(store: ox.Store, ontology: Ontology) -> Survey:
    """Read all states of a store.

    Parameters
    ----------
    store
        Of a build.
    ontology
        Tells the parties of each kind of state.
    """
    return _survey(_read_facts(store), ontology)


def update_survey(earlier: Survey, store: ox.Store, ontology: Ontology, changed: AbstractSet[str]) -> Survey:
    """Read all states of a store of which an earlier state was read, which takes half of the time.

    Parameters
    ----------
    earlier
        What was read.
    store
        As it is now.
    ontology
        The same as for the earlier reading.
    changed
        IRIs of all things of which the store says something else now.
    """
    unchanged = {iri: own for iri, own in earlier.facts.items() if iri not in changed}
    again = (_read_facts(store, ox.NamedNode(iri)) for iri in sorted(changed))
    return _survey(unchanged | {iri: own for facts in again for iri, own in facts.items()}, ontology)


def _survey(facts: dict[str, Properties], ontology: Ontology) -> Survey:
    evidence = _read_evidence(facts)
    by_class = {relation.state_class: relation for relation in ontology.relations.values()}
    made = (make_state(iri, facts[iri], tuple(evidence[iri]), by_class) for iri in sorted(evidence))
    return Survey(facts, [_with_classes(state, facts) for state in made if state])


def _read_facts(store: ox.Store, about: ox.NamedNode | None = None) -> dict[str, Properties]:
    """Return what the asserted layer says of one thing, or of all."""
    facts: dict[str, Properties] = {}
    for subject, predicate, value, _ in store.quads_for_pattern(about, None, None, ox.NamedNode(ASSERTED)):
        assert isinstance(subject, ox.NamedNode) and isinstance(value, (ox.NamedNode, ox.Literal))
        facts.setdefault(subject.value, {}).setdefault(predicate.value, []).append(value)
    for own in facts.values():
        for values in own.values():
            if len(values) > 1:
                values.sort(key=str)
    return facts


def _read_evidence(facts: dict[str, Properties]) -> dict[str, list[Evidence]]:
    """Return the evidence of each state, in the order of the sources."""
    copied = {iri: own[ALLY + "republishes"][0].value for iri, own in facts.items() if ALLY + "republishes" in own}
    found: dict[str, list[Evidence]] = defaultdict(list)
    for iri, state, source in sorted(_list_attestations(facts), key=lambda each: (each[2], each[0])):
        root = _climb(source, copied)
        found[state].append(make_evidence(iri, facts[iri], source, facts[source], root))
    return found


def _list_attestations(facts: dict[str, Properties]) -> Iterator[tuple[str, str, str]]:
    for iri, own in facts.items():
        for state in own.get(ALLY + "attests", ()):
            for source in own.get(ALLY + "inSource", ()):
                yield iri, state.value, source.value


def _climb(source: str, copied: dict[str, str]) -> str:
    """Return the source at the root of what one copies; a circle, which the checks refuse, has none."""
    seen = {source}
    while source in copied and copied[source] not in seen:
        source = copied[source]
        seen.add(source)
    return source


def _with_classes(state: State, facts: dict[str, Properties]) -> State:
    subject, object_ = (
        tuple(sorted(map(_text, facts.get(end, _NOTHING).get(TYPE, ())))) for end in (state.subject, state.object.value)
    )
    return replace(state, subject_classes=subject, object_classes=object_)


def _text(term: Term) -> str:
    assert isinstance(term, (ox.NamedNode, ox.Literal))
    return term.value
