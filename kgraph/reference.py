"""Write the reference of the ontology: one HTML page a language, with its terms, two pictures and the questions.

Everything is read from the ontology and the stored questions, and each page stands alone: it loads nothing, runs only
the script whose hash its policy names (the filter), and is whole without it.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from .diagram import Kind, Row, draw_model, draw_overview
from .folder import replacing_folder
from .glossary import Glossary, Ref, TermFacts, Text
from .manifest import MANIFEST_FILE
from .ontology import Relation
from .page import TEMPLATES, as_script, dress, open_templates, read_text
from .palette import hue_of
from .phrases import LANGUAGES
from .vocabulary import ALLY, CONCEPT, OWL, PREFIXES, RDFS

if TYPE_CHECKING:
    import jinja2
    from markupsafe import Markup

    from .knowledge import KnowledgeGraph

#: Stands in the manifest of such a folder, and not in that of a build.
_KIND = "reference"
#: Columns of the overview that are no classes of ours.
_TEXT, _ANYTHING = RDFS + "Literal", OWL + "Thing"
#: Words of :mod:`kgraph.palette` for classes without one in entity files.
_HUE_OF = {
    ALLY + "Territory": "territory",
    **dict.fromkeys((ALLY + "OnlineRisk", ALLY + "Topic", ALLY + "Character"), "concept"),
}
_VANN = "http://purl.org/vocab/vann/"
#: What a text of SPARQL is made of, as far as names go: strings and comments are passed over.
_TOKEN = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\''
    r"|PREFIX\s+(?P<declared>[\w-]*):\s*<(?P<namespace>[^<>\s]*)>|<(?P<iri>[^<>\"{}|^`\\\s]*)>|#[^\n]*"
    r"|(?<![\w?$:])(?P<prefix>[A-Za-z][\w-]*|):(?P<local>\w(?:[\w.-]*[\w-])?)",
    re.DOTALL | re.IGNORECASE,
)


def write_reference(graph: KnowledgeGraph, folder: Path) -> None:
    """Write the reference of a graph's ontology as a folder of pages, one a language.

    Parameters
    ----------
    graph
        A built graph; its ontology and its stored questions are shown.
    folder
        A new or empty folder, or one that holds an earlier reference and nothing else.

    Raises
    ------
    ExportError
        If the target is a file, or a folder that holds anything else.
    MissingExtra
        If jinja2 is not installed.
    """
    environment = _open_templates()
    contents = {f"{lang}.html": _render(environment, _Page(graph, lang)) for lang in LANGUAGES}
    contents["index.html"] = _render_index(environment, _Page(graph, LANGUAGES[0]))
    with replacing_folder(folder, _KIND) as new:
        for name, text in contents.items():
            (new / name).write_bytes(text.encode())
        (new / MANIFEST_FILE).write_bytes(_describe(graph, contents).encode())


def find_terms(sparql: str) -> frozenset[str]:
    """Return the IRIs that a text of SPARQL names, prefixes resolved.

    Examples
    --------
    >>> sorted(find_terms('PREFIX a: <http://x/> ASK { ?s a:b|a:c* "a:d" } # a:e'))
    ['http://x/b', 'http://x/c']
    """
    namespaces: dict[str, str] = {}
    found: set[str] = set()
    for token in _TOKEN.finditer(sparql):
        if token["namespace"] is not None:
            namespaces[token["declared"]] = token["namespace"]
        elif token["iri"]:
            found.add(token["iri"])
        elif token["local"] and token["prefix"] in namespaces:
            found.add(namespaces[token["prefix"]] + token["local"])
    return frozenset(found)


@dataclass(frozen=True)
class RelationRow:
    """A relation of claim files, in the words of one language."""

    word: str
    state: Ref
    subjects: list[Ref]
    subject_property: Ref
    objects: list[Ref]
    object_property: Ref
    shortcut: Ref
    role: Ref | None
    #: The sentence, cut at its places: texts, and between them the names of the places.
    sentence: list[str]


class _Page(Glossary):
    """Everything that the page of one language says."""

    #: The namespace of concepts.
    concepts = CONCEPT

    def __init__(self, graph: KnowledgeGraph, lang: str) -> None:
        self.questions = graph.questions
        self._terms_of = {name: find_terms(question.text) for name, question in self.questions.items()}
        super().__init__(lang, TermFacts(graph.ontology), self._terms_of)

    def about(self, name: str) -> str:
        """Return what the ontology says of itself by a property, named with its prefix."""
        prefix, local = name.split(":")
        return self.facts.text(ALLY.removesuffix("#"), {**PREFIXES, "vann": _VANN}[prefix] + local)

    def summary(self, question: str) -> Text:
        """Return a question as a person would ask it."""
        said = self.questions[question].summary
        return Text(said[self.lang]) if self.lang in said else Text(next(iter(said.values()), question), "en")

    def terms_of(self, question: str) -> list[Ref]:
        """List the terms of ours that a question uses, by name."""
        ours = [self.ref(each, code=True) for each in self._terms_of[question] if self.knows(each)]
        return sorted(ours, key=lambda each: (each.text.text.casefold(), each.text.text))

    @cached_property
    def relations(self) -> list[RelationRow]:
        """The relations of claim files, by word."""
        relations = self.facts.ontology.relations
        return [self._row(relations[word]) for word in sorted(relations)]

    def draw_model(self) -> str:
        """Draw how a statement is held."""
        return draw_model(
            lambda name: self.label(ALLY + name).text,
            subject=self.say("subject"),
            object_=self.say("object"),
            title=self.say("model_title"),
            description=self.say("model_about"),
        )

    def draw_overview(self) -> str:
        """Draw which kinds each relation joins, in the order of the ontology; texts come last."""
        rows = [
            Row(each.word, f"#relation-{each.word}", each.subject_kinds, each.object_kinds or (_TEXT,))
            for each in self.facts.ontology.relations.values()
        ]
        used = {kind for row in rows for kind in (*row.subjects, *row.objects)}
        places = self.facts.places
        ordered = sorted(used, key=lambda each: (each == _TEXT, each == _ANYTHING, places.get(each, len(places)), each))
        kinds = [self._column(each) for each in ordered]
        return draw_overview(kinds, rows, title=self.say("overview_title"), description=self.say("overview_about"))

    def _row(self, relation: Relation) -> RelationRow:
        return RelationRow(
            word=relation.word,
            state=self.ref(relation.state_class),
            subjects=[self.ref(each) for each in relation.subject_kinds],
            subject_property=self.ref(relation.subject_property, code=True),
            objects=[self.ref(each) for each in (*relation.object_kinds, relation.datatype) if each],
            object_property=self.ref(relation.object_property, code=True),
            shortcut=self.ref(relation.shortcut, code=True),
            role=self.ref(relation.role) if relation.role else None,
            sentence=re.split(r"[{}]", relation.sentences.get(self.lang) or relation.sentences["en"]),
        )

    def _column(self, kind: str) -> Kind:
        if kind in (_TEXT, _ANYTHING):
            return Kind(kind, self.say("text" if kind == _TEXT else "anything"), "", hue_of(""))
        ref = self.ref(kind)
        word = next((word for word, each in self.facts.ontology.kinds.items() if each == kind), _HUE_OF.get(kind, ""))
        return Kind(kind, ref.text.text, ref.href, hue_of(word))


def _describe(graph: KnowledgeGraph, contents: dict[str, str]) -> str:
    about = {
        "kind": _KIND,
        "version": graph.manifest["version"],
        "license": "CC0-1.0",
        "holds": sorted([*contents, MANIFEST_FILE]),
        "outputs": {name: hashlib.sha256(text.encode()).hexdigest() for name, text in sorted(contents.items())},
    }
    return json.dumps(about, indent=1) + "\n"


def _open_templates() -> jinja2.Environment:
    environment = open_templates()
    environment.filters["breakable"] = _make_breakable
    return environment


def _make_breakable(name: str) -> Markup:
    """Let a line break where a new word begins in a name in code."""
    from markupsafe import Markup, escape

    return Markup("<wbr>").join(escape(part) for part in re.split(r"(?<=[a-z:])(?=[A-Z])", name))


def _render(environment: jinja2.Environment, page: _Page) -> str:
    from markupsafe import Markup

    pictures = {"model": Markup(page.draw_model()), "overview": Markup(page.draw_overview())}
    script = as_script(read_text(TEMPLATES / "reference.js"))
    values = {"page": page, "say": page.say, "languages": LANGUAGES, "script": Markup(script)}
    return (
        environment.get_template("reference.html").render(**values, **pictures, **dress([script], "reference.css"))
        + "\n"
    )


def _render_index(environment: jinja2.Environment, page: _Page) -> str:
    template = environment.get_template("reference-index.html")
    return template.render(page=page, say=page.say, languages=LANGUAGES, **dress([], "reference.css")) + "\n"
