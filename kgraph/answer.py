"""The answer to a question as a person reads it: its sentence, a table, the sources, and what it holds for.

Only the screen shows answers so. What programs read (CSV, JSON) keeps every column as the question selects it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import pyoxigraph as ox

from kgraph.names import Ask, Names
from kgraph.phrases import phrase, read_phrases
from kgraph.places import name_territory
from kgraph.questions import Question
from kgraph.results import Result, Term
from kgraph.screen import draw_table, screen_width
from kgraph.vocabulary import CONCEPT, XSD

#: Columns that only join rows of one answer to those of another.
_IDENTITIES = {"state", "firstState", "secondState", "statement", "premise", "reason"}
#: Columns whose cells are words of ours and not of a source.
WORDED = {
    *("alsoMember", "change", "event", "happened", "held", "inferred", "kind", "once", "operatorAllianceHeld"),
    *("premiseRelation", "relation", "role", "severalAtOnce", "sourced", "symmetric"),
}
#: What goes without saying: it is told only where it is otherwise.
_USUAL = {
    **dict.fromkeys(("certainty", "dateCertainty"), CONCEPT + "stated"),
    **dict.fromkeys(("bound", "firstBound", "secondBound"), CONCEPT + "exact"),
}


class _Source(NamedTuple):
    """A source as the list below the table has it."""

    title: str
    publisher: str
    issued: str
    language: str
    place: str


class _Column(NamedTuple):
    """A column of the table: its name in the question, its heading, and a cell for each row."""

    name: str
    heading: str
    cells: list[str]


def tell_answer(
    ask: Ask,
    question: Question,
    result: Result,
    *,
    note: str,
    lang: str = "en",
    asked: Mapping[str, object] | None = None,
    width: int | None = None,
) -> str:
    """Return an answer as text for the screen.

    A question of one's own without a sentence in its header is answered with the columns and slugs that it selects.

    Parameters
    ----------
    ask
        Runs a SELECT on the graph that answered.
    question
        What was asked.
    result
        What was answered.
    note
        What the answer holds for.
    lang
        Language of names, headings and sentences.
    asked
        The parameters that were set, with their values. A column of that name which says the same in each row is told
        once, above the table.
    width
        Letters in a line; that of the terminal when not given.
    """
    width = width or screen_width()
    if not len(result):
        empty = question.empty.get(lang) or question.empty.get("en") or phrase("answer", "no-rows", lang)
        return f"{empty}\n{note}\n"
    if not question.answer:
        return f"{result.to_table(width)}\n{note}\n"
    given, colon = asked or {}, phrase("answer", "colon", lang)
    reading = _Reading(ask, result, lang)
    columns = reading.read_columns()
    repeated = [
        column for column in columns if column.name.removesuffix("Name") in given and len(set(column.cells)) == 1
    ]
    shown = [column for column in columns if column not in repeated] or columns
    parts = [_say_sentence(question, result, lang, given) + "\n"]
    parts[0] += "".join(f"{column.heading}{colon}{column.cells[0]}\n" for column in repeated)
    rows = [list(cells) for cells in zip(*(column.cells for column in shown), strict=True)]
    cited = {number for number, column in enumerate(shown) if column.name in reading.cited}
    parts.append(draw_table([column.heading for column in shown], rows, width, bare=cited, colon=colon))
    sources = reading.list_sources()
    if sources:
        parts.append("\n".join(sources) + "\n")
    return "\n".join([*parts, note + "\n"])


def _say_sentence(question: Question, result: Result, lang: str, given: Mapping[str, object]) -> str:
    sentence = question.answer.get(lang) or next(iter(question.answer.values()))
    values = {**dict.fromkeys(question.parameters, "…"), **given, "count": _count(question, result)}
    for name, value in values.items():
        sentence = sentence.replace(f"{{{name}}}", str(value))
    return sentence


def _count(question: Question, result: Result) -> int:
    places = [result.columns.index(name) for name in question.counts if name in result.columns]
    return len({tuple(row[place] for place in places) for row in result.terms}) if places else len(result)


class _Reading:
    """Turns the terms of an answer into what a person reads."""

    def __init__(self, ask: Ask, result: Result, lang: str) -> None:
        self._lang = lang
        self._at = {name: number for number, name in enumerate(result.columns)}
        self._rows = result.terms
        # the first column is what a row is about, and so no citation
        citing = [name for name in result.columns[1:] if name == "source" or name.endswith("Source")]
        self._sources = _read_sources(ask, self._iris(citing), lang)
        self._numbers = {iri: number for number, iri in enumerate(self._sources, 1)}
        #: The columns that name sources.
        self.cited = {name for name in citing if any(iri in self._sources for iri in self._iris([name]))}
        skipped = self._find_said_elsewhere()
        self._kept = [name for name in result.columns if name not in skipped]
        related = {"relation", "premiseRelation"} & self._at.keys()
        self._relations = _read_relations(ask, lang) if related else {}
        self._names = Names(ask, lang)
        twins = [name.removesuffix("Name") for name in self._kept]
        measures = [CONCEPT + word for word in self._texts("relation") if word not in self._relations]
        publishers = [source.publisher for source in self._sources.values()]
        self._names.learn([*self._iris({*self._kept, *twins, "bound"} & self._at.keys()), *measures, *publishers])

    def read_columns(self) -> list[_Column]:
        """Return the columns that say something which no other column says."""
        columns = [
            _Column(name, self._heading(name), [self._cell(name, row) for row in self._rows]) for name in self._kept
        ]
        return [column for column in columns if any(column.cells)]

    def list_sources(self) -> list[str]:
        """Return a line for each source, with its number."""
        return [
            f"[{self._numbers[iri]}] {source.title} "
            f"({self._names.name_of(source.publisher).text}, {source.issued}, {source.language}) {source.place}".rstrip()
            for iri, source in self._sources.items()
        ]

    def _find_said_elsewhere(self) -> set[str]:
        """Return the columns whose content stands in another column or in the list of sources."""
        skipped = _IDENTITIES | {name for name in self._at if f"{name}Name" in self._at}
        skipped |= {_locator_of(name) for name in self.cited}
        skipped |= {"source"} if "title" in self._at else set()
        skipped |= {"bound"} if "value" in self._at else set()
        return skipped | {"sourceTitle", "publisher", "publisherName"} if "source" in self.cited else skipped

    def _iris(self, names: Iterable[str]) -> list[str]:
        """Return the IRIs in some columns, row by row, each once."""
        places = [self._at[name] for name in names]
        terms = (row[place] for row in self._rows for place in places)
        return list(dict.fromkeys(term.value for term in terms if isinstance(term, ox.NamedNode)))

    def _texts(self, name: str) -> list[str]:
        """Return the texts in a column that is perhaps there, each once."""
        terms = (row[self._at[name]] for row in self._rows) if name in self._at else ()
        return list(dict.fromkeys(term.value for term in terms if isinstance(term, ox.Literal)))

    def _heading(self, name: str) -> str:
        base = name.removesuffix("Name") or name
        if f"column-{base}" in read_phrases("answer"):
            return phrase("answer", f"column-{base}", self._lang)
        return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", base).lower()  # of a question of one's own

    def _cell(self, name: str, row: tuple[Term, ...]) -> str:
        if name in self.cited:
            return self._cite(name, row)
        if name == "stated":
            return self._stated(row)
        if name == "value" and "bound" in self._at:
            return " ".join(filter(None, (self._plain("bound", row), self._plain("value", row))))
        return self._plain(name, row)

    def _plain(self, name: str, row: tuple[Term, ...]) -> str:
        twin = row[self._at.get(name.removesuffix("Name"), self._at[name])]
        term = twin if isinstance(twin, ox.NamedNode) else row[self._at[name]]
        if term is None or term.value == _USUAL.get(name):
            return ""
        text = self._say(term)
        if name in ("sector", "sourceSector") and text in read_phrases("sectors"):
            return phrase("sectors", text, self._lang)
        if name in WORDED and isinstance(term, ox.Literal) and not term.language:
            text = self._word(text)
        return text

    def _say(self, term: ox.NamedNode | ox.Literal | ox.BlankNode) -> str:
        if isinstance(term, ox.NamedNode):
            return name_territory(term.value, self._names.name_of(term.value).text, self._lang)
        if isinstance(term, ox.Literal) and term.datatype.value == XSD + "decimal":
            from kgraph.numbers import group_digits  # imported here because few answers hold decimal numbers

            return group_digits(term.value, self._lang)
        return term.value

    def _cite(self, name: str, row: tuple[Term, ...]) -> str:
        """Return number and locator of a source."""
        number, locator = self._numbers.get(self._value(name, row)), self._value(_locator_of(name), row)
        return " ".join([f"[{number}]"] * bool(number) + [f"“{locator}”"] * bool(locator))

    def _stated(self, row: tuple[Term, ...]) -> str:
        """Return the source's words for a number, where they are more than its digits and not in the locator."""
        stated = self._value("stated", row)
        same = re.sub(r"[\s.,]", "", stated) == re.sub(r"[\s.,]", "", self._value("value", row))
        return "" if same or stated in self._value("locator", row) else stated

    def _word(self, word: str) -> str:
        if word in self._relations:
            return self._relations[word]
        if f"word-{word}" in read_phrases("answer"):
            return phrase("answer", f"word-{word}", self._lang)
        return self._names.name_of(CONCEPT + word).text

    def _value(self, name: str, row: tuple[Term, ...]) -> str:
        term = row[self._at[name]] if name in self._at else None
        return "" if term is None else str(term.value)


def _locator_of(cited: str) -> str:
    """Return the column of the locator in a source that a column names."""
    return "locator" if cited == "source" else cited.removesuffix("Source") + "Locator"


def _read_sources(ask: Ask, iris: list[str], lang: str) -> dict[str, _Source]:
    """Read those of the things that are sources, in the order given."""
    values = " ".join(str(ox.NamedNode(iri)) for iri in iris)
    _, rows = ask(_SOURCES.format(values=values))
    found: dict[str, _Source] = {}
    for source, title, publisher, issued, url, file in rows:
        assert (
            isinstance(source, ox.NamedNode) and isinstance(title, ox.Literal) and isinstance(publisher, ox.NamedNode)
        )
        place = url.value if url else phrase("answer", "file", lang, file=file.value) if file else ""
        day = issued.value if issued else phrase("answer", "undated", lang)
        found.setdefault(source.value, _Source(title.value, publisher.value, day, title.language or "", place))
    return {iri: found[iri] for iri in iris if iri in found}


_SOURCES = """SELECT ?source ?title ?publisher ?issued ?place ?file WHERE {{
  VALUES ?source {{ {values} }}
  ?source a ally:SourceDocument ; dcterms:title ?title ; dcterms:publisher ?publisher
  OPTIONAL {{ ?source ally:statedIssued ?issued }}
  OPTIONAL {{ ?source schema:url ?url }}
  OPTIONAL {{ ?source ally:seenAt ?seen }}
  OPTIONAL {{ ?source dcterms:identifier ?file }}
  BIND(COALESCE(?url, ?seen) AS ?place)
}} ORDER BY ?source ?place"""


def _read_relations(ask: Ask, lang: str) -> dict[str, str]:
    """Return each word of claim files for a relation in a language: as a verb, where none shares it, else as a noun."""
    _, rows = ask(_RELATIONS.format(lang=lang))
    shared = Counter(shortcut.value for _, shortcut, _, _ in rows if shortcut)
    return {
        word.value: (noun if shared[shortcut.value] > 1 else verb).value
        for word, shortcut, verb, noun in rows
        if word and shortcut and verb and noun
    }


_RELATIONS = """SELECT ?word ?shortcut ?verb ?noun WHERE {{
  ?class ally:claimWord ?word ; ally:shortcutProperty ?shortcut ; rdfs:label ?noun .
  ?shortcut rdfs:label ?verb
  FILTER(LANG(?noun) = "{lang}" && LANG(?verb) = "{lang}")
}} ORDER BY ?word"""
