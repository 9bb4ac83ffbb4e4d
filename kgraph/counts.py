"""How much a build holds."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import pyoxigraph as ox

from kgraph.dataset import Data
from kgraph.engine import select
from kgraph.layers import Layers
from kgraph.ontology import Ontology
from kgraph.paths import questions_folder
from kgraph.questions import read_question
from kgraph.vocabulary import TYPE


@dataclass(frozen=True)
class Counts:
    """How much a build holds."""

    entities: int
    #: States of affairs and figures.
    states: int
    attestations: int
    sources: int
    #: Inferred statements: edges between entities and texts that follow.
    inferred: int
    #: Countries that a claim names.
    countries: int
    #: Languages of the sources.
    languages: int
    conflicts: int


def count(data: Data, layers: Layers, store: ox.Store, ontology: Ontology) -> Counts:
    """Count what a build holds.

    Parameters
    ----------
    data
        The records.
    layers
        The quads made of them.
    store
        Holds the layers.
    ontology
        Tells which classes are states.
    """
    a = ox.NamedNode(TYPE)
    types = Counter(str(quad.object.value) for quad in layers.asserted if quad.predicate == a)  # type: ignore[union-attr]
    states = {relation.state_class for relation in ontology.relations.values()}
    _, countries = select(store, _COUNTRIES)
    return Counts(
        entities=len(data.entities),
        states=sum(number for name, number in types.items() if name in states or name.endswith("#Figure")),
        attestations=sum(number for name, number in types.items() if name.endswith("#Attestation")),
        sources=len(data.sources),
        inferred=len(layers.inferred),
        countries=len(countries),
        languages=len({source.language.split("-")[0] for source in data.sources.values()}),
        conflicts=_count_conflicts(store),
    )


def _count_conflicts(store: ox.Store) -> int:
    """Count the pairs of states that contradict one another, however many sources speak of each."""
    question = read_question(questions_folder() / "conflicts.rq")
    columns, rows = select(store, question.text)
    places = [columns.index(name) for name in ("kind", "firstState", "secondState")]
    return len({tuple(row[place] for place in places) for row in rows})


#: Countries that a state, figure or joint territory names.
_COUNTRIES = """SELECT DISTINCT ?country WHERE {
  GRAPH <https://w3id.org/child-safety-alliances/graph/asserted> { ?state ?property ?territory }
  ?attestation ally:attests ?state .
  ?territory ally:jointOf? ?country . ?country a ally:Country
}"""
