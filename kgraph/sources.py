"""Read a data folder: sources with their claims, entities, countries and what was left out.

Everything that is wrong is found in one run and told with file, line and remedy.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from kgraph.errors import DataError, Problem, suggest
from kgraph.phrases import LANGUAGES
from kgraph.records import SLUG_PATTERN, Entity, FigureClaim, RelationClaim, Source
from kgraph.vocabulary import COUNTRY
from kgraph.yaml_reader import Document, read_yaml

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
    reader = _Reader(folder)
    reader.read_countries()
    for path in list_data_files(folder):
        if path.parent.name == "entities":
            reader.read_entities(path)
        elif path.parent.name == "sources":
            reader.read_source(path)
    reader.read_left_out()
    return reader.data, reader.problems


class _Reader:
    """Reads file after file, keeping what is right and noting what is wrong."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._root = folder.resolve()
        self.data = Data()
        self.problems: list[Problem] = []

    def read_source(self, path: Path) -> None:
        document = self._open(path)
        if document is None:
            return
        if not re.fullmatch(SLUG_PATTERN, path.stem):
            document.add_problem((), f"file name {path.name!r}", "use lower case letters, digits and single hyphens")
        source = _parse(Source, document.value, document, ())
        if source and self._claim_slug(path.stem, document, ()):
            self.data.sources[path.stem] = source
        self.problems += document.problems

    def read_entities(self, path: Path) -> None:
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
        for line, row in self._rows("countries.csv", _COUNTRY_COLUMNS):
            if row["authority"] != COUNTRY + row["alpha3"] or not all(row.values()):
                self._refuse(
                    "countries.csv", line, f"country {row['alpha2']!r}", f"fill it; authority is {COUNTRY}ALPHA3"
                )
                continue
            names = {language: row[language] for language in LANGUAGES}
            self.data.countries[row["alpha2"]] = Country(row["alpha2"], row["alpha3"], names, row["authority"])

    def read_left_out(self) -> None:
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
        if not path.resolve().is_relative_to(self._root):
            self.problems.append(Problem(name, 1, "a link out of the data folder", "put the file itself here"))
            return None
        document = read_yaml(path, name)
        if document.problems:
            self.problems += document.problems
            return None
        return document

    def _claim_slug(self, slug: str, document: Document, way: tuple[str | int, ...]) -> bool:
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
    return path.relative_to(folder.parent).as_posix()


def _parse(model: type[Record], raw: object, document: Document, way: tuple[str | int, ...]) -> Record | None:
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            location = tuple(step for step in detail["loc"] if not _is_branch(step))
            what, remedy = _explain(model, raw, location, dict(detail))
            if not _belongs_to_other_branch(raw, detail["loc"]):
                document.add_problem((*way, *location), what, remedy)
        return None


def _is_branch(step: str | int) -> bool:
    """Tell a step that pydantic adds for the branch of a union from a step into the file."""
    return step in (RelationClaim.__name__, FigureClaim.__name__)


def _belongs_to_other_branch(raw: object, location: tuple[str | int, ...]) -> bool:
    """Tell whether an error comes from trying a claim as the kind of claim that it is not."""
    for number, step in enumerate(location):
        if _is_branch(step):
            claim = _follow(raw, location[:number])
            is_figure = isinstance(claim, dict) and "figure" in claim
            return is_figure != (step == FigureClaim.__name__)
    return False


def _follow(raw: object, way: Iterable[str | int]) -> object:
    for step in way:
        if (isinstance(raw, dict) and step in raw) or (
            isinstance(raw, (list, tuple)) and isinstance(step, int) and step < len(raw)
        ):
            raw = raw[step]
    return raw


def _explain(
    model: type[BaseModel], raw: object, location: tuple[str | int, ...], detail: dict[str, object]
) -> tuple[str, str]:
    """Say in our words what is wrong and what would be right."""
    kind, message = str(detail["type"]), str(detail["msg"])
    field_name = str(location[-1]) if location else ""
    if kind == "extra_forbidden":
        holder = _model_at(model, raw, location[:-1])
        fields = [info.alias or name for name, info in holder.model_fields.items()]
        return f"unknown field {field_name!r}", suggest(field_name, fields)
    if kind == "missing":
        return f"lacks {field_name!r}", f"add {field_name}: …"
    if kind == "value_error":
        what, _, remedy = message.removeprefix("Value error, ").rpartition(": ")
        return f"{field_name} {what}".strip(), remedy
    expected = message[0].lower() + message[1:]
    return f"{field_name} {_short(detail.get('input'))}".strip(), expected


def _model_at(model: type[BaseModel], raw: object, way: tuple[str | int, ...]) -> type[BaseModel]:
    if model is Source and way[:1] == ("claims",):
        claim = _follow(raw, way)
        return FigureClaim if isinstance(claim, dict) and "figure" in claim else RelationClaim
    return model


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "…'"
