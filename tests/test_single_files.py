"""The files of a data folder that stand alone: what is wrong in them is told with line and remedy."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kgraph.build import build
from kgraph.errors import DataError
from kgraph.knowledge import KnowledgeGraph
from kgraph.ontology import read_ontology
from kgraph.paths import ontology_folder
from kgraph.references import find_reference_problems
from kgraph.sources import read_data
from kgraph.vocabulary import CONCEPT

WORLD = Path(__file__).parent / "world"


def find_problems(folder: Path) -> list[str]:
    data, problems = read_data(folder)
    found = problems or find_reference_problems(data, read_ontology(ontology_folder()))
    return [f"{Path(problem.file).name}:{problem.line}: {problem.what}: {problem.remedy}" for problem in found]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return Path(shutil.copytree(WORLD, tmp_path / "data"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("harbour:\n  members: partial\n", "unknown entity 'harbour': did you mean 'harbour-alliance'?"),
        ("calm-net:\n  members: partial\n", "'calm-net' is of kind 'campaign'"),
        ("harbour-alliance:\n  members: all\n", "members"),
        ("harbour-alliance:\n  members: complete\n", "say as of when, and according to which source"),
        (
            "harbour-alliance:\n  members: partial\n  source: harbour-member\n",
            "unknown source 'harbour-member': did you mean 'harbour-members'?",
        ),
        ("harbour-alliance:\n  members: partial\n  asOf: 2021-13\n", "2021-13"),
        ("- harbour-alliance\n", "no mapping of alliances"),
        ("harbour-alliance:\n  members: partial\n  why: small\n", "unknown field 'why'"),
    ],
)
def test_a_wrong_coverage_statement_is_told(text: str, told: str, data: Path) -> None:
    (data / "coverage.yaml").write_text(text, encoding="utf-8")
    problems = find_problems(data)
    assert len(problems) == 1
    assert problems[0].startswith("coverage.yaml:")
    assert told in problems[0]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("- entities: [acme-video, acme-clip]\n  why: x\n", "unknown entity 'acme-clip': did you mean 'acme-clips'"),
        ("- entities: [acme-video, acme-video]\n  why: x\n", "acme-video, acme-video is no pair: name two entities"),
        ("- entities: [acme-video]\n  why: x\n", "acme-video is no pair: name two entities"),
        ("- entities: [acme-video, acme-clips]\n", "why"),
        (
            "- entities: [acme-video, acme-clips]\n  why: x\n- entities: [acme-clips, acme-video]\n  why: y\n",
            "the same pair given twice: keep one of them",
        ),
        ("acme-video: acme-clips\n", "no list"),
    ],
)
def test_a_wrong_distinction_is_told(text: str, told: str, data: Path) -> None:
    (data / "not-same.yaml").write_text(text, encoding="utf-8")
    problems = find_problems(data)
    assert len(problems) == 1
    assert problems[0].startswith("not-same.yaml:")
    assert told in problems[0]


def test_all_that_is_wrong_is_told_in_one_run(data: Path) -> None:
    (data / "coverage.yaml").write_text("a-b:\n  members: partial\nc-d:\n  members: partial\n", encoding="utf-8")
    (data / "not-same.yaml").write_text("- entities: [e-f, acme-video]\n  why: x\n", encoding="utf-8")
    assert [problem.split(": ")[1] for problem in find_problems(data)] == [
        "unknown entity 'a-b'",
        "unknown entity 'c-d'",
        "unknown entity 'e-f'",
    ]


def test_both_files_may_miss(data: Path) -> None:
    (data / "coverage.yaml").unlink()
    (data / "not-same.yaml").unlink()
    assert find_problems(data) == []


def test_a_file_that_is_no_yaml_stops_the_build(data: Path, tmp_path: Path) -> None:
    (data / "coverage.yaml").write_text("harbour-alliance: [\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"coverage\.yaml"):
        build(data, tmp_path / "out")


def test_unknown_completeness_is_told_as_such(data: Path, tmp_path: Path) -> None:
    (data / "coverage.yaml").write_text("harbour-alliance:\n  members: unknown\n", encoding="utf-8")
    build(data, tmp_path / "out")
    rows = KnowledgeGraph(tmp_path / "out").query("coverage", alliance="harbour-alliance").rows
    assert [(row["completeness"], row["source"], row["asOf"]) for row in rows] == [
        (CONCEPT + "unknown-completeness", None, None)
    ]
