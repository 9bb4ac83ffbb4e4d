"""Triples as text: what the chainer derives, sorts and compares."""

from __future__ import annotations

from typing import NamedTuple

import pyoxigraph as ox


class Fact(NamedTuple):
    """A triple as text: IRIs bare, literals in N-Triples form (they begin with a quotation mark)."""

    subject: str
    predicate: str
    object: str


def to_fact(triple: ox.Triple | ox.Quad) -> Fact:
    """Return a triple as text."""
    return Fact(_text(triple.subject), triple.predicate.value, _text(triple.object))


def to_term(text: str) -> ox.NamedNode | ox.Literal:
    """Return the term that stands as text in a fact."""
    if not text.startswith('"'):
        return ox.NamedNode(text)
    quad = next(iter(ox.parse(f"<a:a> <a:a> {text} .".encode(), format=ox.RdfFormat.N_TRIPLES)))
    term = quad.object
    assert isinstance(term, ox.Literal)
    return term


def is_text(term: str) -> bool:
    """Tell whether a term of a fact is a literal."""
    return term.startswith('"')


def _text(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode) else str(term)
