"""What the rows or triples of an answer say of a network, before anything is looked up: ends, ties, and their facts.

Rows that speak of one tie are put together here, so that none overwrites another.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import pyoxigraph as ox

from kgraph.errors import QuestionError
from kgraph.results import Result, Term, to_python
from kgraph.vocabulary import LABEL, PREF_LABEL, TYPE

#: What can stand at an end: a thing with an IRI, or a text.
End: TypeAlias = ox.NamedNode | ox.Literal

#: Column to the attribute of a node: ``sourceKind`` says the kind of the source.
_OF_END = re.compile(r"(?P<end>source|target)(?P<what>[A-Z]\w*)")
_OWN = {"source", "target", "relation", "state", "inferred", "symmetric", "weight", "held"}
_CERTAINLY, _POSSIBLY = "certainly", "possibly"


@dataclass(frozen=True)
class Tie:
    """An edge as the rows have it."""

    source: End
    target: End
    #: An IRI or, in a question of one's own, words; empty where the rows name none.
    relation: ox.NamedNode | str
    #: IRI of a state of affairs, or empty.
    state: str
    inferred: bool
    symmetric: bool
    held: str
    #: How many different rows say it.
    rows: int
    weight: int | float | None
    #: What the other columns say; a list where the rows differ.
    further: Mapping[str, Any]


@dataclass(frozen=True)
class EndFacts:
    """What an answer itself says of the things at its ends."""

    #: Classes, or words for kinds.
    kinds: dict[End, list[Term]] = field(default_factory=lambda: defaultdict(list))
    names: dict[End, list[ox.Literal]] = field(default_factory=lambda: defaultdict(list))
    further: dict[End, dict[str, list[Any]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    #: Whether a kind that stands here goes before the one in the graph.
    decides: bool = True


def read_rows(result: Result) -> tuple[list[Tie], EndFacts]:
    """Read the rows of a result, those without an end left out.

    Raises
    ------
    QuestionError
        If the columns ``source`` and ``target`` are missing, or a column holds what it cannot.
    """
    if not {"source", "target"} <= set(result.columns):
        raise QuestionError(f"{result.question} has no columns source and target: a network needs them")
    rows = [dict(zip(result.columns, row, strict=True)) for row in dict.fromkeys(result.terms)]
    groups: dict[tuple[End, End, Term, Term], list[dict[str, Term]]] = defaultdict(list)
    facts = EndFacts()
    for row in rows:
        if row["source"] is not None and row["target"] is not None:
            ends = {end: _end(row[end]) for end in ("source", "target")}
            groups[ends["source"], ends["target"], row.get("relation"), row.get("state")].append(row)
            _learn(facts, ends, row)
    return [_tie(*key, rows) for key, rows in groups.items()], facts


def read_triples(triples: Iterable[ox.Triple], known: Iterable[str]) -> tuple[list[Tie], EndFacts]:
    """Read constructed triples: each that joins two things is a tie, types and labels speak of its ends.

    Parameters
    ----------
    triples
        In the order in which they are to be read.
    known
        IRIs that name things in the graph; what has a type or a label among the triples is a thing too.
    """
    facts, links = EndFacts(decides=False), list[ox.Triple]()
    for triple in triples:
        if not isinstance(triple.subject, ox.NamedNode):
            continue
        if triple.predicate.value == TYPE:
            facts.kinds[triple.subject].append(triple.object if isinstance(triple.object, ox.NamedNode) else None)
        elif triple.predicate.value in (LABEL, PREF_LABEL) and isinstance(triple.object, ox.Literal):
            facts.names[triple.subject].append(triple.object)
        else:
            links.append(triple)
    things = {*map(ox.NamedNode, known), *facts.kinds, *facts.names}
    ties = [
        Tie(each.subject, each.object, each.predicate, "", False, False, "", 1, None, {})
        for each in links
        if isinstance(each.subject, ox.NamedNode) and isinstance(each.object, ox.NamedNode)
        if each.subject in things and each.object in things
    ]
    return ties, facts


def _tie(source: End, target: End, relation: Term, state: Term, rows: list[dict[str, Term]]) -> Tie:
    columns = [name for name in rows[0] if name not in _OWN and not _OF_END.fullmatch(name)]
    further = {name: agree(to_python(row[name]) for row in rows) for name in columns}
    held = {to_python(row.get("held")) for row in rows} - {None}
    weights = [_weight(row["weight"]) for row in rows if row.get("weight") is not None]
    return Tie(
        source=source,
        target=target,
        relation=_relation(relation),
        state=_state(state),
        inferred=any(to_python(row.get("inferred")) in ("yes", True) for row in rows),
        symmetric=any(to_python(row.get("symmetric")) in ("yes", True) for row in rows),
        # what certainly held by one row has held, whatever another row leaves open
        held=_CERTAINLY if _CERTAINLY in held else _POSSIBLY if _POSSIBLY in held else "",
        rows=len(rows),
        weight=_add(weights) if weights else None,
        further={name: value for name, value in further.items() if value is not None},
    )


def _learn(facts: EndFacts, ends: Mapping[str, End], row: Mapping[str, Term]) -> None:
    """Read what a row says of its ends."""
    for column, term in row.items():
        match = _OF_END.fullmatch(column)
        if not match or term is None:
            continue
        end, what = ends[match["end"]], match["what"]
        if what == "Kind":
            facts.kinds[end].append(term)
        elif what == "Name":
            facts.names[end].append(term if isinstance(term, ox.Literal) else ox.Literal(to_python(term)))
        else:
            facts.further[end][what[0].lower() + what[1:]].append(to_python(term))


def agree(values: Iterable[Any]) -> Any:
    """Return what all values are that are not ``None``; where they differ, a sorted list of each once."""
    different = sorted(
        {value for value in values if value is not None}, key=lambda value: (str(value), str(type(value)))
    )
    return different if len(different) > 1 else next(iter(different), None)


def _end(term: Term) -> End:
    if isinstance(term, ox.NamedNode | ox.Literal):
        return term
    raise QuestionError(f"an end of a network is an IRI or a text, not {term}: bind what it names")


def _relation(term: Term) -> ox.NamedNode | str:
    if term is None or isinstance(term, ox.Literal):
        return term.value if term else ""
    if isinstance(term, ox.NamedNode):
        return term
    raise QuestionError(f"the relation of a network is an IRI or a text, not {term}: bind what it names")


def _state(term: Term) -> str:
    if term is None or isinstance(term, ox.NamedNode):
        return term.value if term else ""
    raise QuestionError(f"the state of a network is an IRI, not {term}: bind what it names")


def _weight(term: Term) -> int | float:
    value = to_python(term)
    try:
        number = value if isinstance(value, int) else float(value)
    except ValueError:
        number = math.nan
    if not math.isfinite(number) or number < 0:
        raise QuestionError(f"the weight of a network is a number of 0 or more, not {term}")
    return number


def _add(weights: list[int | float]) -> int | float:
    """Return the sum, which does not depend on the order."""
    return sum(weights) if all(isinstance(each, int) for each in weights) else math.fsum(weights)
