"""Build: data to checked, inferred, stored and exported, in a folder that is always whole."""

from __future__ import annotations

import contextlib
import gc
import gzip
import hashlib
import json
import shutil
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

import pyoxigraph as ox

from kgraph.baseline import Baseline, Change, describe_checker, read_baseline, write_lines
from kgraph.engine import select
from kgraph.errors import DataError, Problem
from kgraph.folder import replacing_folder
from kgraph.freshness import take_prints, write_prints
from kgraph.graph import build_graph
from kgraph.layers import Layers, build_layers
from kgraph.manifest import BUILD, CATALOGUE_FILE, FORMAT, GRAPH_FILE, MANIFEST_FILE, PRINTS_FILE, STORE
from kgraph.ontology import Ontology, read_ontology
from kgraph.paths import ontology_folder, questions_folder
from kgraph.questions import read_question, read_questions
from kgraph.references import find_reference_problems
from kgraph.sources import Data, read_data
from kgraph.validation import Violation, find_rule_violations, find_shape_violations
from kgraph.version import __version__
from kgraph.vocabulary import TYPE

#: The share of the quads up to which changing the last store is quicker than writing a new one.
_LITTLE = 0.05
#: Each change adds a table or more to a store; one of so many is opened slowly and written anew.
_MANY_TABLES = 60


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


@dataclass(frozen=True)
class Compiled:
    """A data folder, checked and turned into layers."""

    data: Data
    layers: Layers
    store: ox.Store
    counts: Counts
    violations: list[Violation]
    #: The sorted lines of the graph file.
    lines: list[bytes]
    #: How they differ from those of an earlier build, where there was one to build on.
    change: Change | None


def compile_data(folder: Path, baseline: Baseline | None = None) -> Compiled:
    """Read and check a data folder and build its layers in memory.

    Parameters
    ----------
    folder
        A data folder.
    baseline
        An earlier build of it: what has not changed since is not checked against the shapes again.

    Raises
    ------
    DataError
        If anything is wrong in it; the error holds all that was found.
    """
    with _collecting_later():
        return _compile(folder, baseline)


def _compile(folder: Path, baseline: Baseline | None) -> Compiled:
    ontology = read_ontology(ontology_folder())
    data, problems = read_data(folder)
    problems += find_reference_problems(data, ontology)
    if problems:
        raise DataError(problems)
    asserted = build_graph(data, ontology)
    layers = build_layers(asserted, ontology)
    lines = write_lines(layers.all())
    change = baseline.compare(lines) if baseline else None
    changed = change.find_asserted() if change else None
    broken = find_shape_violations(asserted, ontology_folder(), changed=changed)
    store = ox.Store()
    store.extend(layers.all())
    broken += find_rule_violations(store, questions_folder() / "checks")
    errors = [violation for violation in broken if violation.severity == "error"]
    if errors:
        raise DataError(_locate(violation, data) for violation in errors)
    return Compiled(data, layers, store, _count(data, layers, store, ontology), broken, lines, change)


def build(folder: Path, out: Path) -> Compiled:
    """Build a data folder into a build folder, which stays as it was when anything fails.

    Parameters
    ----------
    folder
        A data folder.
    out
        The build folder: new, empty, or made by an earlier build.

    Raises
    ------
    DataError
        If anything is wrong in the data.
    BuildError
        If the build folder is somebody else's or cannot be written.
    """
    with replacing_folder(out, BUILD) as new, _collecting_later():
        prints = take_prints(folder)
        inputs = {name: each[2] for name, each in prints.items()}
        baseline = read_baseline(out, inputs)
        compiled = compile_data(folder, baseline)
        _write(compiled, new, inputs, baseline)
        write_prints(prints, new)
    return compiled


@contextlib.contextmanager
def _collecting_later() -> Iterator[None]:
    """Hold back the search for circular garbage: among the millions of lasting objects of a build it finds nothing."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _write(compiled: Compiled, out: Path, inputs: dict[str, str], baseline: Baseline | None) -> None:
    quads = compiled.layers.all()
    text = b"".join(line + b"\n" for line in compiled.lines)
    with ThreadPoolExecutor(1) as beside:  # compressing needs no interpreter
        packed = beside.submit(gzip.compress, text, compresslevel=6, mtime=0)
        if not (baseline and compiled.change and _change_store(compiled.change, out / STORE, baseline)):
            _write_store(quads, out / STORE)
        (out / GRAPH_FILE).write_bytes(packed.result())
    catalogue = {name: question.as_dict() for name, question in read_questions(questions_folder()).items()}
    (out / CATALOGUE_FILE).write_text(json.dumps(catalogue, ensure_ascii=False) + "\n", encoding="utf-8")
    manifest = {
        "kind": BUILD,
        "format": FORMAT,
        "version": __version__,
        "checkedBy": describe_checker(),
        "asOf": max(_list_days(compiled.data), default=""),
        "counts": asdict(compiled.counts),
        "inputs": dict(sorted(inputs.items())),
        "holds": sorted([CATALOGUE_FILE, GRAPH_FILE, MANIFEST_FILE, PRINTS_FILE, STORE]),
        "outputs": {name: _hash(out / name) for name in (CATALOGUE_FILE, GRAPH_FILE)},
    }
    (out / MANIFEST_FILE).write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")


def _list_days(data: Data) -> Iterator[str]:
    """Yield every day on which an editor recorded or withdrew something, or read a source again."""
    for source in data.sources.values():
        yield from (source.recorded, *source.readings)
        for claim in source.claims:
            if claim.recorded:
                yield claim.recorded
            if claim.withdrawn:
                yield claim.withdrawn.partition(",")[0].strip()


def _write_store(quads: list[ox.Quad], folder: Path) -> None:
    store = ox.Store(str(folder))
    store.bulk_extend(quads)
    store.flush()
    store.optimize()


def _change_store(change: Change, folder: Path, baseline: Baseline) -> bool:
    """Write the store as the last one with what has changed; tell whether that was little enough to be quicker."""
    if len(change.new) + len(change.gone) > len(baseline.lines) * _LITTLE:
        return False
    if len(list(baseline.store.glob("*.sst"))) > _MANY_TABLES:
        return False
    shutil.copytree(baseline.store, folder)
    store = ox.Store(str(folder))
    for quad in ox.parse(b"\n".join(sorted(change.gone)), format=ox.RdfFormat.N_QUADS):
        store.remove(quad)
    store.extend(ox.parse(b"\n".join(sorted(change.new)), format=ox.RdfFormat.N_QUADS))
    store.flush()
    return True


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _count(data: Data, layers: Layers, store: ox.Store, ontology: Ontology) -> Counts:
    a = ox.NamedNode(TYPE)
    types = Counter(str(quad.object.value) for quad in layers.asserted if quad.predicate == a)  # type: ignore[union-attr]
    states = {relation.state_class for relation in ontology.relations.values()}
    _, countries = select(store, _COUNTRIES)
    return Counts(
        entities=len(data.entities),
        states=sum(count for name, count in types.items() if name in states or name.endswith("#Figure")),
        attestations=sum(count for name, count in types.items() if name.endswith("#Attestation")),
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


def _locate(violation: Violation, data: Data) -> Problem:
    """Turn a violation into a problem, at the file of the record where its focus is one."""
    document = data.documents.get(violation.focus)
    file = document.name if document else "data"
    line = document.line_of((violation.focus,)) if document else 1
    return Problem(file, line, f"{violation.focus}: {violation.rule}: {violation.what}", violation.fix)
