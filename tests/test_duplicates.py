"""Likely duplicates are asked about, and what the data itself tells apart is not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kgraph.duplicates import find_likely_duplicates, normalise_name
from kgraph.paths import data_folder
from kgraph.sources import read_data

_HEAD = (
    "url: https://example.org/a\ntitle: A\npublisher: acme\nissued: 2024-01-01\nlanguage: en\n"
    "accessed: 2024-02-01\nrecorded: 2024-02-01\nclaims:\n"
)


def find(
    folder: Path,
    entities: dict[str, tuple[str, str]],
    *claims: str,
    not_same: str = "",
) -> list[str]:
    """Return what is asked of a data folder with some entities, each with a kind and a label."""
    (folder / "sources").mkdir(parents=True)
    (folder / "entities").mkdir()
    by_kind: dict[str, str] = {}
    for slug, (kind, label) in {"acme": ("media-organisation", "The Acme Gazette"), **entities}.items():
        by_kind[kind] = by_kind.get(kind, "") + f"{slug}:\n  kinds: [{kind}]\n  label: {label}\n"
    for kind, text in by_kind.items():
        (folder / "entities" / f"{kind}.yaml").write_text(text, encoding="utf-8")
    lines = "".join(f"  - {{{claim}, at: x}}\n" for claim in (*claims, "subject: acme, relation: acronym, object: AG"))
    (folder / "sources" / "a.yaml").write_text(_HEAD + lines, encoding="utf-8")
    shutil.copy(data_folder() / "countries.csv", folder)
    if not_same:
        (folder / "not-same.yaml").write_text(not_same, encoding="utf-8")
    data, problems = read_data(folder)
    assert problems == []
    return [problem.what for problem in find_likely_duplicates(data)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Fundación Clara", "Fundacion  CLARA"),
        ("Clara Online Ltd.", "Clara Online"),
        ("Clara (Kenya)", "Clara"),
        ("Centre for Clear Networks", "Center for Clear Networks"),
        ("Networks Clear Centre", "Clear Centre Networks"),
    ],
)
def test_names_that_differ_in_form_only_are_asked_about(one: str, other: str, tmp_path: Path) -> None:
    kind = "civil-society-organisation"
    found = find(tmp_path / "data", {"one": (kind, one), "other": (kind, other)})
    assert len(found) == 1
    assert found[0].startswith("'one' and 'other' may be one: ")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Clara Day 2023", "Clara Day 2024"),
        ("Clara report Q1", "Clara report Q2"),
        ("Clara", "Clare"),
        ("Vera", "Nora"),
    ],
)
def test_names_that_differ_in_a_number_or_are_short_are_let_be(one: str, other: str, tmp_path: Path) -> None:
    assert find(tmp_path / "data", {"one": ("company", one), "other": ("company", other)}) == []


def test_an_acronym_may_stand_for_a_name(tmp_path: Path) -> None:
    entities = {"ccn": ("company", "CCN"), "centre": ("company", "Centre of Clear Networks")}
    assert find(tmp_path / "data", entities) == [
        "'ccn' and 'centre' may be one: 'CCN' may stand for 'centre of clear networks'"
    ]


def test_a_name_that_a_source_uses_counts(tmp_path: Path) -> None:
    entities = {"one": ("company", "Clara Online"), "other": ("company", "Something else")}
    claim = "subject: other, relation: name, object: Clara Online @pt"
    assert len(find(tmp_path / "data", entities, claim)) == 1


def test_a_withdrawn_name_does_not_count(tmp_path: Path) -> None:
    entities = {"one": ("company", "Clara Online"), "other": ("company", "Something else")}
    claim = 'subject: other, relation: name, object: Clara Online, withdrawn: "2024-03-01, misread"'
    assert find(tmp_path / "data", entities, claim) == []


def test_a_service_is_not_compared_with_a_body(tmp_path: Path) -> None:
    entities = {"one": ("company", "Clara Online"), "other": ("hotline", "Clara Online")}
    assert find(tmp_path / "data", entities) == []


@pytest.mark.parametrize(
    "claims",
    [
        ["subject: one, relation: owns, object: other"],
        ["subject: one, relation: activeIn, object: KE", "subject: other, relation: basedIn, object: BR"],
    ],
    ids=["related", "apart"],
)
def test_what_a_claim_tells_apart_is_not_asked_about(claims: list[str], tmp_path: Path) -> None:
    entities = {"one": ("company", "Clara Online"), "other": ("company", "Clara Online Inc.")}
    assert find(tmp_path / "data", entities, *claims) == []


def test_bodies_in_one_country_are_asked_about(tmp_path: Path) -> None:
    entities = {"one": ("company", "Clara Online"), "other": ("company", "Clara Online Inc.")}
    claims = ["subject: one, relation: activeIn, object: KE", "subject: other, relation: activeIn, object: KE"]
    assert len(find(tmp_path / "data", entities, *claims)) == 1


def test_editions_of_editions_of_one_series_are_not_asked_about(tmp_path: Path) -> None:
    entities = {
        "day": ("event", "Clara Day"),
        "day-br": ("event", "Clara Day Brazil"),
        "day-2023": ("event", "Clara Day 2023"),
        "day-2023-br": ("event", "Clara Day 2023 (Brazil)"),
    }
    claims = [
        "subject: day-br, relation: editionOf, object: day",
        "subject: day-2023, relation: editionOf, object: day",
        "subject: day-2023-br, relation: editionOf, object: day-br",
    ]
    assert find(tmp_path / "data", entities, *claims) == []


def test_a_distinction_settles_a_pair_and_no_other(tmp_path: Path) -> None:
    entities = dict.fromkeys(("one", "other", "third"), ("company", "Clara Online"))
    not_same = "- entities: [one, other]\n  why: One is older.\n"
    found = find(tmp_path / "data", entities, not_same=not_same)
    assert [what[:32] for what in found] == ["'one' and 'third' may be one: bo", "'other' and 'third' may be one: "]


@pytest.mark.parametrize(
    ("name", "normal"),
    [("Đại học (VN)", "đai hoc"), ("S.A.", "sa"), ("The Net, Inc.", "net"), ("Ω-Lab", "ω lab"), ("…", "")],
)
def test_a_name_is_normalised(name: str, normal: str) -> None:
    assert normalise_name(name) == normal
