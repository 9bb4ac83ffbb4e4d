"""Studies of one graph, each run once for all the tests that read it."""

from __future__ import annotations

from functools import cached_property

from kgraph.analysis.ties import Ties
from kgraph.knowledge import KnowledgeGraph
from kgraph.results import Result
from kgraph.studies import run_study
from kgraph.studies.study import Study, Table
from kgraph.vocabulary import shorten
from studies.commands import run_command

#: Settings of the measures that draw by chance: few drawings, so that they take little time.
QUICK = {"brokers": {"draws": "20"}, "overlap": {"samples": "99"}, "communities": {"runs": "20"}}


class Runs:
    """A graph whose studies are run, and whose commands are asked, when a test first wants them."""

    def __init__(self, graph: KnowledgeGraph, ties: Ties) -> None:
        self.graph = graph
        self.ties = ties
        self._studies: dict[tuple[str, str], Study] = {}
        self._answers: dict[str, Result] = {}

    def study(self, name: str, lang: str = "en") -> Study:
        """Return a study with quick settings and no others."""
        if (name, lang) not in self._studies:
            self._studies[name, lang] = self.run_again(name, lang)
        return self._studies[name, lang]

    def run_again(self, name: str, lang: str = "en") -> Study:
        """Run that study anew."""
        return run_study(self.graph, name, ties=self.ties, lang=lang, settings=QUICK.get(name))

    def ask(self, command: str) -> Result:
        """Return the answer to a command that a table names."""
        if command not in self._answers:
            self._answers[command] = run_command(self.graph, command)
        return self._answers[command]

    @cached_property
    def held(self) -> frozenset[str]:
        """The slugs of all sources that the graph holds."""
        return frozenset(shorten(str(row["source"])) for row in self.ask("kgraph query sources").rows)


def table_of(study: Study, name: str) -> Table:
    """Return the table of a study that has a name."""
    (table,) = [table for table in study.tables if table.name == name]
    return table
