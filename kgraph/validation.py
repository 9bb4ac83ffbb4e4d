"""Check what was built: SHACL shapes over the asserted layer, and queries that must return nothing.

Shapes are checked before anything is inferred: after inference, correct data fails them. A query under
``sparql/checks/`` is named by the rule that is broken; its header says how bad that is and how to mend it.
"""

from __future__ import annotations

import io
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import TypeAlias

import pyoxigraph as ox

from kgraph.engine import select
from kgraph.ontology import FILES
from kgraph.questions import Question, read_questions
from kgraph.results import Term
from kgraph.vocabulary import ASSERTED, SUBCLASS, TYPE, shorten

#: Checks whose name begins so ask the ontology, the others the data.
_ONTOLOGY_PREFIX = "ontology-"
_SHAPES = "shapes.ttl"
_SHACL = "http://www.w3.org/ns/shacl#"
#: What names a property along which a shape looks from a value to those who have it.
_BACKWARD = (_SHACL + "inversePath", _SHACL + "targetObjectsOf")
_TYPE, _ASSERTED = ox.NamedNode(TYPE), ox.NamedNode(ASSERTED)

_Node: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Triple


@dataclass(frozen=True, order=True)
class Violation:
    """A rule that is broken and the node that breaks it."""

    #: ``error`` or ``warning``.
    severity: str
    rule: str
    focus: str
    what: str
    fix: str

    def __str__(self) -> str:
        return f"{self.severity}: {self.rule}: {self.focus}: {self.what}: {self.fix}"


def find_shape_violations(
    store: ox.Store, ontology: Path, *, changed: Collection[ox.Quad] | None = None
) -> list[Violation]:
    """Check the asserted layer against ``shapes.ttl`` with pySHACL.

    Parameters
    ----------
    store
        A store that holds the asserted layer.
    ontology
        The ontology folder.
    changed
        What is new in the layer, or gone from it, since it was last found right: only what this can bear on is
        checked. All is when not given.

    Returns
    -------
    list of Violation
        Sorted; empty where the layer conforms.
    """
    if changed is None:
        part = set(store.quads_for_pattern(None, None, None, _ASSERTED))
        wanted = {quad.subject for quad in part}
    else:
        backward = _read_backward(ontology / _SHAPES)
        wanted = _find_affected(store, changed, backward)
        part = _take_part(store, wanted, backward)
    if not wanted:
        return []
    import pyshacl  # imported here: only a build and a check need it, and they wait a while for it
    import rdflib
    from rdflib.namespace import RDF, SH

    graph = rdflib.Graph()
    # Classes and what is of them stand beside the data: pySHACL's ont_graph leaves individuals out.
    graph.parse(data=_as_ntriples([*(quad.triple for quad in part), *_read_classes(ontology)]), format="nt")
    shapes = rdflib.Graph().parse(ontology / _SHAPES, format="turtle")
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes, inference="none")
    assert isinstance(report, rdflib.Graph)
    violations = []
    for result in report.subjects(RDF.type, SH.ValidationResult):
        focus = str(report.value(result, SH.focusNode))
        if ox.NamedNode(focus) not in wanted:  # there for its class only, without its description
            continue
        path = report.value(result, SH.resultPath)
        value = report.value(result, SH.value)
        violations.append(
            Violation(
                severity="warning" if report.value(result, SH.resultSeverity) == SH.Warning else "error",
                rule="shapes",
                focus=shorten(focus),
                what=f"{shorten(str(path)) if isinstance(path, rdflib.URIRef) else 'value'} {shorten(str(value or ''))}".strip(),
                fix=str(report.value(result, SH.resultMessage)),
            )
        )
    return sorted(violations)


def _read_backward(shapes: Path) -> set[ox.NamedNode]:
    """Return the properties along which shapes look back, from a value to those who have it."""
    looks = (quad.object for quad in ox.parse(path=str(shapes)) if quad.predicate.value in _BACKWARD)
    return {each for each in looks if isinstance(each, ox.NamedNode)}


def _find_affected(store: ox.Store, changed: Collection[ox.Quad], backward: set[ox.NamedNode]) -> set[_Node]:
    """Return what must be checked again.

    Shapes look at what a node itself says, at the classes of what it refers to and, along some properties, at who
    refers to it and of which classes that is: no further.
    """
    affected = {quad.subject for quad in changed} | _follow(changed, backward)
    for node in {quad.subject for quad in changed if quad.predicate == _TYPE}:
        affected |= {quad.subject for quad in store.quads_for_pattern(None, None, node, _ASSERTED)}
        affected |= _follow(store.quads_for_pattern(node, None, None, _ASSERTED), backward)
    return {node for node in affected if any(store.quads_for_pattern(node, None, None, _ASSERTED))}


def _follow(quads: Iterable[ox.Quad], properties: set[ox.NamedNode]) -> set[_Node]:
    return {quad.object for quad in quads if quad.predicate in properties and isinstance(quad.object, ox.NamedNode)}


def _take_part(store: ox.Store, wanted: set[_Node], backward: set[ox.NamedNode]) -> set[ox.Quad]:
    """Return all about the wanted nodes, the links back from them, and the classes of what is named in these."""
    part = {quad for node in wanted for quad in store.quads_for_pattern(node, None, None, _ASSERTED)}
    for node, link in product(wanted, backward):
        part.update(store.quads_for_pattern(None, link, node, _ASSERTED))
    named = {term for quad in part for term in (quad.subject, quad.object) if isinstance(term, ox.NamedNode)}
    return part.union(*(store.quads_for_pattern(node, _TYPE, None, _ASSERTED) for node in named - wanted))


def _read_classes(ontology: Path) -> Iterator[ox.Triple]:
    """Yield the axioms that shapes need: what is of which class, and which class stands under which."""
    for name in FILES:
        for quad in ox.parse(path=str(ontology / name)):
            if quad.predicate.value in (TYPE, SUBCLASS):
                yield quad.triple


def find_rule_violations(store: ox.Store, checks: Path, *, of_ontology: bool = False) -> list[Violation]:
    """Run the checks over a store.

    Parameters
    ----------
    store
        A store with the layers of a build, or with the ontology alone.
    checks
        The folder of the checks.
    of_ontology
        Run the checks of the ontology instead of those of the data.
    """
    violations: list[Violation] = []
    for check in read_questions(checks).values():
        if check.name.startswith(_ONTOLOGY_PREFIX) == of_ontology:
            _, rows = select(store, check.text, where=f"{check.name}.rq")
            violations += (_violation(check, row) for row in rows)
    return sorted(violations)


def _violation(check: Question, row: tuple[Term, ...]) -> Violation:
    focus, *values = ["" if term is None else shorten(term.value) for term in row]
    return Violation(check.severity, check.name, focus, ", ".join(value for value in values if value), check.fix)


def _as_ntriples(triples: Iterable[ox.Triple]) -> bytes:
    output = io.BytesIO()
    ox.serialize(triples, output, format=ox.RdfFormat.N_TRIPLES)
    return output.getvalue()
