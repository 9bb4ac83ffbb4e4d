"""Why an edge is in the graph: rule by rule, down to what the documents say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kgraph.axioms import read_schema
from kgraph.closure import Closure, close
from kgraph.errors import QuestionError
from kgraph.evidence import Evidence, State, find_state_iris, read_states
from kgraph.facts import Fact, to_term
from kgraph.layers import accept, statement_iri
from kgraph.moments import sort_by_time
from kgraph.names import Ask
from kgraph.ontology import Ontology
from kgraph.phrases import phrase
from kgraph.results import Term
from kgraph.sentences import Narrator
from kgraph.vocabulary import ALLY, ASSERTED, ORG, shorten


class Explainer:
    """Explains edges of one graph in one language.

    The states that a reason rests on are read from the graph and closed anew, so that the steps shown are the very
    steps of the chainer; everything else in the graph is left alone.
    """

    def __init__(self, ask: Ask, ontology: Ontology, narrator: Narrator) -> None:
        self._ask = ask
        self._ontology = ontology
        self._narrator = narrator
        #: Inferred statement to its reasons, each a rule and the states, sources and statements that it rests on.
        self._reasons: dict[str, list[tuple[str, list[str]]]] = {}
        self._facts: dict[str, Fact] = {}
        self._states: dict[str, State] = {}

    def learn(self, facts: Iterable[Fact]) -> None:
        """Read the reasons for many inferred edges, down to their states, in a few queries.

        Parameters
        ----------
        facts
            Edges, inferred or not.
        """
        waiting = sorted({statement_iri(fact) for fact in facts} - set(self._reasons))
        grounds: set[str] = set()
        while waiting:
            self._read_reasons(waiting)
            premises = {each for statement in waiting for _, found in self._reasons[statement] for each in found}
            statements = {each for each in premises if _is_statement(each)}
            grounds |= premises - statements
            waiting = sorted(statements - set(self._reasons))
        unread = grounds - set(self._states)
        if unread:
            self._states |= {state.iri: state for state in read_states(self._ask, self._ontology, unread)}

    def explain(self, subject: str, relation: str, target: str) -> Iterator[str]:
        """Yield the lines of an explanation.

        Parameters
        ----------
        subject, target
            IRIs of the ends of the edge.
        relation
            Name of a shortcut property, or the word of a relation in claim files.

        Raises
        ------
        QuestionError
            If there is no such edge.
        """
        predicate = self._predicate(relation)
        fact = Fact(subject, predicate, target)
        self.learn([fact])
        grounds = self._find_grounds(fact)
        if grounds:
            closure = self._close(grounds)
            if fact in closure.derived:
                yield from self._tell(fact, closure, 0, set())
                return
        yield from self._tell_stated(fact, relation)

    def summarise(self, subject: str, predicate: str, target: str) -> list[str]:
        """Return each reason for an inferred edge in one line: the rule and the sentences that it rests on."""
        fact = Fact(subject, predicate, target)
        self.learn([fact])
        lines = []
        for rule, premises in self._reasons[statement_iri(fact)]:
            told = [self._narrator.say(self._states[each]) for each in premises if each in self._states]
            told += [self._say_inferred(self._facts[each]) for each in premises if each in self._facts]
            lines.append(f"{rule} ({self._narrator.rule(rule)}): {' + '.join(told)}")
        return lines

    def evidence_for(self, subject: str, predicate: str, target: str) -> list[Evidence]:
        """Return what the sources say of the states that an inferred edge rests on."""
        fact = Fact(subject, predicate, target)
        self.learn([fact])
        states = [self._states[each] for each in self._find_grounds(fact) if each in self._states]
        return [evidence for state in states for evidence in state.standing]

    def count_sources(self, subject: str, predicate: str, target: str) -> int:
        """Return how many independent sources support an inferred edge: those of the weakest premise of its best reason."""
        fact = Fact(subject, predicate, target)
        self.learn([fact])
        return self._count_sources(statement_iri(fact), frozenset())

    def _count_sources(self, statement: str, above: frozenset[str]) -> int:
        counts = []
        for _, premises in self._reasons[statement]:
            states = [self._states[each].independent_sources for each in premises if each in self._states]
            inferred = [each for each in premises if _is_statement(each) and each not in above]
            counts.append(
                min(states + [self._count_sources(each, above | {statement}) for each in inferred], default=0)
            )
        return max(counts, default=0)

    def _predicate(self, relation: str) -> str:
        if relation in ("org:memberOf", ORG + "memberOf"):
            return ORG + "memberOf"
        if relation.startswith(ALLY):
            return relation
        return self._ontology.relation_of(relation).shortcut

    def _find_grounds(self, fact: Fact) -> list[str]:
        """Return the states and sources under an inferred statement, through all of its reasons."""
        found: set[str] = set()
        waiting, seen = [statement_iri(fact)], set[str]()
        while waiting:
            statement = waiting.pop()
            seen.add(statement)
            premises = {each for _, each_found in self._reasons[statement] for each in each_found}
            statements = {each for each in premises if _is_statement(each)}
            found |= premises - statements
            waiting += sorted(statements - seen)
        return sorted(found)

    def _read_reasons(self, statements: list[str]) -> None:
        nodes = " ".join(str(ox.NamedNode(each)) for each in statements)
        self._reasons |= {statement: [] for statement in statements}
        _, rows = self._ask(
            f"SELECT ?statement ?s ?p ?o WHERE {{ VALUES ?statement {{ {nodes} }} "
            "?statement rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o }"
        )
        for statement, *parts in rows:
            self._facts[_value(statement)] = Fact(*(_value(part) for part in parts))
        _, rows = self._ask(
            f"SELECT ?statement ?reason ?rule ?premise WHERE {{ VALUES ?statement {{ {nodes} }} "
            "?statement ally:reason ?reason . ?reason ally:byRule ?rule ; ally:premise ?premise } "
            "ORDER BY ?statement ?reason ?premise"
        )
        found: dict[tuple[str, str], tuple[str, list[str]]] = {}
        for statement, reason, rule, premise in rows:
            key = (_value(statement), _value(reason))
            if key not in found:
                found[key] = (_value(rule), [])
                self._reasons[key[0]].append(found[key])
            found[key][1].append(_value(premise))

    def _say_inferred(self, fact: Fact) -> str:
        label = self._ontology.labels.get(fact.predicate, {}).get(self._narrator.lang, shorten(fact.predicate))
        return f"{self._narrator.name(fact.subject)} {label} {self._narrator.name(fact.object)}"

    def _close(self, grounds: list[str]) -> Closure:
        nodes = " ".join(str(ox.NamedNode(each)) for each in grounds)
        _, rows = self._ask(
            f"SELECT ?s ?p ?o WHERE {{ GRAPH <{ASSERTED}> {{ {{ VALUES ?s {{ {nodes} }} ?s ?p ?o }} UNION "
            f"{{ VALUES ?state {{ {nodes} }} ?s ally:attests ?state ; ?p ?o }} }} }} ORDER BY ?s ?p ?o"
        )
        quads = [ox.Quad(*row) for row in rows]  # type: ignore[arg-type]  # every column is bound
        return close(accept(quads, self._ontology), read_schema(self._ontology.schema))

    def _tell(self, fact: Fact, closure: Closure, depth: int, told: set[str]) -> Iterator[str]:
        indent = "  " * depth
        if fact in closure.asserted:
            yield f"{indent}{_write(fact)}   [{phrase('sentences', 'stated', self._narrator.lang)}]"
            yield from self._tell_documents(fact, indent, told)
            return
        reasons = closure.derived[fact]
        yield f"{indent}{_write(fact)}"
        for number, reason in enumerate(reasons):
            if number and depth:
                break  # below the edge asked for, one reason is enough to follow it down
            word = phrase("sentences", "or-because" if number else "because", self._narrator.lang)
            yield f"{indent}  {word} {reason.rule} ({self._narrator.rule(reason.rule)}):"
            for premise in reason.premises:
                yield from self._tell(premise, closure, depth + 2, told)

    def _tell_documents(self, fact: Fact, indent: str, told: set[str]) -> Iterator[str]:
        state = self._states.get(fact.subject) or self._states.get(fact.object)
        if state is None or state.iri in told:
            return
        told.add(state.iri)
        yield f"{indent}  {self._narrator.say(state)}"
        yield from (f"{indent}    {line}" for line in self._tell_evidence(state))

    def _tell_evidence(self, state: State) -> Iterator[str]:
        """Yield what each source says of a state, in the order of the times of which they speak."""
        start = self._narrator.start(state)
        for evidence in sort_by_time(state.evidence):
            yield self._narrator.say_evidence(evidence, start=start)

    def _tell_stated(self, fact: Fact, word: str) -> Iterator[str]:
        """Tell the states behind an edge that is not inferred, or say that there is none."""
        found = read_states(self._ask, self._ontology, find_state_iris(self._ask, self._ontology, fact.subject))
        states = [
            state
            for state in found
            if state.relation and fact.predicate == state.relation.shortcut and _joins(state, fact)
        ]
        if not states:
            raise QuestionError(self._deny(fact, word, found))
        for state in states:
            yield self._narrator.say(state)
            yield from (f"  {line}" for line in self._tell_evidence(state))
        if any(state.disputed for state in states):
            yield phrase("sentences", "not-inferred-disputed", self._narrator.lang)

    def _deny(self, fact: Fact, word: str, states: list[State]) -> str:
        ends = [
            f"{shorten(state.subject)} {shorten(state.relation.shortcut)} {shorten(state.object.value)}"
            for state in states
            if state.relation and fact.object in (state.subject, state.object.value)
        ]
        denied = f"no edge {shorten(fact.subject)} {word} {shorten(fact.object)}, as far as the graph holds sources"
        return (
            f"{denied}: between them it holds {', '.join(sorted(set(ends)))}" if ends else f"{denied}: see kgraph show"
        )


def _joins(state: State, fact: Fact) -> bool:
    """Tell whether a state stands between the ends of a fact, in its direction unless it has none."""
    ends = (state.subject, state.object.value)
    turned = state.relation is not None and state.relation.symmetric and ends == (fact.object, fact.subject)
    return ends == (fact.subject, fact.object) or turned


def _is_statement(iri: str) -> bool:
    return "/id/inferred--" in iri


def _value(term: Term) -> str:
    assert isinstance(term, (ox.NamedNode, ox.Literal))
    return term.value


def _write(fact: Fact) -> str:
    value = to_term(fact.object)
    shown = shorten(value.value) if isinstance(value, ox.NamedNode) else str(value)
    return f"{shorten(fact.subject)} {_local(fact.predicate)} {shown}"


def _local(predicate: str) -> str:
    return "org:" + predicate.removeprefix(ORG) if predicate.startswith(ORG) else shorten(predicate).rpartition("#")[2]
