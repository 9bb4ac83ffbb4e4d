"""The second process in which a build makes its page, while the first checks and stores what it read.

It is started before there is anything to draw: importing, compressing what every page holds, and reading and telling the
graph of the last build take as long as reading the data.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

from kgraph.baseline import Change
from kgraph.errors import BuildError, MissingAssets
from kgraph.paths import assets_folder

#: The files of which the page is made besides the graph; hatch_build.py has them built.
ASSETS = ("atlas.css", "atlas.js", "editor.js", "licences.txt", "map.json", "oxigraph.wasm.gz", "worker.js")


def find_missing_asset() -> Path | None:
    """Return the first file that the page needs and that has not been built, or nothing where all are there."""
    return next((path for path in (assets_folder() / name for name in ASSETS) if not path.exists()), None)


class AtlasProcess:
    """Makes the page of a build folder that is being filled; leaving the context ends what is still at work.

    Parameters
    ----------
    folder
        The folder. The page and its layout are written there.
    known
        A build folder with an earlier graph and layout; it may be missing.

    Raises
    ------
    MissingAssets
        If the page's scripts have not been built.
    """

    def __init__(self, folder: Path, known: Path) -> None:
        if missing := find_missing_asset():
            raise MissingAssets(missing)
        command = [sys.executable, "-P", "-m", "kgraph.atlas_child", str(folder), str(known)]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.communicate()

    def begin(self, *, is_ground: bool) -> None:
        """Let the process get ready.

        Parameters
        ----------
        is_ground
            Whether the known build can be the ground of this one: its graph is read ahead.
        """
        self._say(is_ground)

    def draw(self, change: Change | None = None) -> None:
        """Let the page be drawn: the catalogue is in the folder, and, but for a little change, the graph file.

        Parameters
        ----------
        change
            How the graph differs from the known one, where there is one.
        """
        told = None
        if change and change.little:
            lines = {"new": change.new, "gone": change.gone}
            told = {"of": change.of, **{name: b"\n".join(sorted(each)).decode() for name, each in lines.items()}}
        self._say(told)

    def finish(self, manifest: Mapping[str, Any]) -> None:
        """Hand over the manifest, which the page quotes, and wait for the page.

        Parameters
        ----------
        manifest
            Must have ``version``, ``asOf``, ``counts`` and the hash of the graph file among ``outputs``.

        Raises
        ------
        BuildError
            If the page could not be made.
        """
        _, said = self._process.communicate(json.dumps(manifest).encode())
        if self._process.returncode:
            last = said.decode(errors="replace").strip().splitlines()[-1:] or ["its process died"]
            raise BuildError(f"the atlas cannot be made: {last[0]}")

    def _say(self, message: object) -> None:
        assert self._process.stdin is not None
        # a process that died says why at the end
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.write(json.dumps(message).encode() + b"\n")
            self._process.stdin.flush()
