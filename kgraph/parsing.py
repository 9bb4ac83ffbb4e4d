"""From values of YAML to records, with the words in which an editor is told what is wrong with them.

The checks themselves are in :mod:`kgraph.records`; here what pydantic says of them is put in our words.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from kgraph.errors import suggest
from kgraph.records import Claim, FigureClaim, RelationClaim, Source
from kgraph.yaml_reader import MAX_PROBLEMS, Document, Way, shorten_value

Record = TypeVar("Record", bound=BaseModel)

_CLAIM: TypeAdapter[Claim] = TypeAdapter(Claim)
#: What would be right, by pydantic's name of the fault.
_REMEDIES = {
    "string_type": "write plain text",
    "string_too_short": "write something, or take the field out",
    "tuple_type": "write a list, as [one, two]",
    "too_short": "write at least one",
}
#: Faults of what should be a mapping.
_NO_MAPPING = ("model_type", "dict_type", "model_attributes_type")
#: What would be right where a pattern does not fit, by field.
_PATTERNS = {"language": "write a BCP 47 tag such as fr or pt-BR"}
_LONGEST = 300


def parse_record(model: type[Record], raw: object, document: Document, way: Way) -> Record | None:
    """Return a record, or ``None`` after noting in the document what is wrong.

    Parameters
    ----------
    model
        What the record must be.
    raw
        The value read.
    document
        The file in which it stands.
    way
        The way to it in the file.
    """
    if model is Source:
        raw = _cut_claims(raw)
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        for detail in error.errors(include_url=False, include_context=False):
            if document.full:
                break
            location = _way_of(detail["loc"])
            if detail["type"] == "too_short" and _raw_at(raw, location):
                continue  # what stands there is wrong and told as that, and pydantic does not count it
            what, remedy = _explain(_model_at(model, raw, location), location, dict(detail))
            document.add_problem((*way, *location), _fit(what), remedy)
        return None


def parse_claims(raw: object) -> Iterator[tuple[int, Claim]]:
    """Yield the claims of a source that are right by themselves, with their places."""
    claims = raw.get("claims") if isinstance(raw, dict) else None
    for number, claim in enumerate(claims if isinstance(claims, list) else ()):
        with contextlib.suppress(ValidationError):
            yield number, _CLAIM.validate_python(claim)


def _cut_claims(raw: object) -> object:
    """Leave out the claims after so many wrong ones that nothing is told of them: pydantic would gather all faults."""
    claims = raw.get("claims") if isinstance(raw, dict) else None
    if not isinstance(raw, dict) or not isinstance(claims, list) or len(claims) <= MAX_PROBLEMS:
        return raw
    wrong = 0
    for number, claim in enumerate(claims, 1):
        try:
            _CLAIM.validate_python(claim)
        except ValidationError:
            wrong += 1
            if wrong > MAX_PROBLEMS:
                return {**raw, "claims": claims[:number]}
    return raw


def _way_of(location: tuple[str | int, ...]) -> Way:
    """Return the way into the file, without the steps that pydantic adds for the kind of claim and for checks."""
    steps = [step for number, step in enumerate(location) if not (number == 2 and location[0] == "claims")]
    return tuple(step for step in steps if not (isinstance(step, str) and "[" in step))


def _raw_at(raw: object, way: Way) -> object:
    """Return the value at the end of a way, or ``None`` where the way leads nowhere."""
    for step in way:
        if isinstance(raw, dict) or (isinstance(raw, list) and isinstance(step, int) and step < len(raw)):
            raw = raw.get(step) if isinstance(raw, dict) else raw[int(step)]
        else:
            return None
    return raw


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
    value = shorten_value(detail.get("input"))
    if kind == "extra_forbidden":
        known = [info.alias or each for each, info in model.model_fields.items()]
        return f"unknown field {shorten_value(name)}", suggest(name[:60], known)
    if kind == "missing":
        return f"lacks {name!r}", f"add {name}: …"
    if kind == "value_error":
        what, _, remedy = message.removeprefix("Value error, ").rpartition(": ")
        return f"{name} {what}".strip(), remedy
    if name == "claims" and not detail.get("input"):
        return f"claims {value}", "write one claim a line, as - {subject: …, relation: …, object: …, at: …}"
    if kind in _NO_MAPPING:
        return f"{value} is no mapping", _mapping_remedy(model, location)
    if kind == "string_pattern_mismatch":
        return f"{name} {value}".strip(), _PATTERNS.get(name, "use a slug: lower case, digits, hyphens")
    return f"{name} {value}".strip(), _REMEDIES.get(kind, message[0].lower() + message[1:])


def _mapping_remedy(model: type[BaseModel], location: Way) -> str:
    if location:
        return "write fields, as {subject: …, relation: …, object: …, at: …}"
    return f"write fields: {', '.join(name for name, info in model.model_fields.items() if info.is_required())}"


def _fit(what: str) -> str:
    """Shorten a message that repeats a long value; what is said of the value stands at its end."""
    return what if len(what) <= _LONGEST else f"{what[:60]}…{what[-150:]}"
