"""Rows of a question as a networkx graph, with the evidence on every edge.

Nodes are slugs (of countries, the alpha-3 code) and carry

* ``label``: the name in the reader's language, and ``language``: the BCP 47 tag of that name, empty where unknown
* ``kind``: the kind word of entity files, ``country``, ``territory`` or ``concept``, and ``kind_label``: in words
* ``iri``: the whole IRI

Edges are directed and may be parallel; their key is the state's slug or, for an inferred edge, the property. They carry

* ``relation``: the name of the property, and ``label``: in words
* ``short``: what to write on a line: the role where the state has one, else empty
* ``state``: IRI of the state of affairs, empty for an inferred edge
* ``sentence``: the statement in plain words
* ``inferred`` and ``disputed``: bool
* ``between_lines``: bool, whether editors read it between the lines of every source that supports it
* ``symmetric``: bool, whether source and target are of equal part, so that the direction says nothing
* ``sources``: how many independent sources support it, a count of 0 or more; of an inferred edge, those of the
  weakest statement that it needs
* ``earliest_start``, ``latest_start``, ``earliest_end``, ``latest_end``: ISO dates, empty where nothing is known
* ``evidence``: a list of mappings with ``title``, ``language``, ``publisher``, ``issued``, ``url``, ``locator``,
  ``stance``, ``certainty``, ``note``, ``source``
* ``reasons``: for an inferred edge, each rule with the sentences that it rests on

and every further column of the row under its own name. The graph carries ``name``, ``title``, ``description``,
``note`` and ``question``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import networkx as nx
import pyoxigraph as ox

from kgraph.errors import QuestionError
from kgraph.evidence import Evidence, State, read_states
from kgraph.explanation import Explainer
from kgraph.facts import Fact
from kgraph.names import Ask
from kgraph.ontology import Ontology
from kgraph.results import Result, Term, to_python
from kgraph.sentences import Narrator
from kgraph.vocabulary import ALLY, CONCEPT, ID, SKOS, shorten

_OWN = ("source", "target", "relation", "state", "inferred")
_BOUNDS = {
    "earliest_start": "earliestStart",
    "latest_start": "latestStart",
    "earliest_end": "earliestEnd",
    "latest_end": "latestEnd",
}


def build_network(
    result: Result, *, ask: Ask, ontology: Ontology, narrator: Narrator, about: dict[str, str]
) -> nx.MultiDiGraph[Any]:
    """Build the network of a result.

    Parameters
    ----------
    result
        Its columns must hold ``source`` and ``target``; ``relation``, ``state`` and ``inferred`` are read where they
        stand, and a state gives the edge its sentence and evidence.
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
        If the columns are missing.
    """
    if not {"source", "target"} <= set(result.columns):
        raise QuestionError(f"{result.question} has no columns source and target: a network needs them")
    rows = [dict(zip(result.columns, row, strict=True)) for row in result.terms]
    rows = [row for row in rows if row["source"] is not None and row["target"] is not None]
    maker = _Maker(ask, ontology, narrator)
    network: nx.MultiDiGraph[Any] = nx.MultiDiGraph()
    network.graph.update(about)
    ends = sorted({_iri(row[end]) for row in rows for end in ("source", "target")})
    for iri, attributes in maker.nodes(ends):
        network.add_node(shorten(iri), **attributes)
    for source, target, key, attributes in maker.edges(rows):
        network.add_edge(source, target, key=key, **attributes)
    return network


class _Maker:
    def __init__(self, ask: Ask, ontology: Ontology, narrator: Narrator) -> None:
        self._ask = ask
        self._ontology = ontology
        self._narrator = narrator
        self._explainer = Explainer(ask, ontology, narrator)

    def nodes(self, iris: list[str]) -> Iterable[tuple[str, dict[str, Any]]]:
        self._narrator.names.learn(iris)
        kinds = self._read_kinds(iris)
        for iri in iris:
            name = self._narrator.named(iri)
            kind, label = kinds.get(iri, ("concept", ""))
            yield iri, {"label": name.text, "language": name.language, "kind": kind, "kind_label": label, "iri": iri}

    def _read_kinds(self, iris: list[str]) -> dict[str, tuple[str, str]]:
        """Return the kind word and its label, of the first of a thing's kinds that the ontology lists."""
        values = " ".join(str(ox.NamedNode(iri)) for iri in iris)
        _, rows = self._ask(
            f"SELECT ?thing ?class WHERE {{ VALUES ?thing {{ {values} }} ?thing a ?class }} ORDER BY ?thing ?class"
        )
        words = {iri: word for word, iri in self._ontology.kinds.items()}
        words |= {ALLY + "Country": "country", ALLY + "JointTerritory": "territory", ALLY + "Territory": "territory"}
        kinds: dict[str, tuple[str, str]] = {}
        for thing, kind in rows:
            iri, name = _iri(thing), _iri(kind)
            label = self._ontology.labels.get(name, {}).get(self._narrator.lang, "")
            if name in words:
                kinds.setdefault(iri, (words[name], label))
            elif name.startswith(ALLY) or name == SKOS + "Concept":
                kinds.setdefault(iri, ("concept", label))
        return kinds

    def edges(self, rows: list[dict[str, Term]]) -> Iterable[tuple[str, str, str, dict[str, Any]]]:
        iris = {_iri(row["state"]) for row in rows if row.get("state") is not None}
        states = {state.iri: state for state in read_states(self._ask, self._ontology, iris)}
        self._narrator.names.learn(
            [each.publisher for state in states.values() for each in state.evidence]
            + [end for state in states.values() for end in (state.subject, state.object.value) if end.startswith(ID)]
        )
        self._explainer.learn(
            Fact(_iri(row["source"]), _iri(row["relation"]), _iri(row["target"]))
            for row in rows
            if row.get("state") is None and row.get("relation") is not None
        )
        for row in rows:
            state = states.get(_iri(row["state"])) if row.get("state") is not None else None
            relation = _iri(row["relation"]) if row.get("relation") is not None else ""
            attributes = self._stated(state, relation) if state else self._inferred(row, relation)
            further = {name: to_python(term) for name, term in row.items() if name not in _OWN and term is not None}
            key = shorten(state.iri) if state else shorten(relation)
            yield shorten(_iri(row["source"])), shorten(_iri(row["target"])), key, {**further, **attributes}

    def _stated(self, state: State, relation: str) -> dict[str, Any]:
        iri = relation or (state.relation.shortcut if state.relation else "")
        return {
            "relation": shorten(iri),
            "label": self._label(iri),
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

    def _inferred(self, row: dict[str, Term], relation: str) -> dict[str, Any]:
        source, target = _iri(row["source"]), _iri(row["target"])
        grounds = self._explainer.summarise(source, relation, target) if relation else []
        inferred = bool(grounds) or to_python(row.get("inferred")) in ("yes", True)
        evidence = self._explainer.evidence_for(source, relation, target) if grounds else []
        label = self._label(relation)
        return {
            "relation": shorten(relation),
            "label": label,
            "short": "",
            "state": "",
            "sentence": f"{self._narrator.name(source)} — {label} — {self._narrator.name(target)}",
            "inferred": inferred,
            "disputed": False,
            "between_lines": _is_between_lines(evidence),
            "symmetric": any(each.symmetric for each in self._ontology.relations.values() if each.shortcut == relation),
            "sources": self._explainer.count_sources(source, relation, target) if grounds else 0,
            **dict.fromkeys(_BOUNDS, ""),
            "evidence": [self._evidence(each) for each in evidence],
            "reasons": grounds,
        }

    def _short(self, state: State) -> str:
        role = state.value("role").removeprefix(CONCEPT)
        return self._narrator.concept(role) if role in self._ontology.concepts else ""

    def _label(self, relation: str) -> str:
        return self._ontology.labels.get(relation, {}).get(self._narrator.lang) or shorten(relation)

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


def _is_between_lines(evidence: Iterable[Evidence]) -> bool:
    certainties = {each.certainty for each in evidence if each.stance == "supports"}
    return certainties == {"read-between-lines"}


def _iri(term: Term) -> str:
    if isinstance(term, ox.NamedNode):
        return term.value
    raise QuestionError(f"source, target, relation and state of a network are IRIs, not {term}: bind what it names")
