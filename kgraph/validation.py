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
from kgraph.ontology import FILES
from kgraph.questions import Question, read_questions
from kgraph.results import Term
from kgraph.vocabulary import SUBCLASS, TYPE, shorten

#: Checks whose name begins so ask the ontology, the others the data.
_ONTOLOGY_PREFIX = "ontology-"
_TYPE = f"<{TYPE}>".encode()


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
    lines = _as_ntriples(quad.triple for quad in asserted).splitlines()
    wanted = {_subject_of(line) for line in lines}
    if changed is not None:
        wanted &= _find_affected(lines, {f"<{iri}>".encode() for iri in changed})
        if not wanted:
            return []
        lines = _take_part(lines, wanted)
    import pyshacl  # imported here: only a build and a check need it, and they wait a second for it
    import rdflib
    from rdflib.namespace import RDF, SH

    graph = rdflib.Graph()
    graph.parse(data=b"\n".join(lines), format="nt")
    # Classes and what is of them stand beside the data: pySHACL's ont_graph leaves individuals out.
    graph.parse(data=_as_ntriples(_read_classes(ontology)), format="nt")
    shapes = rdflib.Graph().parse(ontology / "shapes.ttl", format="turtle")
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes, inference="none")
    assert isinstance(report, rdflib.Graph)
    violations = []
    for result in report.subjects(RDF.type, SH.ValidationResult):
        focus = str(report.value(result, SH.focusNode))
        if f"<{focus}>".encode() not in wanted:  # there for its class only, without its description
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


def _find_affected(lines: list[bytes], changed: Collection[bytes]) -> set[bytes]:
    """Return what has changed, what refers to it, and what it refers to: shapes look no further than one step."""
    affected = set(changed)
    for line in lines:
        subject, _, value = _split(line)
        if value in changed:
            affected.add(subject)
        elif subject in changed:
            affected.add(value)
    return affected


def _take_part(lines: list[bytes], wanted: set[bytes]) -> list[bytes]:
    """Return the lines about the wanted nodes and the links to them, and the classes of all that they name."""
    named: set[bytes] = set()
    part = []
    for line in lines:
        subject, _, value = _split(line)
        if subject in wanted or value in wanted:
            named |= {subject, value}
            part.append(line)
    named -= wanted
    return part + [line for line in lines if _split(line)[1] == _TYPE and _subject_of(line) in named]


def _split(line: bytes) -> tuple[bytes, bytes, bytes]:
    """Return subject, predicate and object of a line of N-Triples."""
    subject, predicate, rest = line.split(b" ", 2)
    return subject, predicate, rest[:-2]


def _subject_of(line: bytes) -> bytes:
    return line[: line.index(b" ")]


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
