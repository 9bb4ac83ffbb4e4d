"""States of affairs with their evidence, read from a graph.

This is what sentences, explanations, figures and the tables of an export are made of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import pyoxigraph as ox

from kgraph.names import Ask
from kgraph.ontology import Ontology, Relation
from kgraph.results import Term
from kgraph.vocabulary import ALLY, ASSERTED, CONCEPT, DCTERMS, ID, SCHEMA, SKOS, TYPE

#: Property IRI to its values, in the order of their text.
Properties = dict[str, list[ox.NamedNode | ox.Literal]]


@dataclass(frozen=True)
class Evidence:
    """What one source says of one state: an attestation with its source."""

    iri: str
    #: IRI of the source, and of the source at the root of what it copies or translates.
    source: str
    root: str
    title: str
    language: str
    #: IRI of the publisher.
    publisher: str
    #: EDTF text, empty where the source has no date.
    issued: str
    #: Address of the source, or an address at which its release was seen; empty where there is none.
    url: str
    #: Name of the stored text where the source has no address of its own.
    file: str
    locator: str
    #: Slugs of concepts.
    stance: str
    certainty: str
    #: EDTF texts as this source gives them; empty where it is silent.
    since: str
    until: str
    as_of: str
    #: The role, the number and the names in the source's own words.
    role: str
    stated: str
    subject_as: str
    object_as: str
    note: str
    recorded: str
    #: Day of withdrawal, empty where it stands.
    withdrawn: str


@dataclass(frozen=True)
class State:
    """A relationship or figure with all that sources say of it."""

    iri: str
    #: ``None`` for a figure.
    relation: Relation | None
    subject: str
    #: The object of a relation, the value of a figure.
    object: ox.NamedNode | ox.Literal
    facts: Properties
    evidence: tuple[Evidence, ...]
    #: IRIs of the classes of subject and object; read only for relations whose sentence depends on them.
    subject_classes: tuple[str, ...] = ()
    object_classes: tuple[str, ...] = ()

    @cached_property
    def standing(self) -> tuple[Evidence, ...]:
        """The evidence that was not withdrawn."""
        return tuple(each for each in self.evidence if not each.withdrawn)

    @property
    def disputed(self) -> bool:
        """Whether a source disputes it."""
        return any(each.stance == "disputes" for each in self.standing)

    @property
    def accepted(self) -> bool:
        """Whether a source supports it and none disputes it."""
        return not self.disputed and any(each.stance == "supports" for each in self.standing)

    @cached_property
    def contradictory(self) -> bool:
        """Whether the dates that its sources give cannot all hold."""
        from kgraph.times import bounds_of, find_common

        given = [
            bounds_of(each.since or None, each.until or None, each.as_of or None)
            for each in self.standing
            if each.stance == "supports"
        ]
        return self.relation is not None and find_common(given).contradictory

    @property
    def independent_sources(self) -> int:
        """How many sources support it, where a source and what copies or translates it count as one."""
        return len({each.root for each in self.standing if each.stance == "supports"})

    def value(self, name: str) -> str:
        """Return the first value of one of our properties, or an empty text."""
        values = self.facts.get(ALLY + name)
        return values[0].value if values else ""


def find_state_iris(ask: Ask, ontology: Ontology, entity: str) -> list[str]:
    """List the states and figures in which an entity is a party or the thing spoken of."""
    relations = ontology.relations.values()
    properties = sorted(
        {each for relation in relations for each in (relation.subject_property, relation.object_property)}
    )
    values = " ".join(f"<{each}>" for each in [*properties, ALLY + "aboutEntity"])
    _, rows = ask(
        f"SELECT DISTINCT ?state WHERE {{ VALUES ?p {{ {values} }} ?state ?p {ox.NamedNode(entity)} }} ORDER BY ?state"
    )
    return [_text(state) for (state,) in rows]


def read_states(ask: Ask, ontology: Ontology, iris: Iterable[str]) -> list[State]:
    """Read states with their evidence, sorted by IRI.

    Parameters
    ----------
    ask
        Runs a SELECT.
    ontology
        Tells the parties of each kind of state.
    iris
        IRIs of relationships and figures; others are passed over.
    """
    wanted = sorted(set(iris))
    by_class = {relation.state_class: relation for relation in ontology.relations.values()}
    facts = _read_facts(ask, wanted)
    evidence = _read_evidence(ask, wanted)
    made = (make_state(iri, facts[iri], tuple(evidence[iri]), by_class) for iri in wanted)
    return _with_classes(ask, [state for state in made if state])


def make_state(
    iri: str, facts: Properties, evidence: tuple[Evidence, ...], by_class: Mapping[str, Relation]
) -> State | None:
    """Return what is said of a state as one, or nothing where it is no state.

    Parameters
    ----------
    iri
        The state.
    facts
        What the asserted layer says of it.
    evidence
        What sources say of it.
    by_class
        IRI of a class of states to its relation.
    """
    relation = next((by_class[kind.value] for kind in facts.get(TYPE, ()) if kind.value in by_class), None)
    subject_property = relation.subject_property if relation else ALLY + "aboutEntity"
    object_property = relation.object_property if relation else ALLY + "value"
    if subject_property not in facts or object_property not in facts:
        return None
    return State(iri, relation, facts[subject_property][0].value, facts[object_property][0], facts, evidence)


def _with_classes(ask: Ask, states: list[State]) -> list[State]:
    """Add the classes of the parties to the states whose sentence depends on them."""
    chosen = [
        state
        for state in states
        if state.relation and (state.relation.event_sentences or state.relation.activity_sentences)
    ]
    ends = sorted({end for state in chosen for end in (state.subject, state.object.value) if end.startswith(ID)})
    if not ends:
        return states
    _, rows = ask(
        f"SELECT ?thing ?class WHERE {{ VALUES ?thing {{ {_nodes(ends)} }} GRAPH <{ASSERTED}> {{ ?thing a ?class }} }} "
        "ORDER BY ?thing ?class"
    )
    classes: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for thing, kind in rows:
        classes[_text(thing)] += (_text(kind),)
    told = {
        state.iri: replace(state, subject_classes=classes[state.subject], object_classes=classes[state.object.value])
        for state in chosen
    }
    return [told.get(state.iri, state) for state in states]


def _read_facts(ask: Ask, iris: list[str]) -> dict[str, Properties]:
    _, rows = ask(
        f"SELECT ?s ?p ?o WHERE {{ VALUES ?s {{ {_nodes(iris)} }} "
        f"GRAPH <{ASSERTED}> {{ ?s ?p ?o }} }} ORDER BY ?s ?p ?o"
    )
    facts: dict[str, Properties] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value in rows:
        assert isinstance(value, (ox.NamedNode, ox.Literal))
        facts[_text(subject)][_text(predicate)].append(value)
    return facts


def _read_evidence(ask: Ask, states: list[str]) -> dict[str, list[Evidence]]:
    _, rows = ask(
        f"SELECT DISTINCT ?a ?state ?source WHERE {{ VALUES ?state {{ {_nodes(states)} }} "
        "?a ally:attests ?state ; ally:inSource ?source } ORDER BY ?source ?a"
    )
    attestations = [(_text(attestation), _text(state), _text(source)) for attestation, state, source in rows]
    facts = _read_facts(ask, sorted({part for each in attestations for part in (each[0], each[2])}))
    roots = _read_roots(ask)
    found: dict[str, list[Evidence]] = defaultdict(list)
    for attestation, state, source in attestations:
        found[state].append(
            make_evidence(attestation, facts[attestation], source, facts[source], roots.get(source, source))
        )
    return found


def _read_roots(ask: Ask) -> dict[str, str]:
    """Return each copy or translation to the source at its root."""
    _, rows = ask(
        "SELECT DISTINCT ?copy ?root WHERE { ?copy ally:republishes ?root "
        "FILTER NOT EXISTS { ?root ally:republishes ?further } } ORDER BY ?copy ?root"
    )
    return {_text(copy): _text(root) for copy, root in rows}


def make_evidence(iri: str, said: Properties, source: str, document: Properties, root: str) -> Evidence:
    """Return an attestation with its source.

    Parameters
    ----------
    iri, source, root
        The attestation, its source, and the source at the root of what that copies or translates.
    said, document
        What the asserted layer says of attestation and source.
    """
    title = document.get(DCTERMS + "title", [ox.Literal("")])[0]
    roles = [
        value.value.removeprefix(CONCEPT) for name in ("statedRole", "role") for value in said.get(ALLY + name, ())
    ]
    return Evidence(
        iri=iri,
        source=source,
        root=root,
        title=title.value,
        language=(title.language or "") if isinstance(title, ox.Literal) else "",
        publisher=_first(document, DCTERMS + "publisher"),
        issued=_first(document, ALLY + "statedIssued"),
        url=_first(document, SCHEMA + "url") or _first(document, ALLY + "seenAt"),
        file=_first(document, DCTERMS + "identifier"),
        locator=_first(said, ALLY + "locator"),
        stance=_first(said, ALLY + "stance").removeprefix(CONCEPT),
        certainty=_first(said, ALLY + "certainty").removeprefix(CONCEPT),
        since=_first(said, ALLY + "statedFrom"),
        until=_first(said, ALLY + "statedUntil"),
        as_of=_first(said, ALLY + "statedAsOf"),
        role=roles[0] if roles else "",
        stated=_first(said, ALLY + "statedValue"),
        subject_as=_first(said, ALLY + "subjectNamedAs"),
        object_as=_first(said, ALLY + "objectNamedAs"),
        note=_first(said, SKOS + "editorialNote"),
        recorded=_first(said, ALLY + "recorded"),
        withdrawn=_first(said, ALLY + "withdrawn"),
    )


def _first(facts: Properties, name: str) -> str:
    values = facts.get(name)
    return values[0].value if values else ""


def _nodes(iris: Iterable[str]) -> str:
    return " ".join(str(ox.NamedNode(iri)) for iri in iris)


def _text(term: Term) -> str:
    assert isinstance(term, (ox.NamedNode, ox.Literal))
    return term.value
