"""Territories in words."""

from __future__ import annotations

import pytest

from kgraph.places import name_territory, say_place
from kgraph.vocabulary import CONCEPT, COUNTRY, ID

EU = "at-be-bg-cy-cz-de-dk-ee-es-fi-fr-gr-hr-hu-ie-it-lt-lu-lv-mt-nl-pl-pt-ro-se-si-sk"
EEA = "at-be-bg-cy-cz-de-dk-ee-es-fi-fr-gr-hr-hu-ie-is-it-li-lt-lu-lv-mt-nl-no-pl-pt-ro-se-si-sk"


@pytest.mark.parametrize(
    ("codes", "told"),
    [
        (EU, "European Union"),
        (EEA, "European Economic Area"),
        (EU + "-gb", "28 countries"),
        (EEA.replace("-no", ""), "29 countries"),
        ("br-mx", "A and B"),
        ("br-co-mx", "A, B and C"),
    ],
)
def test_a_set_of_countries_has_a_name_only_where_it_is_that_very_set(codes: str, told: str) -> None:
    count = codes.count("-") + 1
    assert name_territory(f"{ID}territory--{codes}", " + ".join("ABC"[:count]), "en") == told


@pytest.mark.parametrize(
    ("iri", "name", "lang", "told"),
    [
        (COUNTRY + "BRA", "Brazil", "en", "in Brazil"),
        (COUNTRY + "USA", "United States", "en", "in the United States"),
        (COUNTRY + "BRA", "Brésil", "fr", "Brésil"),
        (CONCEPT + "world", "the whole world", "en", "worldwide"),
        (ID + "territory--br-mx", "Brasil + México", "es", "en Brasil y México en conjunto"),
    ],
)
def test_a_place_reads_as_the_language_has_it(iri: str, name: str, lang: str, told: str) -> None:
    assert say_place(iri, name, lang) == told
