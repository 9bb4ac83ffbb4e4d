"""The recorded example of CONTRIBUTING.md, run step by step in a copy of the data."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from kgraph import paths
from kgraph.cli import main

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "CONTRIBUTING.md"

_BLOCK = re.compile(
    r"(?:<!-- (?P<act>write|append to|change) (?P<file>\S+) -->\n)?```(?P<kind>\w+)\n(?P<text>.*?)```", re.DOTALL
)


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder in which kgraph finds a copy of the data, as it does in a clone."""
    shutil.copytree(paths.data_folder(), tmp_path / "data")
    monkeypatch.setattr("kgraph.paths._shipped", lambda name: tmp_path / name if name == "data" else ROOT / name)
    monkeypatch.setenv("KGRAPH_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def read_blocks() -> Iterator[re.Match[str]]:
    return _BLOCK.finditer(PAGE.read_text(encoding="utf-8"))


def test_the_recorded_example_does_what_it_says(clone: Path) -> None:
    run = []
    for block in read_blocks():
        if block["kind"] == "console":
            for command, shown in read_commands(block["text"]):
                run.append(command.split()[1])
                result = CliRunner().invoke(main, shlex.split(command)[1:])
                assert missing(shown, result.output) == [], f"{command}\n{result.output}"
                assert result.exit_code == (1 if "problem" in result.output else 0)
        elif block["act"]:
            apply(block["act"], clone / block["file"], block["text"])
    assert run == ["new", "check", "check", "check", "build", "show"]


def test_the_invented_organisations_are_not_in_the_data() -> None:
    held = "".join(path.read_text(encoding="utf-8") for path in paths.data_folder().rglob("*.yaml"))
    assert [name for name in ("lantern-trust", "open-shore-alliance", "example.org") if name in held] == []


def test_the_file_in_the_example_is_what_the_skeleton_became(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795262400")
    ((command, _),) = (
        each for block in read_blocks() for each in read_commands(block["text"]) if "kgraph new" in each[0]
    )
    path = CliRunner().invoke(main, shlex.split(command)[1:]).stdout.strip()
    (written,) = (block["text"] for block in read_blocks() if block["act"] == "write")
    head = (clone / path).read_text(encoding="utf-8").partition("claims:")[0]
    assert written.partition("claims:")[0] == head


def test_every_file_that_the_page_names_exists() -> None:
    text = re.sub(r"```.*?```", "", PAGE.read_text(encoding="utf-8"), flags=re.DOTALL)
    named = re.findall(r"(?:`|\]\()((?:data|kgraph|ontology|tests|\.ci)/[\w./-]+|[A-Z]+\.[a-z]+)[`)]", text)
    assert len(named) > 10
    assert [name for name in sorted(set(named)) if not (ROOT / name).exists()] == []


def read_commands(text: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each command of a console block with the lines shown below it."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, *shown = part.rstrip("\n").split("\n")
        yield command, shown


def missing(shown: list[str], printed: str) -> list[str]:
    """Return the lines that were not printed; … stands for any text."""
    lines = printed.splitlines()
    patterns = {line: ".*".join(map(re.escape, line.split("…"))) for line in shown}
    return [line for line, pattern in patterns.items() if not any(re.fullmatch(pattern, each) for each in lines)]


def apply(act: str, path: Path, text: str) -> None:
    """Do to a file what the page tells the reader to do."""
    before = path.read_text(encoding="utf-8")
    if act == "change":
        old, new = (re.search(rf"^\{sign}(.*)$", text, re.MULTILINE) for sign in "-+")
        assert old and new and before.count(old[1]) == 1
        text = before.replace(old[1], new[1])
    path.write_text(before + text if act == "append to" else text, encoding="utf-8")
