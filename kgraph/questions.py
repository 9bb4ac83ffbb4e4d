"""Stored questions: one ``.rq`` file each, with a YAML header, its parameters and its columns.

A parameter is a line ``VALUES ?_alliance_iri { UNDEF }``. The runner puts a serialised RDF term in place of what
stands in the braces, and nothing else is ever pasted into a text; left alone, the file runs in any SPARQL tool.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from kgraph.errors import QuestionError, UnknownName

_PARAMETER = re.compile(r"VALUES\s+\?_(?P<name>[a-z][a-z0-9]*)_(?P<kind>[a-z]+)\s*\{[^{}]*\}")
_HEADER_KEYS = {
    *("summary", "description", "parameters", "columns", "view", "answer", "counts", "empty", "tags"),
    *("severity", "fix"),
}

#: What the last part of a parameter's variable says of its values.
KINDS = ("iri", "literal", "integer", "date")
#: What an ``iri`` parameter may name.
TARGETS = ("entity", "country", "concept", "source", "relation")


class Parameter(NamedTuple):
    """A parameter of a question.

    Parameters
    ----------
    name
        The part of the variable between ``?_`` and its kind.
    kind
        One of :data:`KINDS`.
    summary
        What it means.
    example
        A value that works on the shipped data.
    target
        One of :data:`TARGETS`; only for kind ``iri``.
    default
        What the text says when nobody sets it.
    """

    name: str
    kind: str
    summary: str = ""
    example: str = ""
    target: str = "entity"
    default: str = ""


_NOTHING: Mapping[str, Any] = MappingProxyType({})


class Question(NamedTuple):
    """A SPARQL query with what its header says.

    Parameters
    ----------
    name
        The name of its file without the ending.
    text
        The whole file.
    summary
        Language to the question as a person would ask it.
    description
        What a row is, and what to mind.
    parameters
        Name to parameter.
    columns
        Column to what stands in it, in the order of SELECT.
    view
        ``table`` or ``network``.
    answer
        Language to the sentence that the answer makes, with places ``{count}`` and the parameters' names.
    counts
        The columns that tell apart what ``{count}`` counts; rows are counted where there are none.
    empty
        Language to what an empty answer means.
    tags
        Words to find it by.
    severity
        ``error`` or ``warning``; only for checks.
    fix
        The remedy; only for checks.
    """

    name: str
    text: str
    summary: Mapping[str, str]
    description: str = ""
    parameters: Mapping[str, Parameter] = _NOTHING
    columns: Mapping[str, str] = _NOTHING
    view: str = "table"
    answer: Mapping[str, str] = _NOTHING
    counts: tuple[str, ...] = ()
    empty: Mapping[str, str] = _NOTHING
    tags: tuple[str, ...] = ()
    severity: str = ""
    fix: str = ""

    def bind(self, terms: Mapping[str, str]) -> str:
        """Return the text with parameters set.

        Parameters
        ----------
        terms
            Parameter to serialised RDF term.

        Raises
        ------
        UnknownName
            If the question has no such parameter.
        """
        for name in terms:
            if name not in self.parameters:
                raise UnknownName(f"parameter of {self.name}", name, self.parameters)

        def put(match: re.Match[str]) -> str:
            term = terms.get(match["name"])
            return f"VALUES ?_{match['name']}_{match['kind']} {{ {term} }}" if term else match.group()

        return _PARAMETER.sub(put, self.text)

    def as_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for :func:`question_from_dict`."""
        plain = {key: dict(value) if isinstance(value, Mapping) else value for key, value in self._asdict().items()}
        return {**plain, "parameters": {name: each._asdict() for name, each in self.parameters.items()}}


def question_from_dict(plain: dict[str, Any]) -> Question:
    """Return the question that :meth:`Question.as_dict` gave.

    Parameters
    ----------
    plain
        Plain values, as JSON gives them back.
    """
    parameters = {name: Parameter(**each) for name, each in plain["parameters"].items()}
    lists = {key: tuple(plain[key]) for key in ("tags", "counts")}
    return Question(**{**plain, **lists, "parameters": parameters})


def read_questions(folder: Path) -> dict[str, Question]:
    """Read every ``.rq`` file of a folder, by name.

    Parameters
    ----------
    folder
        The folder; folders in it are left alone.

    Raises
    ------
    QuestionError
        If a header is wrong.
    """
    return {path.stem: read_question(path) for path in sorted(folder.glob("*.rq"))}


def read_question(path: Path) -> Question:
    """Read one ``.rq`` file.

    Parameters
    ----------
    path
        The file; its name without the ending becomes the question's.

    Raises
    ------
    QuestionError
        If it cannot be read or its header is wrong.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionError(f"{path}: cannot be read ({error}): name a SPARQL file in UTF-8") from error
    return parse_question(path.stem, text, where=str(path))


def parse_question(name: str, text: str, *, where: str = "query") -> Question:
    """Read a query text with or without a header.

    Parameters
    ----------
    name
        How the question is called.
    text
        SPARQL; lines that begin with ``#+`` are YAML.
    where
        How messages call the text.

    Raises
    ------
    QuestionError
        If the header is no YAML, has an unknown key, or does not fit the parameters of the text.
    """
    header = _parse_header(text, where)
    unknown = sorted(set(header) - _HEADER_KEYS)
    if unknown:
        raise QuestionError(
            f"{where}:1: unknown key {unknown[0]!r} in the header: it may be {', '.join(sorted(_HEADER_KEYS))}"
        )
    for key in ("parameters", "columns"):
        if not isinstance(header.get(key) or {}, dict):
            raise QuestionError(f"{where}:1: {key} in the header is no mapping: write #+ {key}: {{name: …}}")
    described = header.get("parameters") or {}
    parameters = {parameter.name: parameter for parameter in _find_parameters(text, described, where)}
    stray = sorted(set(described) - set(parameters))
    if stray:
        raise QuestionError(
            f"{where}:1: parameter {stray[0]!r} is not in the text: add VALUES ?_{stray[0]}_iri {{ UNDEF }}"
        )
    counts = _as_names(header.get("counts"))
    unknown = [column for column in counts if column not in (header.get("columns") or {})]
    if unknown:
        raise QuestionError(f"{where}:1: counts in the header names no column {unknown[0]!r}: describe it in columns")
    return Question(
        name=name,
        text=text,
        summary=_by_language(header.get("summary", name)),
        description=str(header.get("description", "")).strip(),
        parameters=parameters,
        columns={str(column): str(meaning) for column, meaning in (header.get("columns") or {}).items()},
        view=str(header.get("view", "table")),
        answer=_by_language(header.get("answer", {})),
        empty=_by_language(header.get("empty", {})),
        counts=counts,
        tags=_as_names(header.get("tags")),
        severity=str(header.get("severity", "")),
        fix=str(header.get("fix", "")).strip(),
    )


def _parse_header(text: str, where: str) -> dict[str, Any]:
    lines = [line[2:].removeprefix(" ") for line in text.splitlines() if line.startswith("#+")]
    if not lines:
        return {}
    import yaml  # imported here because a built catalogue needs no YAML

    try:
        header = yaml.load("\n".join(lines), getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        raise QuestionError(f"{where}:1: the header (#+) is no YAML ({error}): mend it") from error
    if not isinstance(header, dict):
        raise QuestionError(f"{where}:1: the header (#+) is no mapping: write #+ summary: …")
    return header


def _find_parameters(text: str, described: Mapping[str, Any], where: str) -> Iterator[Parameter]:
    for match in _PARAMETER.finditer(_without_comments(text)):
        name, kind = match["name"], match["kind"]
        if kind not in KINDS:
            raise QuestionError(f"{where}:1: parameter ?_{name}_{kind}: its last part is one of {', '.join(KINDS)}")
        about = described.get(name) or {}
        if not isinstance(about, dict):
            raise QuestionError(f"{where}:1: parameter {name!r} in the header is no mapping: write {{summary: …}}")
        yield Parameter(
            name=name,
            kind=kind,
            summary=str(about.get("summary", "")),
            example=str(about.get("example", "")),
            target=str(about.get("target", "entity")),
            default=str(about.get("default", "")),
        )


def _without_comments(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))


def _as_names(value: Any) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else ()


def _by_language(value: Any) -> dict[str, str]:
    return {str(key): str(text) for key, text in value.items()} if isinstance(value, dict) else {"en": str(value)}
