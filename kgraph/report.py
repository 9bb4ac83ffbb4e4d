"""Tell studies as one HTML page: question, answer, pictures, tables, and the sources and questions behind each number.

The page asks for nothing from outside, runs only the script whose hash its policy names, and says everything without
it too. Every row of a table leads to the documents that it rests on, every table to the questions that give its rows.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgraph.page import TEMPLATES, as_script, dress, open_templates, read_text, web_host
from kgraph.phrases import phrase
from kgraph.sheets import Sheet, lay_out
from kgraph.version import __version__
from kgraph.vocabulary import shorten

if TYPE_CHECKING:
    from kgraph.knowledge import KnowledgeGraph
    from kgraph.studies.study import Study


@dataclass(frozen=True)
class Document:
    """A source in the list at the end."""

    number: int
    slug: str
    title: str
    publisher: str
    #: EDTF text, empty where the source has no date.
    issued: str
    language: str
    #: Address, or the name of its file.
    address: str

    @property
    def host(self) -> str:
        """The host of the address, empty where it cannot be linked to."""
        return web_host(self.address)


@dataclass(frozen=True)
class Asked:
    """A question in the appendix, with the commands that ask it."""

    name: str
    summary: str
    text: str
    commands: tuple[str, ...]


@dataclass(frozen=True)
class Chapter:
    """A study with its tables laid out."""

    study: Study
    sheets: tuple[Sheet, ...]
    #: Names of the questions behind its tables.
    questions: tuple[str, ...]


def build_report(graph: KnowledgeGraph, studies: Iterable[Study], *, lang: str = "en", seed: int = 0) -> str:
    """Tell studies as a whole HTML page that works offline.

    Parameters
    ----------
    graph
        The graph that they are of.
    studies
        What :func:`kgraph.studies.run_studies` gives, in the language.
    lang
        The reader's language, one of :data:`kgraph.phrases.LANGUAGES`.
    seed
        The seed that they were run with, which the page names.

    Returns
    -------
    str
        The page: the same bytes for the same studies. It loads nothing; its only addresses are those of the sources.

    Raises
    ------
    MissingExtra
        When jinja2 is not installed.
    """
    environment = open_templates()
    from markupsafe import Markup

    told = list(studies)
    documents = list_documents(graph, told)
    numbers = {document.slug: document.number for document in documents}
    script = as_script(read_text(TEMPLATES / "report.js"))
    page = environment.get_template("report.html").render(
        lang=lang,
        seed=seed,
        version=__version__,
        counts=graph.manifest["counts"],
        note=graph.note(lang),
        chapters=[_lay_out(study, numbers, lang) for study in told],
        questions=list_questions(graph, told, lang),
        documents=documents,
        say=lambda key, **values: phrase("report", key, lang, **values),
        name_question=name_question,
        inline=lambda picture: Markup(picture.svg),
        script=Markup(script),
        **dress([script], "report.css"),
    )
    return page + "\n"


def list_documents(graph: KnowledgeGraph, studies: Iterable[Study]) -> list[Document]:
    """List the sources that rows of the studies rest on, numbered from 1 in the order of their slugs."""
    cited = {slug for study in studies for table in study.tables for sources in table.sources for slug in sources}
    rows = {shorten(str(row["source"])): row for row in graph.query("sources").rows} if cited else {}
    return [
        Document(
            number,
            slug,
            *(str(rows[slug][column] or "") for column in ("title", "publisherName", "issued", "language", "address")),
        )
        for number, slug in enumerate(sorted(cited), start=1)
    ]


def list_questions(graph: KnowledgeGraph, studies: Iterable[Study], lang: str) -> list[Asked]:
    """List the stored questions behind the tables of the studies, each with all commands that ask it."""
    commands: dict[str, set[str]] = {}
    for study in studies:
        for table in study.tables:
            for command in table.questions:
                commands.setdefault(name_question(command), set()).add(command)
    return [
        Asked(
            name,
            graph.questions[name].summary.get(lang) or graph.questions[name].summary["en"],
            _without_header(graph.questions[name].text),
            tuple(sorted(asked)),
        )
        for name, asked in sorted(commands.items())
    ]


def name_question(command: str) -> str:
    """Return the name of the question that a command asks.

    Examples
    --------
    >>> name_question("kgraph query members --set alliance=inhope")
    'members'
    """
    return shlex.split(command)[2]


def _lay_out(study: Study, numbers: dict[str, int], lang: str) -> Chapter:
    questions = sorted({name_question(command) for table in study.tables for command in table.questions})
    return Chapter(study, tuple(lay_out(table, numbers, lang) for table in study.tables), tuple(questions))


def _without_header(text: str) -> str:
    return re.sub(r"^(#\+.*\n)+\n*", "", text).strip()
