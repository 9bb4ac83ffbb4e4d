"""Skeleton source files: their names, what is refused, and that nothing left empty passes a check."""

from __future__ import annotations

import re
import socket
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from kgraph import DataError, KGraphError, paths
from kgraph.cli import main
from kgraph.ontology import read_ontology
from kgraph.paths import ontology_folder
from kgraph.records import SLUG_PATTERN
from kgraph.references import find_reference_problems
from kgraph.skeleton import EXAMPLES, MAX_SLUG, make_slug, tell_next, write_skeleton
from kgraph.sources import read_data
from kgraph.yaml_reader import read_yaml

URL = "https://news.example.org/2026/joins.html"
DAY = date(2026, 11, 21)

ENTITIES = {
    "alliance": "example-alliance: {kinds: [alliance], label: Example Alliance}",
    "company": "example-company: {kinds: [company], label: Example Company}",
    "civil-society-organisation": "example-charity: {kinds: [civil-society-organisation], label: Example Charity}",
    "campaign": 'example-campaign: {kinds: [campaign], label: "#Example"}',
    "principles": "example-principles: {kinds: [principles], label: Example Principles}",
}
HELD = """\
url: https://www.example.org/held/
title: Held
publisher: example-company
issued: 2026
language: en
accessed: 2026-11-21
recorded: 2026-11-21
claims:
  - {subject: example-company, relation: memberOf, object: example-alliance, at: joins}
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return a data folder with one source and an entity of each kind that the examples name."""
    folder = tmp_path / "data"
    for part in ("sources", "entities"):
        (folder / part).mkdir(parents=True)
    for kind, text in ENTITIES.items():
        (folder / "entities" / f"{kind}.yaml").write_text(text + "\n", encoding="utf-8")
    (folder / "sources" / "held.yaml").write_text(HELD, encoding="utf-8")
    countries = (paths.data_folder() / "countries.csv").read_bytes()
    (folder / "countries.csv").write_bytes(countries)
    return folder


def uncomment(text: str) -> str:
    """Take the # away from the examples, as a curator does."""
    return re.sub(r"^  # (- |   )", r"  \1", text, flags=re.MULTILINE)


def fill(text: str) -> str:
    for field, value in (("title", "A"), ("publisher", "example-company"), ("issued", "2026"), ("language", "en")):
        text = re.sub(rf"^{field}:.*$", f"{field}: {value}", text, flags=re.MULTILINE)
    return text


def test_a_skeleton_holds_what_is_known_and_the_day(data: Path) -> None:
    path = write_skeleton(
        URL, title="Joins: a #story", publisher="example-company", language="en", issued="2026-11", data=data, today=DAY
    )
    assert path.name == "example-company-joins-a-story.yaml"
    assert path.read_text(encoding="utf-8").splitlines()[0] == (
        "# yaml-language-server: $schema=../schemas/source.schema.json"
    )
    assert read_yaml(path, "x").value == {
        "url": URL,
        "title": "Joins: a #story",
        "publisher": "example-company",
        "issued": "2026-11",
        "language": "en",
        "accessed": "2026-11-21",
        "recorded": "2026-11-21",
        "claims": "",
    }


def test_each_value_left_empty_is_a_problem_with_its_line(data: Path) -> None:
    path = write_skeleton(URL, data=data, today=DAY)
    lines = path.read_text(encoding="utf-8").splitlines()
    _, problems = read_data(data)
    named = {lines[problem.line - 1].partition(":")[0] for problem in problems if path.name in problem.file}
    assert named == {"title", "publisher", "issued", "language", "claims"}


def test_the_example_claims_are_right_when_uncommented(data: Path) -> None:
    path = write_skeleton(URL, data=data, today=DAY)
    path.write_text(uncomment(fill(path.read_text(encoding="utf-8"))), encoding="utf-8")
    read, problems = read_data(data)
    problems += find_reference_problems(read, read_ontology(ontology_folder()))
    assert problems == []
    assert len(read.sources[path.stem].claims) == EXAMPLES.count("# - {") == 8


@pytest.mark.parametrize(
    ("publisher", "title", "slug"),
    [
        ("", "Đà Nẵng: Liên minh Công nghệ", "da-nang-lien-minh-cong-nghe"),
        ("example-company", "Straße œuvre Łódź l'été", "example-company-strasse-oeuvre-lodz-lete"),
        ("example-company", "Example Company joins", "example-company-joins"),
        ("", "技术联盟", "news-example-org-2026-joins"),
        ("example-company", "", "example-company-2026-joins"),
        ("", "", "news-example-org-2026-joins"),
    ],
)
def test_the_slug_comes_from_publisher_and_title_or_the_address(
    data: Path, publisher: str, title: str, slug: str
) -> None:
    assert write_skeleton(URL, publisher=publisher, title=title, data=data, today=DAY).stem == slug


@given(st.text())
def test_a_slug_is_always_short_ascii_or_nothing(text: str) -> None:
    slug = make_slug(text)
    assert slug == "" or (re.fullmatch(SLUG_PATTERN, slug) and len(slug) <= MAX_SLUG)


@given(title=st.text(st.characters(categories=["L", "N", "P", "S", "Zs", "Cf"]), min_size=1))
def test_every_title_is_read_back_as_one_line(title: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("titles") / "data"
    for part in ("sources", "entities"):
        (folder / part).mkdir(parents=True)
    document = read_yaml(write_skeleton(URL, title=title, data=folder, today=DAY), "x")
    assert document.problems == []
    assert isinstance(document.value, dict) and isinstance(document.value["title"], str)
    assert document.value["title"] == " ".join(document.value["title"].split())
    if title.isascii():
        assert document.value["title"] == " ".join(title.split())


def test_a_taken_slug_is_counted_on_within_its_length(data: Path) -> None:
    title = "word " * 40
    stems = [write_skeleton(f"{URL}?{n}", title=title, data=data, today=DAY).stem for n in range(3)]
    assert [stem[-7:] for stem in stems] == ["rd-word", "-word-2", "-word-3"]
    assert all(len(stem) <= MAX_SLUG for stem in stems)


def test_the_slug_of_an_entity_is_taken_too(data: Path) -> None:
    assert write_skeleton(URL, title="Example Alliance", data=data, today=DAY).stem == "example-alliance-2"


@pytest.mark.parametrize(
    "url",
    [
        "https://www.example.org/held/",
        "http://example.org/held",
        "https://EXAMPLE.org:443/held#part",
        "https://example.org/held?utm_source=mail",
    ],
)
def test_an_address_that_the_data_hold_is_refused_with_its_file(data: Path, url: str) -> None:
    with pytest.raises(KGraphError, match=r"^data/sources/held\.yaml:1: holds https://www\.example\.org/held/ already"):
        write_skeleton(url, data=data)


def test_another_query_is_another_document(data: Path) -> None:
    assert write_skeleton("https://example.org/held?id=2", data=data).is_file()


def test_an_address_of_a_skeleton_not_yet_filled_is_held_too(data: Path) -> None:
    write_skeleton(URL, data=data)
    with pytest.raises(KGraphError, match="already"):
        write_skeleton(URL, title="Another title", data=data)


def test_an_address_at_which_a_text_was_seen_is_held_too(data: Path) -> None:
    seen = HELD.replace("url: https://www.example.org/held/", f"file: a.txt\nseenAt: [https://e.org/1, {URL}]")
    (data / "sources" / "held.yaml").write_text(seen, encoding="utf-8")
    with pytest.raises(KGraphError, match=rf"held\.yaml:2: holds {URL}"):
        write_skeleton(URL, data=data)


@pytest.mark.parametrize("url", ["ftp://example.org/a", "example.org", "https://", "https://a b", "file:///etc/passwd"])
def test_what_is_no_web_address_is_refused(data: Path, url: str) -> None:
    with pytest.raises(KGraphError, match="is no web address"):
        write_skeleton(url, data=data)


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        ("language", "english", "--language 'english': write a BCP 47 tag"),
        ("issued", "May 2026", "--issued 'May 2026' is no date"),
        ("publisher", "Exampel Company", "did you mean 'Example Company'"),
    ],
)
def test_a_wrong_option_is_refused_and_nothing_written(data: Path, option: str, value: str, message: str) -> None:
    with pytest.raises(KGraphError, match=message):
        write_skeleton(URL, data=data, **{option: value})  # type: ignore[arg-type]
    assert [path.name for path in (data / "sources").iterdir()] == ["held.yaml"]


def test_a_publisher_may_be_named_by_its_label(data: Path) -> None:
    assert write_skeleton(URL, publisher="example COMPANY", title="X", data=data).stem == "example-company-x"


def test_a_label_of_two_entities_is_refused(data: Path) -> None:
    (data / "entities" / "platform.yaml").write_text("app: {kinds: [platform], label: Example Company}\n")
    with pytest.raises(KGraphError, match="several entities are called so: write app or example-company"):
        write_skeleton(URL, publisher="Example Company", data=data)


def test_a_publisher_that_is_new_is_taken_as_its_id(data: Path) -> None:
    value = read_yaml(write_skeleton(URL, publisher="new-body", data=data), "x").value
    assert isinstance(value, dict) and value["publisher"] == "new-body"


def test_a_folder_that_holds_no_data_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="is no data folder"):
        write_skeleton(URL, data=tmp_path)


def test_the_copy_in_an_installed_package_is_not_written_to(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kgraph.skeleton.data_folder", lambda: data)
    monkeypatch.setattr("kgraph.skeleton.__file__", str(data.parent / "skeleton.py"))
    with pytest.raises(KGraphError, match="inside the installed package: name that of a checkout with --data"):
        write_skeleton(URL)


def test_a_file_that_appears_meanwhile_is_not_overwritten(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kgraph.skeleton._choose_slug", lambda wanted, folder: "held")
    with pytest.raises(KGraphError, match="exists already"):
        write_skeleton(URL, data=data)
    assert (data / "sources" / "held.yaml").read_text(encoding="utf-8") == HELD


def test_the_day_comes_from_the_environment(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert "accessed: 2023-11-14\nrecorded: 2023-11-14\n" in write_skeleton(URL, data=data).read_text(encoding="utf-8")


def test_a_day_that_is_no_number_is_refused(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "today")
    with pytest.raises(KGraphError, match="is no number of seconds"):
        write_skeleton(URL, data=data)


def test_no_connection_is_made(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert write_skeleton(URL, data=data).is_file()


def test_what_is_next_names_the_empty_values(data: Path) -> None:
    path = write_skeleton(URL, publisher="example-company", language="en", data=data)
    assert tell_next(path).startswith("Fill title, issued, claims;")


def test_the_command_prints_the_path_and_tells_what_is_next(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(data.parent)
    result = CliRunner().invoke(main, ["new", URL, "--data", "data"])
    path = "data/sources/news-example-org-2026-joins.yaml"
    assert (result.exit_code, result.stdout) == (0, path + "\n")
    assert result.stderr.endswith(f"kgraph check {path}\n")


def test_the_command_exits_with_2_when_it_is_wrong(data: Path) -> None:
    result = CliRunner().invoke(main, ["new", "ftp://x", "--data", str(data)])
    assert (result.exit_code, result.stdout) == (2, "")
