"""The JSON Schemas that editors read."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from kgraph.ontology import read_ontology
from kgraph.paths import data_folder, ontology_folder
from kgraph.schema import build_schemas

FOLDER = data_folder()
SOURCES = sorted((FOLDER / "sources").glob("*.yaml"))
ENTITIES = sorted((FOLDER / "entities").glob("*.yaml"))


def read_as_an_editor(path: Path) -> Any:
    """Read YAML with its own types but dates, which the JSON model has not."""

    class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
        pass

    Loader.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    return yaml.load(path.read_text(encoding="utf-8"), Loader)


@functools.cache
def read_validator(name: str) -> jsonschema.Draft202012Validator:
    schema = json.loads((FOLDER / "schemas" / name).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


SCHEMAS = [f"{name}.schema.json" for name in ("source", "entities", "coverage", "not-same")]


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_committed_schema_is_current(name: str) -> None:
    committed = json.loads((FOLDER / "schemas" / name).read_text(encoding="utf-8"))
    assert committed == build_schemas(read_ontology(ontology_folder()))[name], "run python -m kgraph.schema"


@pytest.mark.parametrize("path", [*SOURCES, *ENTITIES], ids=lambda path: path.stem)
def test_each_file_names_its_schema_and_fits_it(path: Path) -> None:
    name = "source.schema.json" if path in SOURCES else "entities.schema.json"
    assert path.read_text(encoding="utf-8").startswith(f"# yaml-language-server: $schema=../schemas/{name}\n")
    read_validator(name).validate(read_as_an_editor(path))


@pytest.mark.parametrize("name", ["coverage", "not-same"])
def test_each_file_that_stands_alone_names_its_schema_and_fits_it(name: str) -> None:
    path = FOLDER / f"{name}.yaml"
    assert path.read_text(encoding="utf-8").startswith(f"# yaml-language-server: $schema=schemas/{name}.schema.json\n")
    read_validator(f"{name}.schema.json").validate(read_as_an_editor(path))


def test_the_schema_marks_an_unknown_relation() -> None:
    document = read_as_an_editor(SOURCES[0])
    document["claims"][0]["relation"] = "befriends"
    schema = json.loads((FOLDER / "schemas" / "source.schema.json").read_text(encoding="utf-8"))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(document, schema)
