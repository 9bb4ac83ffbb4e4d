"""What the command line does with questions: find them, set their parameters, write their answers."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kgraph.errors import QuestionError, suggest

if TYPE_CHECKING:
    from kgraph.knowledge import KnowledgeGraph
    from kgraph.questions import Question


def list_questions(graph: KnowledgeGraph, lang: str) -> None:
    """List the stored questions with their parameters.

    Parameters
    ----------
    graph
        Holds the questions.
    lang
        Language of their words.
    """
    widest = max(map(len, graph.questions))
    for name, question in graph.questions.items():
        parameters = "".join(f" [{parameter}]" for parameter in question.parameters)
        click.echo(f"{name:<{widest}}  {question.summary.get(lang, question.summary.get('en', ''))}{parameters}")


def read_asked(graph: KnowledgeGraph, name: str) -> Question:
    """Return a stored question, or the one in a file or on stdin.

    Parameters
    ----------
    graph
        Holds the stored questions.
    name
        The name of one, the path of a SPARQL file, or ``-`` for stdin.
    """
    from kgraph.questions import parse_question, read_question

    if name == "-":
        return parse_question("stdin", sys.stdin.read(), where="stdin")
    if name.endswith((".rq", ".sparql")):
        return read_question(Path(name))._replace(name=Path(name).name)
    return graph.question(name)


def let_interrupt() -> None:
    """Let Ctrl-C end the process at once: while the engine evaluates, Python's own handler never gets its turn."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_DFL)


def read_settings(settings: tuple[str, ...]) -> dict[str, str]:
    """Return the values that ``--set`` gives to parameters.

    Parameters
    ----------
    settings
        Each ``NAME=VALUE``.

    Raises
    ------
    QuestionError
        If one is not of that form, or a name stands twice.
    """
    parameters: dict[str, str] = {}
    for setting in settings:
        name, equals, value = setting.partition("=")
        if not equals or not name or not value:
            raise QuestionError(f"--set {setting}: write --set NAME=VALUE")
        if name in parameters:
            raise QuestionError(f"--set {setting}: {name} is set twice: keep one")
        parameters[name] = value
    return parameters


def answer(graph: KnowledgeGraph, question: Question, parameters: dict[str, str], form: str | None, lang: str) -> str:
    """Return the answer to a question as text.

    Parameters
    ----------
    graph
        The graph.
    question
        A stored question or one of the reader's own.
    parameters
        Values of its parameters.
    form
        How to write it: ``table``, ``csv``, ``json``, ``jsonl`` or ``ttl``; what fits the question when not given.
    lang
        Language of the words.
    """
    from kgraph.engine import is_graph_query

    if form == "ttl" or (form is None and is_graph_query(question.text)):
        from kgraph.export import to_turtle

        return to_turtle(graph.construct(question, **parameters))
    result = graph.query(question, **parameters)
    if form in ("json", "jsonl", "csv"):
        return {"json": result.to_json, "jsonl": result.to_jsonl, "csv": result.to_csv}[form]()
    from kgraph.answer import tell_answer

    if not len(result):
        _hint_at_unknown_terms(graph, question)
    note = graph.note(lang, parameters.get("known"))
    return tell_answer(graph.ask, question, result, note=note, lang=lang, asked=parameters)


def _hint_at_unknown_terms(graph: KnowledgeGraph, question: Question) -> None:
    """Tell of terms in an own query that the ontology has not, since they make answers empty without an error."""
    known = {term.rpartition("#")[2] for term in graph.ontology.labels}
    for term in sorted(set(re.findall(r"\bally:(\w+)", question.text)) - known):
        click.echo(f"ally:{term} is no term of the ontology: {suggest(term, sorted(known))}", err=True)
