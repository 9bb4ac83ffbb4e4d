"""A built graph: questions, networks, sentences, explanations, and the RDF itself."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kgraph.engine import Table, construct, is_graph_query, open_store, select
from kgraph.errors import BuildError, UnknownName
from kgraph.manifest import CATALOGUE_FILE, read_manifest
from kgraph.names import Names, find_iri
from kgraph.paths import ontology_folder
from kgraph.phrases import LANGUAGES, phrase
from kgraph.questions import Parameter, Question, question_from_dict
from kgraph.results import Result
from kgraph.values import read_values
from kgraph.vocabulary import PREFIXES

if TYPE_CHECKING:
    import networkx as nx
    import rdflib

    from kgraph.explanation import Explainer
    from kgraph.ontology import Ontology
    from kgraph.sentences import Narrator


class KnowledgeGraph:
    """A built graph.

    Parameters
    ----------
    folder
        A build folder; :func:`kgraph.load` makes one where needed.

    Raises
    ------
    BuildError
        If it is no build folder, or one of another version.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.manifest = read_manifest(folder)
        self._store = open_store(folder)
        try:
            catalogue = json.loads((folder / CATALOGUE_FILE).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise BuildError(f"{folder}: its catalogue cannot be read ({error}): run kgraph build again") from error
        #: Name to stored question.
        self.questions: dict[str, Question] = {name: question_from_dict(each) for name, each in catalogue.items()}

    @property
    def store(self) -> ox.Store:
        """The pyoxigraph store, open for reading."""
        return self._store

    @cached_property
    def dataset(self) -> rdflib.Dataset:
        """The graph as an ``rdflib.Dataset`` over the same store, one named graph a layer.

        Its default graph is the union of the layers. It is open for reading only.
        """
        import rdflib
        from oxrdflib import OxigraphStore

        dataset = rdflib.Dataset(store=OxigraphStore(store=self._store), default_union=True)
        for prefix, namespace in PREFIXES.items():
            dataset.namespace_manager.bind(prefix, namespace, replace=True)
        return dataset

    def query(self, question: str | Path | Question, **parameters: object) -> Result:
        """Ask a stored question or one of your own.

        Parameters
        ----------
        question
            The name of a stored question, a parsed one, the path of a SPARQL file, or the text of a SELECT or ASK.
        **parameters
            Values of its parameters. Entities are named by slug or by any of their names, countries also by code.

        Returns
        -------
        Result
            Columns and rows; empty where the graph holds no source that answers.

        Raises
        ------
        UnknownName
            If there is no such question, parameter or entity; the message has the nearest.
        QuestionError
            If the text is no SPARQL.
        """
        asked = self.question(question)
        columns, rows = select(self._store, self.bind(asked, parameters), where=asked.name)
        return Result(asked.name, columns, rows, self.note(known=parameters.get("known")), self._network_of)

    def construct(self, question: str | Path | Question, **parameters: object) -> list[ox.Triple]:
        """Run a CONSTRUCT or DESCRIBE query and return its triples, sorted.

        Parameters
        ----------
        question
            As for :meth:`query`, with a text that is a CONSTRUCT or DESCRIBE.
        **parameters
            Values of its parameters.

        Raises
        ------
        QuestionError
            If the text is a SELECT or ASK, or no SPARQL.
        """
        asked = self.question(question)
        return construct(self._store, self.bind(asked, parameters), where=asked.name)

    def network(
        self, question: str | Path | Question, *, lang: str = "en", **parameters: object
    ) -> nx.MultiDiGraph[Any]:
        """Return the answer to a question as a networkx graph, with the evidence on its edges.

        The attributes of nodes and edges are those that :mod:`kgraph.network` lists.

        Parameters
        ----------
        question
            As for :meth:`query` with the columns ``source`` and ``target``, or as for :meth:`construct`.
        lang
            Language of names and sentences.
        **parameters
            Values of its parameters.

        Raises
        ------
        QuestionError
            If the columns are missing, or as for :meth:`query`.
        """
        from kgraph.network import build_triple_network

        asked = self.question(question)
        if not is_graph_query(asked.text):
            return self._network_of(self.query(asked, **parameters), asked, lang, parameters)
        triples, narrator = self.construct(asked, **parameters), self.narrator(lang)
        about = self._describe_network(asked.name, asked, lang, parameters)
        return build_triple_network(triples, ask=self.ask, ontology=self.ontology, narrator=narrator, about=about)

    def show(self, entity: str, *, lang: str = "en", everything: bool = False) -> Iterator[str]:
        """Yield everything held about one entity, in sentences with their sources, line by line.

        Parameters
        ----------
        entity
            A slug or any name.
        lang
            Language of names and sentences.
        everything
            Whether to tell what every source says; otherwise, under a sentence with many, most are named by number
            only.

        Raises
        ------
        UnknownName
            If there is no such entity.
        """
        from kgraph.portrait import portray

        return portray(self.ask, self.ontology, self.narrator(lang), self.find(entity), everything=everything)

    def explain(self, subject: str, relation: str, target: str, *, lang: str = "en") -> Iterator[str]:
        """Yield why an edge is in the graph: rules, premises and documents, line by line.

        Parameters
        ----------
        subject
            A slug or any name.
        relation
            A shortcut such as ``everMemberOf``, or the word of a relation in claim files.
        target
            A slug or any name; it may also be a concept or a country.
        lang
            Language of names and sentences.

        Raises
        ------
        UnknownName
            If there is no such entity or relation.
        QuestionError
            If the graph holds no such edge.
        """
        return self.explainer(lang).explain(self.find(subject), relation, self._find_anything(target))

    def find(self, name: str, target: str = "entity") -> str:
        """Return the IRI of what a slug or name means.

        Parameters
        ----------
        name
            A slug, an IRI, for a country a code, or any name; accents and case do not count.
        target
            What it must be: ``entity``, ``country``, ``concept`` or ``source``.

        Raises
        ------
        UnknownName
            If nothing has that name; the message has the nearest.
        """
        return find_iri(self.ask, name, Parameter(target, "iri", target=target))

    def ask(self, text: str) -> Table:
        """Run a SELECT and return columns and rows of terms.

        Parameters
        ----------
        text
            SPARQL; the prefixes of this project need not be declared.

        Raises
        ------
        QuestionError
            If the text is no SPARQL, or gives triples.
        """
        return select(self._store, text)

    def question(self, question: str | Path | Question) -> Question:
        """Return a stored question by name, or a file or text as a question.

        Parameters
        ----------
        question
            A name, the path of a SPARQL file, a SPARQL text, or a question, which comes back as it is.

        Raises
        ------
        UnknownName
            If it is one word and no stored question has that name.
        """
        if isinstance(question, Question):
            return question
        if isinstance(question, Path):
            from kgraph.questions import read_question

            return read_question(question)._replace(name=question.name)
        if question in self.questions:
            return self.questions[question]
        if "{" in question or is_graph_query(question):
            from kgraph.questions import parse_question

            return parse_question("query", question)
        raise UnknownName("question", question, self.questions)

    def bind(self, question: Question, parameters: Mapping[str, object]) -> str:
        """Return the text of a question with its parameters set.

        Parameters
        ----------
        question
            A stored question or one of your own.
        parameters
            Name to value; ``None`` leaves a parameter unset.

        Raises
        ------
        UnknownName
            If the question has no such parameter, or nothing has the name that is its value.
        QuestionError
            If a value is no day or number where one is needed.
        """
        return question.bind(read_values(self.ask, question, parameters))

    def note(self, lang: str = "en", known: object = None) -> str:
        """Return what every answer holds for: as far as the graph holds sources, as of a day.

        Parameters
        ----------
        lang
            Language of the sentence.
        known
            The day by which a question asks what was recorded; the last day of recording when not given.
        """
        return phrase("sentences", "note", lang, date=known or self.manifest["asOf"])

    def __repr__(self) -> str:
        counts = self.manifest["counts"]
        return f"<KnowledgeGraph {self.folder}: {counts['entities']} entities, {counts['sources']} sources>"

    @cached_property
    def ontology(self) -> Ontology:
        """The ontology as tables."""
        from kgraph.ontology import read_ontology

        return read_ontology(ontology_folder())

    def narrator(self, lang: str = "en") -> Narrator:
        """Return what tells states in a language.

        Parameters
        ----------
        lang
            One of the five.

        Raises
        ------
        UnknownName
            If the language is none of the five.
        """
        from kgraph.sentences import Narrator

        if lang not in LANGUAGES:
            raise UnknownName("language", lang, LANGUAGES)
        return Narrator(self.ontology, Names(self.ask, lang), lang)

    def explainer(self, lang: str = "en") -> Explainer:
        """Return what explains edges in a language.

        Parameters
        ----------
        lang
            One of the five.
        """
        from kgraph.explanation import Explainer

        return Explainer(self.ask, self.ontology, self.narrator(lang))

    def _network_of(
        self,
        result: Result,
        question: Question | None = None,
        lang: str = "en",
        parameters: Mapping[str, object] = MappingProxyType({}),
    ) -> nx.MultiDiGraph[Any]:
        from kgraph.network import build_network

        narrator = self.narrator(lang)
        about = self._describe_network(result.question, question, lang, parameters)
        return build_network(result, ask=self.ask, ontology=self.ontology, narrator=narrator, about=about)

    def _describe_network(
        self, name: str, question: Question | None, lang: str, parameters: Mapping[str, object]
    ) -> dict[str, Any]:
        asked = question or self.questions.get(name)
        return {
            "name": name,
            "title": asked.summary.get(lang, asked.summary.get("en", "")) if asked else name,
            "description": asked.description if asked else "",
            "note": self.note(lang, parameters.get("known")),
            "question": asked.text if asked else "",
            "parameters": {key: str(value) for key, value in sorted(parameters.items()) if value is not None},
        }

    def _find_anything(self, name: str) -> str:
        for target in ("entity", "concept", "country"):
            try:
                return self.find(name, target)
            except UnknownName:
                continue
        return self.find(name)
