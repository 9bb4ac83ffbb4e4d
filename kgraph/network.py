"""The answer to a question as a networkx graph, with the evidence on every edge.

Rows of a SELECT need the columns ``source`` and ``target``, each a thing or a text. Where they stand, these are read too:

* ``state``: a state of affairs, which gives the edge its sentence, times and evidence
* ``relation``: a property, or words; ``inferred``: yes where the edge follows from others; ``symmetric``: yes where the
  ends are of equal part
* ``weight``: a number of 0 or more; ``held``: ``certainly`` or ``possibly``, on the day asked for
* ``sourceKind``, ``targetKind``: a class or the kind word of entity files, which goes before the kind in the graph;
  ``sourceName``, ``targetName``: a name for what has none in the graph
* ``sourceX``, ``targetX`` with any other ``X``: the attribute ``x`` of the node

Triples of a CONSTRUCT or DESCRIBE are edges where both ends are IRIs that name things: the graph has them, or the
triples give them a type or label. These types and labels are used where the graph has none.

Nodes are slugs (of countries, the alpha-3 code), whole IRIs of things that are not ours, or the letters of a text. Where
a slug stands for things of two namespaces, an entity has it, and the others go by their whole IRI. Nodes carry

* ``label``: the name in the reader's language, and ``language``: the BCP 47 tag of that name, empty where unknown
* ``kind``: the kind word of entity files (of several the first in the order of :mod:`kgraph.kinds`), ``country``,
  ``territory``, ``concept``, ``source``, ``statement``, ``text`` or ``other``; and ``kind_label``: in words
* ``iri``: the whole IRI, empty for a text

Edges are directed and may be parallel; their key is the state's slug or, without a state, the relation. Rows with one
source, target, relation and state are one edge. Edges carry

* ``relation``: the name of the property or the words of the row, and ``label``: in words
* ``short``: what to write on a line: the role where the state has one, else empty
* ``state``: IRI of the state of affairs, empty where the row names none
* ``sentence``: the statement in plain words
* ``inferred`` and ``disputed``: bool
* ``held``: ``certainly`` or ``possibly`` on the day asked for, certainly where one of its rows says so; empty where the
  rows do not say
* ``between_lines``: bool, whether editors read it between the lines of every source that supports it
* ``symmetric``: bool, whether source and target are of equal part, so that the direction says nothing
* ``sources``: how many independent sources support it, a count of 0 or more; of an inferred edge, those of the
  weakest statement that it needs; 0 where the edge is a finding of the question, such as a count of shared members
* ``weight``: the sum over its different rows, a number of 0 or more in the unit of the question; only where they have it
* ``rows``: how many different rows it stands for; only where more than one
* ``earliest_start``, ``latest_start``, ``earliest_end``, ``latest_end``: ISO dates, empty where nothing is known
* ``evidence``: a list of mappings with ``title``, ``language``, ``publisher``, ``issued``, ``url``, ``locator``,
  ``stance``, ``certainty``, ``note``, ``source``
* ``reasons``: for an inferred edge, each rule with the sentences that it rests on

and every further column under its own name: the value, or where the rows of an edge differ, a sorted list of each. The
graph carries ``name``, ``title``, ``description``, ``note``, ``question`` and ``parameters``: name to value as asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import networkx as nx
import pyoxigraph as ox

from kgraph.evidence import Evidence, State, read_states
from kgraph.explanation import Explainer
from kgraph.facts import Fact
from kgraph.names import Ask
from kgraph.network_nodes import Nodes, find_things, name_ends
from kgraph.network_rows import End, EndFacts, Tie, read_rows, read_triples
from kgraph.ontology import Ontology
from kgraph.phrases import phrase
from kgraph.results import Result
from kgraph.sentences import Narrator
from kgraph.vocabulary import CONCEPT, ID, PREFIXES, shorten

_BOUNDS = {
    "earliest_start": "earliestStart",
    "latest_start": "latestStart",
    "earliest_end": "earliestEnd",
    "latest_end": "latestEnd",
}


def build_network(
    result: Result, *, ask: Ask, ontology: Ontology, narrator: Narrator, about: Mapping[str, Any]
) -> nx.MultiDiGraph[Any]:
    """Build the network of a result.

    Parameters
    ----------
    result
        Its columns must hold ``source`` and ``target``; others are read as the module says.
    ask
        Runs a SELECT over the graph that the result is from.
    ontology, narrator
        Give the words.
    about
        Graph attributes.

    Returns
    -------
    networkx.MultiDiGraph
        Nodes and edges as the module says; rows with an unbound end are passed over.

    Raises
    ------
    QuestionError
        If the columns are missing, or a column holds what it cannot.
    """
    return _build(*read_rows(result), ask, ontology, narrator, about)


def build_triple_network(
    triples: Sequence[ox.Triple], *, ask: Ask, ontology: Ontology, narrator: Narrator, about: Mapping[str, Any]
) -> nx.MultiDiGraph[Any]:
    """Build the network of constructed triples.

    Parameters
    ----------
    triples
        What a CONSTRUCT or DESCRIBE gave.
    ask, ontology, narrator, about
        As for :func:`build_network`.

    Returns
    -------
    networkx.MultiDiGraph
        Nodes and edges as the module says; triples that join no two things are passed over.
    """
    ends = {end.value for each in triples for end in (each.subject, each.object) if isinstance(end, ox.NamedNode)}
    return _build(*read_triples(triples, find_things(ask, ends)), ask, ontology, narrator, about)


def _build(
    ties: list[Tie], facts: EndFacts, ask: Ask, ontology: Ontology, narrator: Narrator, about: Mapping[str, Any]
) -> nx.MultiDiGraph[Any]:
    network: nx.MultiDiGraph[Any] = nx.MultiDiGraph()
    network.graph.update(about)
    ids = name_ends(end for tie in ties for end in (tie.source, tie.target))
    nodes = Nodes(ask, ontology, narrator, facts).describe(ids)
    network.add_nodes_from(nodes.items())
    names = {end: nodes[id_]["label"] for end, id_ in ids.items()}
    for tie, attributes in _Edges(ask, ontology, narrator, names).describe(ties):
        source, target, key = ids[tie.source], ids[tie.target], shorten(tie.state) or attributes["relation"]
        if network.has_edge(source, target, key):  # a second relation of one state, or a text that reads like a slug
            key = network.new_edge_key(source, target) if tie.state == "" else f"{key} {attributes['relation']}"
        network.add_edge(source, target, key=key, **attributes)
    return network


class _Edges:
    """Describes the edges of one network."""

    def __init__(self, ask: Ask, ontology: Ontology, narrator: Narrator, names: Mapping[End, str]) -> None:
        self._ask = ask
        self._ontology = ontology
        self._narrator = narrator
        self._names = names
        self._explainer = Explainer(ask, ontology, narrator)
        self._symmetric = {each.shortcut for each in ontology.relations.values() if each.symmetric}

    def describe(self, ties: Sequence[Tie]) -> Iterable[tuple[Tie, dict[str, Any]]]:
        """Yield each tie with the attributes of its edge."""
        wanted = {tie.state for tie in ties if tie.state}
        states = {state.iri: state for state in read_states(self._ask, self._ontology, wanted)}
        self._narrator.names.learn(
            [each.publisher for state in states.values() for each in state.evidence]
            + [end for state in states.values() for end in (state.subject, state.object.value) if end.startswith(ID)]
        )
        self._explainer.learn(fact for tie in ties if tie.state not in states and (fact := _fact(tie)))
        for tie in ties:
            state = states.get(tie.state)
            told = self._stated(state, tie) if state else self._found(tie)
            own = {"held": tie.held, **({} if tie.weight is None else {"weight": tie.weight})}
            yield tie, {**tie.further, **told, **own, **({"rows": tie.rows} if tie.rows > 1 else {})}

    def _stated(self, state: State, tie: Tie) -> dict[str, Any]:
        relation, label = self._relation(tie, state.relation.shortcut if state.relation else "")
        return {
            "relation": relation,
            "label": label,
            "short": self._short(state),
            "state": state.iri,
            "sentence": self._narrator.say(state),
            "inferred": False,
            "disputed": state.disputed,
            "between_lines": _is_between_lines(state.standing),
            "symmetric": state.relation is not None and state.relation.symmetric,
            "sources": state.independent_sources,
            **{name: state.value(own) for name, own in _BOUNDS.items()},
            "evidence": [self._evidence(each) for each in state.standing],
            "reasons": [],
        }

    def _found(self, tie: Tie) -> dict[str, Any]:
        """Describe an edge behind which no one state stands: it follows from others, or the question found it."""
        fact = _fact(tie)
        grounds = self._explainer.summarise(*fact) if fact else []
        evidence = self._explainer.evidence_for(*fact) if fact and grounds else []
        relation, label = self._relation(tie)
        names = self._names[tie.source], label, self._names[tie.target]
        return {
            "relation": relation,
            "label": label or phrase("figure", "tie", self._narrator.lang),
            "short": "",
            "state": tie.state,
            "sentence": " — ".join(filter(None, names)),
            "inferred": tie.inferred or bool(grounds),
            "disputed": False,
            "between_lines": _is_between_lines(evidence),
            "symmetric": tie.symmetric or (fact is not None and fact.predicate in self._symmetric),
            "sources": self._explainer.count_sources(*fact) if fact and grounds else 0,
            **dict.fromkeys(_BOUNDS, ""),
            "evidence": [self._evidence(each) for each in evidence],
            "reasons": grounds,
        }

    def _short(self, state: State) -> str:
        role = state.value("role").removeprefix(CONCEPT)
        return self._narrator.concept(role) if role in self._ontology.concepts else ""

    def _relation(self, tie: Tie, usual: str = "") -> tuple[str, str]:
        """Return the relation's name and its label: of a property of no ontology here, the name with its prefix."""
        if isinstance(tie.relation, str) and tie.relation:
            return tie.relation, tie.relation
        iri = tie.relation.value if isinstance(tie.relation, ox.NamedNode) else usual
        return shorten(iri), self._ontology.labels.get(iri, {}).get(self._narrator.lang) or _with_prefix(iri)

    def _evidence(self, evidence: Evidence) -> dict[str, str]:
        return {
            "title": evidence.title,
            "language": evidence.language,
            "publisher": self._narrator.name(evidence.publisher),
            "issued": evidence.issued,
            "url": evidence.url,
            "locator": evidence.locator,
            "stance": evidence.stance,
            "certainty": self._narrator.concept(evidence.certainty),
            "note": evidence.note,
            "source": shorten(evidence.source),
        }


def _fact(tie: Tie) -> Fact | None:
    """Return what a tie would say as a triple; nothing where it has no property or joins a text."""
    if isinstance(tie.relation, str) or isinstance(tie.source, ox.Literal) or isinstance(tie.target, ox.Literal):
        return None
    return Fact(tie.source.value, tie.relation.value, tie.target.value)


def _with_prefix(iri: str) -> str:
    short = shorten(iri)
    prefix = next((name for name, namespace in PREFIXES.items() if short.startswith(namespace)), "")
    return f"{prefix}:{short.removeprefix(PREFIXES[prefix])}" if prefix else short


def _is_between_lines(evidence: Iterable[Evidence]) -> bool:
    certainties = {each.certainty for each in evidence if each.stance == "supports"}
    return certainties == {"read-between-lines"}
