"""Studies: each asks the graph, measures with :mod:`kgraph.analysis`, and tells what came out, one study a module.

``run_study(kg, "brokers")`` gives its tables as pandas data frames, its pictures as SVG and its words.

A module ``<name>`` has ``SETTINGS``, what a reader may set, and ``study_<name>(graph, ties, *, seed, lang, settings)``. Its
settings are some of those; one whose value names nothing or is no number, period or day raises ``UnknownName`` or
``QuestionError``. Measures that draw nothing by chance pass the seed over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING

from kgraph.errors import MissingExtra, QuestionError, UnknownName, suggest

if TYPE_CHECKING:
    from kgraph.analysis.ties import Ties
    from kgraph.knowledge import KnowledgeGraph
    from kgraph.studies.study import Study

#: The measures in the order of a report: what is there, who stands between, how it grew, how sure it is.
MEASURES = ("brokers", "overlap", "communities", "countries", "growth", "fragility", "path", "figures")

#: Libraries of the extra ``analysis`` by the name under which they are imported.
_LIBRARIES = ("igraph", "matplotlib", "numpy", "pandas", "scipy", "sklearn")


def run_study(
    graph: KnowledgeGraph,
    name: str,
    *,
    ties: Ties | None = None,
    seed: int = 0,
    lang: str = "en",
    settings: Mapping[str, str] | None = None,
) -> Study:
    """Run one measure over a graph.

    Parameters
    ----------
    graph
        A built graph.
    name
        One of :data:`MEASURES`.
    ties
        What :func:`kgraph.analysis.ties.read_ties` read of this graph; read when not given.
    seed
        Where chance begins, for measures that draw: the same seed gives the same numbers.
    lang
        Language of titles, headings and sentences.
    settings
        Parameters of the measure by name; :func:`list_settings` tells which it takes.

    Raises
    ------
    UnknownName
        If there is no such measure.
    QuestionError
        If it has no such setting, or the setting has no such value.
    MissingExtra
        If a library of the extra ``analysis`` is not installed.
    """
    (study,) = run_studies(graph, [name], ties=ties, seed=seed, lang=lang, settings=settings)
    return study


def run_studies(
    graph: KnowledgeGraph,
    names: Iterable[str] = (),
    *,
    ties: Ties | None = None,
    seed: int = 0,
    lang: str = "en",
    settings: Mapping[str, str] | None = None,
) -> Iterator[Study]:
    """Run measures one after the other; all of them when none is named.

    Parameters
    ----------
    graph, ties, seed, lang
        As for :func:`run_study`.
    names
        Some of :data:`MEASURES`, in any order; they run in theirs.
    settings
        Parameters by name; each goes to the measures that take it.

    Yields
    ------
    Study
        As each is done.

    Raises
    ------
    UnknownName
        If a measure does not exist.
    QuestionError
        If none of those that run takes a setting, or the setting has no such value.
    MissingExtra
        If a library of the extra ``analysis`` is not installed.
    """
    chosen = order_measures(names)
    _check_libraries()
    given = dict(settings or {})
    _check_settings(chosen, given)
    from kgraph.analysis.ties import read_ties

    read = read_ties(graph) if ties is None else ties
    for name in chosen:
        own = {key: value for key, value in given.items() if key in list_settings(name)}
        yield _load(name)(graph, read, seed=seed, lang=lang, settings=own)


def order_measures(names: Iterable[str] = ()) -> list[str]:
    """Return the measures named, each once, in the order in which they run; all of them when none is named.

    Raises
    ------
    UnknownName
        If there is no such measure.

    Examples
    --------
    >>> order_measures(["growth", "brokers", "growth"])
    ['brokers', 'growth']
    """
    wanted = set(names) or set(MEASURES)
    for name in sorted(wanted - set(MEASURES)):
        raise UnknownName("measure", name, MEASURES)
    return [name for name in MEASURES if name in wanted]


def list_settings(name: str) -> Mapping[str, str]:
    """Return the parameters that a measure takes: name to what it says, in English."""
    settings: Mapping[str, str] = import_module(f"kgraph.studies.{name}").SETTINGS
    return settings


def _load(name: str) -> Callable[..., Study]:
    study: Callable[..., Study] = getattr(import_module(f"kgraph.studies.{name}"), f"study_{name}")
    return study


def _check_libraries() -> None:
    for library in _LIBRARIES:
        try:
            import_module(library)
        except ImportError as error:
            raise MissingExtra("analysis", library) from error


def _check_settings(names: list[str], settings: Mapping[str, str]) -> None:
    known = sorted({key for name in names for key in list_settings(name)})
    for key in sorted(set(settings) - set(known)):
        takers = [name for name in MEASURES if key in list_settings(name)]
        remedy = f"{' and '.join(takers)} takes it" if takers else suggest(key, known)
        raise QuestionError(f"{', '.join(names)}: no setting {key!r}: {remedy}")
