"""The values of a question's parameters, as RDF terms."""

from __future__ import annotations

from collections.abc import Mapping

import pyoxigraph as ox

from kgraph.errors import QuestionError, UnknownName
from kgraph.names import Ask, find_iri
from kgraph.questions import Parameter, Question
from kgraph.vocabulary import DATE, XSD


def read_values(ask: Ask, question: Question, values: Mapping[str, object]) -> dict[str, str]:
    """Return each value that is set as a serialised term, for :meth:`kgraph.questions.Question.bind`.

    Parameters
    ----------
    ask
        Runs a SELECT on the graph in which names are looked up.
    question
        Tells kind and target of each parameter.
    values
        Parameter to value; ``None`` leaves it unset.

    Raises
    ------
    UnknownName
        If the question has no such parameter, or nothing has the name that is its value.
    QuestionError
        If a value is no day or number where one is needed.
    """
    terms: dict[str, str] = {}
    for name, value in values.items():
        if value is None:
            continue
        if name not in question.parameters:
            raise UnknownName(f"parameter of {question.name}", name, question.parameters)
        terms[name] = str(_read_value(ask, question.parameters[name], str(value)))
    return terms


def _read_value(ask: Ask, parameter: Parameter, value: str) -> ox.NamedNode | ox.Literal:
    if parameter.kind == "iri":
        return ox.NamedNode(find_iri(ask, value, parameter))
    if parameter.kind == "integer":
        try:
            return ox.Literal(str(int(value)), datatype=ox.NamedNode(XSD + "integer"))
        except ValueError as error:
            raise QuestionError(f"{parameter.name}={value!r} is no whole number: write digits") from error
    if parameter.kind == "date":
        return _read_day(parameter, value)
    return ox.Literal(value)


def _read_day(parameter: Parameter, value: str) -> ox.Literal:
    from datetime import date  # imported here because few questions are asked of a day

    try:
        return ox.Literal(date.fromisoformat(value).isoformat(), datatype=ox.NamedNode(DATE))
    except ValueError as error:
        raise QuestionError(f"{parameter.name}={value!r} is no day ({error}): write it as 2026-11-21") from error
