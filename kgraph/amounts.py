"""Numbers with their units in words."""

from __future__ import annotations

from typing import NamedTuple

from kgraph.ontology import Concept
from kgraph.phrases import phrase

_GROUPS = {"en": ",", "pt": ".", "es": "\u202f", "fr": "\u202f", "vi": "."}


class Amount(NamedTuple):
    """A number as it is told, and what it counts."""

    text: str
    measure: str


def say_amount(number: str, bound: Concept, measure: Concept, lang: str) -> Amount:
    """Return a number with its bound and unit, and what it counts.

    Parameters
    ----------
    number
        Decimal text.
    bound
        How the number bounds the truth; an exact number is told as it is.
    measure
        What is counted. A measure of money has the code of its currency in brackets at the end of its label.
    lang
        Language of the words.
    """
    label, currency = measure.labels[lang], measure.unit.upper()
    negative = number.startswith("-")
    fewer = negative and bound.slug in ("exact", "about") and measure.unit != "percent"
    said = group_digits(number.removeprefix("-") if fewer else number, lang)
    if measure.unit == "percent":
        said = phrase("sentences", "percent", lang, number=said)
    elif currency and label.endswith(f" ({currency})"):
        label = label.removesuffix(f" ({currency})")
        said = phrase("sentences", "money", lang, number=said, currency=currency)
    if bound.slug != "exact":
        said = f"{bound.labels[lang]} {said}"
    return Amount(phrase("sentences", "fewer", lang, number=said) if fewer else said, label)


def group_digits(number: str, lang: str) -> str:
    """Group the digits of a number as a language does; a narrow space where it has no comma or point for it.

    Examples
    --------
    >>> group_digits("1200.5", "en"), group_digits("-1200.5", "pt")
    ('1,200.5', '−1.200,5')
    """
    sign = "−" if number.startswith("-") else ""
    whole, _, part = number.removeprefix("-").partition(".")
    grouped = sign + f"{int(whole):,}".replace(",", _GROUPS[lang])
    return grouped + ({"en": "."}.get(lang, ",") + part if part else "")
