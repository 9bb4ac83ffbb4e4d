"""The command line: thin calls into the library; results on stdout, everything else on stderr.

Heavy libraries are imported by the commands that need them, so that a query of a finished build feels instant.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kgraph.asking import answer, let_interrupt, list_questions, read_asked, read_settings
from kgraph.errors import DataError, KGraphError, OntologyError, suggest
from kgraph.phrases import LANGUAGES
from kgraph.version import __version__

if TYPE_CHECKING:
    from kgraph.knowledge import KnowledgeGraph

Command = TypeVar("Command", bound=Callable[..., Any])


class _Group(click.Group):
    """A group that names the nearest command and turns errors of the library into exit codes."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and not args[0].startswith("-") and args[0] not in self.commands:
            ctx.fail(f"no command {args[0]!r}: {suggest(args[0], sorted(self.commands))}")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KGraphError as error:
            click.echo(f"Error: {error}", err=True)
            ctx.exit(1 if isinstance(error, (DataError, OntologyError)) else 2)


def _reads_graph(command: Command) -> Command:
    """Add the options of all commands that read a build."""
    for option in (
        click.option("--out", type=click.Path(path_type=Path), help="The build folder; made or renewed where needed."),
        click.option(
            "--data", type=click.Path(path_type=Path), help="The data folder; that of the package by default."
        ),
    ):
        command = option(command)
    return command


_speaks = click.option("--lang", type=click.Choice(LANGUAGES), default="en", help="Language of names and sentences.")
_sets = click.option("--set", "settings", multiple=True, metavar="NAME=VALUE", help="Set a parameter of the question.")


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kgraph")
def main() -> None:
    """Who works with whom to protect children online, in what role, since when, and who says so."""


@main.command()
@_reads_graph
def build(data: Path | None, out: Path | None) -> None:
    """Read, check, infer and store the data, and write the atlas; print a summary."""
    from kgraph.atlas_process import find_missing_asset
    from kgraph.build import build as build_folder
    from kgraph.errors import MissingAssets
    from kgraph.manifest import ATLAS_FILE
    from kgraph.paths import data_folder, default_build_folder

    began = time.monotonic()
    folder = data or data_folder()
    target = out or default_build_folder(folder)
    missing = find_missing_asset()
    compiled = build_folder(folder, target, page=missing is None)
    counts = compiled.counts
    click.echo(f"Built {target} in {time.monotonic() - began:.1f} s:")
    click.echo(
        f"  {counts.entities:,} entities, {counts.states:,} states, {counts.attestations:,} attestations from "
        f"{counts.sources:,} sources in {counts.languages} languages,\n"
        f"  {counts.inferred:,} inferred edges, {counts.countries} countries, {counts.conflicts} conflicts"
    )
    if missing:
        click.echo(f"  without the atlas: {MissingAssets(missing)}", err=True)
    else:
        click.echo(f"  the atlas, a page to open in a browser: {target / ATLAS_FILE}")
    warnings = len(compiled.violations)
    if warnings:
        command = f"kgraph check {data}" if data else "kgraph check"
        click.echo(f"  {warnings} {'warning' if warnings == 1 else 'warnings'}: {command} lists them", err=True)
    click.echo("Try next:\n  kgraph query\n  kgraph query members --set alliance=tech-coalition\n  kgraph show tiktok")


@main.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--data", type=click.Path(path_type=Path), help="The data folder; that of the package by default.")
@click.option("--owl", is_flag=True, help="Also close everything with owlrl and look for contradictions.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How problems are told.")
def check(files: tuple[Path, ...], data: Path | None, owl: bool, form: str) -> None:
    """Check the data, a data folder, or only the FILES named; exit 1 if anything is wrong."""
    from kgraph.checking import check_data, check_files
    from kgraph.paths import data_folder

    folder = files[0] if len(files) == 1 and files[0].is_dir() else None
    report = check_files(files, data) if files and not folder else check_data(folder or data or data_folder(), owl=owl)
    click.echo(report.to_json() if form == "json" else report.to_text(), nl=False)
    if not report.fine:
        raise SystemExit(1)


@main.command()
@click.argument("url")
@click.option("--title", default="", help="The title in the document's own words.")
@click.option("--publisher", default="", metavar="ENTITY", help="Who published it: an id or label of data/entities/.")
@click.option("--language", default="", help="Language of the document: en, pt, es, fr, vi, ...")
@click.option("--issued", default="", metavar="DATE", help="When it was published: 2026, 2026-11 or 2026-11-21.")
@click.option("--data", type=click.Path(path_type=Path), help="The data folder; that of the package by default.")
def new(url: str, title: str, publisher: str, language: str, issued: str, data: Path | None) -> None:
    """Write a skeleton source file for the document at URL, for a curator to fill; nothing is downloaded."""
    from kgraph.skeleton import tell_next, write_skeleton

    path = write_skeleton(url, title=title, publisher=publisher, language=language, issued=issued, data=data)
    click.echo(path)
    click.echo(tell_next(path), err=True)


@main.command()
@click.argument("name", required=False)
@_sets
@click.option("--format", "form", type=click.Choice(["table", "csv", "json", "jsonl", "ttl"]), help="table by default.")
@click.option(
    "--valid", metavar="DATE", help="What held on that day, certainly or possibly; where the question takes it."
)
@click.option(
    "--known", metavar="DATE", help="What was recorded by that day and not withdrawn; where the question takes it."
)
@_speaks
@_reads_graph
def query(
    name: str | None,
    settings: tuple[str, ...],
    form: str | None,
    valid: str | None,
    known: str | None,
    lang: str,
    data: Path | None,
    out: Path | None,
) -> None:
    """Ask the stored question NAME, a SPARQL file, or SPARQL on stdin (-); without NAME, list the questions."""
    graph = _load(data, out)
    let_interrupt()
    if name is None:
        list_questions(graph, lang)
        return
    question = read_asked(graph, name)
    parameters = read_settings(settings)
    parameters |= {key: day for key, day in (("valid", valid), ("known", known)) if day}
    click.echo(answer(graph, question, parameters, form, lang), nl=False)


@main.command()
@click.argument("entity")
@click.option("--all", "everything", is_flag=True, help="Tell what every source says, however many say the same.")
@_speaks
@_reads_graph
def show(entity: str, everything: bool, lang: str, data: Path | None, out: Path | None) -> None:
    """Tell everything held about ENTITY (a slug or any name), in sentences with their sources."""
    for line in _load(data, out).show(entity, lang=lang, everything=everything):
        click.echo(line)


@main.command()
@click.argument("subject")
@click.argument("relation")
@click.argument("target", metavar="OBJECT")
@_speaks
@_reads_graph
def explain(subject: str, relation: str, target: str, lang: str, data: Path | None, out: Path | None) -> None:
    """Tell why the edge SUBJECT RELATION OBJECT is here: rules, premises, documents."""
    for line in _load(data, out).explain(subject, relation, target, lang=lang):
        click.echo(line)


@main.command()
@click.argument("name", default="campaign-network")
@_sets
@click.option("-o", "target", required=True, type=click.Path(path_type=Path), help="The HTML file to write.")
@_speaks
@_reads_graph
def draw(name: str, settings: tuple[str, ...], target: Path, lang: str, data: Path | None, out: Path | None) -> None:
    """Draw the answer to a question with columns source and target, or to a CONSTRUCT, as one HTML file."""
    from kgraph.folder import replacing_file
    from kgraph.views import SLOW_ABOVE, draw_figure, is_slow

    graph = _load(data, out)
    network = graph.network(read_asked(graph, name), lang=lang, **read_settings(settings))
    page = draw_figure(network, lang=lang)
    if str(target) == "-":
        click.echo(page, nl=False)
    else:
        with replacing_file(target) as new:
            new.write_text(page, encoding="utf-8")
        click.echo(f"{target}: {len(network)} nodes, {network.number_of_edges()} edges", err=True)
    if is_slow(network):
        hint = "set a parameter for a smaller figure, or see the whole graph: kgraph atlas -o atlas.html"
        click.echo(f"more than the {SLOW_ABOVE} nodes that a figure moves smoothly: {hint}", err=True)


@main.command()
@click.option("-o", "target", required=True, type=click.Path(path_type=Path), help="The HTML file to write.")
@click.option("--lang", type=click.Choice(LANGUAGES), help="Language in which it opens; the reader's own by default.")
@_reads_graph
def atlas(target: Path, lang: str | None, data: Path | None, out: Path | None) -> None:
    """Write the whole graph as one HTML file that works offline, with its evidence and a place to ask it questions."""
    from kgraph.atlas import write_atlas

    write_atlas(_load(data, out), target, lang=lang or "")
    click.echo(f"{target}: {target.stat().st_size / 1e6:.1f} MB", err=True)


@main.command()
@click.argument("measures", nargs=-1, metavar="[MEASURE]...")
@click.option("--set", "settings", multiple=True, metavar="NAME=VALUE", help="Set a parameter of a measure.")
@click.option(
    "--seed", type=click.IntRange(min=0), default=0, help="Where chance begins: the same seed, the same bytes."
)
@click.option(
    "--out",
    "target",
    type=click.Path(path_type=Path),
    default="kgraph-analysis",
    show_default=True,
    help="The folder for tables, pictures and report; new, empty, or of an earlier analysis, which is replaced.",
)
@click.option("--build", "out", type=click.Path(path_type=Path), help="The build folder (--out of other commands).")
@click.option("--data", type=click.Path(path_type=Path), help="The data folder; that of the package by default.")
@_speaks
def analyze(
    measures: tuple[str, ...],
    settings: tuple[str, ...],
    seed: int,
    target: Path,
    out: Path | None,
    data: Path | None,
    lang: str,
) -> None:
    """Measure the graph, and write tables (CSV), pictures (SVG) and a report (HTML).

    MEASURE is any of brokers, overlap, communities, countries, growth, fragility, path and figures; without one, all
    run. A setting goes to each measure that takes it: from and to (path), country (countries), measure and entity
    (figures), alliance, since, until and by (growth), alliance and source (fragility), number and valid (path), draws
    and seats (brokers), samples and fewest (overlap), runs (communities).
    """
    from kgraph.studies import order_measures
    from kgraph.studying import analyze_into

    parameters, names = read_settings(settings), order_measures(measures)
    analyze_into(_load(data, out), names, target, seed=seed, lang=lang, settings=parameters)


@main.command()
@click.argument("form", metavar="FORMAT")
@click.option("-o", "target", required=True, type=click.Path(path_type=Path), help="The file or folder to write.")
@_reads_graph
def export(form: str, target: Path, data: Path | None, out: Path | None) -> None:
    """Write the graph as FORMAT.

    RDF: ttl (all in one graph), trig, nq and jsonld (each layer a named graph), void (what the graph is).
    Networks: graphml, gexf. Tables, into a folder: csv, parquet. A file name that ends in .gz is compressed.
    The ontology's reference, into a folder: ontology-html, a page a language.
    """
    from kgraph.export import write_export

    write_export(_load(data, out), form, target)
    click.echo(str(target), err=True)


@main.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="text by default.")
@_speaks
def diff(old: Path, new: Path, form: str, lang: str) -> None:
    """Tell what the builds or data folders OLD and NEW hold differently; exit 0 whether they differ or not."""
    from kgraph.comparison import compare_folders

    comparison = compare_folders(old, new, lang=lang)
    click.echo(comparison.to_json() if form == "json" else comparison.to_text(), nl=False)


def _load(data: Path | None, out: Path | None) -> KnowledgeGraph:
    from kgraph.loading import load

    return load(data, out)
