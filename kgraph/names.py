"""Names of things: the one to show in a language, and the thing that a name means."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

import pyoxigraph as ox

from kgraph.engine import Table
from kgraph.errors import QuestionError, UnknownName
from kgraph.questions import Parameter
from kgraph.vocabulary import ALLY, CONCEPT, COUNTRY, ID, shorten

#: Runs a SELECT over a graph.
Ask = Callable[[str], Table]


class Name(NamedTuple):
    """A text and its language as a BCP 47 tag, empty where it has none."""

    text: str
    language: str = ""


class Names:
    """Finds names in one language, with fallback to English, then to whatever language there is.

    A thing is called by its editorial label in the language; else by a name that a source uses in the language; else
    by its label. Acronyms, hashtags and former names do not stand for a name, nor does a part of the label that a
    source uses in the language: there the source only shortens it.
    """

    def __init__(self, ask: Ask, lang: str = "en") -> None:
        self._ask = ask
        self._lang = lang
        self._known: dict[str, Name] = {}

    def name_of(self, iri: str) -> Name:
        """Return the name of a thing."""
        if iri not in self._known:
            self.learn([iri])
        return self._known[iri]

    def learn(self, iris: Iterable[str]) -> None:
        """Look up the names of many things in one query."""
        wanted = sorted(set(iris) - set(self._known))
        if not wanted:
            return
        values = " ".join(str(ox.NamedNode(iri)) for iri in wanted)
        _, rows = self._ask(_NAMES.format(values=values))
        labels: dict[str, list[str]] = defaultdict(list)
        for thing, rank, text in rows:
            if _value(rank) == "0":
                labels[_value(thing)].append(fold(_value(text)))
        found: dict[str, list[tuple[int, int, str, str]]] = defaultdict(list)
        for thing, rank, text in rows:
            assert isinstance(thing, ox.NamedNode) and isinstance(rank, ox.Literal) and isinstance(text, ox.Literal)
            if rank.value != "0" and _is_short_form(text.value, labels[thing.value]):
                continue
            language = text.language or ""
            found[thing.value].append((self._rank(int(rank.value), language), len(text.value), text.value, language))
        for iri in wanted:
            best = min(found[iri], default=(0, 0, shorten(iri), ""))
            self._known[iri] = Name(best[2], best[3])

    def _rank(self, source: int, language: str) -> int:
        """Order: label in the language, name in the language, English label, another label, another name."""
        if language == self._lang:
            return 2 * source
        if language.partition("-")[0] == self._lang:
            return 2 * source + 1
        if source == 0:
            return 4 if language.partition("-")[0] == "en" else 5
        return 6


def _is_short_form(name: str, labels: Iterable[str]) -> bool:
    """Tell whether a name is a part of a label and no more."""
    return any(fold(name) in label and fold(name) != label for label in labels)


_NAMES = """SELECT ?thing ?rank ?text WHERE {{
  VALUES ?thing {{ {values} }}
  {{ ?thing skos:prefLabel|rdfs:label ?text BIND(0 AS ?rank) }}
  UNION
  {{ ?thing skos:altLabel ?text BIND(1 AS ?rank)
     FILTER(LANG(?text) != "" && NOT EXISTS {{ ?thing ally:formerName ?text }}) }}
  UNION
  {{ ?thing dcterms:title ?text BIND(0 AS ?rank) }}
}}"""


def find_iri(ask: Ask, text: str, parameter: Parameter) -> str:
    """Return the IRI of the thing that a parameter's value names.

    Parameters
    ----------
    ask
        Runs a SELECT.
    text
        A slug, a whole IRI, an alpha-2 or alpha-3 code, or any name of the thing; accents and case do not count.
    parameter
        Says what kind of thing it must be.

    Raises
    ------
    UnknownName
        If nothing has that name.
    QuestionError
        If several things have it.
    """
    if text.startswith(("https://", "http://")) and not any(letter in text for letter in '<>"{}|^`\\ \n\t'):
        return text
    if parameter.target == "relation":
        return ALLY + text
    namespace = {"country": COUNTRY, "concept": CONCEPT}.get(parameter.target, ID)
    candidates = {namespace + text} if _is_local(text) else set()
    if parameter.target == "country" and _is_local(text):
        candidates.add(COUNTRY + text.upper())
    _, rows = ask(_known_query(parameter.target, sorted(candidates)))
    if rows:
        return _value(rows[0][0])
    return _find_by_name(ask, text, parameter.target)


def _find_by_name(ask: Ask, text: str, target: str) -> str:
    _, rows = ask(_names_query(target))
    wanted = fold(text)
    named: dict[str, set[str]] = defaultdict(set)
    for thing, name in rows:
        named[_value(name)].add(_value(thing))
    matches = set().union(*(things for name, things in named.items() if fold(name) == wanted))
    if len(matches) == 1:
        return matches.pop()
    if matches:
        slugs = " or ".join(sorted(shorten(iri) for iri in matches))
        raise QuestionError(f"{text!r} is the name of several things: write {slugs}")
    slugs_of = {shorten(_value(thing)) for thing, _ in rows}
    raise UnknownName(target, text, slugs_of | set(named))


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """Return a text without accents, case and the mark of a hashtag, to compare names by.

    Examples
    --------
    >>> fold("Liên minh Công nghệ") == fold("LIEN MINH CONG NGHE"), fold("#NavegaFeliz")
    (True, 'navegafeliz')
    """
    plain = text.replace("đ", "d").replace("Đ", "D").removeprefix("#")
    decomposed = unicodedata.normalize("NFKD", plain)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).casefold().strip()


def _is_local(text: str) -> bool:
    return text.isascii() and text.replace("-", "").isalnum()


def _value(term: object) -> str:
    assert isinstance(term, (ox.NamedNode, ox.Literal))
    return term.value


#: What makes a thing an answer, by the target of a parameter.
_PATTERNS = {
    "entity": """FILTER(STRSTARTS(STR(?thing), "https://w3id.org/child-safety-alliances/id/"))
  FILTER NOT EXISTS { ?thing a ally:SourceDocument }
  ?thing skos:prefLabel ?label""",
    "country": "?thing a ally:Country",
    "concept": "?thing skos:inScheme ?scheme",
    "source": "?thing a ally:SourceDocument",
}


def _known_query(target: str, iris: Iterable[str]) -> str:
    values = " ".join(str(ox.NamedNode(iri)) for iri in iris)
    return f"SELECT DISTINCT ?thing WHERE {{ VALUES ?thing {{ {values} }} {_PATTERNS[target]} }} ORDER BY ?thing"


def _names_query(target: str) -> str:
    return (
        f"SELECT DISTINCT ?thing ?name WHERE {{ {_PATTERNS[target]} . "
        "?thing skos:prefLabel|skos:altLabel|skos:notation|ally:hashtag|dcterms:title ?name } ORDER BY ?thing ?name"
    )
