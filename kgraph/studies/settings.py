"""What a reader sets for a study: ``kgraph analyze path --set from=tiktok --set to=meta``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kgraph.errors import QuestionError
from kgraph.vocabulary import shorten

if TYPE_CHECKING:
    from kgraph.analysis.validity import Period
    from kgraph.knowledge import KnowledgeGraph


def find_entity(graph: KnowledgeGraph, settings: Mapping[str, str], name: str) -> str:
    """Return the slug of the entity that a setting names, or an empty text where it is not set.

    Raises
    ------
    UnknownName
        If nothing has that name.
    """
    return shorten(graph.find(settings[name])) if name in settings else ""


def find_source(graph: KnowledgeGraph, settings: Mapping[str, str], name: str) -> str:
    """Return the slug of the source that a setting names, or an empty text where it is not set.

    Raises
    ------
    UnknownName
        If nothing has that name.
    """
    return shorten(graph.find(settings[name], "source")) if name in settings else ""


def find_period(settings: Mapping[str, str], name: str) -> Period | None:
    """Return the year, month or day of a setting, or nothing where it is not set.

    Raises
    ------
    QuestionError
        If it is none.
    """
    from kgraph.analysis.validity import read_period

    if name not in settings:
        return None
    try:
        return read_period(settings[name])
    except ValueError as error:
        problem = f"{name} {settings[name]!r}: write a year, a month or a day, such as 2020, 2020-06 or 2020-06-30"
        raise QuestionError(problem) from error


def find_number(settings: Mapping[str, str], name: str, default: int) -> int:
    """Return the whole number of a setting, 1 or more.

    Raises
    ------
    QuestionError
        If it is none.
    """
    text = settings.get(name, str(default))
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise QuestionError(f"{name} {text!r}: write a whole number from 1 on")
    return int(text)
