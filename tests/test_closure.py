"""What follows, why, and what must not follow; owlrl, which derives everything in its own way, is the oracle."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import Any, NamedTuple

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from seed_data import seed_data_folder

from kgraph.axioms import Schema, read_schema
from kgraph.closure import TEXT_RULE, Closure, Reason, close
from kgraph.dataset import Data
from kgraph.facts import Fact, to_fact, to_term
from kgraph.graph import build_graph
from kgraph.layers import Layers, accept, build_layers
from kgraph.ontology import Ontology, read_ontology
from kgraph.owl import close_with_owlrl, find_contradictions
from kgraph.paths import ontology_folder
from kgraph.records import Entity, RelationClaim, Source
from kgraph.sources import Reader, read_data
from kgraph.vocabulary import ALLY, ASSERTED, CONCEPT, COUNTRY, ID, ORG, OWL, RDF, RDFS, TYPE, shorten

ENTITIES = {
    "acme": "company",
    "bolt": "company",
    "cove": "civil-society-organisation",
    "harbour": "alliance",
    "lagoon": "alliance",
    "kwik": "platform",
    "whole": "campaign",
    "part": "campaign-edition",
    "piece": "campaign-edition",
    "code": "principles",
}

#: owlrl says of everything that it is a thing and a resource, and the same as itself.
NOISE = {OWL + "Thing", RDFS + "Resource"}
#: Axioms that a rule about instances reads.
AXIOMS = {
    *(RDFS + name for name in ("subClassOf", "subPropertyOf", "domain", "range")),
    *(OWL + name for name in ("inverseOf", "propertyChainAxiom", "equivalentClass", "equivalentProperty")),
    *(RDF + name for name in ("type", "first", "rest")),
}


class Claim(NamedTuple):
    """A claim, in the order in which one tells it; ``by`` is the number of the source."""

    subject: str
    relation: str
    object: str
    by: int = 0
    stance: str = "supports"
    withdrawn: bool = False
    country: str = ""


@cache
def ontology() -> Ontology:
    return read_ontology(ontology_folder())


@cache
def schema() -> Schema:
    return read_schema(ontology().schema)


def quads_of(claims: Iterable[Claim], *, republished: bool = False) -> list[ox.Quad]:
    """Return the asserted layer of some claims; source 1 may republish 0, 2 may republish 1, and so on."""
    data = Data(
        entities={slug: Entity.model_validate({"kinds": (kind,), "label": slug}) for slug, kind in ENTITIES.items()}
    )
    reader = Reader(seed_data_folder())
    reader.read_countries()
    data.countries = {code: reader.data.countries[code] for code in ("BR", "MX")}
    said: dict[int, list[RelationClaim]] = {}
    for claim in sorted(set(claims)):
        said.setdefault(claim.by, []).append(_record(claim))
    for number, records in said.items():
        root = f"s{number - 1}" if republished and number - 1 in said else None
        fields: dict[str, Any] = {"url": "https://example.org", "title": "T", "publisher": "acme", "issued": "2022"}
        fields |= {"language": "en", "accessed": "2026-11-21", "recorded": "2026-11-21", "republishes": root}
        data.sources[f"s{number}"] = Source.model_validate(fields | {"claims": records})
    return build_graph(data, ontology())


def _record(claim: Claim) -> RelationClaim:
    fields: dict[str, Any] = {"subject": claim.subject, "relation": claim.relation, "object": claim.object, "at": "x"}
    fields |= {"stance": claim.stance, "country": claim.country or None}
    return RelationClaim.model_validate(fields | ({"withdrawn": "2027-01-01, wrong"} if claim.withdrawn else {}))


def closure_of(quads: list[ox.Quad]) -> Closure:
    return close(accept(quads, ontology()), schema())


def edges(*claims: Claim | tuple[str, str, str]) -> set[tuple[str, str, str]]:
    """Return what follows from claims about entities, as slugs and names of properties; types are left out."""
    quads = quads_of(Claim(*claim) for claim in claims)
    derived = [fact for fact in closure_of(quads).derived if fact.predicate != TYPE]
    slugs = {ID + slug for slug in ENTITIES}
    return {
        (shorten(fact.subject), shorten(fact.predicate), shorten(fact.object))
        for fact in derived
        if fact.subject in slugs and not (fact.object.startswith(ID) and fact.object not in slugs)
    }


@cache
def seeds() -> tuple[ox.Quad, ...]:
    data, problems = read_data(seed_data_folder())
    assert problems == []
    return tuple(build_graph(data, ontology()))


@cache
def seed_closure() -> Closure:
    return closure_of(list(seeds()))


@cache
def seed_layers() -> Layers:
    return build_layers(list(seeds()), ontology())


def seed_edges(predicate: str) -> set[tuple[str, str]]:
    found = [*seed_closure().derived, *seed_closure().asserted]
    return {(shorten(fact.subject), shorten(fact.object)) for fact in found if fact.predicate == ALLY + predicate}


# What owlrl derives


def differences(facts: list[Fact], triples: Iterable[ox.Triple]) -> tuple[set[Fact], set[Fact], list[str]]:
    """Return what only we derive about our instances, what only owlrl derives, and the contradictions it found.

    The rule ``ally-text`` is none of OWL: what it gives, and what follows from that, is left out by closing without it.
    """
    axioms = list(triples)
    ours = close(facts, replace(read_schema(axioms), texts={})).derived
    closed = close_with_owlrl(facts, [(each.subject, each.predicate, each.object) for each in axioms])
    theirs = {_to_fact(*triple) for triple in closed if isinstance(triple[0], rdflib.URIRef)} - set(facts)
    about_ours = [{fact for fact in side if _is_about_ours(fact)} for side in (set(ours), theirs)]
    return about_ours[0] - about_ours[1], about_ours[1] - about_ours[0], find_contradictions(closed)


def _to_fact(subject: rdflib.term.Node, predicate: rdflib.term.Node, value: rdflib.term.Node) -> Fact:
    if isinstance(value, rdflib.Literal):
        datatype = ox.NamedNode(str(value.datatype)) if value.datatype else None
        return Fact(
            str(subject), str(predicate), str(ox.Literal(str(value), datatype=datatype, language=value.language))
        )
    return Fact(str(subject), str(predicate), str(value))


def _is_about_ours(fact: Fact) -> bool:
    reflexive = fact.predicate == OWL + "sameAs" and fact.subject == fact.object
    return fact.subject.startswith(ID) and not reflexive and not (fact.predicate == TYPE and fact.object in NOISE)


def reduce_schema(words: Iterable[str]) -> list[ox.Triple]:
    """Return the axioms about the relations with these words, and about all that is no relation: owlrl is slow."""
    terms = {
        word: {relation.state_class, relation.subject_property, relation.object_property, relation.shortcut}
        for word, relation in ontology().relations.items()
    }
    unwanted = set().union(*terms.values()) - set().union(*(terms[word] for word in words))
    axioms = [each for each in ontology().schema if each.predicate.value in AXIOMS]
    unwanted |= {
        each.subject.value
        for each in axioms
        if isinstance(each.subject, ox.NamedNode)
        and each.predicate.value == OWL + "inverseOf"
        and isinstance(each.object, ox.NamedNode)
        and each.object.value in unwanted
    }
    return [
        each
        for each in axioms
        if not (isinstance(each.subject, ox.NamedNode) and each.subject.value in unwanted)
        and not (isinstance(each.object, ox.NamedNode) and each.object.value in unwanted)
    ]


def test_of_the_seeds_owlrl_derives_the_same() -> None:
    assert differences(accept(seeds(), ontology()), ontology().schema) == (set(), set(), [])


_AGENTS = ["acme", "bolt", "cove", "harbour", "lagoon"]
_OBJECTS = {
    "memberOf": ["harbour", "lagoon"],
    "governingMemberOf": ["harbour", "lagoon"],
    "partnerOf": _AGENTS,
    "owns": ["bolt", "cove"],
    "operates": ["kwik"],
    "endorses": ["code"],
    "carriesOut": ["code"],
    "organises": ["whole", "part", "piece"],
    "campaignPartner": ["whole", "part", "piece"],
    "editionOf": ["whole", "part", "piece"],
    "name": ["One", "Two @vi"],
    "acronym": ["O"],
    "takesPlaceIn": ["BR", "MX"],
}
_SUBJECTS = {"editionOf": ["part", "piece", "whole"], "takesPlaceIn": ["whole", "part"], "name": [*ENTITIES]}


@st.composite
def _claims(draw: st.DrawFn) -> Claim:
    relation = draw(st.sampled_from(sorted(_OBJECTS)))
    subject = draw(st.sampled_from(_SUBJECTS.get(relation, _AGENTS)))
    value = draw(st.sampled_from([each for each in _OBJECTS[relation] if each != subject]))
    stance = draw(st.sampled_from(["supports"] * 5 + ["disputes"]))
    withdrawn = draw(st.sampled_from([False] * 5 + [True]))
    return Claim(
        subject, relation, value, draw(st.integers(0, 4)), stance, withdrawn, draw(st.sampled_from(["", "", "BR"]))
    )


@settings(max_examples=8, deadline=None)
@given(claims=st.lists(_claims(), min_size=10, max_size=25), republished=st.booleans())
def test_of_any_claims_owlrl_derives_the_same(claims: list[Claim], republished: bool) -> None:
    quads = quads_of(claims, republished=republished)
    assert differences(accept(quads, ontology()), reduce_schema(_OBJECTS)) == (set(), set(), [])


def test_of_long_chains_owlrl_derives_the_same() -> None:
    claims = [
        Claim("part", "editionOf", "whole"),
        Claim("piece", "editionOf", "part", 1),
        Claim("cove", "campaignPartner", "piece", 2),
        *(Claim("acme", "partnerOf", "bolt", number) for number in range(5)),
    ]
    quads = quads_of(claims, republished=True)
    derived = closure_of(quads).derived
    assert Fact(ID + "s4", ALLY + "republishes", ID + "s0") in derived
    assert Fact(ID + "cove", ALLY + "involvedIn", ID + "whole") in derived
    assert differences(accept(quads, ontology()), reduce_schema(_OBJECTS)) == (set(), set(), [])


def test_the_reduced_axioms_derive_what_all_axioms_do() -> None:
    claims = [
        Claim("cove", "campaignPartner", "part"),
        Claim("part", "editionOf", "whole"),
        Claim("acme", "owns", "bolt"),
    ]
    facts = accept(quads_of(claims), ontology())
    assert close(facts, read_schema(reduce_schema(_OBJECTS))).derived == close(facts, schema()).derived


# Why it follows


def _closures() -> st.SearchStrategy[Closure]:
    return st.lists(_claims(), max_size=15).map(lambda claims: closure_of(quads_of(claims)))


def assert_first_reasons_end_in_what_is_asserted(closure: Closure) -> None:
    place = {fact: number for number, fact in enumerate(closure.derived)}
    for fact, reasons in closure.derived.items():
        assert fact not in closure.asserted
        for premise in reasons[0].premises:
            assert premise in closure.asserted or place[premise] < place[fact]
        assert closure.leaves(fact) and closure.asserted.issuperset(closure.leaves(fact))


def test_first_reasons_of_the_seeds_end_in_what_is_asserted() -> None:
    assert_first_reasons_end_in_what_is_asserted(seed_closure())


@settings(max_examples=25, deadline=None)
@given(_closures())
def test_first_reasons_of_any_claims_end_in_what_is_asserted(closure: Closure) -> None:
    assert_first_reasons_end_in_what_is_asserted(closure)


@settings(max_examples=25, deadline=None)
@given(_closures())
def test_every_premise_of_every_reason_holds(closure: Closure) -> None:
    known = closure.asserted | closure.derived.keys()
    assert all(known.issuperset(reason.premises) for reasons in closure.derived.values() for reason in reasons)


@settings(max_examples=25, deadline=None)
@given(_closures())
def test_no_reason_is_given_twice_and_none_rests_on_what_it_gives(closure: Closure) -> None:
    for fact, reasons in closure.derived.items():
        assert len(set(reasons)) == len(reasons)
        assert not any(fact in reason.premises for reason in reasons)


@settings(max_examples=25, deadline=None)
@given(st.lists(_claims(), max_size=15), st.integers(0, 2**32))
def test_reasons_are_the_same_in_whatever_order_facts_come(claims: list[Claim], seed: int) -> None:
    facts = accept(quads_of(claims), ontology())
    shuffled = [*facts, *facts]
    random.Random(seed).shuffle(shuffled)
    assert list(close(shuffled, schema()).derived.items()) == list(close(facts, schema()).derived.items())


_PRINT_REASONS = """
import json, sys
sys.path.insert(0, sys.argv[1])
from test_closure import seed_closure, seed_layers
print(json.dumps([list(seed_closure().derived.items()), list(map(str, seed_layers().reasons))], default=vars))
"""


def test_reasons_are_the_same_whatever_the_hash_seed() -> None:
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", _PRINT_REASONS, __file__.rpartition("/")[0]],
            env={"PYTHONHASHSEED": number, "PATH": ""},
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in ("0", "1")
    ]
    one, two = (process.communicate(timeout=120)[0] for process in processes)
    assert one == two
    assert len(json.loads(one)[0]) == len(seed_closure().derived)


def test_all_ways_to_a_fact_are_kept() -> None:
    quads = quads_of([Claim("acme", "partnerOf", "bolt"), Claim("bolt", "partnerOf", "acme", country="BR")])
    reasons = closure_of(quads).derived[Fact(ID + "acme", ALLY + "partnerOf", ID + "bolt")]
    assert [reason.rule for reason in reasons] == ["prp-spo2", "prp-spo2"]


def test_no_fact_is_a_reason_for_itself() -> None:
    derived = closure_of(quads_of([Claim("acme", "partnerOf", "bolt")])).derived
    there, back = (
        Fact(ID + one, ALLY + "partnerOf", ID + other) for one, other in (("acme", "bolt"), ("bolt", "acme"))
    )
    assert [reason.rule for reason in derived[there]] == ["prp-spo2"]
    assert derived[back] == [Reason("prp-symp", (there,))]


def test_a_name_follows_from_its_naming_by_a_rule_of_ours() -> None:
    (naming,) = closure_of(quads_of([Claim("acme", "name", "Acme")])).derived[
        Fact(ID + "acme", "http://www.w3.org/2004/02/skos/core#altLabel", '"Acme"@en')
    ]
    assert naming.rule == TEXT_RULE
    assert [shorten(premise.predicate) for premise in naming.premises] == [TYPE, "namedThing", "nameText"]


def test_a_text_with_every_odd_letter_becomes_a_term_and_back() -> None:
    literal = ox.Literal('a "b" \\ \n \t \u202e é 𝄞 > <', language="vi")
    fact = to_fact(ox.Quad(ox.NamedNode("a:a"), ox.NamedNode("a:b"), literal))
    assert to_term(fact.object) == literal


def test_a_reason_tells_rule_and_premises() -> None:
    fact, premise = Fact("a:a", "a:q", "a:b"), Fact("a:a", "a:p", "a:b")
    axioms = read_schema([ox.Triple(ox.NamedNode("a:p"), ox.NamedNode(RDFS + "subPropertyOf"), ox.NamedNode("a:q"))])
    assert close([premise], axioms).derived == {fact: [Reason("prp-spo1", (premise,))]}


@pytest.mark.parametrize("length", [2, 3, 4])
def test_a_chain_is_found_wherever_its_last_link_comes_in(length: int) -> None:
    links = [f"a:p{number}" for number in range(length)]
    lines = [f"_:{n} <{RDF}first> <{link}> . _:{n} <{RDF}rest> _:{n + 1} ." for n, link in enumerate(links)]
    lines = [line.replace("_:", "_:b") for line in lines]
    text = f"<a:long> <{OWL}propertyChainAxiom> _:b0 . " + " ".join(lines)
    axioms = read_schema(quad.triple for quad in ox.parse(text.encode(), format=ox.RdfFormat.TURTLE))
    facts = [Fact(f"a:{n}", link, f"a:{n + 1}") for n, link in enumerate(links)]
    for order in (facts, facts[::-1]):
        assert list(close(order, axioms).derived) == [Fact("a:0", "a:long", f"a:{length}")]


# What must not follow (notes/ontology.md, 3.2)


def test_a_platform_is_a_member_of_nothing() -> None:
    found = edges(("acme", "memberOf", "harbour"), ("acme", "operates", "kwik"), ("bolt", "owns", "acme"))
    assert {edge for edge in found if "ember" in edge[1]} == {
        ("acme", "everMemberOf", "harbour"),
        ("acme", ORG + "memberOf", "harbour"),
    }


def test_a_brand_of_the_seeds_is_a_member_of_nothing() -> None:
    brands = {"kwai", "snackvideo"}
    assert not brands & {subject for subject, _ in seed_edges("everMemberOf") | seed_edges("governingMemberOf")}


@pytest.mark.parametrize(
    "claim",
    [
        ("acme", "partnerOf", "harbour"),
        ("acme", "governingMemberOf", "harbour"),
        ("acme", "endorses", "code"),
        ("acme", "carriesOut", "code"),
        ("acme", "organises", "whole"),
        ("acme", "campaignPartner", "whole"),
    ],
)
def test_only_a_membership_makes_a_member(claim: tuple[str, str, str]) -> None:
    assert not [edge for edge in edges(claim, ("harbour", "organises", "whole")) if edge[1] == "everMemberOf"]


def test_partners_of_tiktok_in_the_seeds_have_no_member_tiktok() -> None:
    assert seed_edges("everMemberOf") == {("tiktok", "tech-coalition")}


def test_a_partner_of_one_edition_is_no_partner_of_another() -> None:
    found = edges(("part", "editionOf", "whole"), ("piece", "editionOf", "whole"), ("cove", "campaignPartner", "part"))
    assert {edge for edge in found if edge[1] == "involvedIn"} == {
        ("cove", "involvedIn", "part"),
        ("cove", "involvedIn", "whole"),
    }


def test_a_partner_of_the_whole_is_no_partner_of_its_parts() -> None:
    found = edges(("part", "editionOf", "whole"), ("cove", "campaignPartner", "whole"))
    assert {edge for edge in found if edge[1] == "involvedIn"} == {("cove", "involvedIn", "whole")}


def test_the_colombian_partner_of_the_seeds_is_not_involved_in_mexico() -> None:
    involved = {campaign for partner, campaign in seed_edges("involvedIn") if partner == "sergio-urrego-foundation"}
    assert involved == {"navegafeliz-co", "navegafeliz"}


def test_a_partner_of_a_partner_is_no_partner() -> None:
    found = edges(("acme", "partnerOf", "bolt"), ("bolt", "partnerOf", "cove"))
    assert {edge[::2] for edge in found if edge[1] == "partnerOf"} == {
        ("acme", "bolt"),
        ("bolt", "acme"),
        ("bolt", "cove"),
        ("cove", "bolt"),
    }


def test_members_of_one_alliance_are_no_partners() -> None:
    found = edges(
        ("acme", "memberOf", "harbour"), ("bolt", "memberOf", "harbour"), ("cove", "campaignPartner", "whole")
    )
    assert not [edge for edge in found if edge[1] in ("partnerOf", ORG + "linkedTo")]


def test_an_alliance_does_not_pass_its_members_up() -> None:
    found = edges(("acme", "memberOf", "harbour"), ("harbour", "memberOf", "lagoon"))
    assert {edge[::2] for edge in found if edge[1] == "everMemberOf"} == {("acme", "harbour"), ("harbour", "lagoon")}


def test_an_owner_is_no_member_for_what_it_owns() -> None:
    found = edges(("acme", "owns", "bolt"), ("bolt", "memberOf", "harbour"), ("cove", "memberOf", "harbour"))
    assert {edge[::2] for edge in found if edge[1] == "everMemberOf"} == {("bolt", "harbour"), ("cove", "harbour")}


def test_nothing_but_types_follows_about_a_figure() -> None:
    figures = {fact.subject for fact in seed_closure().asserted if fact == Fact(fact.subject, TYPE, ALLY + "Figure")}
    derived = {fact.predicate for fact in seed_closure().derived if fact.subject in figures}
    assert len(figures) >= 3 and derived <= {TYPE, ALLY + "attestedBy"}


def test_a_joint_figure_is_not_split_onto_its_countries() -> None:
    known = [*seed_closure().derived, *seed_closure().asserted]
    joint = {fact.subject for fact in known if fact.predicate == ALLY + "jointOf"}
    territories = {fact.object for fact in known if fact.predicate == ALLY + "territory" and "figure--" in fact.subject}
    assert joint and {CONCEPT + "world"} == territories - joint
    said = {fact.predicate for fact in known if fact.subject.startswith(COUNTRY) and fact.predicate.startswith(ALLY)}
    assert said == {ALLY + "inRegion"}, "nothing but its region is said of a country by itself"


def test_a_bound_stays_what_the_source_says() -> None:
    bounds = {
        shorten(fact.subject).rpartition("--")[2]: shorten(fact.object)
        for fact in seed_closure().asserted
        if fact.predicate == ALLY + "bound"
    }
    assert (
        bounds.items()
        >= {"more-than-400000000": "more-than", "more-than-465000": "more-than", "exact-8205948": "exact"}.items()
    )


def test_who_carries_principles_out_does_not_endorse_them() -> None:
    assert not [edge for edge in edges(("acme", "carriesOut", "code")) if edge[1] == "endorses"]
    assert (seed_edges("carriesOut"), seed_edges("endorses")) == ({("tiktok", "voluntary-principles")}, set())


def test_no_date_follows() -> None:
    dates = {"earliestStart", "latestStart", "earliestEnd", "latestEnd", "statedFrom", "statedUntil", "statedIssued"}
    assert not [fact for fact in seed_closure().derived if shorten(fact.predicate) in dates]


def test_nothing_follows_from_silence() -> None:
    assert edges() == set()
    assert not [edge for edge in edges(("acme", "memberOf", "harbour")) if {"bolt", "lagoon"} & {edge[0], edge[2]}]


def test_more_claims_take_no_edge_away() -> None:
    claims = [
        Claim("acme", "memberOf", "harbour"),
        Claim("acme", "partnerOf", "bolt"),
        Claim("part", "editionOf", "whole"),
    ]
    assert all(edges(*claims[:number]) <= edges(*claims) for number in range(len(claims)))


def test_one_name_or_hashtag_does_not_make_two_things_one() -> None:
    claims = [
        Claim("acme", "name", "Consejo"),
        Claim("cove", "name", "Consejo"),
        Claim("whole", "hashtag", "#Safe"),
        Claim("part", "hashtag", "#Safe"),
    ]
    derived = closure_of(quads_of(claims)).derived
    things = {ID + slug for slug in ENTITIES}
    assert not [fact for fact in derived if {fact.subject, fact.object} <= things]


def test_nothing_is_the_same_as_anything() -> None:
    layers = seed_layers().all()
    assert not [quad for quad in layers if quad.predicate.value in (OWL + "sameAs", OWL + "hasKey")]
    assert not [fact for fact in seed_closure().derived if fact.predicate == OWL + "sameAs"]


@pytest.mark.parametrize(
    "claims",
    [
        [Claim("acme", "memberOf", "harbour"), Claim("acme", "memberOf", "harbour", 1, "disputes")],
        [Claim("acme", "memberOf", "harbour", 0, "disputes")],
        [Claim("acme", "memberOf", "harbour", withdrawn=True)],
        [Claim("acme", "memberOf", "harbour", withdrawn=True), Claim("acme", "memberOf", "harbour", 1, "disputes")],
    ],
    ids=["disputed", "only-disputed", "withdrawn", "withdrawn-and-disputed"],
)
def test_nothing_follows_from_what_is_not_accepted(claims: list[Claim]) -> None:
    assert not edges(*claims)


def test_nothing_follows_from_a_state_without_a_source() -> None:
    quads = [
        quad for quad in quads_of([Claim("acme", "memberOf", "harbour")]) if quad.predicate.value != ALLY + "attests"
    ]
    assert not [fact for fact in closure_of(quads).derived if fact.predicate == ALLY + "everMemberOf"]


def test_a_withdrawn_dispute_disputes_nothing() -> None:
    claims = [Claim("acme", "memberOf", "harbour"), Claim("acme", "memberOf", "harbour", 1, "disputes", True)]
    assert ("acme", "everMemberOf", "harbour") in edges(*claims)


def test_one_withdrawn_source_of_two_takes_nothing_away() -> None:
    claims = [Claim("acme", "memberOf", "harbour", withdrawn=True), Claim("acme", "memberOf", "harbour", 1)]
    assert ("acme", "everMemberOf", "harbour") in edges(*claims)


def test_a_dispute_stays_with_the_state_that_it_is_about() -> None:
    claims = [Claim("acme", "memberOf", "harbour"), Claim("acme", "memberOf", "lagoon", 1, "disputes")]
    assert {edge for edge in edges(*claims) if edge[1] == "everMemberOf"} == {("acme", "everMemberOf", "harbour")}


def test_a_disputed_link_breaks_the_chain_that_goes_through_it() -> None:
    claims = [
        Claim("cove", "campaignPartner", "part"),
        Claim("part", "editionOf", "whole"),
        Claim("part", "editionOf", "whole", 1, "disputes"),
    ]
    assert {edge for edge in edges(*claims) if edge[1] == "involvedIn"} == {("cove", "involvedIn", "part")}


def test_what_is_not_accepted_stays_in_the_asserted_layer() -> None:
    quads = quads_of([Claim("acme", "memberOf", "harbour", 0, "disputes")])
    layers = build_layers(quads, ontology())
    assert layers.asserted == quads
    assert [quad for quad in quads if shorten(quad.predicate.value) == "allianceMember"]
    assert {quad.graph_name for quad in quads} == {ox.NamedNode(ASSERTED)}


def test_a_circle_of_editions_takes_no_longer_than_it_must() -> None:
    names = [f"campaign-{number}" for number in range(12)]
    facts = [Fact(ID + name, ALLY + "editionOf", ID + other) for name in names for other in names if name != other] + [
        Fact(ID + "acme", ALLY + "involvedIn", ID + names[0])
    ]
    closure = close(facts, read_schema(ontology().schema))
    assert all(closure.derived[fact] for fact in closure.derived)
    assert Fact(ID + "acme", ALLY + "involvedIn", ID + names[-1]) in closure.derived
