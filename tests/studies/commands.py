"""The commands that a table names, run as a reader would run them."""

from __future__ import annotations

import shlex

from kgraph.knowledge import KnowledgeGraph
from kgraph.results import Result
from kgraph.studies.study import Study


def run_command(graph: KnowledgeGraph, command: str) -> Result:
    """Run ``kgraph query NAME --set a=b ...``."""
    program, verb, name, *settings = shlex.split(command)
    assert (program, verb) == ("kgraph", "query")
    assert settings[::2] == ["--set"] * (len(settings) // 2)
    parameters = dict(setting.split("=", 1) for setting in settings[1::2])
    return graph.query(name, **parameters)


def list_commands(study: Study) -> list[str]:
    """Return the commands that the tables of a study name, each once."""
    return sorted({command for table in study.tables for command in table.questions})
