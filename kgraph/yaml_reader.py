"""Read a YAML file in which every scalar is text and every value knows its line.

``NO`` is Norway and ``2022-09`` a month, not ``False`` and a difference. Anchors, aliases, tags and keys given twice
are refused, and so is what a hostile file does to a reader: great size, great depth, hidden characters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

import yaml

from kgraph.errors import Problem

#: A value read: text, a list of values, or a mapping of text to values.
Value: TypeAlias = "str | list[Value] | dict[str, Value]"
#: The way to a value: keys of mappings and positions in lists.
Way: TypeAlias = tuple[str | int, ...]

MAX_BYTES = 2_000_000
MAX_DEPTH = 12

#: C0 and C1 controls, surrogates, invisible spaces, and the bidirectional controls that make text read other than it is.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass
class Document:
    """A YAML file as read."""

    name: str
    value: Value = ""
    lines: dict[Way, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def line_of(self, way: Way) -> int:
        """Return the line of a value, or of the nearest thing around it that stands in the file."""
        while way and way not in self.lines:
            way = way[:-1]
        return self.lines.get(way, 1)

    def add_problem(self, way: Way, what: str, remedy: str) -> None:
        """Note what is wrong with the value at the end of a way."""
        self.problems.append(Problem(self.name, self.line_of(way), what, remedy))


def read_yaml(path: Path, name: str) -> Document:
    """Read one file; what is wrong with it stands in the ``problems`` of the result.

    Parameters
    ----------
    path
        The file.
    name
        How messages call the file.
    """
    document = Document(name)
    text = _read_text(path, document)
    if text is not None:
        try:
            _fill(document, text)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            what = getattr(error, "problem", None) or str(error).splitlines()[0]
            line = mark.line + 1 if mark else 1
            document.problems.append(Problem(name, line, f"not YAML ({what})", "mend the line or the one above it"))
    return document


def _read_text(path: Path, document: Document) -> str | None:
    def refuse(line: int, what: str, remedy: str) -> None:
        document.problems.append(Problem(document.name, line, what, remedy))

    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        refuse(1, f"cannot be read ({error.strerror})", "make it a readable file")
        return None
    if len(raw) > MAX_BYTES:
        refuse(1, f"larger than {MAX_BYTES:,} bytes", "split it")
        return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        refuse(line, f"byte {raw[error.start]:#04x} is not UTF-8", "save the file as UTF-8")
        return None
    hidden = _HIDDEN.search(text)
    if hidden:
        line = text.count("\n", 0, hidden.start()) + 1
        refuse(line, f"hidden character U+{ord(hidden.group()):04X}", "delete it")
        return None
    return text


def _fill(document: Document, text: str) -> None:
    """Build the document's value from the parser's events, which hold no more than the file does."""
    builder = _Builder(document)
    for event in yaml.parse(text, Loader=_LOADER):
        if not builder.take(event):
            return


class _Builder:
    """Turns events into nested values; stops at the first event that must not be there."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._open: list[list[Value] | dict[str, Value]] = []
        self._way: list[str | int] = []
        self._key: str | None = None
        self._documents = 0

    def take(self, event: yaml.Event) -> bool:
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent):
            return self._refuse(line, "an alias (*)", "write the value out")
        if getattr(event, "anchor", None):
            return self._refuse(line, "an anchor (&)", "write the value without it")
        if getattr(event, "tag", None):
            return self._refuse(line, f"a tag ({event.tag})", "write the value without it")
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                return self._refuse(line, "a second YAML document (---)", "keep one document in one file")
        if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            return self._begin({} if isinstance(event, yaml.MappingStartEvent) else [], line)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event.value, line)
        if isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            self._open.pop()
            if self._open:
                self._way.pop()
        return True

    def _begin(self, value: list[Value] | dict[str, Value], line: int) -> bool:
        if len(self._open) >= MAX_DEPTH:
            return self._refuse(line, f"nested deeper than {MAX_DEPTH} levels", "flatten it")
        if self._open and not self._put(value, line):
            return False
        if not self._open:
            self._document.value = value
            self._document.lines[()] = line
        self._open.append(value)
        return True

    def _scalar(self, text: str, line: int) -> bool:
        if not self._open:
            self._document.value = text
            return True
        inside = self._open[-1]
        if isinstance(inside, dict) and self._key is None:
            if text in inside:
                return self._refuse(line, f"key {text!r} given twice", "keep one of them")
            self._key = text
            return True
        if not self._put(text, line):
            return False
        self._way.pop()
        return True

    def _put(self, value: Value, line: int) -> bool:
        inside = self._open[-1]
        if isinstance(inside, list):
            self._way.append(len(inside))
            inside.append(value)
        elif self._key is None:
            return self._refuse(line, "a key that is no text", "write a plain word as key")
        else:
            self._way.append(self._key)
            inside[self._key] = value
            self._key = None
        self._document.lines[tuple(self._way)] = line
        return True

    def _refuse(self, line: int, what: str, remedy: str) -> bool:
        self._document.problems.append(Problem(self._document.name, line, what, remedy))
        return False
