"""What a claim says can be read again from the graph: nothing is lost, nothing runs into something else."""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from seed_data import seed_data_folder

from kgraph.dataset import Country, Data
from kgraph.engine import select
from kgraph.evidence import State, read_states
from kgraph.graph import build_graph
from kgraph.ontology import Ontology, Relation, read_ontology
from kgraph.paths import ontology_folder
from kgraph.records import Claim, Entity, FigureClaim, RelationClaim, Source, is_language
from kgraph.sources import Reader
from kgraph.terms import names_concept, names_territory
from kgraph.vocabulary import ALLY, EDTF, XSD, shorten
from kgraph.yaml_reader import HIDDEN

ENTITIES = {
    "acme": "company",
    "bolt": "company",
    "harbour": "alliance",
    "ines": "person",
    "kwik": "platform",
    "safe-net": "campaign",
    "safe-net-br": "campaign-edition",
    "day": "event",
    "code": "principles",
    "reports": "report-series",
    "report-1": "transparency-report",
}
CODES = ["BR", "CO", "MX", "NO", "VN"]
PERIODS = [
    "2022",
    "2022-05",
    "2022-05-03",
    "2022~",
    "2022?",
    "../2021",
    "2021/..",
    "2021/2022",
    "2022-01-01/2022-06-30",
]


@cache
def ontology() -> Ontology:
    return read_ontology(ontology_folder())


@cache
def countries() -> dict[str, Country]:
    reader = Reader(seed_data_folder())
    reader.read_countries()
    return {code: reader.data.countries[code] for code in CODES}


def entities_of(kinds: tuple[str, ...]) -> list[str]:
    return [slug for slug, kind in ENTITIES.items() if ontology().is_a([ontology().kinds[kind]], kinds)]


#: What people write: no controls, composed, no spaces at the ends; an ``@`` would name a language.
texts = (
    st.text(
        st.characters(exclude_categories=["Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"], exclude_characters="@"),
        max_size=30,
    )
    .map(lambda text: HIDDEN.sub("", unicodedata.normalize("NFC", text)).strip())
    .filter(lambda text: text and unicodedata.is_normalized("NFC", text))
)
#: Words of which some differ in case, in spaces, or by being joined.
words = (
    st.sampled_from(["1", "2", "12", "1-2", "1 2", "first", "ed-1", "in-bra", "Zweite Ausgabe", "a--b", "ñ"]) | texts
)
locators = texts.filter(lambda text: len(text.split()) <= 8)
periods = st.sampled_from(PERIODS)
codes = st.lists(st.sampled_from(CODES), min_size=1, max_size=3).map(tuple)


def objects_of(relation: Relation) -> st.SearchStrategy[str]:
    if relation.datatype == XSD + "anyURI":
        return st.sampled_from(["https://example.org/a", "http://example.org/?a=b&c=%20#d"])
    if relation.datatype == EDTF + "EDTF":
        return periods
    if relation.datatype:
        return words
    if names_territory(relation):
        return st.sampled_from(CODES)
    if names_concept(relation):
        concepts = ontology().concepts.values()
        return st.sampled_from(
            [each.slug for each in concepts if not each.classes.isdisjoint(relation.object_kinds)][:5]
        )
    return st.sampled_from(entities_of(relation.object_kinds))


@st.composite
def relation_claims(draw: st.DrawFn) -> RelationClaim:
    relation = draw(st.sampled_from([ontology().relations[word] for word in sorted(ontology().relations)]))
    fields: dict[str, Any] = {
        "subject": draw(st.sampled_from(entities_of(relation.subject_kinds))),
        "relation": relation.word,
        "object": draw(objects_of(relation)),
        "role": draw(st.none() | texts | st.sampled_from(["partner", "organiser"])),
        "from": draw(st.none() | periods),
        "until": draw(st.none() | periods),
        "asOf": draw(st.none() | periods),
        "edition": draw(st.none() | words),
        "spell": draw(st.none() | words),
        "country": draw(st.none() | codes),
        "objectAs": draw(st.none() | texts),
        **draw(said()),
    }
    assume(fields["subject"] != fields["object"])
    try:
        return RelationClaim.model_validate(fields)
    except ValidationError:  # dates that contradict each other
        return RelationClaim.model_validate(fields | {"from": None, "until": None})


@st.composite
def figure_claims(draw: st.DrawFn) -> FigureClaim:
    value = draw(
        st.decimals(
            allow_nan=False, allow_infinity=False, places=draw(st.integers(0, 4)), min_value=-(10**9), max_value=10**15
        )
    )
    fields = {
        "figure": draw(st.sampled_from(ontology().concept_slugs("measures"))),
        "about": draw(st.sampled_from(sorted(ENTITIES))),
        "value": f"{value:f}",
        "stated": draw(texts),
        "bound": draw(st.sampled_from(["exact", "at-least", "more-than", "at-most", "less-than", "about"])),
        "period": draw(st.none() | periods),
        "territory": draw(st.none() | codes | st.just(("world",))),
        "asOf": draw(st.none() | periods),
        **draw(said()),
    }
    return FigureClaim.model_validate(fields)


@st.composite
def said(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "at": draw(locators),
        "subjectAs": draw(st.none() | texts),
        "stance": draw(st.sampled_from(["supports", "disputes"])),
        "certainty": draw(st.sampled_from(["stated", "read-between-lines"])),
        "note": draw(st.none() | texts),
        "recorded": draw(st.none() | st.just("2026-12-24")),
        "withdrawn": draw(st.none() | st.just("2027-01-02, the text means another body")),
    }


def relation_claim(subject: str, relation: str, value: str, **fields: str) -> RelationClaim:
    parts = {"subject": subject, "relation": relation, "object": value, "at": "x"}
    return RelationClaim.model_validate(parts | fields)


def source_of(*claims: Claim, language: str = "pt-BR") -> Source:
    fields = {"url": "https://example.org/", "title": "T", "publisher": "acme", "issued": "2022", "language": language}
    return Source.model_validate(fields | {"accessed": "2026-11-21", "recorded": "2026-11-21", "claims": claims})


def to_states(*sources: Source) -> list[State]:
    data = Data(countries=countries())
    data.entities = {slug: Entity.model_validate({"kinds": (kind,), "label": slug}) for slug, kind in ENTITIES.items()}
    data.sources = {f"source-{number}": source for number, source in enumerate(sources)}
    quads = build_graph(data, ontology())
    store = ox.Store()
    store.extend(quads)
    attested = {quad.object.value for quad in quads if quad.predicate.value == ALLY + "attests"}  # type: ignore[union-attr]
    return read_states(lambda text: select(store, text), ontology(), sorted(attested))


def codes_of(state: State) -> tuple[str, ...]:
    """Return the alpha-2 codes of a state's territory, sorted."""
    name = shorten(state.value("territory"))
    by_alpha3 = {country.alpha3: code for code, country in countries().items()}
    joint = tuple(code.upper() for code in name.removeprefix("territory--").split("-")) if "--" in name else (name,)
    return tuple(sorted(by_alpha3.get(code, code) for code in joint if code))


def object_of(state: State) -> str:
    text = state.object.value
    by_iri = {country.iri: code for code, country in countries().items()}
    return text if isinstance(state.object, ox.Literal) else by_iri.get(text, shorten(text))


@settings(max_examples=80, deadline=None)
@given(relation_claims())
def test_a_relation_is_read_as_it_was_claimed(claim: RelationClaim) -> None:
    (state,) = to_states(source_of(claim))
    (evidence,) = state.evidence
    relation = ontology().relations[claim.relation]
    turned = relation.symmetric and claim.object < claim.subject
    parties = [(claim.subject, claim.subjectAs or ""), (claim.object, claim.objectAs or "")]
    (subject, subject_as), (value, object_as) = reversed(parties) if turned else parties
    assert (state.relation, shorten(state.subject), object_of(state)) == (relation, subject, value)
    assert (evidence.subject_as, evidence.object_as) == (subject_as, object_as)
    assert (evidence.since, evidence.until, evidence.as_of) == (claim.from_ or "", claim.until or "", claim.asOf or "")
    assert (state.value("edition"), state.value("spell")) == (claim.edition or "", claim.spell or "")
    assert (evidence.role, codes_of(state)) == (claim.role or "", tuple(sorted(set(claim.country or ()))))
    assert_said(state, claim)


@settings(max_examples=80, deadline=None)
@given(figure_claims())
def test_a_figure_is_read_as_it_was_claimed(claim: FigureClaim) -> None:
    (state,) = to_states(source_of(claim))
    (evidence,) = state.evidence
    assert (state.relation, shorten(state.subject)) == (None, claim.about)
    assert (Decimal(state.object.value), evidence.stated) == (claim.value, claim.stated)
    assert (shorten(state.value("measure")), shorten(state.value("bound"))) == (claim.figure, claim.bound)
    assert (state.value("period"), codes_of(state)) == (claim.period or "", tuple(sorted(set(claim.territory or ()))))
    assert (evidence.as_of, evidence.subject_as) == (claim.asOf or "", claim.subjectAs or "")
    assert_said(state, claim)


def assert_said(state: State, claim: Claim) -> None:
    (evidence,) = state.evidence
    read = (evidence.locator, evidence.stance, evidence.certainty, evidence.note, evidence.recorded, evidence.withdrawn)
    withdrawn = (claim.withdrawn or "").partition(",")[0]
    recorded = claim.recorded or "2026-11-21"
    assert read == (claim.at, claim.stance, claim.certainty, claim.note or "", recorded, withdrawn)
    assert state.accepted == (claim.stance == "supports" and not claim.withdrawn)


def identity(claim: Claim) -> tuple[object, ...]:
    """Return what tells the state of a claim from others (design, sections 3.7 and 4)."""
    if isinstance(claim, FigureClaim):
        return (claim.figure, claim.about, claim.period, frozenset(claim.territory or ()), claim.bound, claim.value)
    parties = (claim.subject, claim.object)
    symmetric = ontology().relations[claim.relation].symmetric
    marks = tuple(
        text and (text.lower() if text.isascii() and text.isalnum() else text) for text in (claim.edition, claim.spell)
    )
    return (claim.relation, frozenset(parties) if symmetric else parties, frozenset(claim.country or ()), *marks)


@settings(max_examples=60, deadline=None)
@given(st.lists(relation_claims() | figure_claims(), min_size=1, max_size=12))
def test_claims_meet_in_one_state_only_where_they_speak_of_the_same(claims: list[Claim]) -> None:
    states = to_states(*(source_of(claim) for claim in claims))
    assert len({state.iri for state in states}) == len({identity(claim) for claim in claims})


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ({"edition": "1"}, {"spell": "1"}),
        ({"edition": "1"}, {"edition": "01"}),
        ({"edition": "in-bra"}, {"country": "BR"}),
        ({"country": ["BR", "MX"]}, {"country": ["MX"]}),
        ({"country": "BR"}, {}),
        ({"spell": "first", "edition": "2"}, {"spell": "2", "edition": "first"}),
    ],
)
def test_what_tells_two_states_apart_keeps_them_apart(one: dict[str, Any], two: dict[str, Any]) -> None:
    base = {"subject": "acme", "relation": "memberOf", "object": "harbour", "at": "x"}
    assert len(to_states(*(source_of(RelationClaim.model_validate(base | each)) for each in (one, two)))) == 2


def test_a_partnership_told_from_both_sides_is_one() -> None:
    claims = [
        relation_claim(one, "partnerOf", two, subjectAs=f"{one}-brand")
        for one, two in (("acme", "bolt"), ("bolt", "acme"))
    ]
    (state,) = to_states(*map(source_of, claims))
    assert [(each.subject_as, each.object_as) for each in state.evidence] == [("acme-brand", ""), ("", "bolt-brand")]


def test_one_text_in_two_languages_is_two_names() -> None:
    claim = relation_claim("acme", "name", "Acme")
    assert len(to_states(source_of(claim, language="fr"), source_of(claim, language="vi"))) == 2


@pytest.mark.parametrize(
    ("text", "value", "language"),
    [
        ("Liên minh @vi", "Liên minh", "vi"),
        ("Aliança @pt-BR", "Aliança", "pt-br"),
        ("write to us @en-12", "write to us @en-12", "fr"),
        ("@vi", "@vi", "fr"),
        ("a @tiktok", "a @tiktok", "fr"),
    ],
)
def test_a_name_may_say_its_own_language(text: str, value: str, language: str) -> None:
    (state,) = to_states(source_of(relation_claim("acme", "name", text), language="fr"))
    assert state.object == ox.Literal(value, language=language)


def test_a_figure_of_an_uncertain_and_approximate_period_has_an_address() -> None:
    fields = {"figure": "videos-removed", "about": "acme", "value": "1", "stated": "1", "bound": "exact", "at": "1"}
    claim = FigureClaim.model_validate(fields | {"period": "2022%"})
    (state,) = to_states(source_of(claim))
    assert state.value("period") == "2022%"


@given(st.from_regex(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}", fullmatch=True))
def test_a_tag_taken_for_a_language_is_one_to_rdf(tag: str) -> None:
    assume(is_language(tag))
    assert ox.Literal("x", language=tag.lower()).language == tag.lower()


@settings(max_examples=60, deadline=None)
@given(
    claims=st.lists(
        relation_claims() | figure_claims(), min_size=1, max_size=3, unique_by=lambda claim: (identity(claim), claim.at)
    )
)
def test_what_is_written_as_a_source_file_is_read_as_it_was(
    claims: list[Claim], tmp_path_factory: pytest.TempPathFactory
) -> None:
    source = source_of(*claims)
    folder = tmp_path_factory.getbasetemp()
    path = folder / "written.yaml"
    plain = source.model_dump(mode="json", by_alias=True, exclude_none=True, exclude_defaults=True)
    path.write_text(yaml.dump(as_text(plain), allow_unicode=True, Dumper=_Dumper), encoding="utf-8")
    reader = Reader(folder)
    reader.read_source(Path(path))
    assert (reader.problems, reader.data.sources) == ([], {"written": source})


class _Dumper(yaml.SafeDumper):
    """Writes no anchors, as no person does."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def as_text(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: as_text(each) for key, each in value.items()}
    return [as_text(each) for each in value] if isinstance(value, (list, tuple)) else str(value)
