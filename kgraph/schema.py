"""The JSON Schemas of the files of a data folder, from which editors complete and mark errors.

``python -m kgraph.schema`` writes them to ``data/schemas/``; a test tells when they are out of date.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from kgraph.edtf import PATTERN as DATE_PATTERN
from kgraph.ontology import Ontology, read_ontology
from kgraph.paths import data_folder, ontology_folder
from kgraph.records import SLUG_PATTERN, Coverage, Distinction, Entity, Source

_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def build_schemas(ontology: Ontology) -> dict[str, dict[str, Any]]:
    """Build the schemas.

    Parameters
    ----------
    ontology
        Gives the words that relations, measures and kinds may have, with their definitions.

    Returns
    -------
    dict
        File name to schema.
    """
    return {
        "source.schema.json": _source_schema(ontology),
        "entities.schema.json": _entities_schema(ontology),
        "coverage.schema.json": _coverage_schema(),
        "not-same.schema.json": _distinctions_schema(),
    }


def write_schemas(folder: Path) -> list[Path]:
    """Write the schemas into a folder and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, schema in build_schemas(read_ontology(ontology_folder())).items():
        path = folder / name
        path.write_text(json.dumps(schema, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        written.append(path)
    return written


def _source_schema(ontology: Ontology) -> dict[str, Any]:
    schema = TypeAdapter(Source).json_schema(by_alias=True)
    claim = schema["$defs"]["RelationClaim"]["properties"]
    claim["relation"] = _words(
        "What the source says that holds between subject and object.",
        {word: relation.sentences["en"] for word, relation in ontology.relations.items()},
    )
    figure = schema["$defs"]["FigureClaim"]["properties"]
    measures = {slug: ontology.concepts[slug].labels["en"] for slug in ontology.concept_slugs("measures")}
    figure["figure"] = _words("The measure: what is counted, in which unit, by whom.", measures)
    figure["value"] = {"type": ["number", "string"], "description": "The number, with a point before decimals."}
    _let_lists_be_single(schema)
    schema["properties"]["undated"] = {"const": True, "description": "true where the document gives no date."}
    _accept_plain_scalars(schema)
    return {"$schema": _DRAFT, "title": "A kgraph source file", **{k: v for k, v in schema.items() if k != "title"}}


def _entities_schema(ontology: Ontology) -> dict[str, Any]:
    entity = TypeAdapter(Entity).json_schema()
    kinds = {word: ontology.labels[iri]["en"] for word, iri in sorted(ontology.kinds.items())}
    entity["properties"]["kinds"]["items"] = _words("A kind.", kinds)
    return {
        "$schema": _DRAFT,
        "title": "A kgraph entity file",
        "type": "object",
        "patternProperties": {SLUG_PATTERN: entity},
        "additionalProperties": False,
    }


def _coverage_schema() -> dict[str, Any]:
    statement = TypeAdapter(Coverage).json_schema()
    _accept_plain_scalars(statement)
    return {
        "$schema": _DRAFT,
        "title": "How complete the members held are, by alliance",
        "type": "object",
        "patternProperties": {SLUG_PATTERN: statement},
        "additionalProperties": False,
    }


def _distinctions_schema() -> dict[str, Any]:
    distinction = TypeAdapter(Distinction).json_schema()
    _accept_plain_scalars(distinction)
    return {
        "$schema": _DRAFT,
        "title": "Entities with similar names that are not the same",
        "type": "array",
        "items": distinction,
    }


def _words(description: str, words: dict[str, str]) -> dict[str, Any]:
    """Return a choice of words, each with what editors show beside it."""
    options = [{"const": word, "description": meaning} for word, meaning in sorted(words.items())]
    return {"description": description, "oneOf": options}


def _let_lists_be_single(schema: dict[str, Any]) -> None:
    """Let a list of texts be written as one text, as the reader does."""
    relation, figure = (schema["$defs"][name]["properties"] for name in ("RelationClaim", "FigureClaim"))
    for properties, name in ((relation, "country"), (figure, "territory"), (schema["properties"], "seenAt")):
        old = properties[name]
        options = [option for option in old.get("anyOf", [old]) if option.get("type") == "array"]
        items = options[0]["items"]
        properties[name] = {"description": old.get("description", ""), "anyOf": [items, *options]}


def _accept_plain_scalars(schema: Any) -> None:
    """Accept what editors read as something else where the reader takes every scalar as text.

    ``2022`` is a date, ``1098`` the name of a helpline, ``2`` an edition, and ``NO`` is Norway.
    """
    if isinstance(schema, dict):
        if schema.get("pattern") == DATE_PATTERN:
            schema["type"] = ["string", "integer"]
        elif schema.get("type") == "string" and not schema.keys() & {"const", "enum", "format", "pattern"}:
            schema["type"] = ["string", "number", "boolean"]
        if schema.get("default", 0) is None:
            del schema["default"]
        if isinstance(schema.get("title"), str):  # a title of pydantic's, not our field of that name
            del schema["title"]
        for value in schema.values():
            _accept_plain_scalars(value)
    elif isinstance(schema, list):
        for value in schema:
            _accept_plain_scalars(value)


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else data_folder() / "schemas"
    for each in write_schemas(target):
        sys.stdout.write(f"{each}\n")
