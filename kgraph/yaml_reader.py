"""Read a YAML file in which every scalar is text and every value knows its line.

``NO`` is Norway and ``2022-09`` a month, not ``False`` and a difference. Anchors, aliases, tags and keys given twice
are refused, and so is what a hostile file does to a reader: great size, great depth, hidden characters, two spellings
of one letter.
"""

from __future__ import annotations

import re
import stat
import unicodedata
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
#: Values in one file; a long source has a few thousand.
MAX_VALUES = 150_000
#: Problems told of one file; whoever has more has one problem that makes the others.
MAX_PROBLEMS = 100

#: C0 and C1 controls, line separators that no editor counts, surrogates, invisible letters and spaces, tags, and the
#: bidirectional controls that make text read other than it is. The joiners U+200C and U+200D are letters of Persian
#: and Hindi.
HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\uffff\ud800-\udfff\U000e0000-\U000e007f]"
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
        self.refuse(self.line_of(way), what, remedy)

    def refuse(self, line: int, what: str, remedy: str) -> None:
        """Note what is wrong in a line; past :data:`MAX_PROBLEMS`, only that there is more."""
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(Problem(self.name, line, what, remedy))
        elif len(self.problems) == MAX_PROBLEMS:
            self.problems.append(more_problems(self.name, line))

    @property
    def full(self) -> bool:
        """Whether nothing more is noted."""
        return len(self.problems) > MAX_PROBLEMS


def more_problems(name: str, line: int) -> Problem:
    """Return the problem that stands for all further ones of a file."""
    return Problem(name, line, f"more than {MAX_PROBLEMS} problems", "mend those above first, then check again")


def shorten_value(value: object) -> str:
    """Return a value as it stands in a message: quoted, its hidden characters escaped, not too long.

    Examples
    --------
    >>> shorten_value("a" * 1000)[-5:]
    "aaa…'"
    """
    text = repr(value[:60] if isinstance(value, str) else value)
    return text if len(text) <= 60 else text[:57] + "…'"


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
    text = read_text(path, document)
    if text is not None:
        try:
            _fill(document, text)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            what = getattr(error, "problem", None) or str(error).splitlines()[0]
            document.refuse(mark.line + 1 if mark else 1, f"not YAML ({what})", "mend the line or the one above it")
    return document


def read_text(path: Path, document: Document) -> str | None:
    """Return the text of a file with line feeds as ends of lines, or ``None`` where it is refused.

    Parameters
    ----------
    path
        The file.
    document
        Where to note why it is refused.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe would never end
            document.refuse(1, "is no file", "put a file of this name here, or take it away")
            return None
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        document.refuse(1, f"cannot be read ({error.strerror})", "make it a readable file")
        return None
    if len(raw) > MAX_BYTES:
        document.refuse(1, f"larger than {MAX_BYTES:,} bytes", "split it")
        return None
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        document.refuse(line, f"byte {raw[error.start]:#04x} is not UTF-8", "save the file as UTF-8")
        return None
    hidden = HIDDEN.search(text)
    if hidden:
        document.refuse(text.count("\n", 0, hidden.start()) + 1, *_tell_hidden(hidden))
        return None
    if not unicodedata.is_normalized("NFC", text):
        lines = text.split("\n")
        line = next((at for at, each in enumerate(lines, 1) if not unicodedata.is_normalized("NFC", each)), 1)
        document.refuse(
            line, "letters that are not in Unicode NFC", "write each letter with its accent as one character"
        )
        return None
    return text


def _tell_hidden(hidden: re.Match[str]) -> tuple[str, str]:
    return f"hidden character U+{ord(hidden.group()):04X}", "delete it"


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
        self._key_line = 1
        self._documents = 0
        self._values = 0

    def take(self, event: yaml.Event) -> bool:
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent):
            return self._refuse(line, "an alias (*)", "write the value out")
        if getattr(event, "anchor", None):
            return self._refuse(line, "an anchor (&)", "write the value without it")
        tag = getattr(event, "tag", None)
        if tag:
            return self._refuse(line, f"a tag ({shorten_value(tag)})", "write the value without it")
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
        hidden = HIDDEN.search(text)  # an escape such as "\u202e" gives what the file itself must not hold
        if hidden:
            return self._refuse(line, *_tell_hidden(hidden))
        if not unicodedata.is_normalized("NFC", text):
            return self._refuse(
                line, "letters that are not in Unicode NFC", "write each letter with its accent as one character"
            )
        if not self._open:
            self._document.value = text
            return True
        inside = self._open[-1]
        if isinstance(inside, dict) and self._key is None:
            if text in inside:
                return self._refuse(line, f"key {shorten_value(text)} given twice", "keep one of them")
            self._key, self._key_line = text, line
            return True
        if not self._put(text, line):
            return False
        self._way.pop()
        return True

    def _put(self, value: Value, line: int) -> bool:
        inside = self._open[-1]
        self._values += 1
        if self._values > MAX_VALUES:
            return self._refuse(line, f"more than {MAX_VALUES:,} values", "split the file")
        if isinstance(inside, list):
            self._way.append(len(inside))
            inside.append(value)
        elif self._key is None:
            return self._refuse(line, "a key that is no text", "write a plain word as key")
        else:
            self._way.append(self._key)
            inside[self._key] = value
            self._key, line = None, self._key_line
        self._document.lines[tuple(self._way)] = line
        return True

    def _refuse(self, line: int, what: str, remedy: str) -> bool:
        self._document.refuse(line, what, remedy)
        return False
