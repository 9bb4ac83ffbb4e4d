"""Check what was built: SHACL shapes over the asserted layer, and queries that must return nothing.

Shapes are checked before anything is inferred: after inference, correct data fails them. A query under
``sparql/checks/`` is named by the rule that is broken; its header says how bad that is and how to mend it.
"""

from __future__ import annotations

import io
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kgraph.engine import select
from kgraph.facts import Fact, to_fact
from kgraph.ontology import FILES
from kgraph.questions import Question, read_questions
from kgraph.results import Term
from kgraph.vocabulary import SUBCLASS, TYPE, shorten

#: Checks whose name begins so ask the ontology, the others the data.
_ONTOLOGY_PREFIX = "ontology-"


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
    asserted: Iterable[ox.Quad], ontology: Path, *, changed: Collection[str] | None = None
) -> list[Violation]:
    """Check the asserted layer against ``shapes.ttl`` with pySHACL.

    Parameters
    ----------
    asserted
        The quads of the asserted layer.
    ontology
        The ontology folder.
    changed
        IRIs whose description has changed since the layer was last found right: only these and what stands in direct
        relation to them are checked. All is when not given.

    Returns
    -------
    list of Violation
        Sorted; empty where the layer conforms.
    """
    quads = list(asserted)
    facts = [to_fact(quad) for quad in quads]
    wanted = {fact.subject for fact in facts}
    if changed is not None:
        wanted &= _find_affected(facts, changed)
        if not wanted:
            return []
        quads = [quads[number] for number in _take_part(facts, wanted)]
    import pyshacl  # imported here: only a build and a check need it, and they wait a second for it
    import rdflib
    from rdflib.namespace import RDF, SH

    graph = rdflib.Graph()
    graph.parse(data=_as_ntriples(quad.triple for quad in quads), format="nt")
    # Classes and what is of them stand beside the data: pySHACL's ont_graph leaves individuals out.
    graph.parse(data=_as_ntriples(_read_classes(ontology)), format="nt")
    shapes = rdflib.Graph().parse(ontology / "shapes.ttl", format="turtle")
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes, inference="none")
    assert isinstance(report, rdflib.Graph)
    violations = []
    for result in report.subjects(RDF.type, SH.ValidationResult):
        focus = str(report.value(result, SH.focusNode))
        if focus not in wanted:  # there for its class only, without its description
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


def _find_affected(facts: list[Fact], changed: Collection[str]) -> set[str]:
    """Return what has changed, what refers to it, and what it refers to: shapes look no further than one step."""
    affected = set(changed)
    for fact in facts:
        if fact.object in changed:
            affected.add(fact.subject)
        elif fact.subject in changed:
            affected.add(fact.object)
    return affected


def _take_part(facts: list[Fact], wanted: set[str]) -> Iterator[int]:
    """Yield the places of the facts about the wanted nodes and the links to them, and the classes of all they name."""
    named: set[str] = set()
    for fact in facts:
        if fact.subject in wanted:
            named.add(fact.object)
        elif fact.object in wanted:
            named.add(fact.subject)
    for number, fact in enumerate(facts):
        is_own = fact.subject in wanted or fact.object in wanted
        if is_own or (fact.predicate == TYPE and fact.subject in named):
            yield number


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
