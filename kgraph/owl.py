"""The whole of OWL 2 RL by owlrl: a check on consistency, and the oracle of the chainer's tests.

owlrl keeps no reasons and takes time that grows faster than its input (design, section 5), so nothing that it derives
is stored. It tells contradictions as triples, not as exceptions: they must be looked for.
"""

from __future__ import annotations

from collections.abc import Iterable

import rdflib
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from kgraph.facts import Fact
from kgraph.vocabulary import ALLY

#: The property by which owlrl says that it found a contradiction.
_ERROR = rdflib.URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")

#: Annotations that no rule reads; owlrl would multiply them.
_SILENT = frozenset(
    {
        *(RDFS.label, RDFS.isDefinedBy, RDFS.comment, SKOS.prefLabel, SKOS.definition, SKOS.scopeNote, SKOS.notation),
        *(rdflib.URIRef(ALLY + name) for name in ("sentence", "locator", "claimWord", "kindWord")),
    }
)


def close_with_owlrl(facts: Iterable[Fact], schema: Iterable[tuple[object, object, object]]) -> rdflib.Graph:
    """Return facts and schema with everything that owlrl derives from them.

    Parameters
    ----------
    facts
        The accepted facts.
    schema
        Triples of the ontology, as pyoxigraph terms.
    """
    import owlrl

    graph = rdflib.Graph()
    lines = [*(" ".join(map(str, triple)) + " ." for triple in schema), *(_write(fact) for fact in facts)]
    graph.parse(data="\n".join(lines), format="nt")
    for predicate in _SILENT:
        graph.remove((None, predicate, None))
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return graph


def find_contradictions(closed: rdflib.Graph) -> list[str]:
    """Return what owlrl found contradictory, sorted; empty where all is consistent."""
    found = {str(message) for message in closed.objects(None, _ERROR)}
    found |= {f"{each} is of a class that can have no members" for each in closed.subjects(RDF.type, OWL.Nothing)}
    return sorted(found)


def _write(fact: Fact) -> str:
    value = fact.object if fact.object.startswith('"') else f"<{fact.object}>"
    return f"<{fact.subject}> <{fact.predicate}> {value} ."
