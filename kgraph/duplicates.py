"""Find entities that may be one: likely duplicates that editors have neither merged nor told apart.

Names are compared without accents, case, punctuation and legal form; an acronym is compared with the first letters of
longer names. What is found is a question to an editor, never an answer: two bodies may well share a name.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from kgraph.dataset import Data
from kgraph.errors import Problem
from kgraph.records import RelationClaim

#: How alike two names must be, of 100, by the ratio of sorted words.
SIMILARITY = 92
#: Shorter names are compared for being equal only: one letter makes another name of them.
SHORTEST = 8

_LEGAL_FORMS = frozenset(
    [
        "ab",
        "ag",
        "as",
        "asa",
        "bv",
        "co",
        "corp",
        "corporation",
        "ev",
        "gmbh",
        "inc",
        "incorporated",
        "kk",
        "limited",
        "llc",
        "lp",
        "ltd",
        "nv",
        "oy",
        "plc",
        "pte",
        "pty",
        "sa",
        "sas",
        "sl",
        "spa",
        "srl",
        "the",
    ]
)
#: Words that an acronym leaves out.
_SMALL_WORDS = frozenset(
    [
        "a",
        "al",
        "and",
        "da",
        "das",
        "de",
        "del",
        "der",
        "des",
        "di",
        "do",
        "dos",
        "du",
        "e",
        "el",
        "et",
        "for",
        "fur",
        "in",
        "la",
        "las",
        "los",
        "of",
        "on",
        "the",
        "to",
        "und",
        "y",
    ]
)
#: Kinds that are compared with one another; a service never is its operator, nor a campaign its report.
_GROUPS = (
    frozenset({"person"}),
    frozenset({"platform", "service", "hotline", "helpline", "tool"}),
    frozenset({"programme", "event", "campaign", "campaign-edition"}),
    frozenset({"principles", "report", "transparency-report", "report-series"}),
)
_NAMES = ("name", "acronym", "formerName")
_PLACES = ("activeIn", "basedIn", "takesPlaceIn")


def find_likely_duplicates(data: Data) -> list[Problem]:
    """Return a problem for each pair of entities that may be one.

    Parameters
    ----------
    data
        Records that have passed all checks of reading and of references.

    Notes
    -----
    Left alone are pairs that ``not-same.yaml`` tells apart, that a claim relates (nothing stands to itself), that are
    editions of one series, that claims place in different countries, and names that differ by a number.
    """
    relations = [
        claim
        for source in data.sources.values()
        for claim in source.claims
        if isinstance(claim, RelationClaim) and not claim.withdrawn
    ]
    apart = _Apart(data, relations)
    found: dict[tuple[str, str], Problem] = {}
    for names in _names_by_group(data, relations).values():
        for one, other, why in _find_alike(names):
            if (one, other) not in found and not apart.settles(one, other):
                found[one, other] = _problem(data, one, other, why)
    return sorted(found.values())


def normalise_name(name: str) -> str:
    """Return a name without accents, case, punctuation, legal form and remarks in parentheses.

    Examples
    --------
    >>> normalise_name("Fundación  Sergio-Urrego, S.A. (Colombia)")
    'fundacion sergio urrego'
    """
    plain = unicodedata.normalize("NFKD", re.sub(r"\([^)]*\)", " ", name.casefold()))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter)).replace(".", "")
    words = re.sub(r"[\W_]+", " ", plain).split()
    kept = [word for word in words if word not in _LEGAL_FORMS]
    return " ".join(kept or words)


def _names_by_group(data: Data, relations: Iterable[RelationClaim]) -> dict[int, dict[str, set[str]]]:
    """Return group to normalised name to the slugs that bear it."""
    groups: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    group_of: dict[str, int] = {}
    for slug, entity in data.entities.items():
        kind = entity.kinds[0]
        group_of[slug] = next((number for number, kinds in enumerate(_GROUPS) if kind in kinds), len(_GROUPS))
        groups[group_of[slug]][normalise_name(entity.label)].add(slug)
    for claim in relations:
        if claim.relation in _NAMES:
            text = claim.object.rpartition(" @")[0] or claim.object
            groups[group_of[claim.subject]][normalise_name(text)].add(claim.subject)
    for names in groups.values():
        names.pop("", None)
    return groups


def _find_alike(names: dict[str, set[str]]) -> Iterator[tuple[str, str, str]]:
    for name, slugs in sorted(names.items()):
        for one, other in combinations(sorted(slugs), 2):
            yield one, other, f"both are called {name!r}"
    initials: dict[str, set[str]] = defaultdict(set)
    for name in names:
        words = [word for word in name.split() if word not in _SMALL_WORDS]
        if len(words) > 2:
            initials["".join(word[0] for word in words)].add(name)
    for acronym in sorted(names.keys() & initials.keys()):
        for name in sorted(initials[acronym]):
            yield from _pairs(names[acronym], names[name], f"{acronym.upper()!r} may stand for {name!r}")
    for one, other in _find_similar(sorted(name for name in names if len(name) >= SHORTEST)):
        yield from _pairs(names[one], names[other], f"{one!r} and {other!r} are alike")


def _find_similar(names: list[str]) -> Iterator[tuple[str, str]]:
    from rapidfuzz import fuzz, process  # imported here: only a whole check needs it

    ordered = [" ".join(sorted(name.split())) for name in names]
    for place, name in enumerate(names):
        later = ordered[place + 1 :]
        for _, _, distance in process.extract(
            ordered[place], later, scorer=fuzz.ratio, processor=None, score_cutoff=SIMILARITY, limit=None
        ):
            other = names[place + 1 + distance]
            if _numbers(name) == _numbers(other):
                yield name, other


def _numbers(name: str) -> list[str]:
    return re.findall(r"[0-9]+|\b[hq][1-4]\b", name)


def _pairs(some: Iterable[str], others: Iterable[str], why: str) -> Iterator[tuple[str, str, str]]:
    for one in sorted(some):
        for other in sorted(others):
            if one != other:
                yield min(one, other), max(one, other), why


class _Apart:
    """What the data itself says of two entities' not being one."""

    def __init__(self, data: Data, relations: Iterable[RelationClaim]) -> None:
        self._pairs = {frozenset(distinction.entities) for distinction in data.distinctions.values()}
        self._series: dict[str, str] = {}
        self._countries: dict[str, set[str]] = defaultdict(set)
        for claim in relations:
            if claim.object in data.entities:
                self._pairs.add(frozenset((claim.subject, claim.object)))
            if claim.relation == "editionOf":
                self._series[claim.subject] = claim.object
                self._countries[claim.subject] |= set(claim.country or ())
            elif claim.relation in _PLACES:
                self._countries[claim.subject].add(claim.object)

    def settles(self, one: str, other: str) -> bool:
        if frozenset((one, other)) in self._pairs or self._root(one) == self._root(other):
            return True
        return bool(self._countries[one] and self._countries[other]) and self._countries[one].isdisjoint(
            self._countries[other]
        )

    def _root(self, slug: str) -> str:
        """Return the series of which something is an edition, or an edition of an edition."""
        seen = {slug}
        while slug in self._series and self._series[slug] not in seen:
            slug = self._series[slug]
            seen.add(slug)
        return slug


def _problem(data: Data, one: str, other: str, why: str) -> Problem:
    document = data.documents[one]
    remedy = "merge them, keeping each name with its source, or tell them apart in not-same.yaml with the reason"
    return Problem(document.name, document.line_of((one,)), f"{one!r} and {other!r} may be one: {why}", remedy)
