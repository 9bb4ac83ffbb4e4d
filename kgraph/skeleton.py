"""A skeleton source file: what is known of a document already, and empty values where a curator must fill in.

An empty value is an error of ``kgraph check``, so nothing is forgotten. No request is made to any network.
"""

from __future__ import annotations

import contextlib
import os
import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from pydantic import TypeAdapter, ValidationError

from kgraph.errors import DataError, KGraphError, Problem, UnknownName
from kgraph.names import fold
from kgraph.paths import data_folder
from kgraph.records import DateText, Language, Url
from kgraph.yaml_reader import Document, read_yaml

MAX_SLUG = 80

#: Letters that Unicode does not take apart into a Latin letter and a mark.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ı": "i"})
#: Text that YAML reads as itself without quotes, whatever surrounds it in a block mapping.
_PLAIN = re.compile(r"(?!.*(?:: | #))\w.*[^\s:]|\w", re.UNICODE)
#: Parts of an address that say how a reader came, not what the document is.
_TRACKING = re.compile(r"(utm_[^=]*|fbclid|gclid)(=|$)")

_SKELETON = """\
# yaml-language-server: $schema=../schemas/source.schema.json
url: {url}
title: {title}
publisher: {publisher}
issued: {issued}
language: {language}
accessed: {today}
recorded: {today}
claims:
{examples}"""

#: What stands beside an empty value.
_HINTS = {
    "title": "in the document's own words",
    "publisher": "an id of data/entities/",
    "issued": "2026, 2026-11 or 2026-11-21; where the document has no date, undated: true instead",
    "language": "of the document: en, pt, es, fr, vi, ...",
}

EXAMPLES = """\
  # One claim for each thing that the document states; `at` is a name or figure of at most eight words as it stands there.
  # Take the # away from the forms that you need, and delete the others.
  #
  # Two entities, a time at which it began, and the part of the first in the document's own words:
  # - {subject: example-company, relation: memberOf, object: example-alliance, from: 2021-05, role: founding member,
  #    at: joined Example Alliance in May 2021}
  #
  # Two entities in one country, true at some time in 2022, where the document names a brand instead of its company:
  # - {subject: example-company, subjectAs: ExampleApp, relation: partnerOf, object: example-charity, country: BR,
  #    asOf: 2022, at: Example Charity}
  #
  # A country, by its ISO 3166-1 code:
  # - {subject: example-charity, relation: basedIn, object: BR, asOf: 2022, at: a charity in Brazil}
  #
  # A concept of ontology/concepts.ttl, here a risk:
  # - {subject: example-alliance, relation: addresses, object: cyberbullying, at: cyberbullying}
  #
  # A text, here a name in another language than the document's:
  # - {subject: example-alliance, relation: name, object: "Alianza Ejemplo @es", at: Alianza Ejemplo}
  #
  # A figure, as a number and as the document writes it:
  # - {figure: video-views, about: example-campaign, value: 1500000, stated: 1.5 million, bound: more-than,
  #    period: 2022-01-01/2022-06-30, territory: [BR, MX], at: more than 1.5 million views}
  #
  # What the document denies, and what it says only between the lines:
  # - {subject: example-company, relation: endorses, object: example-principles, stance: disputes, at: has not signed}
  # - {subject: example-company, relation: carriesOut, object: example-principles, certainty: read-between-lines,
  #    note: The text speaks of a first report and does not say more, at: reports on the principles}
"""


def write_skeleton(
    url: str,
    *,
    title: str = "",
    publisher: str = "",
    language: str = "",
    issued: str = "",
    data: Path | None = None,
    today: date | None = None,
) -> Path:
    """Write a skeleton of the file of one source document.

    Parameters
    ----------
    url
        The address of the document.
    title
        Its title in its own words. Like all that follow, an empty value in the file where not given.
    publisher
        The entity that published it, by id or label; an id that the data do not hold yet is taken as it is.
    language
        BCP 47 tag of its language.
    issued
        When it was published, in EDTF.
    data
        The data folder; that of the checkout when not given.
    today
        The day on which it was read; that of the environment's SOURCE_DATE_EPOCH or clock when not given.

    Returns
    -------
    pathlib.Path
        The file written, seen from the working folder where it lies below it.

    Raises
    ------
    DataError
        If the folder is no data folder.
    UnknownName
        If no entity has the publisher's name and it is no id either.
    KGraphError
        If the address, language or date is none, the data hold the address already, or the file cannot be written.
    """
    folder = _open_folder(data)
    address = _check("URL", url, Url)
    _refuse_known(address, folder)
    given = {
        "title": _clean(title),
        "publisher": _find_publisher(publisher, folder) if publisher else "",
        "issued": _check("--issued", issued, DateText) if issued else "",
        "language": _check("--language", language, Language) if language else "",
    }
    text = _SKELETON.format(
        url=_quote(address),
        today=(today or _today()).isoformat(),
        examples=EXAMPLES,
        **{field: _quote(value) if value else f" # {_HINTS[field]}" for field, value in given.items()},
    )
    name = _choose_slug(_propose_slug(address, given["publisher"], given["title"]), folder)
    return _write(folder / "sources" / f"{name}.yaml", text)


def tell_next(path: Path) -> str:
    """Return what to do with a skeleton, for the curator who made it."""
    value = read_yaml(path, str(path)).value
    empty = [field for field, each in value.items() if not each] if isinstance(value, dict) else []
    return f"Fill {', '.join(empty)}; new entities go to data/entities/<kind>.yaml. Then: kgraph check {path}"


def make_slug(text: str) -> str:
    """Return a text as lower-case ASCII words joined by hyphens, of at most 80 characters; empty where none is left.

    Examples
    --------
    >>> make_slug("TikTok gia nhập Liên minh Công nghệ: Đà Nẵng, 2021")
    'tiktok-gia-nhap-lien-minh-cong-nghe-da-nang-2021'
    """
    words = re.findall(r"[a-z0-9]+", fold(text).replace("'", "").replace("’", "").translate(_LETTERS))
    return _cut("-".join(words), MAX_SLUG)


def _cut(slug: str, length: int) -> str:
    """Shorten a slug to whole words, or within its one long word."""
    if len(slug) <= length:
        return slug
    whole, hyphen, _ = slug[: length + 1].rpartition("-")
    return whole if hyphen else slug[:length]


def _open_folder(data: Path | None) -> Path:
    folder = data or data_folder()
    if not (folder / "sources").is_dir() or not (folder / "entities").is_dir():
        remedy = "name a folder that holds sources/ and entities/, such as the data/ of this project"
        raise DataError([Problem(str(folder), 1, "is no data folder", remedy)])
    if data is None and folder.parent == Path(__file__).parent:
        raise KGraphError(f"{folder}: is the copy inside the installed package: name that of a checkout with --data")
    return folder


def _check(what: str, value: str, kind: Any) -> str:
    """Return a value of one of the types of :mod:`kgraph.records`."""
    try:
        return str(TypeAdapter(kind).validate_python(value.strip()))
    except ValidationError as error:
        detail = error.errors(include_url=False)[0]
        if detail["type"] != "value_error":
            raise KGraphError(f"{what} {value!r}: write a BCP 47 tag such as fr or pt-BR") from error
        raise KGraphError(f"{what} {detail['msg'].removeprefix('Value error, ')}") from error


def _refuse_known(address: str, folder: Path) -> None:
    wanted = _normalise(address)
    for path in sorted((folder / "sources").glob("*.yaml")):
        document = read_yaml(path, path.relative_to(folder.parent).as_posix())
        for way, known in _list_addresses(document):
            if _normalise(known) == wanted:
                place = f"{document.name}:{document.line_of(way)}"
                raise KGraphError(f"{place}: holds {known} already: add what is missing there")


def _list_addresses(document: Document) -> Iterator[tuple[tuple[str | int, ...], str]]:
    value = document.value if isinstance(document.value, dict) else {}
    for field in ("url", "seenAt"):
        held = value.get(field, "")
        for number, each in enumerate(held if isinstance(held, list) else [held]):
            if isinstance(each, str) and each:
                yield (field, number), each


def _normalise(address: str) -> str:
    """Return what two addresses of one document have in common."""
    try:
        parts = urlsplit(address)
        port = "" if parts.port in (None, 80, 443) else f":{parts.port}"
    except ValueError:
        return address
    query = "&".join(part for part in parts.query.split("&") if not _TRACKING.match(part))
    return f"{(parts.hostname or '').removeprefix('www.')}{port}{parts.path.rstrip('/')}?{query}"


def _find_publisher(name: str, folder: Path) -> str:
    """Return the id that an id or a label means."""
    labels: dict[str, str] = {}
    for path in sorted((folder / "entities").glob("*.yaml")):
        entities = read_yaml(path, path.name).value
        for slug, entity in entities.items() if isinstance(entities, dict) else ():
            label = entity.get("label", "") if isinstance(entity, dict) else ""
            labels[slug] = label if isinstance(label, str) else ""
    named = [slug for slug, label in labels.items() if label and fold(label) == fold(name)]
    if name in labels or (not named and name == make_slug(name)):
        return name
    if len(named) == 1:
        return named[0]
    if named:
        raise KGraphError(f"--publisher {name!r}: several entities are called so: write {' or '.join(sorted(named))}")
    raise UnknownName("entity", name, {*labels, *filter(None, labels.values())})


def _clean(title: str) -> str:
    """Return a title on one line, without the invisible characters that come along when it is copied from a page."""
    shown = (letter for letter in " ".join(title.split()) if unicodedata.category(letter) not in ("Cc", "Cf", "Cs"))
    return unicodedata.normalize("NFC", "".join(shown))


def _quote(text: str) -> str:
    """Return a text as a YAML scalar."""
    if _PLAIN.fullmatch(text):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _propose_slug(address: str, publisher: str, title: str) -> str:
    """Return a slug from publisher and title, or else from host and path."""
    words = make_slug(title)
    if words and publisher and not f"{words}-".startswith(f"{publisher}-"):
        return _cut(f"{publisher}-{words}", MAX_SLUG)
    if words:
        return words
    parts = urlsplit(address)
    path = re.sub(r"\.(html?|php|aspx?|pdf)$", "", unquote(parts.path).rstrip("/"), flags=re.IGNORECASE)
    return make_slug(f"{publisher or (parts.hostname or '').removeprefix('www.')} {path}") or "source"


def _choose_slug(wanted: str, folder: Path) -> str:
    """Return the slug, or the first of slug-2, slug-3, ... that no source and no entity has."""
    taken = {path.stem.lower() for path in (folder / "sources").iterdir()}
    for path in (folder / "entities").glob("*.yaml"):
        entities = read_yaml(path, path.name).value
        taken |= set(entities) if isinstance(entities, dict) else set()
    slug, number = wanted, 1
    while slug in taken:
        number += 1
        slug = f"{_cut(wanted, MAX_SLUG - len(str(number)) - 1)}-{number}"
    return slug


def _today() -> date:
    stated = os.environ.get("SOURCE_DATE_EPOCH")
    if not stated:
        return date.today()
    try:
        return datetime.fromtimestamp(int(stated), UTC).date()
    except (ValueError, OverflowError, OSError) as error:
        raise KGraphError(f"SOURCE_DATE_EPOCH={stated!r}: is no number of seconds since 1970: unset it") from error


def _write(path: Path, text: str) -> Path:
    """Write a file that must not exist yet."""
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError as error:
        raise KGraphError(f"{path}: exists already: run the command again") from error
    except OSError as error:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)  # what a full disk cut short
        raise KGraphError(f"{path}: cannot be written ({error.strerror or error}): make room or allow it") from error
    whole, here = path.resolve(), Path.cwd()
    return whole.relative_to(here) if whole.is_relative_to(here) else path
