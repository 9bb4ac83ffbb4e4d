"""What the documents say is true: examples run, versions agree, every command is told."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from kgraph.cli import main
from kgraph.dataset import LEFT_OUT_REASONS
from kgraph.ontology import read_ontology
from kgraph.paths import ontology_folder
from kgraph.version import __version__

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def read_examples() -> list[tuple[str, list[str]]]:
    """Return each ``$ kgraph …`` line of the README with the lines shown below it."""
    examples: list[tuple[str, list[str]]] = []
    for block in re.findall(r"```console\n(.*?)```", README, re.DOTALL):
        for line in block.splitlines():
            if line.startswith("$ "):
                examples.append((line[2:], []))
            else:
                examples[-1][1].append(line)
    return examples


@pytest.mark.parametrize(("command", "shown"), read_examples(), ids=[command for command, _ in read_examples()])
def test_each_example_prints_what_the_readme_shows(
    command: str, shown: list[str], shipped_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    name, *arguments = shlex.split(command)
    assert name == "kgraph"
    shutil.copytree(ROOT / "data", tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    if arguments[0] in ("query", "show", "explain", "draw", "export", "atlas"):
        arguments += ["--out", str(shipped_folder)]
    if arguments[0] == "analyze":
        arguments += ["--build", str(shipped_folder)]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    printed = result.output.splitlines()
    for line in shown:
        start = line.removesuffix("…")
        assert any(each.startswith(start) for each in printed), line


def test_the_readme_names_every_command() -> None:
    assert [name for name in main.commands if f"kgraph {name}" not in " ".join(README.split())] == []


def test_versions_agree() -> None:
    citation = re.search(r"^version: (.+)$", (ROOT / "CITATION.cff").read_text(encoding="utf-8"), re.MULTILINE)
    changelog = re.search(r"^## ([0-9.]+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    ontology = re.search(r'owl:versionInfo "([^"]+)"', (ontology_folder() / "ally.ttl").read_text(encoding="utf-8"))
    assert citation and changelog and ontology
    assert {citation[1], changelog[1], ontology[1]} == {__version__}


def test_the_code_book_explains_every_reason_for_leaving_out() -> None:
    book = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
    assert [reason for reason in LEFT_OUT_REASONS if f"| `{reason}` |" not in book] == []


def test_the_readme_starts_with_two_commands_of_one_line_each() -> None:
    start = README.partition("## Start")[2].partition("\n## ")[0]
    commands = [line for line in start.splitlines() if line.startswith("    ")]
    assert len(commands) == 2
    assert "kgraph build" in commands[0]
    assert "pytest" in commands[1]


def test_every_sentence_of_a_relation_has_places_for_both_parties() -> None:
    for relation in read_ontology(ontology_folder()).relations.values():
        for language, sentence in relation.sentences.items():
            assert "{subject}" in sentence and "{object}" in sentence, (relation.word, language)
