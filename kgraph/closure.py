"""What follows from what sources say, and why: a forward chainer that keeps every one-step reason.

The rules are those of the OWL 2 RL profile that speak of instances (W3C OWL 2 Profiles, section 4.3, whose names they
keep), and one of our own for what property chains cannot end in: texts. Explanation is what this project exists for;
owlrl, which keeps no reasons, is the oracle of the tests.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from kgraph.axioms import Schema, TextRelation
from kgraph.facts import Fact, is_text
from kgraph.vocabulary import TYPE

#: The rule by which the text of an accepted naming, period or address becomes a property of its subject.
TEXT_RULE = "ally-text"


class Reason(NamedTuple):
    """One application of a rule: its name and the facts that it rests on, in the order in which the rule reads them."""

    rule: str
    premises: tuple[Fact, ...]


@dataclass
class Closure:
    """Facts and what follows from them."""

    asserted: frozenset[Fact]
    #: Each derived fact to every one-step reason for it; the first reasons of all facts form a tree without loops.
    derived: dict[Fact, list[Reason]] = field(default_factory=dict)

    def leaves(self, fact: Fact) -> list[Fact]:
        """Return the asserted facts on which a fact rests, through all of its reasons, in order."""
        found: dict[Fact, None] = {}
        waiting, seen = [fact], {fact}
        while waiting:
            each = waiting.pop()
            if each in self.asserted:
                found[each] = None
                continue
            premises = {premise: None for reason in self.derived[each] for premise in reason.premises}
            waiting += [premise for premise in reversed(premises) if premise not in seen]
            seen |= premises.keys()
        return list(found)


def close(facts: Iterable[Fact], schema: Schema) -> Closure:
    """Derive everything that the rules give.

    Parameters
    ----------
    facts
        The accepted facts, in any order.
    schema
        Axioms, from :func:`kgraph.axioms.read_schema`.

    Returns
    -------
    Closure
        The same for the same facts, whatever their order and the hash seed.
    """
    chainer = _Chainer(frozenset(facts), schema)
    chainer.run()
    return chainer.closure


class _Chainer:
    """Takes facts off a queue; each new fact may meet those already indexed."""

    def __init__(self, facts: frozenset[Fact], schema: Schema) -> None:
        self._schema = schema
        self._read = _list_read(schema)
        self._joined = {TYPE}.union(schema.links, schema.transitive, schema.texts)
        self._queue = deque(sorted(fact for fact in facts if fact.predicate in self._read))
        #: Of properties whose facts rules join, (subject, predicate) to objects and (predicate, object) to subjects;
        #: dicts as ordered sets.
        self._objects: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
        self._subjects: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
        self.closure = Closure(facts)
        #: The reasons of each derived fact, as ordered sets: a common class may be derived from thousands of facts.
        self._reasons: dict[Fact, dict[Reason, None]] = {}

    def run(self) -> None:
        while self._queue:
            fact = self._queue.popleft()
            if fact.predicate in self._joined:
                self._objects[fact.subject, fact.predicate][fact.object] = None
                self._subjects[fact.predicate, fact.object][fact.subject] = None
            for rule, premises, conclusion in self._apply(fact):
                self._add(conclusion, Reason(rule, premises))
        self.closure.derived = {fact: self._sound_reasons(fact) for fact in self._reasons}

    def _add(self, fact: Fact, reason: Reason) -> None:
        if fact in self.closure.asserted or fact in reason.premises:
            return
        reasons = self._reasons.get(fact)
        if reasons is None:
            self._reasons[fact] = {reason: None}
            if fact.predicate in self._read:
                self._queue.append(fact)
        else:
            reasons[reason] = None

    def _sound_reasons(self, fact: Fact) -> list[Reason]:
        """Return the reasons for a fact without those that rest on the fact itself.

        That two are partners, because the other two are, because they are, says nothing: a fact falls when all of its
        reasons fall, and such a reason would hold it up for ever.
        """
        reasons = list(self._reasons[fact])
        if (
            len(reasons) == 1 or fact.predicate == TYPE
        ):  # the first reason is sound, and no type is a premise but of types
            return reasons
        given = self._find_without(fact)
        return [each for each in reasons if given.issuperset(each.premises)]

    def _find_without(self, fact: Fact) -> set[Fact]:
        """Return those of the facts above a fact that follow without it."""
        above: dict[Fact, None] = {}
        waiting = [fact]
        while waiting:
            for reason in self._reasons.get(waiting.pop(), ()):
                new = [each for each in reason.premises if each != fact and each not in above]
                above |= dict.fromkeys(new)
                waiting += new
        given = {each for each in above if each in self.closure.asserted}
        found = True
        while found:
            found = False
            for each in above:
                if each not in given and any(given.issuperset(reason.premises) for reason in self._reasons[each]):
                    given.add(each)
                    found = True
        return given

    def _apply(self, fact: Fact) -> Iterator[tuple[str, tuple[Fact, ...], Fact]]:
        subject, predicate, value = fact
        schema = self._schema
        if predicate == TYPE:
            for parent in schema.superclasses.get(value, ()):
                yield "cax-sco", (fact,), Fact(subject, TYPE, parent)
            yield from self._apply_texts(subject, schema.texts.get(value, ()))
            return
        yield from self._apply_texts(subject, schema.texts.get(predicate, ()))
        for parent in schema.superproperties.get(predicate, ()):
            yield "prp-spo1", (fact,), Fact(subject, parent, value)
        for kind in schema.domains.get(predicate, ()):
            yield "prp-dom", (fact,), Fact(subject, TYPE, kind)
        if not is_text(value):
            yield from self._apply_to_things(fact)

    def _apply_to_things(self, fact: Fact) -> Iterator[tuple[str, tuple[Fact, ...], Fact]]:
        """Apply the rules that need an object that is no text."""
        subject, predicate, value = fact
        schema = self._schema
        for kind in schema.ranges.get(predicate, ()):
            yield "prp-rng", (fact,), Fact(value, TYPE, kind)
        for inverse in schema.inverses.get(predicate, ()):
            yield "prp-inv", (fact,), Fact(value, inverse, subject)
        if predicate in schema.symmetric:
            yield "prp-symp", (fact,), Fact(value, predicate, subject)
        if predicate in schema.transitive:
            yield from self._apply_transitive(fact)
        for implied, chain, position in schema.links.get(predicate, ()):
            yield from self._apply_chain(fact, implied, chain, position)

    def _apply_transitive(self, fact: Fact) -> Iterator[tuple[str, tuple[Fact, ...], Fact]]:
        subject, predicate, value = fact
        for further in list(self._objects.get((value, predicate), ())):
            yield "prp-trp", (fact, Fact(value, predicate, further)), Fact(subject, predicate, further)
        for earlier in list(self._subjects.get((predicate, subject), ())):
            yield "prp-trp", (Fact(earlier, predicate, subject), fact), Fact(earlier, predicate, value)

    def _apply_chain(
        self, fact: Fact, implied: str, chain: tuple[str, ...], position: int
    ) -> Iterator[tuple[str, tuple[Fact, ...], Fact]]:
        """Walk back from the fact's subject and forward from its object along the other links of the chain."""
        heads: list[tuple[Fact, ...]] = [()]
        for link in reversed(chain[:position]):
            heads = [
                (Fact(before, link, start), *head)
                for head in heads
                for start in [head[0].subject if head else fact.subject]
                for before in self._subjects.get((link, start), ())
            ]
        tails: list[tuple[Fact, ...]] = [()]
        for link in chain[position + 1 :]:
            tails = [
                (*tail, Fact(end, link, after))
                for tail in tails
                for end in [tail[-1].object if tail else fact.object]
                for after in self._objects.get((end, link), ())
            ]
        for head in heads:
            for tail in tails:
                premises = (*head, fact, *tail)
                yield "prp-spo2", premises, Fact(premises[0].subject, implied, premises[-1].object)

    def _apply_texts(
        self, state: str, relations: Iterable[TextRelation]
    ) -> Iterator[tuple[str, tuple[Fact, ...], Fact]]:
        for relation in relations:
            if relation.state_class not in self._objects.get((state, TYPE), ()):
                continue
            for named in self._objects.get((state, relation.subject_property), ()):
                for text in self._objects.get((state, relation.text_property), ()):
                    premises = (
                        Fact(state, TYPE, relation.state_class),
                        Fact(state, relation.subject_property, named),
                        Fact(state, relation.text_property, text),
                    )
                    yield TEXT_RULE, premises, Fact(named, relation.shortcut, text)


def _list_read(schema: Schema) -> set[str]:
    """Return the properties that rules read: of a fact in any other, nothing follows."""
    tables = (schema.superproperties, schema.domains, schema.ranges, schema.inverses, schema.links, schema.texts)
    return {TYPE}.union(*tables, schema.symmetric, schema.transitive)
