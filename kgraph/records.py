"""What a file in ``data/`` may hold, as types: the claim, the source, the entity, the country.

The JSON Schema that editors read is made from these models. Checks that need more than one record (does the entity
exist, is the relation known) are in :mod:`kgraph.references`.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, TypeAlias
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    model_validator,
)

from kgraph.edtf import PATTERN as EDTF_PATTERN
from kgraph.edtf import parse_edtf
from kgraph.times import bounds_of

MAX_LOCATOR_WORDS = 8
MAX_LOCATOR_LETTERS = 100

SLUG_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
LANGUAGE_PATTERN = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
MAX_DIGITS = 30
MAX_SLUG_LETTERS = 80

#: BCP 47 without extensions: language, script, region, variants.
_LANGUAGE = re.compile(
    r"[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*", re.IGNORECASE | re.ASCII
)
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def is_language(tag: str) -> bool:
    """Tell whether a text is a well-formed tag of a language, as RDF demands it."""
    return bool(_LANGUAGE.fullmatch(tag))


def check_url(text: str) -> str:
    """Return a web address.

    Raises
    ------
    ValueError
        If it is none, or has another scheme than http and https.
    """
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError as error:
        raise ValueError(f"{text!r} is no web address ({error}): write https://…") from error
    if parts.scheme not in ("http", "https") or not host or re.search(r"[\s<>\"{}|\\^`]", text):
        raise ValueError(f"{text!r} is no web address: write https://…, without spaces")
    return text


def _check_date_text(text: str) -> str:
    parse_edtf(text)
    return text


def _check_locator(text: str) -> str:
    words = text.split()
    if len(words) > MAX_LOCATOR_WORDS or len(text) > MAX_LOCATOR_LETTERS:
        raise ValueError(
            f"{len(words)} words, {len(text)} characters is too long for a locator: keep a name or figure of at most "
            f"{MAX_LOCATOR_WORDS} words and {MAX_LOCATOR_LETTERS} characters, as it stands in the source"
        )
    return text


def _check_day(text: str) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"{text!r} is no day ({error}): write it as 2026-11-21") from error
    if day.isoformat() != text:
        raise ValueError(f"{text!r} is not written as 2026-11-21: write {day.isoformat()}")
    return text


def _check_number_text(raw: object) -> object:
    if isinstance(raw, str) and (not _NUMBER.fullmatch(raw) or len(raw) > MAX_DIGITS + 2):
        raise ValueError(
            f"{raw[:40]!r} is no number of at most {MAX_DIGITS} digits: write digits, with a point before decimals"
        )
    return raw


def _check_language(tag: str) -> str:
    if not is_language(tag):
        raise ValueError(f"{tag!r} is no BCP 47 tag: write one such as fr or pt-BR")
    return tag


def _check_file(name: str) -> str:
    if re.search(r"[/\\:]", name) or name.startswith("."):
        raise ValueError(f"{name!r} is no plain file name: write the name without any folder")
    return name


def _check_withdrawal(text: str) -> str:
    day, comma, why = text.partition(",")
    if not comma or not why.strip():
        raise ValueError(f"{text!r} lacks the day or the reason: write DAY, why")
    _check_day(day.strip())
    return text


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


Slug: TypeAlias = Annotated[str, StringConstraints(pattern=SLUG_PATTERN, max_length=MAX_SLUG_LETTERS)]
Text: TypeAlias = Annotated[str, StringConstraints(min_length=1, max_length=500, strip_whitespace=True)]
DateText: TypeAlias = Annotated[
    str, AfterValidator(_check_date_text), Field(json_schema_extra={"pattern": EDTF_PATTERN})
]
Day: TypeAlias = Annotated[str, AfterValidator(_check_day), Field(json_schema_extra={"format": "date"})]
Locator: TypeAlias = Annotated[Text, AfterValidator(_check_locator)]
Url: TypeAlias = Annotated[str, AfterValidator(check_url), Field(json_schema_extra={"format": "uri"})]
Language: TypeAlias = Annotated[str, StringConstraints(pattern=LANGUAGE_PATTERN), AfterValidator(_check_language)]
FileName: TypeAlias = Annotated[Text, AfterValidator(_check_file)]
Number: TypeAlias = Annotated[Decimal, BeforeValidator(_check_number_text)]
Withdrawal: TypeAlias = Annotated[str, AfterValidator(_check_withdrawal)]
Codes: TypeAlias = Annotated[tuple[Text, ...], Field(min_length=1)]


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Said(_Record):
    """What both kinds of claim say of how a source states a fact."""

    at: Locator = Field(description="A name or figure of at most eight words, as it stands in the source.")
    asOf: DateText | None = Field(None, description="A time at some point of which it held, in EDTF.")
    subjectAs: Text | None = Field(None, description="The brand that the source names instead of the subject.")
    stance: Literal["supports", "disputes"] = Field("supports", description="What the source says of the fact.")
    certainty: Literal["stated", "read-between-lines"] = Field("stated", description="How plainly it says so.")
    note: Text | None = Field(None, description="A remark by the editor.")
    recorded: Day | None = Field(None, description="When it was recorded, if later than the source.")
    withdrawn: Withdrawal | None = Field(None, description="DAY, why: when and why it was found wrong.")


class RelationClaim(_Said):
    """A source says that a relation holds between two things."""

    subject: Slug
    relation: Text
    object: Text
    from_: DateText | None = Field(None, alias="from", description="When it began, in EDTF.")
    until: DateText | None = Field(None, description="When it ended, in EDTF.")
    role: Text | None = Field(None, description="The part of the subject: a role concept or the source's own words.")
    edition: Text | None = Field(None, description="The number or year that tells this edition apart.")
    country: Annotated[Codes | None, Field(description="ISO 3166-1 alpha-2 codes of the territory it is about.")] = None
    spell: Text | None = Field(None, description="Tells apart times at which someone came back.")
    objectAs: Text | None = Field(None, description="The brand that the source names instead of the object.")

    @model_validator(mode="before")
    @classmethod
    def _list_countries(cls, raw: Any) -> Any:
        return _with_list(raw, "country")

    @model_validator(mode="after")
    def _order_dates(self) -> RelationClaim:
        if bounds_of(self.from_, self.until, None).contradictory:
            raise ValueError(f"until {self.until} is before from {self.from_}: put them right")
        if bounds_of(self.from_, self.until, self.asOf).contradictory:
            raise ValueError(f"asOf {self.asOf} lies outside from and until: put them right")
        return self


class FigureClaim(_Said):
    """A source gives a number."""

    figure: Slug = Field(description="The measure: a concept of the scheme of measures.")
    about: Slug = Field(description="What the number is about.")
    value: Number
    stated: Text = Field(description="The number as the source writes it.")
    bound: Literal["exact", "at-least", "more-than", "at-most", "less-than", "about"]
    period: DateText | None = Field(None, description="The time in which it was counted, in EDTF.")
    territory: Annotated[Codes | None, Field(description="alpha-2 codes, or world; several are one joint one.")] = None

    @model_validator(mode="before")
    @classmethod
    def _list_territory(cls, raw: Any) -> Any:
        return _with_list(raw, "territory")


def _kind_of_claim(raw: Any) -> str:
    is_figure = "figure" in raw if isinstance(raw, dict) else isinstance(raw, FigureClaim)
    return "figure" if is_figure else "relation"


Claim: TypeAlias = Annotated[
    Annotated[RelationClaim, Tag("relation")] | Annotated[FigureClaim, Tag("figure")], Discriminator(_kind_of_claim)
]


class Source(_Record):
    """One source document with its claims."""

    url: Url | None = Field(None, description="The address of the document.")
    file: FileName | None = Field(None, description="The name of a stored text that has no address of its own.")
    seenAt: tuple[Url, ...] = Field(
        (), description="Other addresses at which the same text was seen: copies, editions."
    )
    title: Text = Field(description="In the document's own words, or the editor's own in [square brackets].")
    publisher: Slug = Field(description="The entity that published it.")
    issued: DateText | None = Field(None, description="When it was published, in EDTF.")
    undated: Literal["true"] | None = Field(None, description="true where the document gives no date.")
    language: Language = Field(description="BCP 47 tag of the document's language.")
    accessed: Day = Field(description="When an editor read it.")
    recorded: Day = Field(description="When its claims were recorded.")
    republishes: Slug | None = Field(None, description="The source that it copies or translates.")
    readings: tuple[Day, ...] = Field((), description="Later days on which it was read again and found unchanged.")
    claims: tuple[Claim, ...] = Field(min_length=1)

    @model_validator(mode="before")
    @classmethod
    def _list_addresses(cls, raw: Any) -> Any:
        return _with_list(raw, "seenAt")

    @model_validator(mode="after")
    def _check_days(self) -> Source:
        if self.recorded < self.accessed:
            raise ValueError(f"recorded {self.recorded} before accessed {self.accessed}: put them right")
        published = parse_edtf(self.issued).low if self.issued else None
        if published and published.isoformat() > self.accessed:
            raise ValueError(f"issued {self.issued} after accessed {self.accessed}: put them right")
        return self

    @model_validator(mode="after")
    def _check_place_and_date(self) -> Source:
        if (self.url is None) == (self.file is None):
            raise ValueError("neither or both of url and file: give the address, or the file of a text without one")
        if (self.issued is None) == (self.undated is None):
            raise ValueError("neither or both of issued and undated: give the date, or set undated to true")
        return self


class Entity(_Record):
    """Something that claims speak of."""

    kinds: Annotated[tuple[Text, ...], Field(min_length=1, description="What it is; a body can be several things.")]
    label: Text = Field(description="The name by which editors call it.")
    language: Language = Field("en", description="BCP 47 tag of the label's language.")
    note: Text | None = Field(None, description="A remark by the editor.")


class Coverage(_Record):
    """What the editors say of how complete the members are that are held for an alliance."""

    members: Literal["complete", "partial", "unknown"] = Field(description="How complete the members held are.")
    asOf: DateText | None = Field(None, description="The time of the list of members, in EDTF.")
    source: Slug | None = Field(None, description="The source whose list it is.")
    note: Text | None = Field(None, description="A remark by the editor: what is lacking, and why.")

    @model_validator(mode="after")
    def _check_grounds(self) -> Coverage:
        if self.members == "complete" and not (self.asOf and self.source):
            raise ValueError("complete without asOf or source: say as of when, and according to which source")
        return self


class Distinction(_Record):
    """Two entities with similar names that are not the same."""

    entities: tuple[Slug, ...] = Field(description="The two slugs.")
    why: Text = Field(description="What tells them apart.")

    @model_validator(mode="after")
    def _check_pair(self) -> Distinction:
        if len(self.entities) != 2 or self.entities[0] == self.entities[1]:
            raise ValueError(f"{', '.join(self.entities) or 'nothing'} is no pair: name two entities")
        return self


def _with_list(raw: Any, key: str) -> Any:
    """Let a field that holds a list be written as one value."""
    return {**raw, key: _as_list(raw[key])} if isinstance(raw, dict) and key in raw else raw
