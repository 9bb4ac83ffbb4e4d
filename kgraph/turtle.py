"""Triples as Turtle and TriG that a person can read: one block a subject, its type first, in a fixed order.

Entities and sources come first, then states and statements, each followed by what is said of it: a state by its
attestations, an inferred statement by its reasons. Only what the prefixes can shorten is shortened; every literal keeps
its own form, so that nothing is lost and the same triples always give the same bytes.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import groupby
from typing import TypeAlias

import pyoxigraph as ox

from kgraph.vocabulary import ALLY, ID, PREFIXES, TYPE, XSD

_Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

_INTEGER = XSD + "integer"
_NUMBER = re.compile(r"-?[1-9][0-9]*|0")
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")


def to_turtle(
    triples: Iterable[ox.Triple], *, comments: Iterable[str] = (), prefixes: Mapping[str, str] = PREFIXES
) -> str:
    """Return triples as one Turtle document.

    Parameters
    ----------
    triples
        In any order; a triple that stands twice is written once.
    comments
        Lines to write at the top.
    prefixes
        Prefix to namespace; only those that are used are declared.

    Examples
    --------
    >>> from kgraph.vocabulary import ALLY, ID, TYPE
    >>> tiktok, kind = ox.NamedNode(ID + "tiktok"), ox.NamedNode(ALLY + "Platform")
    >>> print(to_turtle([ox.Triple(tiktok, ox.NamedNode(TYPE), kind)]), end="")
    @prefix ally: <https://w3id.org/child-safety-alliances/ontology#> .
    @prefix d: <https://w3id.org/child-safety-alliances/id/> .
    <BLANKLINE>
    d:tiktok a ally:Platform .
    """
    writer = _Writer(prefixes)
    return writer.document([writer.blocks(triples)], comments)


def to_trig(
    layers: Mapping[str, Iterable[ox.Triple]],
    *,
    comments: Iterable[str] = (),
    about: Mapping[str, str] | None = None,
    prefixes: Mapping[str, str] = PREFIXES,
) -> str:
    """Return named graphs as one TriG document.

    Parameters
    ----------
    layers
        IRI of a named graph to its triples.
    comments
        Lines to write at the top.
    about
        IRI of a named graph to a line that says what it holds.
    prefixes
        As for :func:`to_turtle`.
    """
    writer = _Writer(prefixes)
    said = about or {}
    parts = [
        f"{_comment([said[name]] if name in said else [])}{writer.term(ox.NamedNode(name))} {{\n\n"
        f"{writer.blocks(triples)}\n}}\n"
        for name, triples in layers.items()
    ]
    return writer.document(parts, comments)


def group_by_subject(triples: Iterable[ox.Triple]) -> list[list[ox.Triple]]:
    """Return the triples of each subject, in the order in which they are best read.

    Parameters
    ----------
    triples
        In any order; a triple that stands twice is returned once.
    """
    groups: dict[str, list[ox.Triple]] = defaultdict(list)
    for triple in set(triples):
        groups[_text(triple.subject)].append(triple)
    homes = _find_homes(triple for group in groups.values() for triple in group)

    def place(subject: str) -> tuple[int, str, bool, str]:
        home = homes.get(subject, subject)
        return _rank(home), home, home != subject, subject

    return [sorted(groups[subject], key=_order) for subject in sorted(groups, key=place)]


class Shortener:
    """Writes an IRI as a prefixed name where one of the prefixes fits and the rest is a plain local name.

    Parameters
    ----------
    prefixes
        Prefix to namespace; of two that fit, the longer namespace is taken.
    """

    def __init__(self, prefixes: Mapping[str, str] = PREFIXES) -> None:
        self._namespaces = sorted(prefixes.items(), key=lambda item: (-len(item[1]), item[0]))
        #: The prefixes of all names given so far.
        self.used: set[str] = set()

    def __call__(self, iri: str) -> str | None:
        """Return the prefixed name, or ``None`` where there is none."""
        for prefix, namespace in self._namespaces:
            local = iri.removeprefix(namespace)
            if local != iri and _LOCAL.fullmatch(local):
                self.used.add(prefix)
                return f"{prefix}:{local}"
        return None


class _Writer:
    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._prefixes = prefixes
        self._shorten = Shortener(prefixes)
        self._name = lru_cache(maxsize=None)(lambda iri: self._shorten(iri) or str(ox.NamedNode(iri)))

    def document(self, parts: Iterable[str], comments: Iterable[str]) -> str:
        """Join parts that are written already under the prefixes that they use."""
        used = sorted(self._shorten.used)
        declared = "".join(f"@prefix {prefix}: {ox.NamedNode(self._prefixes[prefix])} .\n" for prefix in used)
        return "\n".join(part for part in (_comment(comments) + declared, *parts) if part)

    def blocks(self, triples: Iterable[ox.Triple]) -> str:
        """Return a block for each subject, parted by empty lines."""
        return "\n".join(map(self._block, group_by_subject(triples)))

    def _block(self, triples: list[ox.Triple]) -> str:
        grouped = groupby(triples, key=lambda triple: triple.predicate)
        lines = [self._line(predicate, [triple.object for triple in each]) for predicate, each in grouped]
        return self.term(triples[0].subject) + " " + " ;\n  ".join(lines) + " .\n"

    def _line(self, predicate: ox.NamedNode, values: list[_Term]) -> str:
        verb = "a" if predicate.value == TYPE else self.term(predicate)
        return verb + " " + " ,\n    ".join(map(self.term, values))

    def term(self, term: _Term) -> str:
        """Return one term as Turtle writes it."""
        if isinstance(term, ox.NamedNode):
            return self._name(term.value)
        if isinstance(term, ox.Literal) and not term.language and not _is_plain(term):
            if term.datatype.value == _INTEGER and _NUMBER.fullmatch(term.value):
                return term.value
            return f"{ox.Literal(term.value)}^^{self.term(term.datatype)}"
        return str(term)


def _is_plain(literal: ox.Literal) -> bool:
    return literal == ox.Literal(literal.value)


def _find_homes(triples: Iterable[ox.Triple]) -> dict[str, str]:
    """Return the subject after which another is best read: a state for its attestation, a statement for its reason."""
    homes: dict[str, str] = {}
    for triple in triples:
        if triple.predicate.value == ALLY + "attests":
            homes[_text(triple.subject)] = _text(triple.object)
        elif triple.predicate.value == ALLY + "reason":
            homes[_text(triple.object)] = _text(triple.subject)
    return homes


def _rank(subject: str) -> int:
    """Entities and sources, then what is made of them, then terms, countries and what else there is."""
    if subject.startswith(ID):
        return 0 if "--" not in subject else 1
    return 2


def _order(triple: ox.Triple) -> tuple[bool, str, str]:
    predicate = triple.predicate.value
    return predicate != TYPE, predicate, str(triple.object)


def _text(term: _Term) -> str:
    return term.value if isinstance(term, ox.NamedNode) else str(term)


def _comment(lines: Iterable[str]) -> str:
    return "".join(f"# {' '.join(line.split())}\n" for line in lines)
