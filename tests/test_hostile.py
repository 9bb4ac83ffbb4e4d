"""What outsiders may send: each bad file is refused with file, line and remedy, and takes nothing else with it."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from hostile.cases import ACCEPTED, CASES, LATE, Case, source, write_corpus, write_good
from hypothesis import given, settings
from hypothesis import strategies as st

from kgraph.errors import Problem
from kgraph.sources import Reader, read_data

MAX_RESIDENT = 256 * 1024**2

#: Runs a command and tells, besides what it wrote, how much memory its processes had at most. The parent of the command
#: is small: what a process had before it became another one counts as its own.
_MEASURE = """
import json, resource, subprocess, sys
done = subprocess.run(sys.argv[1:], capture_output=True, text=True, timeout=180)
resident = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
json.dump([done.returncode, done.stdout, done.stderr, resident], sys.stdout)
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs pipes, links and limits of POSIX")


@dataclass(frozen=True)
class Run:
    code: int
    output: str
    errors: str
    resident: int

    @property
    def problems(self) -> list[Problem]:
        return [Problem(**each) for each in json.loads(self.output)["problems"]]


def check(*arguments: str | Path) -> Run:
    command = [sys.executable, "-c", _MEASURE, sys.executable, "-m", "kgraph", "check", "--format", "json"]
    done = subprocess.run([*command, *map(str, arguments)], capture_output=True, text=True, check=True)
    return Run(*json.loads(done.stdout))


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_corpus(tmp_path_factory.mktemp("hostile") / "data")


@pytest.fixture(scope="module")
def run(corpus: Path) -> Run:
    return check("--data", corpus)


def test_a_folder_full_of_bad_files_is_checked_to_its_end(run: Run) -> None:
    assert (run.code, run.errors) == (1, "")


@pytest.mark.parametrize("case", [*CASES, LATE], ids=lambda case: case.file)
def test_a_bad_file_is_told_with_line_and_remedy(case: Case, run: Run) -> None:
    told = [problem for problem in run.problems if problem.file == f"data/{case.file}"]
    assert [
        problem
        for problem in told
        if problem.line == case.line and case.what in problem.what and case.remedy in problem.remedy
    ], told


def test_every_problem_is_one_short_line_with_a_remedy(run: Run) -> None:
    wrong = [
        problem
        for problem in run.problems
        if not str(problem).isprintable() or not problem.remedy or not problem.what or len(str(problem)) > 1_000
    ]
    assert wrong == []


@pytest.mark.parametrize("slug", ["good", *ACCEPTED])
def test_a_good_file_beside_bad_ones_has_no_problem(slug: str, run: Run) -> None:
    assert [problem for problem in run.problems if problem.file == f"data/sources/{slug}.yaml"] == []


def test_checking_bad_files_takes_little_memory(run: Run) -> None:
    assert run.resident < MAX_RESIDENT


@pytest.mark.parametrize(
    "name",
    ["large", "deep", "many-values", "many-faults", "many-unknown", "laughs", "long-title", "huge", "pipe", "device"],
)
def test_a_bad_file_checked_alone_is_told_and_takes_little_memory(name: str, corpus: Path, run: Run) -> None:
    alone = check(corpus / "sources" / f"{name}.yaml")
    told = {problem for problem in run.problems if problem.file == f"data/sources/{name}.yaml"}
    assert (alone.code, alone.errors, set(alone.problems) ^ told) == (1, "", set())
    assert alone.resident < MAX_RESIDENT


def test_a_good_file_beside_bad_ones_can_be_checked_alone(corpus: Path) -> None:
    alone = check(corpus / "sources" / "norway.yaml")
    assert (alone.code, alone.problems, alone.errors) == (0, [], "")


def test_a_reader_that_dies_is_told_as_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import kgraph.checking

    monkeypatch.setattr(kgraph.checking, "CHILD_SECONDS", 0)
    file = tmp_path / "slow.yaml"
    file.write_text(source(), encoding="utf-8")
    (problem,) = kgraph.checking.check_files([file], write_good(tmp_path / "data")).problems
    assert problem == Problem(
        str(file), 1, "took too long to read", "make it smaller and plainer; check files one by one to find which it is"
    )


def test_accepted_files_say_what_they_say(tmp_path: Path) -> None:
    folder = write_good(tmp_path / "data")
    for slug, raw in ACCEPTED.items():
        (folder / "sources" / f"{slug}.yaml").write_bytes(raw)
    data, problems = read_data(folder)
    assert problems == []
    claims = {slug: data.sources[slug].claims[0] for slug in ("bom", "crlf", "carriage-returns", "norway")}
    assert {
        slug: getattr(claim, "from_", None) or getattr(claim, "object", None) for slug, claim in claims.items()
    } == {
        "bom": "2001",
        "crlf": "2002",
        "carriage-returns": "2003",
        "norway": "NO",
    }


def test_a_wrong_entity_does_not_make_those_wrong_who_speak_of_it(tmp_path: Path) -> None:
    folder = write_good(tmp_path / "data")
    company = folder / "entities" / "company.yaml"
    company.write_text(company.read_text().replace("label: Acme", "lable: Acme"), encoding="utf-8")
    assert {problem.file for problem in check("--data", folder).problems} == {"data/entities/company.yaml"}


def test_an_unreadable_source_does_not_make_its_entities_unspoken_of(tmp_path: Path) -> None:
    folder = write_good(tmp_path / "data")
    (folder / "sources" / "good.yaml").write_bytes(b"\xff")
    assert [problem.what for problem in check("--data", folder).problems] == ["byte 0xff is not UTF-8"]


def test_a_table_of_countries_linked_from_elsewhere_is_refused(tmp_path: Path) -> None:
    folder = write_good(tmp_path / "data")
    (folder / "countries.csv").rename(tmp_path / "countries.csv")
    (folder / "countries.csv").symlink_to(tmp_path / "countries.csv")
    _, problems = read_data(folder)
    assert [str(problem) for problem in problems] == [
        "data/countries.csv:1: a link out of the data folder: put the file itself here"
    ]


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("\nNO,", "\nno,", "country 'no'"),
        ("\nNO,", "\n../x,", "country '../x'"),
        ("\nNO,NOR,", "\nNO,NO>,", "country 'NO'"),
        ("\nNO,", "\nBR,", "country 'BR'"),
        ("\nNO,", '\n"NO,', "no CSV (unexpected end of data)"),
        ("\nNO,", "\nNO\0,", "hidden character U+0000"),
        ("\nNO,", "\nNO,,", "cells"),
    ],
)
def test_a_wrong_row_of_the_table_of_countries_is_told(old: str, new: str, what: str, tmp_path: Path) -> None:
    folder = write_good(tmp_path / "data")
    table = folder / "countries.csv"
    text = table.read_text(encoding="utf-8")
    table.write_text(text.replace(old, new), encoding="utf-8")
    _, problems = read_data(folder)
    assert [what in problem.what and problem.file == "data/countries.csv" for problem in problems] == [True]


def test_a_file_name_that_would_act_on_a_terminal_is_shown_escaped(tmp_path: Path) -> None:
    folder = write_good(tmp_path / "data")
    (folder / "sources" / "a\n::error::\x1b[2J\u202e.yaml").write_text(source(), encoding="utf-8")
    _, (problem,) = read_data(folder)
    assert problem.file == r"data/sources/a\n::error::\x1b[2J\u202e.yaml"


@settings(max_examples=150, deadline=None)
@given(
    place=st.integers(0, 400),
    cut=st.integers(0, 40),
    added=st.binary(max_size=12)
    | st.sampled_from([b"[", b"{", b"? ", b"- ", b": ", b"&a ", b"*a", b"!!x ", b"'", b"|\n"]),
)
def test_no_change_of_bytes_makes_the_reader_fail(
    place: int, cut: int, added: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    raw = source().encode()
    folder = tmp_path_factory.getbasetemp()
    path = folder / "mutated.yaml"
    path.write_bytes(raw[:place] + added + raw[place + cut :])
    reader = Reader(folder)
    reader.read_source(path)
    assert bool(reader.problems) != bool(reader.data.sources)
