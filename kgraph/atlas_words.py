"""The words of the atlas's page in five languages, and the stored questions that it answers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import pyoxigraph as ox

from kgraph.answer import WORDED
from kgraph.atlas_inferred import INFERRED_RELATIONS
from kgraph.atlas_model import NOT_DRAWN, Atlas
from kgraph.ontology import Ontology, Relation
from kgraph.palette import ATLAS_HUES, hue_of, rank_of, shape_of
from kgraph.phrases import LANGUAGES, read_phrases
from kgraph.questions import Parameter, Question
from kgraph.sectors import SECTORS, name_sector, sector_of
from kgraph.survey import Survey
from kgraph.vocabulary import ALLY, CONCEPT, ID, PREF_LABEL, PREFIXES, SKOS, TYPE, shorten

#: A text in each of the five languages.
Words = dict[str, str]

#: What the page calls the shapes of the palette where it has a word of its own.
_SHAPES = {"dot": "circle", "triangleDown": "triangle-down"}


def describe_interface(atlas: Atlas) -> dict[str, Any]:
    """Return the part of ``PageData`` that gives kinds, relations, concepts and countries their words and looks."""
    ontology = atlas.ontology
    return {
        "hues": ATLAS_HUES,
        "kinds": {kind: _describe_kind(ontology, kind) for kind in sorted(ontology.kinds, key=rank_of)},
        "sectors": {sector: {lang: name_sector(sector, lang) for lang in LANGUAGES} for sector in SECTORS},
        "relations": dict(_describe_relations(ontology)),
        "concepts": {**dict(_describe_concepts(ontology)), **dict(_describe_territories(ontology))},
        "countries": dict(_describe_countries(atlas.survey)),
    }


def _describe_kind(ontology: Ontology, kind: str) -> dict[str, Any]:
    return {
        "label": _words(ontology.labels[ontology.kinds[kind]]),
        "hue": hue_of(kind),
        "shape": _SHAPES.get(shape_of(kind), shape_of(kind)),
        "sector": sector_of([kind]),
        "drawn": kind not in NOT_DRAWN,
    }


def _words(labels: Mapping[str, str]) -> Words:
    """Return a text in each language, in English where it misses."""
    return {lang: labels.get(lang) or labels["en"] for lang in LANGUAGES}


def _describe_relations(ontology: Ontology) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the relations of states, then the other properties between entities that may be inferred."""
    shared = Counter(relation.shortcut for relation in ontology.relations.values())
    for word, relation in sorted(ontology.relations.items()):
        label = _find_verbs(relation) if shared[relation.shortcut] > 1 else _words(relation.labels)
        inverse = label if relation.symmetric else read_phrases("headings").get(f"{word}-of", label)
        yield word, {"label": label, "inverse": inverse, "symmetric": relation.symmetric}
    for name in sorted(INFERRED_RELATIONS):
        label = _words(ontology.labels[ALLY + name])
        yield name, {"label": label, "inverse": label, "symmetric": False}


def _find_verbs(relation: Relation) -> Words:
    """Return what stands between subject and object in the sentence of a relation that shares its property's label."""
    found = {lang: re.fullmatch(r"\{subject\} (.+) \{object\}\.", relation.sentences[lang]) for lang in LANGUAGES}
    return _words({lang: match[1] for lang, match in found.items() if match} or relation.labels)


def _describe_concepts(ontology: Ontology) -> Iterator[tuple[str, dict[str, Any]]]:
    broader = {
        shorten(subject.value): shorten(value.value)
        for subject, predicate, value in sorted(ontology.triples, key=str, reverse=True)
        if predicate.value == SKOS + "broader" and isinstance(subject, ox.NamedNode) and isinstance(value, ox.NamedNode)
    }
    for slug, concept in sorted(ontology.concepts.items()):
        unit = {"unit": concept.unit} if concept.unit else {}
        yield (
            slug,
            {"label": _words(concept.labels), "scheme": concept.scheme, "broader": broader.get(slug, ""), **unit},
        )


def _describe_territories(ontology: Ontology) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the territories that are of no scheme and no country: the world."""
    kind, territory = ox.NamedNode(TYPE), ox.NamedNode(ALLY + "Territory")
    found = {each.subject for each in ontology.triples if each.predicate == kind and each.object == territory}
    for subject in sorted(found, key=str):
        if isinstance(subject, ox.NamedNode) and subject.value.startswith(CONCEPT):
            labels = {
                each.object.language or "": each.object.value
                for each in ontology.triples
                if each.subject == subject
                and each.predicate.value == PREF_LABEL
                and isinstance(each.object, ox.Literal)
            }
            yield shorten(subject.value), {"label": _words(labels), "scheme": "territories", "broader": ""}


def _describe_countries(survey: Survey) -> Iterator[tuple[str, dict[str, Any]]]:
    for iri in survey.list_instances(ALLY + "Country"):
        labels = {language: text for text, language in survey.labels(iri)}
        yield shorten(iri), {"alpha2": survey.code(iri), "label": _words(labels)}


def describe_questions(atlas: Atlas) -> dict[str, Any]:
    """Return the stored questions and the terms that complete a reader's own: ``QuestionsData`` of ``page.ts``."""
    labels = {**atlas.ontology.labels, **{each.iri: each.labels for each in atlas.ontology.concepts.values()}}
    prefixes = {"ally": ALLY, "v": CONCEPT}
    return {
        "questions": [_describe_question(question) for question in atlas.questions.values()],
        "prefixes": PREFIXES,
        "id": ID,
        "concept": CONCEPT,
        "headings": _name_columns(atlas),
        "worded": sorted(WORDED),
        "words": _read_words(),
        "terms": {
            f"{prefix}:{iri.removeprefix(namespace)}": _words(words)
            for prefix, namespace in prefixes.items()
            for iri, words in sorted(labels.items())
            if iri.startswith(namespace) and "en" in words
        },
    }


def _name_columns(atlas: Atlas) -> dict[str, dict[str, str]]:
    """Return the headings of the columns of stored questions, by the column's name without "Name" at its end."""
    phrases = read_phrases("answer")
    bases = {name.removesuffix("Name") for question in atlas.questions.values() for name in question.columns}
    return {base: _words(phrases[f"column-{base}"]) for base in sorted(bases) if f"column-{base}" in phrases}


def _read_words() -> dict[str, Words]:
    """Return what the words mean that stand in those columns and are neither relations nor concepts."""
    phrases = read_phrases("answer")
    return {key.removeprefix("word-"): _words(texts) for key, texts in phrases.items() if key.startswith("word-")}


def _describe_question(question: Question) -> dict[str, Any]:
    return {
        "name": question.name,
        "text": re.sub(r"(?m)^#\+.*\n", "", question.text).lstrip("\n"),
        "summary": _words(question.summary),
        "description": _translate(question.description),
        "parameters": [_describe_parameter(parameter) for parameter in question.parameters.values()],
        "columns": dict(question.columns),
        "view": question.view,
        "answer": dict(question.answer),
        "empty": dict(question.empty),
        "counts": list(question.counts),
    }


def _describe_parameter(parameter: Parameter) -> dict[str, Any]:
    return {**parameter._asdict(), "summary": _translate(parameter.summary)}


def _translate(text: str) -> Words:
    """Return what a stored question says in English in each language."""
    plain = " ".join(text.split())
    return _words({"en": plain, **read_phrases("questions").get(plain, {})})
