"""Build: data to checked, inferred, stored and exported, in a folder that is always whole."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import pyoxigraph as ox

from kgraph.engine import select
from kgraph.errors import DataError, Problem
from kgraph.facts import to_fact
from kgraph.folder import replacing_folder
from kgraph.freshness import take_prints, write_prints
from kgraph.graph import build_graph
from kgraph.layers import Layers, build_layers
from kgraph.manifest import BUILD, CATALOGUE_FILE, FORMAT, GRAPH_FILE, MANIFEST_FILE, PRINTS_FILE, STORE
from kgraph.ontology import Ontology, read_ontology
from kgraph.paths import ontology_folder, questions_folder
from kgraph.questions import read_questions
from kgraph.references import find_reference_problems
from kgraph.sources import Data, read_data
from kgraph.validation import Violation, find_rule_violations, find_shape_violations
from kgraph.version import __version__
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


@dataclass(frozen=True)
class Compiled:
    """A data folder, checked and turned into layers."""

    data: Data
    layers: Layers
    store: ox.Store
    counts: Counts
    violations: list[Violation]


def compile_data(folder: Path) -> Compiled:
    """Read and check a data folder and build its layers in memory.

    Parameters
    ----------
    folder
        A data folder.

    Raises
    ------
    DataError
        If anything is wrong in it; the error holds all that was found.
    """
    ontology = read_ontology(ontology_folder())
    data, problems = read_data(folder)
    problems += find_reference_problems(data, ontology)
    if problems:
        raise DataError(problems)
    asserted = build_graph(data, ontology)
    broken = find_shape_violations(asserted, ontology_folder())
    layers = build_layers(asserted, ontology)
    store = ox.Store()
    store.extend(layers.all())
    broken += find_rule_violations(store, questions_folder() / "checks")
    errors = [violation for violation in broken if violation.severity == "error"]
    if errors:
        raise DataError(_locate(violation, data) for violation in errors)
    return Compiled(data, layers, store, _count(data, layers, store, ontology), broken)


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
    with replacing_folder(out, BUILD) as new:
        prints = take_prints(folder)
        compiled = compile_data(folder)
        _write(compiled, new, {name: each[2] for name, each in prints.items()})
        write_prints(prints, new)
    return compiled


def _write(compiled: Compiled, out: Path, inputs: dict[str, str]) -> None:
    quads = compiled.layers.all()
    (out / GRAPH_FILE).write_bytes(_compress(quads))
    catalogue = {name: question.as_dict() for name, question in read_questions(questions_folder()).items()}
    (out / CATALOGUE_FILE).write_text(json.dumps(catalogue, ensure_ascii=False) + "\n", encoding="utf-8")
    store = ox.Store(str(out / STORE))
    store.bulk_extend(quads)
    store.flush()
    store.optimize()
    del store
    manifest = {
        "kind": BUILD,
        "format": FORMAT,
        "version": __version__,
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


def _compress(quads: list[ox.Quad]) -> bytes:
    """Return sorted N-Quads as gzip without a time, so that the same graph gives the same bytes."""
    plain = io.BytesIO()
    ox.serialize(sorted(quads, key=str), plain, format=ox.RdfFormat.N_QUADS)
    return gzip.compress(plain.getvalue(), compresslevel=9, mtime=0)


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _count(data: Data, layers: Layers, store: ox.Store, ontology: Ontology) -> Counts:
    types = Counter(fact.object for fact in map(to_fact, layers.asserted) if fact.predicate == TYPE)
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
    question = read_questions(questions_folder())["conflicts"]
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
