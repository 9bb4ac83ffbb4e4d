"""The notebooks: they run, say what is committed of them, and hold neither HTML nor anything of a machine."""

from __future__ import annotations

import ast
import importlib.util
import re
import shutil
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from conftest import give_up
from kgraph.knowledge import KnowledgeGraph
from kgraph.paths import data_folder, default_build_folder

FOLDER = Path(__file__).parent.parent / "notebooks"
NAMES = ("01-tour", "02-latin-america", "03-brokers", "04-growth", "05-how-sure", "06-bring-your-own")

#: What would tell of the machine or of one run: folders, addresses in memory, warnings, colours of a terminal.
TRACES = re.compile(r"/(?:tmp|home|root|work|Users|usr|var)/|[A-Z]:\\|site-packages|\b0x[0-9a-f]{6,}|Warning\b|\x1b\[")

#: Lines that a function in a notebook may have, the first among them.
LONGEST = 5


@pytest.fixture(scope="module")
def runner() -> ModuleType:
    """Return ``notebooks/run.py``."""
    for library in ("ipykernel", "nbclient", "nbformat", "pyvis", "sklearn"):
        if importlib.util.find_spec(library) is None:
            give_up(f"{library} is not installed: pip install 'kgraph[notebooks]'")
    spec = importlib.util.spec_from_file_location("notebook_runner", FOLDER / "run.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(runner: ModuleType, name: str) -> Any:
    return runner.nbformat.read(FOLDER / f"{name}.ipynb", as_version=4)


def list_outputs(notebook: Any) -> list[dict[str, Any]]:
    """Return kind and content of each output of a notebook; what was printed is ``text/plain``."""
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return [{"text/plain": each.text} if each.output_type == "stream" else dict(each.data) for each in outputs]


def list_texts(runner: ModuleType, notebook: Any) -> list[tuple[str, list[str]]]:
    """Return each code cell with the texts of its outputs."""
    return [(cell.source, runner.list_texts(cell)) for cell in notebook.cells if cell.cell_type == "code"]


def test_the_six_notebooks_are_there() -> None:
    assert tuple(path.stem for path in sorted(FOLDER.glob("*.ipynb"))) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_opens_with_its_question_and_its_answer(name: str, runner: ModuleType) -> None:
    first = read(runner, name).cells[0]
    assert re.match(r"# .+\n\n\*\*Question\.\*\* [^*]+\?\n\n\*\*Answer\.\*\* .{40,}\n", first.source)


@pytest.mark.parametrize("name", NAMES)
def test_the_answer_is_what_the_notebook_has_computed(name: str, runner: ModuleType) -> None:
    notebook = read(runner, name)
    assert f"\n**Answer.** {runner.read_answer(notebook)}\n" in notebook.cells[0].source


@pytest.mark.parametrize("name", NAMES)
def test_no_function_of_a_notebook_is_long(name: str, runner: ModuleType) -> None:
    code = [cell.source for cell in read(runner, name).cells if cell.cell_type == "code"]
    found = [node for text in code for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)]
    assert [each.name for each in found if (each.end_lineno or 0) - each.lineno + 1 > LONGEST] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_is_committed_with_text_and_pictures_only(name: str, runner: ModuleType) -> None:
    kinds = {kind for output in list_outputs(read(runner, name)) for kind in output}
    assert kinds == {"text/plain", "image/svg+xml"}


@pytest.mark.parametrize("name", NAMES)
def test_outputs_say_nothing_of_a_machine_or_a_run(name: str, runner: ModuleType) -> None:
    texts = [str(content) for output in list_outputs(read(runner, name)) for content in output.values()]
    assert [found[0] for text in texts for found in TRACES.finditer(re.sub(r"https?://\S+", "", text))] == []


def test_traces_of_a_machine_would_be_found() -> None:
    traces = ("/home/someone/kgraph", "<Thing at 0x7f3aa0c41d50>", "UserWarning: odd", "C:\\Users", "\x1b[31m")
    assert [text for text in traces if not TRACES.search(text)] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_keeps_no_counts_and_no_times(name: str, runner: ModuleType) -> None:
    notebook = read(runner, name)
    cleaned = read(runner, name)
    runner.clean(cleaned)
    cleaned.metadata["kgraph"] = notebook.metadata["kgraph"]
    assert cleaned == notebook


def test_what_a_notebook_writes_to_stderr_is_refused(runner: ModuleType) -> None:
    output = runner.nbformat.v4.new_output("stream", name="stderr", text="UserWarning: odd\n")
    cell = runner.nbformat.v4.new_code_cell("import odd", outputs=[output])
    with pytest.raises(ValueError, match="UserWarning: odd"):
        runner.clean(runner.nbformat.v4.new_notebook(cells=[cell]))


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_run_again_says_what_is_committed(
    name: str, runner: ModuleType, shipped_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KGRAPH_CACHE", str(tmp_path))
    lend(shipped_folder, default_build_folder(data_folder()))
    committed, fresh = read(runner, name), runner.run_notebook(FOLDER / f"{name}.ipynb")
    if committed.metadata["kgraph"] != fresh.metadata["kgraph"]:
        pytest.skip(f"{name} is of another state of the data: run python notebooks/run.py to renew it")
    assert list_texts(runner, fresh) == list_texts(runner, committed), (
        "run python notebooks/run.py and read what is new"
    )


def lend(folder: Path, where: Path) -> None:
    """Let a build be found in another place as well."""
    if sys.platform == "win32":
        shutil.copytree(folder, where)
    else:
        where.symlink_to(folder, target_is_directory=True)


def test_a_build_that_is_lent_is_not_built_again(
    shipped_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KGRAPH_CACHE", str(tmp_path))
    lend(shipped_folder, default_build_folder(data_folder()))
    KnowledgeGraph(default_build_folder(data_folder()))
    from kgraph.freshness import is_fresh

    assert is_fresh(default_build_folder(data_folder()), data_folder())
