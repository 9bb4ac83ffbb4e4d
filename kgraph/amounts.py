"""Numbers with their units in words."""

from __future__ import annotations

from typing import NamedTuple

from kgraph.numbers import group_digits
from kgraph.ontology import Concept
from kgraph.phrases import phrase


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
