"""Named graphs as JSON-LD that a person can read: slugs, plain words for properties, no remote context.

The context stands in the document itself. It is that of ``context.jsonld``, which names the properties of other
vocabularies and tells which of ours hold dates or texts by language, and for every further property of ours that the
ontology declares to lead to a thing, a line that says so. A value that the context does not explain is written out
whole, so that a property that was added to the ontology yesterday needs no change here.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import pyoxigraph as ox

from kgraph.turtle import Shortener, group_by_subject
from kgraph.vocabulary import ALLY, ID, OWL, TYPE, XSD

#: A JSON-LD context: term to IRI, or to a mapping with ``@id``, ``@type`` and ``@container``.
Context: TypeAlias = dict[str, Any]

#: A value is put on one line where the line gets no longer than this.
_WIDEST = 100
_CONTEXT_FILE = Path(__file__).parent / "context.jsonld"


def to_jsonld(layers: Mapping[str, Iterable[ox.Triple]]) -> str:
    """Return named graphs as one JSON-LD document.

    Parameters
    ----------
    layers
        IRI of a named graph to its triples. What they say of the ontology tells which properties lead to things.

    Returns
    -------
    str
        An object with ``@context`` and ``@graph``: a named graph for each layer, in it an object for each subject.
    """
    kept = {name: list(triples) for name, triples in layers.items()}
    context = build_context(triple for triples in kept.values() for triple in triples)
    compactor = _Compactor(context)
    graphs = [{"@id": compactor.iri(name), "@graph": compactor.nodes(triples)} for name, triples in kept.items()]
    lines = ",\n".join(f"  {_dump(term)}: {_dump(rule)}" for term, rule in context.items())
    parts = ",\n".join(_write_graph(graph) for graph in graphs)
    return f'{{\n "@context": {{\n{lines}\n }},\n "@graph": [\n{parts}\n ]\n}}\n'


def read_context() -> Context:
    """Read the part of the context that is written by hand."""
    context: Context = json.loads(_CONTEXT_FILE.read_text(encoding="utf-8"))["@context"]
    return context


def build_context(triples: Iterable[ox.Triple]) -> Context:
    """Return the context of a document.

    Parameters
    ----------
    triples
        Of the ontology; others are passed over.
    """
    context = read_context()
    declared = {
        triple.subject.value.removeprefix(ALLY)
        for triple in triples
        if isinstance(triple.subject, ox.NamedNode)
        and triple.subject.value.startswith(ALLY)
        and triple.predicate.value == TYPE
        and triple.object == ox.NamedNode(OWL + "ObjectProperty")
    }
    return context | {name: {"@id": f"ally:{name}", "@type": "@id"} for name in sorted(declared - set(context))}


class _Compactor:
    """Writes triples as objects under one context."""

    def __init__(self, context: Context) -> None:
        namespaces = {term: iri for term, iri in context.items() if isinstance(iri, str) and term[0] != "@"}
        self._names = frozenset(context)
        self._shorten = Shortener(namespaces)
        #: IRI of a property to its term and what the context says of its values.
        self._terms: dict[str, tuple[str, dict[str, str]]] = {}
        for term, rule in context.items():
            if isinstance(rule, dict):
                prefix, _, local = rule["@id"].partition(":")
                self._terms[namespaces[prefix] + local] = (term, rule)

    def nodes(self, triples: Iterable[ox.Triple]) -> list[dict[str, Any]]:
        """Return an object for each subject, in reading order."""
        return [self._node(each) for each in group_by_subject(triples)]

    def iri(self, iri: str) -> str:
        """Return the slug or prefixed name of an IRI, or the IRI itself."""
        short = self._shorten(iri) or iri
        return iri.removeprefix(ID) if iri.startswith(ID) and short != iri else short

    def _node(self, triples: list[ox.Triple]) -> dict[str, Any]:
        node: dict[str, Any] = {"@id": self._id(triples[0].subject)}
        kinds = [self._type(triple.object) for triple in triples if triple.predicate.value == TYPE]
        if kinds:
            node["@type"] = _one_or_all(kinds)
        values: dict[str, list[ox.Triple]] = defaultdict(list)
        for triple in triples:
            if triple.predicate.value != TYPE:
                values[triple.predicate.value].append(triple)
        for predicate, each in sorted(values.items()):
            node.update(self._property(predicate, [triple.object for triple in each]))
        return node

    def _property(self, predicate: str, values: list[Any]) -> dict[str, Any]:
        term, rule = self._terms.get(predicate, (self._vocabulary_name(predicate), {}))
        if rule.get("@container") != "@language":
            return {term: _one_or_all([self._value(value, rule.get("@type")) for value in values])}
        if all(isinstance(value, ox.Literal) and _is_text(value) for value in values):
            by_language: dict[str, list[str]] = defaultdict(list)
            for value in values:
                by_language[value.language or "@none"].append(value.value)
            return {term: {language: _one_or_all(texts) for language, texts in sorted(by_language.items())}}
        return {self._shorten(predicate) or predicate: _one_or_all([self._value(value, None) for value in values])}

    def _value(self, value: Any, kind: str | None) -> Any:
        """Return a value, as a plain string where the context says what it is."""
        if not isinstance(value, ox.Literal):
            return self._id(value) if kind == "@id" else {"@id": self._id(value)}
        if value.language:
            return {"@value": value.value, "@language": value.language}
        datatype = self._shorten(value.datatype.value) or value.datatype.value
        if kind == datatype or (kind is None and _is_text(value)):
            return value.value
        return {"@value": value.value} if _is_text(value) else {"@value": value.value, "@type": datatype}

    def _type(self, kind: Any) -> str:
        return self._vocabulary_name(kind.value) if isinstance(kind, ox.NamedNode) else self._id(kind)

    def _vocabulary_name(self, iri: str) -> str:
        """Return a name of ours without its prefix, where the context gives it no other meaning."""
        local = iri.removeprefix(ALLY)
        if local != iri and self._shorten(iri) and local not in self._names:
            return local
        return self._shorten(iri) or iri

    def _id(self, node: Any) -> str:
        return self.iri(node.value) if isinstance(node, ox.NamedNode) else str(node)


def _write_graph(graph: dict[str, Any]) -> str:
    nodes = ",\n".join(f"    {_write(node, 4)}" for node in graph["@graph"])
    return f'  {{\n   "@id": {_dump(graph["@id"])},\n   "@graph": [\n{nodes}\n   ]\n  }}'


def _write(value: Any, indent: int) -> str:
    """Return a value as JSON: on one line where it fits, else a line for each of its parts."""
    line = _dump(value)
    if len(line) + indent <= _WIDEST or not isinstance(value, (dict, list)):
        return line
    inner = " " * (indent + 1)
    if isinstance(value, dict):
        parts = [f"{inner}{_dump(key)}: {_write(each, indent + 1)}" for key, each in value.items()]
        return "{\n" + ",\n".join(parts) + "\n" + " " * indent + "}"
    return "[\n" + ",\n".join(f"{inner}{_write(each, indent + 1)}" for each in value) + "\n" + " " * indent + "]"


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _is_text(literal: ox.Literal) -> bool:
    return bool(literal.language) or literal.datatype.value == XSD + "string"


def _one_or_all(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values
