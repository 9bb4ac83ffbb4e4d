"""Countries and joint territories in words."""

from __future__ import annotations

import re

from kgraph.phrases import phrase
from kgraph.vocabulary import CONCEPT, shorten

#: How the slug of a territory that several countries make up together begins.
_JOINT = "territory--"

#: Above so many countries, a joint territory is told by their number.
_MOST_NAMED = 5

_EU = frozenset(
    [
        "at",
        "be",
        "bg",
        "cy",
        "cz",
        "de",
        "dk",
        "ee",
        "es",
        "fi",
        "fr",
        "gr",
        "hr",
        "hu",
        "ie",
        "it",
        "lt",
        "lu",
        "lv",
        "mt",
        "nl",
        "pl",
        "pt",
        "ro",
        "se",
        "si",
        "sk",
    ]
)

#: Sets of countries that have a name of their own; a set that differs in one country is not called so.
_NAMED = {_EU: "european-union", _EU | {"is", "li", "no"}: "european-economic-area"}

#: Names of countries that take the article in English.
_WITH_ARTICLE = re.compile(
    r"(United |Bahamas|Central African|Comoros|Czech Rep|Democratic |Dominican Rep|Gambia|Maldives|Marshall|Netherlands"
    r"|Philippines|Seychelles|.* Islands)"
)


def is_joint(territory: str) -> bool:
    """Tell whether the IRI of a territory names several countries together."""
    return shorten(territory).startswith(_JOINT)


def name_territory(territory: str, name: str, lang: str) -> str:
    """Return the name of a joint territory as a sentence has it; any other name as it is.

    Parameters
    ----------
    territory
        IRI of a country, concept or joint territory.
    name
        Its name in the language; for a joint territory, the names of its countries with " + " between.
    lang
        Language of the words.
    """
    if not is_joint(territory):
        return name
    codes = frozenset(shorten(territory).removeprefix(_JOINT).split("-"))
    if codes in _NAMED:
        return phrase("sentences", _NAMED[codes], lang)
    if len(codes) > _MOST_NAMED:
        return phrase("sentences", "countries", lang, count=len(codes))
    *others, last = name.split(" + ")
    return phrase("sentences", "and", lang, first=", ".join(others), last=last)


def say_place(territory: str, name: str, lang: str) -> str:
    """Return where something holds, with the preposition that the language can put before any name.

    Parameters
    ----------
    territory, name, lang
        As for :func:`name_territory`.
    """
    if territory == CONCEPT + "world":
        return phrase("sentences", "worldwide", lang)
    said = with_article(name_territory(territory, name, lang), lang)
    return phrase("sentences", "jointly" if is_joint(territory) else "in", lang, territory=said)


def with_article(name: str, lang: str) -> str:
    """Return the name of a country as it stands after "in" in English; in other languages as it is.

    Examples
    --------
    >>> with_article("United States", "en"), with_article("Brazil", "en")
    ('the United States', 'Brazil')
    """
    return f"the {name}" if lang == "en" and _WITH_ARTICLE.match(name) else name
