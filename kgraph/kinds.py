"""Which of the kinds of a thing speaks for it where only one can, as the colour in a picture."""

from __future__ import annotations

from collections.abc import Iterable

#: Kind words from the most to the least telling: what a thing is for comes before what form it has, a special kind
#: before the general one, and what is made before who makes it.
_ORDER = (
    "campaign-edition",
    "campaign",
    "transparency-report",
    "report-series",
    "report",
    "principles",
    "fund",
    "programme",
    "event",
    "platform",
    "hotline",
    "helpline",
    "tool",
    "service",
    "alliance",
    "regulator",
    "intergovernmental-organisation",
    "public-authority",
    "academic-institution",
    "media-organisation",
    "company",
    "civil-society-organisation",
    "organisation",
    "person",
)

_PLACES = {kind: place for place, kind in enumerate(_ORDER)}


def choose_kind(kinds: Iterable[str]) -> str:
    """Return the most telling of some kinds; words that entity files do not know come last, by alphabet.

    Parameters
    ----------
    kinds
        Kind words; without any, the empty text is returned.

    Examples
    --------
    >>> choose_kind(["civil-society-organisation", "alliance"]), choose_kind(["public-authority", "regulator"])
    ('alliance', 'regulator')
    """
    return min(kinds, key=lambda kind: (_PLACES.get(kind, len(_PLACES)), kind), default="")
