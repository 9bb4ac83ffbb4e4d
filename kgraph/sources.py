"""Read a data folder: sources with their claims, entities, countries and what was left out.

Everything that is wrong is found in one run and told with file, line and remedy.
"""

from __future__ import annotations

import contextlib
import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from kgraph.errors import DataError, Problem, suggest
from kgraph.phrases import LANGUAGES
from kgraph.records import SLUG_PATTERN, Claim, Entity, FigureClaim, RelationClaim, Source
from kgraph.vocabulary import COUNTRY
from kgraph.yaml_reader import Document, Way, read_yaml

#: Why a row of the research notes became no claim; the code book in ``data/README.md`` explains each.
LEFT_OUT_REASONS = (
    "aim",
    "detail-of-left-out",
    "guess",
    "held-as-source",
    "not-about-an-organisation",
    "picture",
    "policy-change",
    "product-detail",
    "quotation",
    "related-headline",
    "unfilled-placeholder",
)

_COUNTRY_COLUMNS = ["alpha2", "alpha3", *LANGUAGES, "authority"]
_LEFT_OUT_COLUMNS = ["id", "url", "subject", "predicate", "object", "reason"]

Record = TypeVar("Record", bound=BaseModel)


@dataclass(frozen=True)
class Country:
    """A country or area of ISO 3166-1."""

    alpha2: str
    alpha3: str
    #: Language to name, from Unicode CLDR.
    names: dict[str, str]
    #: IRI in the EU Publications Office's authority table.
    iri: str


@dataclass
class Data:
    """All records of a data folder."""

    sources: dict[str, Source] = field(default_factory=dict)
    entities: dict[str, Entity] = field(default_factory=dict)
    #: alpha-2 code to country.
    countries: dict[str, Country] = field(default_factory=dict)
    #: The claims that are right by themselves in sources that are not, by slug, with their places in the file.
    fragments: dict[str, list[tuple[int, Claim]]] = field(default_factory=dict)
    #: Slugs of all sources, those that were not read too.
    source_slugs: set[str] = field(default_factory=set)
    #: Slug of a source or entity to the file that holds it.
    documents: dict[str, Document] = field(default_factory=dict)


def list_data_files(folder: Path) -> list[Path]:
    """List the files that a data folder's records stand in, sorted; links to elsewhere are listed too."""
    return [
        *sorted((folder / "entities").glob("*.yaml")),
        *sorted((folder / "sources").glob("*.yaml")),
        *(path for path in (folder / "countries.csv", folder / "left-out.csv") if path.exists()),
    ]


def read_data(folder: Path) -> tuple[Data, list[Problem]]:
    """Read a data folder; what is wrong is returned beside what could be read.

    Raises
    ------
    DataError
        If the folder is no data folder.
    """
    if not (folder / "sources").is_dir() or not (folder / "entities").is_dir():
        remedy = "name a folder that holds sources/ and entities/, such as the data/ of this project"
        raise DataError([Problem(str(folder), 1, "is no data folder", remedy)])
    reader = Reader(folder)
    reader.read_countries()
    for path in list_data_files(folder):
        if path.parent.name == "entities":
            reader.read_entities(path)
        elif path.parent.name == "sources":
            reader.read_source(path)
    reader.read_left_out()
    return reader.data, reader.problems


class Reader:
    """Reads file after file of a data folder, keeping what is right and noting what is wrong.

    Attributes
    ----------
    data
        The records that could be read.
    problems
        What is wrong with the others.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._root = folder.resolve()
        self.data = Data()
        self.problems: list[Problem] = []

    def note_source(self, path: Path) -> None:
        """Note that a source exists without reading it."""
        self.data.source_slugs.add(path.stem)
        self.data.documents.setdefault(path.stem, Document(_name_of(path, self._folder)))

    def read_source(self, path: Path) -> None:
        """Read one source file."""
        self.data.source_slugs.add(path.stem)
        document = self._open(path)
        if document is None:
            return
        if not re.fullmatch(SLUG_PATTERN, path.stem):
            document.add_problem((), f"file name {path.name!r}", "use lower case letters, digits and single hyphens")
        source = _parse(Source, document.value, document, ())
        if self._claim_slug(path.stem, document, ()):
            if source:
                self.data.sources[path.stem] = source
            else:
                self.data.fragments[path.stem] = list(_parse_claims(document.value))
        self.problems += document.problems

    def read_entities(self, path: Path) -> None:
        """Read one file of entities."""
        document = self._open(path)
        if document is None:
            return
        if not isinstance(document.value, dict):
            document.add_problem((), "no mapping of slugs to entities", "write slug: {kinds: […], label: …}")
            self.problems += document.problems
            return
        for slug, raw in document.value.items():
            if not re.fullmatch(SLUG_PATTERN, slug) or len(slug) > 80:
                remedy = "use at most 80 lower case letters, digits and single hyphens"
                document.add_problem((slug,), f"slug {slug!r}", remedy)
                continue
            entity = _parse(Entity, raw, document, (slug,))
            if entity is None:
                continue
            if entity.kinds[0] != path.stem:
                remedy = f"put {path.stem} first, or move it to entities/{entity.kinds[0]}.yaml"
                document.add_problem((slug, "kinds"), f"first kind {entity.kinds[0]!r} in {path.name}", remedy)
            if self._claim_slug(slug, document, (slug,)):
                self.data.entities[slug] = entity
        self.problems += document.problems

    def read_countries(self) -> None:
        """Read the table of countries."""
        for line, row in self._rows("countries.csv", _COUNTRY_COLUMNS):
            if row["authority"] != COUNTRY + row["alpha3"] or not all(row.values()):
                self._refuse(
                    "countries.csv", line, f"country {row['alpha2']!r}", f"fill it; authority is {COUNTRY}ALPHA3"
                )
                continue
            names = {language: row[language] for language in LANGUAGES}
            self.data.countries[row["alpha2"]] = Country(row["alpha2"], row["alpha3"], names, row["authority"])

    def read_left_out(self) -> None:
        """Check the list of what was left out; nothing of it enters the data."""
        if not (self._folder / "left-out.csv").exists():
            return
        seen: set[str] = set()
        for line, row in self._rows("left-out.csv", _LEFT_OUT_COLUMNS):
            if row["reason"] not in LEFT_OUT_REASONS:
                self._refuse(
                    "left-out.csv", line, f"unknown reason {row['reason']!r}", suggest(row["reason"], LEFT_OUT_REASONS)
                )
            if row["id"] in seen:
                self._refuse("left-out.csv", line, f"id {row['id']!r} given twice", "keep one line an id")
            seen.add(row["id"])

    def _open(self, path: Path) -> Document | None:
        name = _name_of(path, self._folder)
        inside = path.absolute().is_relative_to(self._folder.absolute())
        if inside and not path.resolve().is_relative_to(self._root):
            self.problems.append(Problem(name, 1, "a link out of the data folder", "put the file itself here"))
            return None
        document = read_yaml(path, name)
        if document.problems:
            self.problems += document.problems
            return None
        return document

    def _claim_slug(self, slug: str, document: Document, way: Way) -> bool:
        other = self.data.documents.setdefault(slug, document)
        if other is document:
            return True
        document.add_problem(way, f"slug {slug!r} is taken by {other.name}", "choose another; slugs are never reused")
        return False

    def _rows(self, name: str, columns: list[str]) -> Iterator[tuple[int, dict[str, str]]]:
        """Yield the rows of a CSV file with their lines; rows of another width are refused."""
        path = self._folder / name
        try:
            with path.open(encoding="utf-8-sig", newline="") as file:
                reader = csv.reader(file, strict=True)
                header = next(reader, [])
                if header != columns:
                    self._refuse(name, 1, f"header {','.join(header)}", f"write {','.join(columns)}")
                    return
                for cells in reader:
                    if len(cells) != len(columns):
                        self._refuse(name, reader.line_num, f"{len(cells)} cells", f"write {len(columns)} cells")
                        continue
                    yield reader.line_num, dict(zip(columns, cells, strict=True))
        except OSError as error:
            self._refuse(name, 1, f"cannot be read ({error.strerror})", "restore it from the project")
        except (UnicodeDecodeError, csv.Error) as error:
            self._refuse(name, 1, f"is no CSV in UTF-8 ({error})", "save it as CSV in UTF-8 with quotes closed")

    def _refuse(self, name: str, line: int, what: str, remedy: str) -> None:
        self.problems.append(Problem(_name_of(self._folder / name, self._folder), line, what, remedy))


def _name_of(path: Path, folder: Path) -> str:
    """Return how messages call a file: from the folder above the data folder, so that it can be clicked in a checkout."""
    path, above = path.absolute(), folder.absolute().parent
    return path.relative_to(above).as_posix() if path.is_relative_to(above) else str(path)


def _parse(model: type[Record], raw: object, document: Document, way: Way) -> Record | None:
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            location = _way_of(detail["loc"])
            what, remedy = _explain(_model_at(model, raw, location), location, dict(detail))
            document.add_problem((*way, *location), what, remedy)
        return None


def _parse_claims(raw: object) -> Iterator[tuple[int, Claim]]:
    """Yield the claims of a source that are right by themselves, with their places."""
    claims = raw.get("claims") if isinstance(raw, dict) else None
    for number, claim in enumerate(claims if isinstance(claims, list) else ()):
        with contextlib.suppress(ValidationError):
            yield number, _CLAIM.validate_python(claim)


def _way_of(location: tuple[str | int, ...]) -> Way:
    """Return the way into the file, without the steps that pydantic adds for the kind of claim and for checks."""
    steps = [step for number, step in enumerate(location) if not (number == 2 and location[0] == "claims")]
    return tuple(step for step in steps if not (isinstance(step, str) and "[" in step))


def _model_at(model: type[BaseModel], raw: object, way: Way) -> type[BaseModel]:
    """Return the model that describes the mapping in which the last step of a way stands."""
    if model is Source and len(way) > 2 and way[0] == "claims" and isinstance(raw, dict):
        claim = raw["claims"][way[1]]
        return FigureClaim if isinstance(claim, dict) and "figure" in claim else RelationClaim
    return model


def _explain(model: type[BaseModel], location: Way, detail: dict[str, object]) -> tuple[str, str]:
    """Say in our words what is wrong and what would be right."""
    kind, message = str(detail["type"]), str(detail["msg"])
    name = str(location[-1]) if location and isinstance(location[-1], str) else ""
    if kind == "extra_forbidden":
        return f"unknown field {name!r}", suggest(
            name, [info.alias or each for each, info in model.model_fields.items()]
        )
    if kind == "missing":
        return f"lacks {name!r}", f"add {name}: …"
    if kind == "value_error":
        what, _, remedy = message.removeprefix("Value error, ").rpartition(": ")
        return f"{name} {what}".strip(), remedy
    if kind in ("model_type", "dict_type", "model_attributes_type"):
        return (
            f"{_short(detail.get('input'))} is no mapping",
            "write fields, as {subject: …, relation: …, object: …, at: …}",
        )
    if kind == "string_pattern_mismatch":
        return f"{name} {_short(detail.get('input'))}".strip(), _PATTERNS.get(
            name, "use a slug: lower case, digits, hyphens"
        )
    return f"{name} {_short(detail.get('input'))}".strip(), message[0].lower() + message[1:]


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "…'"


_CLAIM: TypeAdapter[Claim] = TypeAdapter(Claim)
#: What would be right where a pattern does not fit, by field.
_PATTERNS = {"language": "write a BCP 47 tag such as fr or pt-BR"}
