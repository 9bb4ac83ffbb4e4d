"""Build: data to checked, inferred, stored and exported, in a folder that is always whole."""

from __future__ import annotations

import contextlib
import gc
import gzip
import hashlib
import json
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kgraph.atlas_process import AtlasProcess
from kgraph.baseline import (
    Baseline,
    Change,
    describe_checker,
    name_source,
    read_baseline,
    read_lines,
    write_lines,
    write_sources,
)
from kgraph.counts import Counts, count
from kgraph.dataset import Data
from kgraph.errors import DataError, Problem
from kgraph.folder import replacing_folder
from kgraph.freshness import Prints, take_page_prints, take_prints, write_prints
from kgraph.graph import build_graph
from kgraph.layers import Layers, build_layers
from kgraph.manifest import (
    ATLAS_FILE,
    BUILD,
    CATALOGUE_FILE,
    FORMAT,
    GRAPH_FILE,
    LAYOUT_FILE,
    MANIFEST_FILE,
    PRINTS_FILE,
    SOURCES_FILE,
    STORE,
)
from kgraph.ontology import Ontology, read_ontology
from kgraph.paths import ontology_folder, questions_folder
from kgraph.questions import read_questions
from kgraph.records import Source
from kgraph.references import find_reference_problems
from kgraph.sources import read_data
from kgraph.validation import Violation, find_rule_violations, find_shape_violations
from kgraph.version import __version__

#: Each change adds a table or more to a store; one of so many is opened slowly and written anew.
_MANY_TABLES = 60


@dataclass(frozen=True)
class Draft:
    """A data folder turned into layers, whose references alone are checked."""

    data: Data
    ontology: Ontology
    layers: Layers
    #: Holds the layers.
    store: ox.Store
    #: The sorted lines of the graph file.
    lines: list[bytes]
    #: How they differ from those of an earlier build, where there was one to build on.
    change: Change | None


@dataclass(frozen=True)
class Compiled(Draft):
    """A data folder, turned into layers and checked."""

    counts: Counts
    violations: list[Violation]


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
        return _check(_draft(folder, baseline))


def _draft(folder: Path, baseline: Baseline | None) -> Draft:
    ontology = read_ontology(ontology_folder())
    data, problems = read_data(folder, baseline.sources if baseline else None)
    problems += find_reference_problems(data, ontology)
    if problems:
        raise DataError(problems)
    asserted = build_graph(data, ontology)
    store = ox.Store()
    with ThreadPoolExecutor(1) as beside:  # a store is filled without the interpreter, which has enough to do
        filling = [beside.submit(store.extend, asserted)]
        layers = build_layers(asserted, ontology)
        filling.append(beside.submit(store.extend, layers.derived()))
        lines = write_lines(layers.all())
        change = baseline.compare(lines) if baseline else None
        for each in filling:
            each.result()
    return Draft(data, ontology, layers, store, lines, change)


def _check(draft: Draft) -> Compiled:
    with ThreadPoolExecutor(1) as beside:  # nor does answering need the interpreter
        breaking = beside.submit(find_rule_violations, draft.store, questions_folder() / "checks")
        counting = beside.submit(count, draft.data, draft.layers, draft.store, draft.ontology)
        changed = draft.change.list_asserted() if draft.change else None
        broken = find_shape_violations(draft.store, ontology_folder(), changed=changed)
        broken += breaking.result()
        counts = counting.result()
    errors = [violation for violation in broken if violation.severity == "error"]
    if errors:
        raise DataError(_locate(violation, draft.data) for violation in errors)
    return Compiled(**vars(draft), counts=counts, violations=broken)


def build(folder: Path, out: Path, *, page: bool = False) -> Compiled:
    """Build a data folder into a build folder, which stays as it was when anything fails.

    Parameters
    ----------
    folder
        A data folder.
    out
        The build folder: new, empty, or made by an earlier build.
    page
        Whether to write the atlas as well.

    Raises
    ------
    DataError
        If anything is wrong in the data.
    BuildError
        If the build folder is somebody else's or cannot be written.
    MissingAssets
        If the atlas is asked for and its scripts have not been built.
    """
    with replacing_folder(out, BUILD) as new, _collecting_later(), ExitStack() as stack:
        # the page is made in a second process, which warms up while this one reads
        atlas = stack.enter_context(AtlasProcess(new, out)) if page else None
        beside = stack.enter_context(ThreadPoolExecutor(1))
        prints, page_prints = take_prints(folder), take_page_prints() if page else {}
        inputs = {name: each[2] for name, each in prints.items()}
        baseline = read_baseline(out, inputs)
        if atlas:
            atlas.begin(is_ground=baseline is not None)
        (new / CATALOGUE_FILE).write_bytes(_list_questions())
        draft = _draft(folder, baseline)
        packing = beside.submit(_write_graph, draft.lines, new / GRAPH_FILE)
        if atlas:
            if not (draft.change and draft.change.little):
                packing.result()
            atlas.draw(draft.change)
        compiled = _check(draft)
        packing.result()
        if not (baseline and compiled.change and _change_store(compiled.change, new / STORE, baseline)):
            _write_store(compiled.layers.all(), new / STORE)
        write_sources(_find_steady(compiled.data, prints, take_prints(folder)), new)
        manifest = _describe(compiled, new, inputs)
        if atlas:
            atlas.finish(manifest)
            manifest["holds"] = sorted([*manifest["holds"], ATLAS_FILE, LAYOUT_FILE])
            manifest["outputs"][ATLAS_FILE] = _hash(new / ATLAS_FILE)
        (new / MANIFEST_FILE).write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
        write_prints({**prints, **page_prints}, new)  # last: they hold the sizes of all the others
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


def _find_steady(data: Data, before: Prints, after: Prints) -> dict[str, Source]:
    """Return the sources whose files did not change while they were read: the others belong to no hash taken."""
    names = {slug: name_source(slug) for slug in data.sources}
    return {slug: data.sources[slug] for slug, name in names.items() if before.get(name) == after.get(name)}


def _write_graph(lines: list[bytes], file: Path) -> None:
    text = b"".join(line + b"\n" for line in lines)
    file.write_bytes(gzip.compress(text, compresslevel=3, mtime=0))


def _list_questions() -> bytes:
    catalogue = {name: question.as_dict() for name, question in read_questions(questions_folder()).items()}
    return (json.dumps(catalogue, ensure_ascii=False) + "\n").encode()


def _describe(compiled: Compiled, out: Path, inputs: dict[str, str]) -> dict[str, Any]:
    """Return the manifest of a build without its page."""
    return {
        "kind": BUILD,
        "format": FORMAT,
        "version": __version__,
        "checkedBy": describe_checker(),
        "asOf": max(_list_days(compiled.data), default=""),
        "counts": asdict(compiled.counts),
        "inputs": dict(sorted(inputs.items())),
        "holds": sorted([CATALOGUE_FILE, GRAPH_FILE, MANIFEST_FILE, PRINTS_FILE, SOURCES_FILE, STORE]),
        "outputs": {name: _hash(out / name) for name in (CATALOGUE_FILE, GRAPH_FILE, SOURCES_FILE)},
    }


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
    if not change.little or len(list(baseline.store.glob("*.sst"))) > _MANY_TABLES:
        return False
    shutil.copytree(baseline.store, folder)
    store = ox.Store(str(folder))
    for quad in read_lines(change.gone):
        store.remove(quad)
    store.extend(read_lines(sorted(change.new)))
    store.flush()
    return True


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _locate(violation: Violation, data: Data) -> Problem:
    """Turn a violation into a problem, at the file of the record where its focus is one."""
    document = data.documents.get(violation.focus)
    file = document.name if document else "data"
    line = document.line_of((violation.focus,)) if document else 1
    return Problem(file, line, f"{violation.focus}: {violation.rule}: {violation.what}", violation.fix)
