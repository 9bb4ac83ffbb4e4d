"""Read a data folder: sources with their claims, entities, countries and what was left out.

Everything that is wrong is found in one run and told with file, line and remedy.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kgraph.csv_reader import read_rows
from kgraph.dataset import LEFT_OUT_REASONS, Country, Data
from kgraph.errors import DataError, Problem, suggest
from kgraph.parsing import parse_claims, parse_record
from kgraph.paths import SINGLE_FILES
from kgraph.phrases import LANGUAGES
from kgraph.records import MAX_SLUG_LETTERS, SLUG_PATTERN, Coverage, Distinction, Entity, Source
from kgraph.vocabulary import COUNTRY
from kgraph.yaml_reader import Document, Way, read_text, read_yaml, shorten_value

_COUNTRY_COLUMNS = ["alpha2", "alpha3", *LANGUAGES, "authority", "region"]
#: Slugs of the regions of the scheme ``regions`` in the ontology.
_REGIONS = ("africa", "northern-america", "latin-america-and-the-caribbean", "asia", "europe", "oceania")
_LEFT_OUT_COLUMNS = ["id", "url", "subject", "predicate", "object", "reason"]
_SLUG_REMEDY = f"use at most {MAX_SLUG_LETTERS} lower case letters, digits and single hyphens"


def list_data_files(folder: Path) -> list[Path]:
    """List the files that a data folder's records stand in, sorted; links to elsewhere are listed too."""
    return [
        *sorted((folder / "entities").glob("*.yaml")),
        *sorted((folder / "sources").glob("*.yaml")),
        *(folder / name for name in SINGLE_FILES if (folder / name).exists()),
    ]


@dataclass
class _KeptDocument(Document):
    """A file whose records were kept when it was read before: it is read again when somebody asks for a line of it."""

    path: Path = Path()

    def line_of(self, way: Way) -> int:
        if not self.lines:
            self.lines = read_yaml(self.path, self.name).lines
        return super().line_of(way)


def read_data(folder: Path, kept: Mapping[str, Source] | None = None) -> tuple[Data, list[Problem]]:
    """Read a data folder; what is wrong is returned beside what could be read.

    Parameters
    ----------
    folder
        A data folder.
    kept
        Slug to source, for source files that have not changed since they were read and found right.

    Raises
    ------
    DataError
        If the folder is no data folder.
    """
    require_data_folder(folder)
    reader = Reader(folder, kept)
    reader.read_countries()
    for path in list_data_files(folder):
        if path.parent.name == "entities":
            reader.read_entities(path)
        elif path.parent.name == "sources":
            reader.read_source(path)
    reader.read_left_out()
    reader.read_coverage()
    reader.read_distinctions()
    return reader.data, reader.problems


def require_data_folder(folder: Path) -> None:
    """Refuse a folder that is no data folder.

    Raises
    ------
    DataError
        If it lacks ``sources`` or ``entities``.
    """
    if not (folder / "sources").is_dir() or not (folder / "entities").is_dir():
        remedy = "name a folder that holds sources/ and entities/, such as the data/ of this project"
        raise DataError([Problem(str(folder), 1, "is no data folder", remedy)])


class Reader:
    """Reads file after file of a data folder, keeping what is right and noting what is wrong.

    Attributes
    ----------
    data
        The records that could be read.
    problems
        What is wrong with the others.
    """

    def __init__(self, folder: Path, kept: Mapping[str, Source] | None = None) -> None:
        self._folder = folder
        self._kept = kept or {}
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
        if path.stem in self._kept:
            self._take_kept(path)
            return
        document = self._open(path)
        if document is None:
            return
        if not _is_slug(path.stem):
            document.add_problem((), f"file name {shorten_value(path.name)}", _SLUG_REMEDY)
        source = parse_record(Source, document.value, document, ())
        if self._claim_slug(path.stem, document, ()):
            if source:
                self.data.sources[path.stem] = source
            else:
                self.data.fragments[path.stem] = list(parse_claims(document.value))
        self.problems += document.problems

    def _take_kept(self, path: Path) -> None:
        document = _KeptDocument(_name_of(path, self._folder), path=path)
        if self._is_own(path, document) and self._claim_slug(path.stem, document, ()):
            self.data.sources[path.stem] = self._kept[path.stem]
        self.problems += document.problems

    def read_entities(self, path: Path) -> None:
        """Read one file of entities."""
        document = self._open(path)
        if document is None:
            self.data.all_entities_read = False
            return
        if not isinstance(document.value, dict):
            document.add_problem((), "no mapping of slugs to entities", "write slug: {kinds: […], label: …}")
            self.problems += document.problems
            return
        for slug, raw in document.value.items():
            if not _is_slug(slug):
                document.add_problem((slug,), f"slug {shorten_value(slug)}", _SLUG_REMEDY)
                continue
            entity = parse_record(Entity, raw, document, (slug,))
            if entity is None:
                self.data.wrong_entities.add(slug)
                continue
            if entity.kinds[0] != path.stem:
                remedy = f"put {path.stem} first, or move it to entities/{entity.kinds[0]}.yaml"
                document.add_problem((slug, "kinds"), f"first kind {entity.kinds[0]!r} in {path.stem}.yaml", remedy)
            if self._claim_slug(slug, document, (slug,)):
                self.data.entities[slug] = entity
        self.problems += document.problems

    def read_countries(self) -> None:
        """Read the table of countries."""
        for line, row, document in self._rows("countries.csv", _COUNTRY_COLUMNS):
            code = row["alpha2"]
            if not re.fullmatch("[A-Z]{2}", code) or code in self.data.countries:
                document.refuse(line, f"country {shorten_value(code)}", "write each ISO 3166-1 alpha-2 code once")
            elif row["authority"] != COUNTRY + row["alpha3"] or not re.fullmatch("[A-Z]{3}", row["alpha3"]):
                document.refuse(line, f"country {code!r}", f"write alpha-3, and {COUNTRY}ALPHA3 as authority")
            elif not all(row[language] for language in LANGUAGES):
                document.refuse(line, f"country {code!r} lacks a name", f"write it in {', '.join(LANGUAGES)}")
            elif row["region"] not in (*_REGIONS, ""):
                document.refuse(line, f"region {shorten_value(row['region'])}", f"write one of {', '.join(_REGIONS)}")
            else:
                names = {language: row[language] for language in LANGUAGES}
                self.data.countries[code] = Country(code, row["alpha3"], names, row["authority"], row["region"])

    def read_left_out(self) -> None:
        """Check the list of what was left out; nothing of it enters the data."""
        if not (self._folder / "left-out.csv").exists():
            return
        seen: set[str] = set()
        for line, row, document in self._rows("left-out.csv", _LEFT_OUT_COLUMNS):
            if row["reason"] not in LEFT_OUT_REASONS:
                reason = row["reason"][:60]
                document.refuse(line, f"unknown reason {reason!r}", suggest(reason, LEFT_OUT_REASONS))
            if row["id"] in seen:
                document.refuse(line, f"id {shorten_value(row['id'])} given twice", "keep one line an id")
            seen.add(row["id"])

    def read_coverage(self, path: Path | None = None) -> None:
        """Read what the editors say of how complete the members of alliances are; from elsewhere where a path is given."""
        document = self._open_single("coverage.yaml", path)
        if document is None:
            return
        if not isinstance(document.value, dict):
            document.add_problem((), "no mapping of alliances", "write alliance: {members: …}")
        else:
            for slug, raw in document.value.items():
                statement = parse_record(Coverage, raw, document, (slug,))
                if statement:
                    self.data.coverage[slug] = statement
        self.problems += document.problems

    def read_distinctions(self, path: Path | None = None) -> None:
        """Read which entities with similar names are not the same; from elsewhere where a path is given."""
        document = self._open_single("not-same.yaml", path)
        if document is None:
            return
        if not isinstance(document.value, list):
            document.add_problem((), "no list", "write - {entities: [one, other], why: …}")
        else:
            for number, raw in enumerate(document.value):
                distinction = parse_record(Distinction, raw, document, (number,))
                if distinction:
                    self.data.distinctions[number] = distinction
        self.problems += document.problems

    def _open_single(self, name: str, path: Path | None) -> Document | None:
        """Read a file that stands alone; ``None`` where the folder has none or it is refused as a whole."""
        own = self._folder / name
        document = self._open(path or own) if path or own.exists() else None
        if document:
            self.data.single_documents[name] = document
        return document

    def _open(self, path: Path) -> Document | None:
        """Read a YAML file; ``None`` where it is refused as a whole."""
        document = Document(_name_of(path, self._folder))
        if self._is_own(path, document):
            document = read_yaml(path, document.name)
        if document.problems:
            self.problems += document.problems
            return None
        return document

    def _is_own(self, path: Path, document: Document) -> bool:
        """Tell whether a path in the data folder leads to a file in it; one named from elsewhere may lie anywhere."""
        if not path.absolute().is_relative_to(self._folder.absolute()):
            return True
        try:
            own = path.resolve().is_relative_to(self._root)
        except (OSError, RuntimeError):  # links in a circle
            own = False
        if not own:
            document.refuse(1, "a link out of the data folder", "put the file itself here")
        return own

    def _claim_slug(self, slug: str, document: Document, way: Way) -> bool:
        other = self.data.documents.setdefault(slug, document)
        if other is document:
            return True
        document.add_problem(way, f"slug {slug!r} is taken by {other.name}", "choose another; slugs are never reused")
        return False

    def _rows(self, name: str, columns: list[str]) -> Iterator[tuple[int, dict[str, str], Document]]:
        """Yield the rows of a CSV file with their lines, and where to note what is wrong with them."""
        path = self._folder / name
        document = Document(_name_of(path, self._folder))
        text = read_text(path, document) if self._is_own(path, document) else None
        if text is not None:
            yield from ((line, row, document) for line, row in read_rows(text, columns, document))
        self.problems += document.problems


def _is_slug(text: str) -> bool:
    return len(text) <= MAX_SLUG_LETTERS and re.fullmatch(SLUG_PATTERN, text) is not None


def _name_of(path: Path, folder: Path) -> str:
    """Return how messages call a file: from the folder above the data folder, so that it can be clicked in a checkout.

    What a terminal would not show, or would act on, is escaped.
    """
    path, above = path.absolute(), folder.absolute().parent
    name = path.relative_to(above).as_posix() if path.is_relative_to(above) else str(path)
    return "".join(letter if letter.isprintable() else letter.encode("unicode_escape").decode() for letter in name)
