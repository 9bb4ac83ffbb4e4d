"""Names: which one is shown, and what a name means."""

from __future__ import annotations

import pytest

from kgraph.errors import QuestionError, UnknownName
from kgraph.knowledge import KnowledgeGraph
from kgraph.names import Names, find_iri
from kgraph.questions import Parameter
from kgraph.results import Term
from kgraph.vocabulary import COUNTRY, ID


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("tiktok", "tiktok"),
        ("TIKTOK", "tiktok"),
        ("Liên minh Công nghệ", "tech-coalition"),
        ("lien minh cong nghe", "tech-coalition"),
        ("KSIB", "kuaishou-international-business"),
        ("fundacion sergio urrego", "sergio-urrego-foundation"),
        ("#NavegaFeliz", "navegafeliz"),
        (ID + "kwai", "kwai"),
    ],
)
def test_an_entity_goes_by_slug_iri_or_any_name(seeds: KnowledgeGraph, name: str, slug: str) -> None:
    assert seeds.find(name) == ID + slug


@pytest.mark.parametrize("name", ["MX", "mex", "MEX", "Mexico", "México", "Mexique"])
def test_a_country_goes_by_code_or_name(seeds: KnowledgeGraph, name: str) -> None:
    assert seeds.find(name, "country") == COUNTRY + "MEX"


def test_an_unknown_name_gets_the_nearest(seeds: KnowledgeGraph) -> None:
    with pytest.raises(UnknownName, match="no entity 'tik-tok': did you mean 'tiktok'"):
        seeds.find("tik-tok")


def test_a_name_of_several_things_is_asked_back() -> None:
    import pyoxigraph as ox

    def ask(text: str) -> tuple[tuple[str, ...], tuple[tuple[Term, ...], ...]]:
        if "VALUES" in text:
            return ("thing",), ()
        same = ox.Literal("Consejo Ciudadano", language="es")
        return ("thing", "name"), ((ox.NamedNode(ID + "consejo-a"), same), (ox.NamedNode(ID + "consejo-b"), same))

    with pytest.raises(QuestionError, match="name of several things: write consejo-a or consejo-b"):
        find_iri(ask, "consejo ciudadano", Parameter("entity", "iri"))


@pytest.mark.parametrize(
    ("lang", "name"),
    [("en", "Technology Coalition"), ("vi", "Liên minh Công nghệ"), ("fr", "Technology Coalition")],
)
def test_a_name_falls_back_to_english(seeds: KnowledgeGraph, lang: str, name: str) -> None:
    assert Names(seeds.ask, lang).name_of(ID + "tech-coalition").text == name


@pytest.mark.parametrize(
    ("name", "shown"),
    [("SaferNet", "SaferNet Brasil"), ("Rede Segura", "Rede Segura")],
    ids=["a part of the label", "another name"],
)
def test_a_source_that_shortens_the_label_gives_no_name(name: str, shown: str) -> None:
    import pyoxigraph as ox

    def ask(_: str) -> tuple[tuple[str, ...], tuple[tuple[Term, ...], ...]]:
        thing = ox.NamedNode(ID + "safernet-brasil")
        rows = (
            (thing, ox.Literal(0), ox.Literal("SaferNet Brasil", language="en")),
            (thing, ox.Literal(1), ox.Literal(name, language="pt-br")),
        )
        return ("thing", "rank", "text"), rows

    assert Names(ask, "pt").name_of(ID + "safernet-brasil").text == shown


def test_an_acronym_does_not_stand_for_a_name(seeds: KnowledgeGraph) -> None:
    assert Names(seeds.ask, "vi").name_of(ID + "ncmec").text.startswith("Trung tâm Quốc gia")


def test_what_has_no_name_goes_by_its_slug(seeds: KnowledgeGraph) -> None:
    assert Names(seeds.ask).name_of(ID + "nobody").text == "nobody"
