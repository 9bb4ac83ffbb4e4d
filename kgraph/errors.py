"""Errors that kgraph raises; each message says where, what, and what would be right.

* KGraphError
    * DataError          files in ``data/`` are wrong; holds every :class:`Problem` found
    * OntologyError      files in ``ontology/`` are wrong
    * BuildError         a build folder cannot be written or read
    * QuestionError      a question, its text or a parameter is wrong
        * UnknownName    a name that nothing has, with the nearest ones that exist
    * ExportError        an export cannot be written
    * MissingExtra       an optional library is not installed
    * MissingAssets      the atlas's scripts have not been built
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple


class Problem(NamedTuple):
    """One thing that is wrong in a file, printed as ``file:line: what: what would be right``.

    Parameters
    ----------
    file
        The file, so that it can be clicked.
    line
        The line, from 1.
    what
        What is wrong.
    remedy
        What would be right.
    """

    file: str
    line: int
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}: {self.remedy}"


class KGraphError(Exception):
    """Base of all errors of this package."""


class DataError(KGraphError):
    """Files in ``data/`` are wrong.

    Parameters
    ----------
    problems
        All that was found, in any order.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        #: All that was found, sorted by file and line.
        self.problems = sorted(set(problems))
        super().__init__("\n".join(map(str, self.problems)))


class OntologyError(KGraphError):
    """Files in ``ontology/`` are wrong."""


class BuildError(KGraphError):
    """A build folder cannot be written or read."""


class QuestionError(KGraphError):
    """A question, its text or a parameter is wrong."""


class UnknownName(QuestionError):
    """A name that nothing has.

    Parameters
    ----------
    kind
        What was looked for, such as ``question`` or ``entity``.
    name
        The name as given.
    known
        Every name that would have been right.
    """

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        super().__init__(f"no {kind} {name!r}: {suggest(name, sorted(set(known)))}")


class ExportError(KGraphError):
    """An export cannot be written."""


class MissingExtra(KGraphError):
    """An optional library is not installed.

    Parameters
    ----------
    extra
        The extra of this package that brings it.
    module
        The library.
    """

    def __init__(self, extra: str, module: str) -> None:
        super().__init__(
            f"this needs {module}, which comes with the extra {extra!r}: pip install '.[{extra}]' in the clone"
        )


class MissingAssets(KGraphError):
    """The atlas's scripts have not been built.

    Parameters
    ----------
    file
        What was looked for.
    """

    def __init__(self, file: Path) -> None:
        super().__init__(
            f"{file}: is missing: run npm ci --ignore-scripts && node build.mjs in {file.parent.parent}, or install "
            "kgraph again, which does so"
        )
        self.file = file


#: How much less like a wrong name a second guess may be than the first, of 1.
_WORSE = 0.15


def suggest(name: str, known: Sequence[str]) -> str:
    """Say which of the known names are nearest to a wrong one, or list them when none is near.

    Parameters
    ----------
    name
        The wrong name.
    known
        Every right one, in the order in which to list them.

    Examples
    --------
    >>> suggest("mebers", ["campaigns", "members"])
    "did you mean 'members'?"
    >>> suggest("x", ["campaigns", "members"])
    'it is one of: campaigns, members'
    """
    import difflib  # imported here: only a wrong name needs it

    folded = {candidate.casefold(): candidate for candidate in known}
    near = difflib.get_close_matches(name.casefold(), list(folded), n=3, cutoff=0.6)
    if near:
        best = difflib.SequenceMatcher(None, near[0], name.casefold()).ratio()
        near = difflib.get_close_matches(name.casefold(), near, cutoff=max(0.6, best - _WORSE))
        return f"did you mean {' or '.join(repr(folded[candidate]) for candidate in near)}?"
    if len(known) > 40:
        return f"none of the {len(known)} that exist is near it"
    return f"it is one of: {', '.join(known)}" if known else "there is none"
