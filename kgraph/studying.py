"""What the command line does with studies: run them one after the other, show how far it is, tell what came out."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kgraph.studies import run_studies
from kgraph.study_files import REPORT_FILE, write_studies

if TYPE_CHECKING:
    from kgraph.knowledge import KnowledgeGraph
    from kgraph.studies.study import Study


def analyze_into(
    graph: KnowledgeGraph, names: list[str], target: Path, *, seed: int, lang: str, settings: Mapping[str, str]
) -> None:
    """Run measures, write what came out into a folder, and tell the answers on stdout, the rest on stderr.

    Parameters
    ----------
    graph
        A built graph.
    names
        The measures, in the order in which they run.
    target
        The folder to write.
    seed, lang, settings
        As for :func:`kgraph.studies.run_studies`.
    """
    told: list[Study] = []
    running = run_studies(graph, names, seed=seed, lang=lang, settings=settings)
    files = write_studies(graph, _watch(running, names, told), target, lang=lang, seed=seed)
    for study in told:
        click.echo(f"{study.title}\n  {study.answer}")
    click.echo(f"{target}: {len(files)} files; read {target / REPORT_FILE}", err=True)


def _watch(studies: Iterable[Study], names: list[str], told: list[Study]) -> Iterator[Study]:
    """Pass studies on with a bar of progress on stderr, where that is a terminal; keep each that is done."""
    hidden = not sys.stderr.isatty()
    with click.progressbar(length=len(names), label=names[0], file=sys.stderr, hidden=hidden, show_eta=False) as bar:
        for study in studies:
            told.append(study)
            bar.label = names[len(told)] if len(told) < len(names) else "done"
            bar.update(1)
            yield study
