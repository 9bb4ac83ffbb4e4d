"""The shipped data keep the rules of their code book: one rule a test, one case a file."""

from __future__ import annotations

import csv
import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from kgraph.knowledge import KnowledgeGraph
from kgraph.paths import data_folder
from kgraph.records import FigureClaim, RelationClaim, Source
from kgraph.sources import read_data

DATA, PROBLEMS = read_data(data_folder())
EXPECTED = tomllib.loads((data_folder() / "expected.toml").read_text(encoding="utf-8"))
BOUNDS = [(table, name, bounds) for table, entries in EXPECTED.items() for name, bounds in entries.items()]

every_source = pytest.mark.parametrize("slug", sorted(DATA.sources))
every_entity_file = pytest.mark.parametrize(
    "path", sorted((data_folder() / "entities").glob("*.yaml")), ids=lambda path: path.stem
)

#: Relations that hold at no time in particular, or whose object is the time.
TIMELESS = {
    *("foundedOn", "founderOf", "publishes", "develops", "editionOf", "coversPeriod", "addresses", "hasTopic"),
    *("name", "acronym", "formerName", "hashtag", "covers", "succeeds", "partOf"),
}
#: Words of the workshop, which mean nothing to a reader of the data.
WORKSHOP = re.compile(r"\b(dossier|row \d|rows|helper|slice|patch|script|(ind|mul|cam|see)-\d{4})\b", re.IGNORECASE)
TRACKING = re.compile(r"[?&](utm_|fbclid|gclid|mc_cid|lcf=)")
#: Words that bound a number, in the languages in which sources write them, and the bounds that they mean.
MORE = re.compile(r"\b(more than|over|mais de|más de|plus de|hơn|lebih dari|über|oltre)\b", re.IGNORECASE)


def relations(source: Source) -> list[RelationClaim]:
    return [claim for claim in source.claims if isinstance(claim, RelationClaim)]


def figures(source: Source) -> list[FigureClaim]:
    return [claim for claim in source.claims if isinstance(claim, FigureClaim)]


# One rule a test


def test_nothing_is_wrong_in_any_file() -> None:
    assert PROBLEMS == []


@every_source
def test_no_time_is_given_to_what_holds_at_none(slug: str) -> None:
    assert [claim for claim in relations(DATA.sources[slug]) if claim.relation in TIMELESS and claim.asOf] == []


@every_source
def test_a_partnership_gives_no_role(slug: str) -> None:
    assert [claim for claim in relations(DATA.sources[slug]) if claim.relation == "partnerOf" and claim.role] == []


@every_source
def test_a_board_seat_or_position_of_a_person_is_never_an_operation(slug: str) -> None:
    people = {name for name, entity in DATA.entities.items() if "person" in entity.kinds}
    wrong = {"operates", "organises", "funds", "partnerOf", "endorses"}
    assert [each for each in relations(DATA.sources[slug]) if each.subject in people and each.relation in wrong] == []


@every_source
def test_more_than_is_no_exact_number(slug: str) -> None:
    bounded = [claim for claim in figures(DATA.sources[slug]) if MORE.search(claim.stated)]
    assert [claim for claim in bounded if claim.bound not in ("more-than", "at-least")] == []


@every_source
def test_a_country_named_for_its_government_is_told_as_the_source_names_it(slug: str) -> None:
    countries = {name for country in DATA.countries.values() for name in country.names.values()}
    governments = [claim for claim in relations(DATA.sources[slug]) if claim.subject.startswith("government-of-")]
    assert [claim for claim in governments if claim.at in countries and claim.subjectAs != claim.at] == []


@every_source
def test_a_note_is_for_readers(slug: str) -> None:
    source = DATA.sources[slug]
    assert [claim.note for claim in source.claims if claim.note and WORKSHOP.search(claim.note)] == []


@every_source
def test_an_address_tracks_nobody(slug: str) -> None:
    assert not TRACKING.search(DATA.sources[slug].url or "")


@every_source
def test_a_title_is_given_in_words_or_in_whole_brackets(slug: str) -> None:
    title = DATA.sources[slug].title
    assert title.startswith("[") == title.endswith("]") or re.search(r"\[[^\]]+\]", title)
    assert len(title.strip("[]")) > 2


@every_source
def test_a_copy_is_no_older_than_the_text_that_it_copies(slug: str) -> None:
    source = DATA.sources[slug]
    root = DATA.sources[source.republishes] if source.republishes else None
    if root and root.issued and source.issued and "~" not in root.issued + source.issued:
        shorter = min(len(root.issued), len(source.issued))
        assert source.issued[:shorter] >= root.issued[:shorter]


@every_entity_file
def test_entities_are_sorted(path: Path) -> None:
    slugs = re.findall(r"^([a-z0-9-]+|\"[a-z0-9-]+\"):$", path.read_text(encoding="utf-8"), re.MULTILINE)
    plain = [slug.strip('"') for slug in slugs]
    assert plain == sorted(plain)


@every_entity_file
def test_no_label_holds_an_office_or_a_remark(path: Path) -> None:
    labels = re.findall(r"^  label: (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert [label for label in labels if re.search(r"\((minister|president|helpline|mirror|seed)\)", label)] == []


@every_entity_file
def test_an_entity_note_is_for_readers(path: Path) -> None:
    notes = re.findall(r"^  note: (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert [note for note in notes if WORKSHOP.search(note) or re.search(r"=\w|not-same", note)] == []


def test_every_campaign_edition_is_an_edition_of_a_campaign() -> None:
    editions = {
        claim.subject
        for source in DATA.sources.values()
        for claim in relations(source)
        if claim.relation == "editionOf"
    }
    assert {slug for slug, entity in DATA.entities.items() if "campaign-edition" in entity.kinds} <= editions


# What the data hold


@pytest.mark.parametrize(("table", "name", "bounds"), BOUNDS, ids=[f"{table}-{name}" for table, name, _ in BOUNDS])
def test_the_data_hold_about_as_much_as_expected(table: str, name: str, bounds: dict[str, float]) -> None:
    assert bounds["at-least"] <= measure(table, name) <= bounds["at-most"]


def measure(table: str, name: str) -> float:
    claims = [claim for source in DATA.sources.values() for claim in source.claims]
    if table == "relations":
        return Counter("figure" if isinstance(each, FigureClaim) else each.relation for each in claims)[name]
    if table == "kinds":
        return sum(name in entity.kinds for entity in DATA.entities.values())
    with (data_folder() / "left-out.csv").open(encoding="utf-8", newline="") as file:
        left_out = list(csv.DictReader(file))
    sources = DATA.sources.values()
    found: dict[str, float] = {
        "sources": len(DATA.sources),
        "attestations": len(claims),
        "entities": len(DATA.entities),
        "left-out": len(left_out),
        "coverage": len(DATA.coverage),
        "distinctions": len(DATA.distinctions),
        "republished": sum(source.republishes is not None for source in sources),
        "read-between-lines": sum(claim.certainty == "read-between-lines" for claim in claims) / len(claims),
        "undated-sources": sum(source.undated is not None for source in sources) / len(DATA.sources),
        "not-english": sum(not source.language.startswith("en") for source in sources) / len(DATA.sources),
    }
    return found[name]


def test_every_alliance_with_more_than_ten_members_says_how_complete_they_are() -> None:
    members: dict[str, set[str]] = {}
    for source in DATA.sources.values():
        for claim in relations(source):
            if claim.relation == "memberOf":
                members.setdefault(claim.object, set()).add(claim.subject)
    large = {alliance for alliance, found in members.items() if len(found) > 10}
    assert large
    assert large <= DATA.coverage.keys()


def test_a_complete_list_is_held_whole() -> None:
    for alliance, statement in DATA.coverage.items():
        if statement.members == "complete":
            assert statement.source
            held = [claim for claim in relations(DATA.sources[statement.source]) if claim.object == alliance]
            assert len({claim.subject for claim in held if claim.relation == "memberOf"}) > 2, alliance


# What sources say differently, and what only looks so


@pytest.mark.parametrize(
    ("subject", "relation", "values"),
    [
        ("tech-coalition", "foundedOn", {"2005", "2016"}),
        ("tech-coalition", "foundedOn", {"2006-06", "2016"}),
        ("tech-coalition", "member-companies", {"17", "17 other"}),
        ("lantern", "foundedOn", {"2023-11-07", "2023-11-10"}),
        ("financial-coalition-against-child-pornography", "foundedOn", {"2005", "2006-03-15"}),
        ("connectsafely", "operates", {"2012", "2013"}),
        ("connectsafely", "operates", {"2013", "2014"}),
        ("kuaishou-international-business", "publishes", {"2022-09-28", "2022-09-29"}),
        ("safe-online", "funding-invested-usd", {"$77 million", "$ 80 million"}),
    ],
    ids=lambda value: value if isinstance(value, str) else "-".join(sorted(value)),
)
def test_a_known_conflict_appears(subject: str, relation: str, values: set[str], shipped: KnowledgeGraph) -> None:
    rows = shipped.query("conflicts", entity=subject).rows
    assert values in [{row["first"], row["second"]} for row in rows if row["relation"] == relation]


def test_the_two_counts_of_removals_in_pakistan_appear_as_a_conflict(shipped: KnowledgeGraph) -> None:
    rows = shipped.query("conflicts").rows
    found = [{row["first"], row["second"]} for row in rows if row["territory"] and row["relation"] == "videos-removed"]
    assert [values for values in found if any("12,628,267" in value for value in values)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("ncmec", 16987361), ("ncmec", 16836694)),
        (("ncmec", 20500000), ("ncmec", 29200000)),
        (("ksib-transparency-2022-h1", 8205948), ("kwai-transparency-report-2022-h1", 7000000)),
        (("kwai-transparency-report-2021-h2", 12334935), ("snackvideo-transparency-report-2021-h2", 12334935)),
    ],
    ids=str,
)
def test_what_only_looks_like_a_conflict_does_not_appear(
    one: tuple[str, int], other: tuple[str, int], shipped: KnowledgeGraph
) -> None:
    held = {(claim.about, int(claim.value)) for source in DATA.sources.values() for claim in figures(source)}
    assert {one, other} <= held, "both stay, each with its source"
    states = [(row["firstState"], row["secondState"]) for row in shipped.query("conflicts").rows]
    assert [pair for pair in states if _is_of(pair, one, other) or _is_of(pair, other, one)] == []


def _is_of(states: tuple[str, str], *wanted: tuple[str, int]) -> bool:
    """Tell whether each of two figures is about an entity and has a value."""
    pairs = zip(states, wanted, strict=True)
    return all(f"figure--{about}--" in state and state.endswith(f"-{value}") for state, (about, value) in pairs)


def test_what_one_body_counts_and_another_discloses_is_no_conflict(shipped: KnowledgeGraph) -> None:
    measures = {
        claim.figure for source in DATA.sources.values() for claim in figures(source) if claim.about == "discord"
    }
    assert {"cybertipline-reports-by-provider", "ncmec-reports-by-provider-disclosed"} <= measures
    assert shipped.query("conflicts", entity="discord").rows == []


def test_weprotect_is_partner_and_body_of_which_one_is_a_member_without_contradiction(shipped: KnowledgeGraph) -> None:
    rows = shipped.query("conflicts", entity="weprotect-global-alliance").rows
    assert {row["relation"] for row in rows} <= {"foundedOn"}


def test_copies_count_as_one_witness(shipped: KnowledgeGraph) -> None:
    rows = shipped.query("corroboration").rows
    assert any(row["sources"] > row["witnesses"] for row in rows)
    assert all(row["sources"] >= row["witnesses"] >= 1 for row in rows)
