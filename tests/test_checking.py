"""Checking single files: each as what it is."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from kgraph.checking import check_data, check_files
from kgraph.cli import main
from kgraph.paths import data_folder

WORLD = Path(__file__).parent / "world"


def problems_of(name: str, text: str, folder: Path) -> list[tuple[int, str]]:
    """Write a file and return the lines and problems of checking it against the small world."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    report = check_files([path], WORLD)
    assert {Path(problem.file).name for problem in report.problems} <= {name}
    return [(problem.line, problem.what) for problem in report.problems]


@pytest.mark.parametrize("folder", [WORLD, data_folder()], ids=["world", "shipped"])
@pytest.mark.parametrize("name", ["coverage.yaml", "not-same.yaml"])
def test_what_the_editors_say_of_lists_and_names_is_no_source(name: str, folder: Path) -> None:
    if (folder / name).exists():
        assert check_files([folder / name], None).fine


def test_coverage_names_alliances_and_sources_that_exist(tmp_path: Path) -> None:
    text = "harbor-alliance:\n  members: partial\n  source: nowhere\nharbour-alliance:\n  members: complete\n"
    assert problems_of("coverage.yaml", text, tmp_path) == [
        (1, "unknown entity 'harbor-alliance'"),
        (3, "unknown source 'nowhere'"),
        (4, "complete without asOf or source"),
    ]


def test_pairs_are_of_two_entities_that_exist_and_are_given_once(tmp_path: Path) -> None:
    pairs = [("acme-video", "acme-video"), ("acme-video", "acme"), ("acme", "acme-video")]
    text = "".join(f"- entities: [{', '.join(pair)}]\n  why: They differ.\n" for pair in pairs)
    assert problems_of("not-same.yaml", text, tmp_path) == [
        (1, "acme-video, acme-video is no pair"),
        (3, "unknown entity 'acme'"),
        (5, "the same pair given twice"),
        (5, "unknown entity 'acme'"),
    ]


def test_a_file_of_the_name_that_is_not_there_is_told(tmp_path: Path) -> None:
    (problem,) = check_files([tmp_path / "coverage.yaml"], WORLD).problems
    assert problem.what == "cannot be read (No such file or directory)"


def test_a_source_may_have_the_name(tmp_path: Path) -> None:
    for name in ("sources", "entities"):
        (tmp_path / name).mkdir()
    (tmp_path / "sources" / "coverage.yaml").write_text("titel: x\n", encoding="utf-8")
    whats = [problem.what for problem in check_files([tmp_path / "sources" / "coverage.yaml"], WORLD).problems]
    assert "unknown field 'titel'" in whats


def test_the_whole_folder_is_checked_for_them_too(tmp_path: Path) -> None:
    shutil.copytree(WORLD, tmp_path / "world")
    with (tmp_path / "world" / "coverage.yaml").open("a", encoding="utf-8") as file:
        file.write("\nopen-see-network:\n  members: partial\n")
    (problem,) = check_data(tmp_path / "world").problems
    assert problem.what == "unknown entity 'open-see-network'"


def test_a_build_counts_the_warnings_that_a_check_lists(tmp_path: Path) -> None:
    listed = [violation for violation in check_data(WORLD).violations if violation.severity == "warning"]
    assert len(listed) > 1
    result = CliRunner().invoke(main, ["build", "--data", str(WORLD), "--out", str(tmp_path / "out")])
    assert result.stderr == f"  {len(listed)} warnings: kgraph check {WORLD} lists them\n"
