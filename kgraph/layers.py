"""The layers of a build: which facts are accepted, which derived facts are published, and their reasons as RDF.

A state is accepted when a source supports it and none disputes it; attestations that were withdrawn count for
nothing. A derived fact is published when it is about an entity or source, in a property of ours or one that ours
stand under, and says more than the other direction of a property does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from kgraph.axioms import read_schema
from kgraph.closure import Closure, Reason, close
from kgraph.facts import Fact, to_fact, to_term
from kgraph.ontology import Ontology
from kgraph.terms import short_hash
from kgraph.vocabulary import ALLY, ALT_LABEL, CONCEPT, ID, INFERRED, ONTOLOGY, ORG, RDF, REASONS, TYPE

_INFERRED, _REASONS, _ONTOLOGY = (ox.NamedNode(layer) for layer in (INFERRED, REASONS, ONTOLOGY))
_BY_RULE = ox.NamedNode(ALLY + "byRule")
_ATTESTATION = ALLY + "Attestation"
#: What of an attestation tells whether a state is accepted and who attests it.
_TELLING = frozenset(map(ox.NamedNode, (TYPE, ALLY + "attests", ALLY + "stance", ALLY + "withdrawn")))
_EVIDENCE = (ALLY + "Relationship", ALLY + "Figure", _ATTESTATION)


@dataclass(frozen=True)
class Layers:
    """The quads of a build, each once and in the same order for the same data."""

    asserted: list[ox.Quad]
    inferred: list[ox.Quad]
    reasons: list[ox.Quad]
    ontology: list[ox.Quad]

    def all(self) -> list[ox.Quad]:
        """Return the quads of every layer."""
        return [*self.asserted, *self.derived()]

    def derived(self) -> list[ox.Quad]:
        """Return the quads of every layer but the asserted one."""
        return [*self.inferred, *self.reasons, *self.ontology]


def build_layers(asserted: list[ox.Quad], ontology: Ontology) -> Layers:
    """Build all layers over the asserted one."""
    facts = _read_facts(asserted)
    closure = close(_without_attestations(_accept(facts, ontology)), read_schema(ontology.schema))
    publisher = _Publisher(facts, closure, ontology)
    published = publisher.published()
    inferred = [_quad(*fact, _INFERRED) for fact in published]
    return Layers(
        asserted=asserted,
        inferred=inferred,
        reasons=list(dict.fromkeys(publisher.reasons(published))),
        ontology=sorted({ox.Quad(*triple, _ONTOLOGY) for triple in _skolemise(ontology.triples)}, key=str),
    )


def accept(asserted: Iterable[ox.Quad], ontology: Ontology) -> list[Fact]:
    """Return the accepted view: the facts without states that a source disputes or that none supports.

    Parameters
    ----------
    asserted
        The asserted layer.
    ontology
        Tells which classes are states.
    """
    return _accept([to_fact(quad) for quad in asserted], ontology)


def _accept(facts: list[Fact], ontology: Ontology) -> list[Fact]:
    refused = _find_states(facts, ontology) - _find_accepted(facts)
    return [fact for fact in facts if fact.subject not in refused and fact.object not in refused]


def _read_facts(asserted: list[ox.Quad]) -> list[Fact]:
    """Return the facts, of attestations only what tells which states are accepted: of two thirds of all, a third."""
    kind, attestation = ox.NamedNode(TYPE), ox.NamedNode(_ATTESTATION)
    attestations = {quad.subject for quad in asserted if quad.predicate == kind and quad.object == attestation}
    return [to_fact(quad) for quad in asserted if quad.predicate in _TELLING or quad.subject not in attestations]


def _without_attestations(facts: list[Fact]) -> list[Fact]:
    """Leave out what is said of attestations, from which nothing that is published follows."""
    attestations = {fact.subject for fact in facts if fact.predicate == TYPE and fact.object == _ATTESTATION}
    return [fact for fact in facts if fact.subject not in attestations]


def _find_states(facts: Iterable[Fact], ontology: Ontology) -> set[str]:
    wanted = {ALLY + "Relationship", ALLY + "Figure"}
    return {fact.subject for fact in facts if fact.predicate == TYPE and ontology.is_a([fact.object], wanted)}


def _find_accepted(facts: list[Fact]) -> set[str]:
    withdrawn = {fact.subject for fact in facts if fact.predicate == ALLY + "withdrawn"}
    stances = {fact.subject: fact.object for fact in facts if fact.predicate == ALLY + "stance"}
    supported: set[str] = set()
    disputed: set[str] = set()
    for fact in facts:
        if fact.predicate == ALLY + "attests" and fact.subject not in withdrawn:
            stance = stances.get(fact.subject)
            if stance == CONCEPT + "supports":
                supported.add(fact.object)
            elif stance == CONCEPT + "disputes":
                disputed.add(fact.object)
    return supported - disputed


def statement_iri(fact: Fact) -> str:
    """Return the IRI of the inferred statement of a fact."""
    return f"{ID}inferred--{short_hash(*fact)}"


class _Publisher:
    """Chooses what to publish and writes the reasons of it.

    In the published reasons a premise is the state (or source) whose asserted facts a rule reads, or another inferred
    statement: the steps that only turn a property round are folded into the step that needs them.
    """

    def __init__(self, facts: list[Fact], closure: Closure, ontology: Ontology) -> None:
        self._closure = closure
        self._attestations: dict[str, list[str]] = defaultdict(list)
        self._evidence: set[str] = set()
        #: Entities and sources; what is said of a concept or a country is in the ontology, not in the data.
        self._entities: set[str] = set()
        withdrawn = {fact.subject for fact in facts if fact.predicate == ALLY + "withdrawn"}
        for fact in facts:
            if fact.predicate == ALLY + "attests" and fact.subject not in withdrawn:
                self._attestations[fact.object].append(fact.subject)
            if fact.predicate == TYPE:
                is_evidence = ontology.is_a([fact.object], _EVIDENCE)
                (self._evidence if is_evidence else self._entities).add(fact.subject)

    def published(self) -> list[Fact]:
        return sorted(fact for fact, reasons in self._closure.derived.items() if self._is_published(fact, reasons))

    def _is_published(self, fact: Fact, reasons: list[Reason]) -> bool:
        return (
            fact.subject in self._entities
            and fact.object not in self._evidence
            and (fact.predicate.startswith(ALLY) or fact.predicate in (ORG + "memberOf", ALT_LABEL))
            and any(reason.rule != "prp-inv" for reason in reasons)
        )

    def reasons(self, published: list[Fact]) -> Iterator[ox.Quad]:
        public = set(published)
        for fact in published:
            statement = statement_iri(fact)
            yield _quad(statement, TYPE, ALLY + "InferredStatement")
            for place, text in zip(("subject", "predicate", "object"), fact, strict=True):
                yield _quad(statement, RDF + place, text)
            grounds: dict[str, None] = {}
            for reason in self._closure.derived[fact]:
                if reason.rule == "prp-inv":
                    continue
                node = f"{ID}reason--{short_hash(*fact, reason.rule, *(part for each in reason.premises for part in each))}"
                yield _quad(statement, ALLY + "reason", node)
                yield _quad(node, TYPE, ALLY + "Reason")
                yield ox.Quad(ox.NamedNode(node), _BY_RULE, ox.Literal(reason.rule), _REASONS)
                for premise in self._fold(reason.premises, public):
                    yield _quad(node, ALLY + "premise", premise)
                grounds |= dict.fromkeys(self._grounds(reason))
            for state in grounds:
                for attestation in self._attestations.get(state, ()):
                    yield _quad(statement, ALLY + "basedOn", attestation)

    def _fold(self, premises: Iterable[Fact], public: set[Fact]) -> Iterator[str]:
        for premise in premises:
            if premise in public:
                yield statement_iri(premise)
            else:
                yield from (self._ground_of(leaf) for leaf in self._closure.leaves(premise))

    def _grounds(self, reason: Reason) -> Iterator[str]:
        for premise in reason.premises:
            yield from (self._ground_of(leaf) for leaf in self._closure.leaves(premise))

    def _ground_of(self, leaf: Fact) -> str:
        """Return the state that an asserted fact describes, or its subject where there is none."""
        return leaf.object if leaf.object in self._evidence else leaf.subject


def _quad(subject: str, predicate: str, value: str, layer: ox.NamedNode = _REASONS) -> ox.Quad:
    return ox.Quad(ox.NamedNode(subject), ox.NamedNode(predicate), to_term(value), layer)


def _skolemise(triples: Iterable[ox.Triple]) -> Iterator[tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]]:
    """Give the blank nodes of property chains names, so that builds can be compared line by line."""
    ordered = list(triples)
    names: dict[str, ox.NamedNode] = {}

    def name(term: object) -> ox.NamedNode | ox.Literal:
        if isinstance(term, ox.BlankNode):
            return names.setdefault(str(term), ox.NamedNode(f"{ID}chain--{len(names):03}"))
        assert isinstance(term, (ox.NamedNode, ox.Literal))
        return term

    for triple in ordered:
        subject = name(triple.subject)
        assert isinstance(subject, ox.NamedNode)
        yield subject, triple.predicate, name(triple.object)
