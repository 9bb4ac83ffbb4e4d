"""What two builds hold differently, over a small world in which each test changes one thing."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from kgraph import BuildError, DataError, KnowledgeGraph, UnknownName, paths
from kgraph.build import build
from kgraph.cli import main
from kgraph.comparison import CHANGES, SUBJECTS, Comparison, Difference, compare_folders
from kgraph.manifest import MANIFEST_FILE
from kgraph.phrases import LANGUAGES, read_phrases
from kgraph.vocabulary import ID

ENTITIES = {
    "company": "acme: {kinds: [company], label: Acme}",
    "organisation": "harbour: {kinds: [organisation], label: Harbour}",
    "report": "yearbook: {kinds: [report], label: Yearbook}",
}
SOURCE = """\
url: https://example.org/{name}
title: {title}
publisher: acme
issued: 2020-03-01
language: en
accessed: 2024-01-01
recorded: 2024-01-01
claims:
  - {{{claims}}}
"""
#: Speaks of every entity, so that the others may speak of any.
BASE = (
    "subject: acme, relation: publishes, object: yearbook, at: the Yearbook",
    "subject: acme, relation: funds, object: harbour, at: funds Harbour",
)
MEMBER = "subject: acme, relation: memberOf, object: harbour, at: joins Harbour"
FIGURE = "figure: videos-removed, about: yearbook, value: 5, stated: five, bound: exact, at: five videos"
NEWS = "The news (Acme, 2020-03-01, en) https://example.org/news"
JOINS = f"{NEWS}: “joins Harbour”"

#: Makes a build or data folder with the claims of each source by its name, beside :data:`BASE`.
World = Callable[..., Path]


def write_data(folder: Path, *, entities: dict[str, str] = ENTITIES, title: str = "The news", **claims: str) -> Path:
    for part in ("sources", "entities"):
        (folder / part).mkdir(parents=True)
    for kind, text in entities.items():
        (folder / "entities" / f"{kind}.yaml").write_text(text + "\n", encoding="utf-8")
    for slug, said in ({"base": "}\n  - {".join(BASE)} | claims).items():
        text = SOURCE.format(name=slug, title=title, claims=said)
        (folder / "sources" / f"{slug}.yaml").write_text(text, encoding="utf-8")
    shutil.copy(paths.data_folder() / "countries.csv", folder)
    return folder


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Return what builds a world, each only once."""
    made: dict[str, Path] = {}

    def make(**what: Any) -> Path:
        key = repr(sorted(what.items()))
        if key not in made:
            folder = tmp_path_factory.mktemp("world")
            build(write_data(folder / "data", **what), folder / "build")
            made[key] = folder / "build"
        return made[key]

    return make


def told(comparison: Comparison, what: str) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(each.change, each.text, each.detail) for each in comparison.differences if each.what == what]


def test_the_same_data_differ_in_nothing(world: World, tmp_path: Path) -> None:
    comparison = compare_folders(world(news=MEMBER), write_data(tmp_path / "data", news=MEMBER))
    assert comparison.differences == ()
    assert comparison.to_text() == "No difference.\n"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_difference_is_said_in_each_language(world: World, lang: str) -> None:
    text = compare_folders(world(), world(), lang=lang).to_text()
    assert text == read_phrases("diff")["no-difference"][lang] + "\n"


def test_a_new_source_brings_state_evidence_and_edges(world: World) -> None:
    comparison = compare_folders(world(), world(news=MEMBER))
    assert told(comparison, "states") == [("new", "Acme is or was a member of Harbour (undated).", (JOINS,))]
    assert told(comparison, "attestations") == [("new", "Acme is or was a member of Harbour (undated).", (JOINS,))]
    assert told(comparison, "sources") == [("new", f"{NEWS} [news]", ())]
    assert ("new", "Acme – is or has been a member of – Harbour", ()) in told(comparison, "inferred")
    assert told(comparison, "entities") == told(comparison, "conflicts") == told(comparison, "other") == []
    assert comparison.counts["states"] == (2, 3)


def test_what_is_new_one_way_is_gone_the_other_way(world: World) -> None:
    old, new = world(), world(news=MEMBER)
    there, back = compare_folders(old, new), compare_folders(new, old)
    turned = {"new": "gone", "gone": "new"}
    assert {(each.what, each.iri, turned[each.change], each.text) for each in there.differences} == {
        (each.what, each.iri, each.change, each.text) for each in back.differences
    }


def test_the_text_gives_counts_first_and_evidence_of_a_new_state_once(world: World) -> None:
    text = compare_folders(world(), world(news=MEMBER)).to_text()
    assert text.startswith(
        "entities: 3 → 3\nstates: 2 → 3 (new: 1)\nattestations: 2 → 3 (new: 1)\nsources: 1 → 2 (new: 1)\n"
    )
    assert f"\nNew statements\n  Acme is or was a member of Harbour (undated).\n    {JOINS}\n\nNew sources\n" in text
    assert text.count(JOINS) == 1


def test_a_new_name_and_kind_of_an_entity_are_told_with_the_old_ones(world: World) -> None:
    changed = ENTITIES | {"organisation": "harbour: {kinds: [organisation, alliance], label: Safe Harbour}"}
    comparison = compare_folders(world(), world(entities=changed))
    ((change, text, detail),) = told(comparison, "entities")
    assert (change, text) == ("changed", "Safe Harbour (alliance, organisation) [harbour]")
    assert detail == ("kinds: organisation → alliance, organisation", "label: Harbour (en) → Safe Harbour (en)")


def test_a_new_entity_is_told_with_its_kind(world: World) -> None:
    entities = ENTITIES | {"platform": "clips: {kinds: [platform], label: Clips}"}
    operates = "subject: acme, relation: operates, object: clips, at: our Clips"
    comparison = compare_folders(world(), world(entities=entities, news=operates))
    assert told(comparison, "entities") == [("new", "Clips (online platform) [clips]", ())]


def test_another_date_changes_the_bounds_and_replaces_the_evidence(world: World) -> None:
    dated = MEMBER.replace("at:", "from: 2019, at:")
    comparison = compare_folders(world(news=MEMBER), world(news=dated))
    sentence = "Acme is or was a member of Harbour (since 2019)."
    bounds = ("earliest possible start: – → 2019-01-01", "latest possible start: – → 2019-12-31")
    assert told(comparison, "states") == [("changed", sentence, bounds)]
    assert told(comparison, "attestations") == [
        ("new", sentence, (f"{NEWS}: “joins Harbour”; since 2019",)),
        ("gone", "Acme is or was a member of Harbour (undated).", (JOINS,)),
    ]


def test_further_evidence_is_told_under_the_sentence_of_its_state(world: World) -> None:
    text = compare_folders(world(news=MEMBER), world(news=MEMBER, more=MEMBER)).to_text()
    line = JOINS.replace("/news", "/more")
    assert (
        f"\nNew evidence for statements that both hold\n  Acme is or was a member of Harbour (undated).\n    {line}\n"
        in text
    )


def test_withdrawn_evidence_is_told_with_day_and_reason(world: World) -> None:
    withdrawn = MEMBER + ', withdrawn: "2024-05-01, misread"'
    comparison = compare_folders(world(news=MEMBER), world(news=withdrawn))
    ((change, text, detail),) = told(comparison, "attestations")
    assert (change, text) == ("withdrawn", "Acme is or was a member of Harbour (no source supports it any more).")
    assert detail[0] == f"{JOINS}; withdrawn on 2024-05-01"
    assert detail[-1] == "withdrawn because: – → misread"
    assert ("gone", "Acme – is or has been a member of – Harbour", ()) in told(comparison, "inferred")


def test_a_remark_on_a_claim_changes_its_evidence(world: World) -> None:
    comparison = compare_folders(world(news=MEMBER), world(news=f"{MEMBER}, note: Seen twice."))
    assert [(each.what, each.change) for each in comparison.differences] == [("attestations", "changed")]
    assert comparison.differences[0].detail == (JOINS, "note: – → Seen twice. (en)")


def test_a_mended_title_changes_the_source(world: World) -> None:
    comparison = compare_folders(world(), world(title="The good news"))
    assert [(each.what, each.change, each.detail) for each in comparison.differences] == [
        ("sources", "changed", ("title: The news (en) → The good news (en)",))
    ]


def test_a_conflict_is_told_by_both_of_its_statements(world: World) -> None:
    five = FIGURE.replace("at:", "period: 2020, at:")
    six = five.replace("value: 5, stated: five", "value: 6, stated: six").replace("five videos", "six videos")
    comparison = compare_folders(world(news=five), world(news=five, more=six))
    ((change, text, detail),) = told(comparison, "conflicts")
    assert (change, text) == ("new", "Yearbook: 5 (videos removed; 2020). ↔ Yearbook: 6 (videos removed; 2020).")
    assert "first: five" in detail
    assert comparison.counts["conflicts"] == (0, 1)


def test_a_new_joint_territory_is_among_the_countries_and_terms(world: World) -> None:
    joint = FIGURE.replace("at:", "territory: [BR, MX], at:")
    comparison = compare_folders(world(news=FIGURE), world(news=joint))
    assert told(comparison, "other") == [("changed", "territory--br-mx", ())]


def test_builds_and_data_may_be_compared(world: World, tmp_path: Path) -> None:
    data = write_data(tmp_path / "data", news=MEMBER)
    assert compare_folders(world(), data) == compare_folders(world(), world(news=MEMBER))


def test_a_build_without_the_question_of_conflicts_is_asked_that_of_the_other(world: World, tmp_path: Path) -> None:
    shutil.copytree(world(news=FIGURE), tmp_path / "build")
    (tmp_path / "build" / "catalogue.json").write_text("{}", encoding="utf-8")
    assert KnowledgeGraph(tmp_path / "build").questions == {}
    assert compare_folders(world(news=FIGURE), tmp_path / "build").differences == ()


def test_a_state_that_the_ontology_has_no_words_for_is_told_by_its_slug(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kgraph.comparison.read_states", lambda ask, ontology, iris: [])
    comparison = compare_folders(world(), world(news=MEMBER))
    assert told(comparison, "states") == [("new", "memberOf--acme--harbour", ())]


def test_the_order_of_differences_is_always_the_same(world: World) -> None:
    old, new = world(news=MEMBER), world(more=FIGURE, title="Other")
    comparison = compare_folders(old, new)
    places = [(SUBJECTS.index(each.what), CHANGES.index(each.change), each.text) for each in comparison.differences]
    assert places == sorted(places)
    assert comparison.to_json() == compare_folders(old, new).to_json()


def test_json_holds_counts_and_each_difference_with_its_iri(world: World) -> None:
    comparison = compare_folders(world(), world(news=MEMBER))
    content = json.loads(comparison.to_json())
    assert content["counts"]["sources"] == {"old": 1, "new": 2}
    assert [Difference(**{**each, "detail": tuple(each["detail"])}) for each in content["differences"]] == list(
        comparison.differences
    )
    assert ID + "memberOf--acme--harbour" in {each["iri"] for each in content["differences"]}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_heading_and_change_has_words(lang: str) -> None:
    phrases = read_phrases("diff")
    assert all(text[lang].strip() for text in phrases.values())
    for what in SUBJECTS:
        assert any(f"{what}-{change}" in phrases for change in CHANGES)
    assert {*SUBJECTS, *CHANGES} <= set(phrases)


def test_names_are_told_in_the_language_asked_for(world: World) -> None:
    name = "subject: harbour, relation: name, object: Puerto @es, at: Puerto"
    comparison = compare_folders(world(news=name), world(news=name, more=MEMBER), lang="es")
    assert told(comparison, "states")[0][1] == "Acme es o fue miembro de Puerto (sin fecha)."
    assert "\nAfirmaciones nuevas\n" in comparison.to_text()


def test_a_folder_that_is_neither_is_refused(world: World, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(BuildError, match="is neither a build folder nor a data folder"):
        compare_folders(world(), tmp_path / "empty")


def test_wrong_data_are_refused_with_file_and_line(world: World, tmp_path: Path) -> None:
    wrong = write_data(tmp_path / "data", news=MEMBER.replace("harbour", "harbor"))
    with pytest.raises(DataError, match=r"data/sources/news\.yaml:9: unknown entity 'harbor'"):
        compare_folders(world(), wrong)


def test_a_build_of_another_version_is_refused(world: World, tmp_path: Path) -> None:
    shutil.copytree(world(), tmp_path / "build")
    (tmp_path / "build" / MANIFEST_FILE).write_text('{"format": 0}', encoding="utf-8")
    with pytest.raises(BuildError, match="is no build, or one of another version"):
        compare_folders(tmp_path / "build", world())


def test_an_unknown_language_is_refused(world: World) -> None:
    with pytest.raises(UnknownName, match="no language 'de'"):
        compare_folders(world(), world(), lang="de")


def test_the_command_exits_with_0_whether_they_differ_or_not(world: World) -> None:
    old, new = str(world()), str(world(news=MEMBER))
    same = CliRunner().invoke(main, ["diff", old, old, "--lang", "vi"])
    other = CliRunner().invoke(main, ["diff", old, new, "--format", "json"])
    assert (same.exit_code, same.stdout) == (0, "Không có khác biệt.\n")
    assert (other.exit_code, json.loads(other.stdout)["counts"]["states"]) == (0, {"old": 2, "new": 3})


def test_the_command_exits_with_1_for_wrong_data_and_2_for_no_folder(world: World, tmp_path: Path) -> None:
    old, wrong = str(world()), str(write_data(tmp_path / "data", news="subject: acme"))
    assert CliRunner().invoke(main, ["diff", old, wrong]).exit_code == 1
    assert CliRunner().invoke(main, ["diff", old, str(tmp_path / "none")]).exit_code == 2
