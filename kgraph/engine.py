"""Run SPARQL on a store: the union of all layers is the default graph, and nothing leaves the machine."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TypeAlias

import pyoxigraph as ox

from kgraph.errors import BuildError, QuestionError
from kgraph.manifest import STORE
from kgraph.results import Term
from kgraph.vocabulary import LAYERS, PREFIXES

#: Columns and rows of a SELECT or ASK.
Table: TypeAlias = tuple[tuple[str, ...], tuple[tuple[Term, ...], ...]]

_ESCAPE = r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})"
#: IRIs, texts and comments: what stands in them is no keyword.
_QUIET = (
    r"""<[^<>"{}|^`\\\x00-\x20]*>"""
    r'''|"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^'\\]|\\.|'(?!''))*\'\'\''''
    r"""|"(?:[^"\\\n\r]|\\.)*"|\'(?:[^'\\\n\r]|\\.)*\'|#[^\n\r]*"""
)
_GAP = r"(?:\s|#[^\n\r]*[\n\r])"
_CALL = rf"(?<![\w?$:-])SERVICE{_GAP}*(?:SILENT{_GAP}*)?(?:<|[?$]|(?<=\s)[\w.-]*:)"
_UPDATES = "INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY|WITH"


def open_store(folder: Path) -> ox.Store:
    """Open the store of a build folder for reading.

    Raises
    ------
    BuildError
        If there is none or it is damaged.
    """
    try:
        return ox.Store.read_only(str(folder / STORE))
    except OSError as error:
        raise BuildError(f"{folder}: its store cannot be opened ({error}): run kgraph build again") from error


def select(store: ox.Store, text: str, *, where: str = "query") -> Table:
    """Run a SELECT or ASK query; an ASK answers one row with the column ``answer``.

    Parameters
    ----------
    store
        The store; every named graph counts as part of the default graph.
    text
        SPARQL 1.1. The prefixes of this project need not be declared.
    where
        How messages call the text.

    Raises
    ------
    QuestionError
        If the text is no SPARQL query, calls another server, or is a CONSTRUCT.
    """
    solutions = _run(store, text, where)
    if isinstance(solutions, ox.QueryBoolean):
        return ("answer",), ((ox.Literal(bool(solutions)),),)
    if not isinstance(solutions, ox.QuerySolutions):
        raise QuestionError(f"{where}: a CONSTRUCT or DESCRIBE gives triples, not rows: use --format ttl")
    variables = _in_order([variable.value for variable in solutions.variables], text)
    rows = tuple(tuple(solution[name] for name in variables) for solution in solutions)
    return tuple(variables), rows


def construct(store: ox.Store, text: str, *, where: str = "query") -> list[ox.Triple]:
    """Run a CONSTRUCT or DESCRIBE query and return its triples, sorted by their text.

    Raises
    ------
    QuestionError
        If the text is no SPARQL query, calls another server, or is a SELECT or ASK.
    """
    triples = _run(store, text, where)
    if not isinstance(triples, ox.QueryTriples):
        raise QuestionError(f"{where}: a SELECT or ASK gives rows, not triples: use --format table, csv, json or jsonl")
    return sorted(set(triples), key=str)


def is_graph_query(text: str) -> bool:
    """Tell whether a query is a CONSTRUCT or DESCRIBE."""
    first = re.search(r"\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", _keywords(text), re.IGNORECASE)
    return bool(first) and first.group().upper() in ("CONSTRUCT", "DESCRIBE")  # type: ignore[union-attr]


def _run(store: ox.Store, text: str, where: str) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    _refuse_leaving(text, where)
    try:
        return store.query(text, prefixes=PREFIXES, use_default_graph_as_union=not _names_layers(text, where))
    except OSError as error:
        raise QuestionError(f"{where}: cannot be answered here ({error}): ask the graph alone") from error
    except SyntaxError as error:
        place = re.match(r"error at (\d+):(\d+): (.*)", str(error), re.DOTALL)
        at, what = (f"{place[1]}:{place[2]}", place[3]) if place else ("1:1", str(error))
        if place and _is_at_end(text, int(place[1]), int(place[2])):
            at = _find_mistake(text) or at
        raise QuestionError(f"{where}:{at}: not SPARQL: {_explain(text, what)}") from error


def _is_at_end(text: str, line: int, column: int) -> bool:
    """Tell whether a place lies behind all of a text, which is where the engine's parser gives up on many mistakes."""
    lines = text.rstrip().split("\n")
    return (line, column) > (len(lines), len(lines[-1]))


def _find_mistake(text: str) -> str:
    """Return where rdflib's parser stops: at the beginning of the statement that it cannot read."""
    from pyparsing import ParseException  # imported here because only what is no SPARQL needs rdflib
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        parseQuery(text)
    except ParseException as error:
        return f"{error.lineno}:{error.column}"
    except RecursionError:
        pass
    return ""


def _explain(text: str, what: str) -> str:
    """Say in plain words what the parser says in its own, where that is known."""
    if not _keywords(text).strip():
        return "it is empty: write SELECT, ASK, CONSTRUCT or DESCRIBE"
    if re.match(rf"\s*((PREFIX|BASE)\b\s*[\w.-]*:?\s*)*({_UPDATES})\b", _keywords(text), re.IGNORECASE):
        return "it changes the graph, which is open for reading only: write SELECT, ASK, CONSTRUCT or DESCRIBE"
    if "Prefix not found" in what:
        return "a prefix is not declared: write PREFIX name: <address> above it"
    return what


def _names_layers(text: str, where: str) -> bool:
    """Tell whether a query chooses layers by FROM; other graphs than the layers are refused.

    The engine would pass over FROM where the union of all layers is the default graph.
    """
    if "FROM" not in text.upper():
        return False
    plain = re.sub(_QUIET, lambda match: match[0] if match[0].startswith("<") else " ", text, flags=re.DOTALL)
    chosen = re.findall(r"(?<![\w?$:])FROM\s+(?:NAMED\s+)?(<[^<>]*>|[^\s{]+)", plain, re.IGNORECASE)
    for graph in chosen:
        if graph.strip("<>") not in LAYERS:
            raise QuestionError(f"{where}: FROM {graph} is none of the layers: write one of {', '.join(LAYERS)}")
    return bool(chosen)


def _refuse_leaving(text: str, where: str) -> None:
    """Refuse what may call another server.

    Where an IRI, a text or a comment begins depends on the grammar, which the parser knows and we do not: so what looks
    like a call is refused wherever it stands, in a text or comment too.
    """
    if not any(word in text.upper() for word in ("SERVICE", "\\U")):
        return  # told without reading the text closely, since every question passes here
    plain = re.sub(_ESCAPE, lambda match: chr(min(int(match[1] or match[2], 16), 0x10FFFF)), text)
    if re.search(_CALL, plain, re.IGNORECASE):
        raise QuestionError(f"{where}: SERVICE calls another server: ask that server itself")


def _keywords(text: str) -> str:
    """Return a query without IRIs, texts and comments."""
    return re.sub(_QUIET, " ", text, flags=re.DOTALL)


def _in_order(variables: list[str], text: str) -> list[str]:
    """Return the variables as SELECT names them; for ``SELECT *`` in the order of their first use."""
    if "*" not in text:
        return variables
    plain = _keywords(text)
    if re.search(r"\bSELECT\s+(?:DISTINCT\s+|REDUCED\s+)?\*", plain, re.IGNORECASE):
        return sorted(variables, key=lambda name: (match.start() if (match := _use(name, plain)) else 0, name))
    return variables


def _use(name: str, text: str) -> re.Match[str] | None:
    return re.search(rf"[?$]{re.escape(name)}\b", text)
