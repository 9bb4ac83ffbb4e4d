"""Numbers in words."""

from __future__ import annotations

import pytest

from kgraph.amounts import Amount, say_amount
from kgraph.ontology import read_ontology
from kgraph.paths import ontology_folder

CONCEPTS = read_ontology(ontology_folder()).concepts


@pytest.mark.parametrize(
    ("number", "bound", "measure", "lang", "told"),
    [
        ("1200", "exact", "videos-removed", "en", Amount("1,200", "videos removed")),
        ("1200", "more-than", "videos-removed", "en", Amount("more than 1,200", "videos removed")),
        ("98.9", "exact", "share-removed-24h", "en", Amount("98.9%", "share removed within 24 hours")),
        ("98.9", "about", "share-removals-child-safety", "vi", Amount("khoảng 98,9%", "")),
        ("40000000", "exact", "funding-committed-usd", "en", Amount("USD 40,000,000", "funding committed")),
        ("40000000", "exact", "funding-committed-gbp", "pt", Amount("40.000.000\u00a0GBP", "")),
        ("-6900000", "about", "cybertipline-incidents-change", "en", Amount("about 6,900,000 fewer", "")),
        ("-6900000", "more-than", "cybertipline-incidents-change", "en", Amount("more than −6,900,000", "")),
    ],
)
def test_a_number_has_its_unit_and_bound(number: str, bound: str, measure: str, lang: str, told: Amount) -> None:
    said = say_amount(number, CONCEPTS[bound], CONCEPTS[measure], lang)
    assert said == (told if told.measure else Amount(told.text, said.measure))


@pytest.mark.parametrize("lang", ["en", "pt", "es", "fr", "vi"])
def test_money_is_not_named_twice(lang: str) -> None:
    money = [each for each in CONCEPTS.values() if each.unit in ("usd", "gbp", "eur")]
    assert [each.slug for each in money if "(" in say_amount("1", CONCEPTS["exact"], each, lang).measure] == []
