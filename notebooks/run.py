"""Run the notebooks and write them back: answers filled in, outputs clean.

``python notebooks/run.py`` runs all of them, ``python notebooks/run.py 03-brokers`` one, each in a kernel of the Python
that runs this. The graph is built first where that is needed, in the user's cache folder or in ``KGRAPH_CACHE``.

Kept are text and pictures. What only lives while a notebook runs (HTML such as the pyvis figures) and what differs from
run to run (counts, times) is left out, so that a notebook changes only when what it says does. A notebook that writes
to stderr, warnings among it, is not written.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click
import nbformat
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient

import kgraph

FOLDER = Path(__file__).parent

#: The tag of the cell that prints the answer, and how the answer begins in the first cell.
ANSWER = "answer"
_ANSWER_LINE = re.compile(r"^\*\*Answer\.\*\* .*$", re.MULTILINE)

#: Kinds of output that are kept.
_KEPT = ("image/png", "image/svg+xml", "text/plain")

#: Seconds that one cell may take.
_PATIENCE = 600


class OwnKernel(KernelSpecManager):
    """Knows one kernel, the Python that runs this, whatever is installed in the user's home."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """Return that kernel for any name."""
        command = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        return KernelSpec(argv=command, display_name="Python 3", language="python", name=kernel_name)


def list_notebooks() -> list[Path]:
    """Return the notebooks in their order."""
    return sorted(FOLDER.glob("*.ipynb"))


def run_notebook(path: Path) -> nbformat.NotebookNode:
    """Run a notebook from its first cell to its last and return it clean, with its answer filled in.

    Parameters
    ----------
    path
        The notebook, which stays as it is.

    Raises
    ------
    nbclient.exceptions.CellExecutionError
        If a cell fails.
    ValueError
        If a cell writes to stderr, or none or several give the answer.
    """
    notebook = nbformat.read(path, as_version=4)
    with tempfile.TemporaryDirectory(prefix="kgraph-notebook-", ignore_cleanup_errors=True) as scratch:
        folder = Path(scratch)
        where = {"metadata": {"path": str(folder)}}
        client = NotebookClient(
            notebook,
            km=_start_in(folder),
            timeout=_PATIENCE,
            record_timing=False,
            coalesce_streams=True,  # a kernel on a busy machine sends what is printed in pieces
            resources=where,
        )
        client.execute(cleanup_kc=True, env={**os.environ, "IPYTHONDIR": str(folder / "ipython")})
    clean(notebook)
    fill_answer(notebook)
    notebook.metadata["kgraph"] = {"graph": hash_graph()}
    return notebook


def _start_in(folder: Path) -> AsyncKernelManager:
    """Return what starts a kernel that is reached by files in a folder or, on Windows, on this machine only."""
    socket = {} if os.name == "nt" else {"transport": "ipc", "ip": str(folder / "kernel")}
    return AsyncKernelManager(connection_file=str(folder / "kernel.json"), kernel_spec_manager=OwnKernel(), **socket)


def hash_graph() -> str:
    """Return the SHA-256 of the graph that the notebooks read, building it where that is needed."""
    return str(kgraph.load().manifest["outputs"]["graph.nq.gz"])


def clean(notebook: nbformat.NotebookNode) -> None:
    """Leave in a notebook what is the same whenever it runs.

    Raises
    ------
    ValueError
        If a cell wrote to stderr.
    """
    notebook.metadata = nbformat.from_dict(
        {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        }
    )
    for number, cell in enumerate(notebook.cells, 1):
        cell["id"] = f"cell-{number}"
        tags = cell.metadata.get("tags", [])
        cell.metadata = nbformat.from_dict({"tags": tags} if tags else {})
        if cell.cell_type == "code":
            cell.execution_count = None
            cell.outputs = [kept for output in cell.outputs if (kept := _clean_output(output, cell.source))]


def _clean_output(output: nbformat.NotebookNode, source: str) -> nbformat.NotebookNode | None:
    """Return an output without what is not kept, or nothing where nothing is left."""
    if output.output_type == "stream":
        if output.name == "stderr":
            raise ValueError(f"stderr: {output.text}\n{source}")
        return output
    data = {kind: content for kind, content in output.data.items() if kind in _KEPT}
    return nbformat.v4.new_output("display_data", data=data) if data else None


def fill_answer(notebook: nbformat.NotebookNode) -> None:
    """Put the answer that the notebook computes into its first cell.

    Raises
    ------
    ValueError
        If the first cell has no line for it, or not just one cell prints one.
    """
    first = notebook.cells[0]
    line = f"**Answer.** {read_answer(notebook)}"
    if not _ANSWER_LINE.search(first.source):
        raise ValueError("the first cell has no line that begins with **Answer.**")
    first.source = _ANSWER_LINE.sub(lambda _: line, first.source, count=1)


def read_answer(notebook: nbformat.NotebookNode) -> str:
    """Return the answer that a notebook has computed, in one line.

    Raises
    ------
    ValueError
        If not just one cell is tagged ``answer``.
    """
    cells = [cell for cell in notebook.cells if ANSWER in cell.metadata.get("tags", [])]
    if len(cells) != 1:
        raise ValueError(f"{len(cells)} cells are tagged {ANSWER}: tag the one that prints the answer")
    return " ".join(list_texts(cells[0])[0].split())


def list_texts(cell: nbformat.NotebookNode) -> list[str]:
    """Return the text of each output of a cell, without spaces at the ends of lines."""
    outputs: Iterable[Any] = cell.get("outputs", [])
    texts = (each.text if each.output_type == "stream" else each.data.get("text/plain", "") for each in outputs)
    return ["\n".join(line.rstrip() for line in text.splitlines()) for text in texts]


@click.command(help=__doc__)
@click.argument("names", nargs=-1)
def main(names: tuple[str, ...]) -> None:
    """Run the notebooks named, or all, and write them back."""
    kgraph.load()
    chosen = [path for path in list_notebooks() if not names or path.stem in names]
    if len(chosen) < len(names):
        raise click.UsageError(f"there are {', '.join(path.stem for path in list_notebooks())}")
    for path in chosen:
        nbformat.write(run_notebook(path), path)
        click.echo(path.name)


if __name__ == "__main__":
    main()
