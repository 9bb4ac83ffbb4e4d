"""All layers of a graph as compact text for the engine in the atlas's page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TypeAlias

import pyoxigraph as ox

from kgraph.vocabulary import ALLY, LAYERS, PREFIXES

#: Subject to the lines that begin with it.
_Lines: TypeAlias = dict[bytes, list[bytes]]

_ATTESTS = f" <{ALLY}attests> ".encode()
_BASED_ON = f" <{ALLY}basedOn> ".encode()
_REASON = f" <{ALLY}reason> ".encode()


def write_trig(lines: Iterable[bytes]) -> bytes:
    """Return the quads of a graph file as TriG.

    Statements about one thing stand together, each attestation after its state and each reason after its statement:
    so ordered and abbreviated they compress to less than half of what the sorted lines do.

    Parameters
    ----------
    lines
        Sorted N-Quads of all layers, without their line ends.

    Returns
    -------
    bytes
        UTF-8; the same for the same lines.
    """
    quads = ox.parse(b"\n".join(_put_in_order(lines)), format=ox.RdfFormat.N_QUADS)
    text = ox.serialize(quads, format=ox.RdfFormat.TRIG, prefixes=PREFIXES)
    assert text is not None
    head, brace, body = text.partition(b"{")
    return _sort_prefixes(head) + brace + body


def _put_in_order(lines: Iterable[bytes]) -> Iterator[bytes]:
    by_layer: dict[bytes, dict[bytes, list[bytes]]] = {f"<{layer}>".encode(): {} for layer in LAYERS}
    for line in lines:
        layer = by_layer[line[line.rindex(b" <") + 1 : -2]]
        layer.setdefault(line[: line.index(b" ")], []).append(line)
    asserted, _, reasons, _ = by_layer.values()
    places = _find_places(asserted, reasons)
    for layer in by_layer.values():
        for subject in sorted(layer, key=lambda each: places.get(each, (each,))):
            yield from layer[subject]


def _find_places(asserted: _Lines, reasons: _Lines) -> dict[bytes, tuple[bytes, ...]]:
    """Return by what attestations, inferred statements and reasons are sorted: what they speak of, then themselves."""
    places: dict[bytes, tuple[bytes, ...]] = {
        subject: (state, subject) for subject, (state, *_) in _follow(asserted, _ATTESTS)
    }
    based = {subject: found[0] for subject, found in _follow(reasons, _BASED_ON)}
    statements: dict[bytes, tuple[bytes, ...]] = {
        subject: (*places.get(ground, (ground,))[:1], subject) for subject, ground in based.items()
    }
    given = dict(_follow(reasons, _REASON))
    for statement, found in given.items():
        for reason in found:
            places[reason] = (*statements.get(statement, (statement,)), reason)
    return places | statements


def _follow(layer: _Lines, predicate: bytes) -> Iterator[tuple[bytes, list[bytes]]]:
    """Yield each subject that has a property, with its values, which are IRIs."""
    for subject, lines in layer.items():
        start = subject + predicate
        values = [line[len(start) : line.index(b" ", len(start))] for line in lines if line.startswith(start)]
        if values:
            yield subject, values


def _sort_prefixes(head: bytes) -> bytes:
    """Sort the declarations of prefixes, whose order the serialiser leaves to chance."""
    declared = re.findall(rb"@prefix [^\n]*\n", head)
    return b"".join(sorted(declared)) + head[sum(map(len, declared)) :]
