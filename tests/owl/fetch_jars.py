"""Fetch HermiT, and the OWL API inside it, for ``tests/test_owl.py``: ``python tests/owl/fetch_jars.py``.

Maven is not needed: the source distribution of owlready2 on PyPI carries the jar (HermiT is under the LGPL). It is put
into the user's cache folder and never committed.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

import platformdirs

_DISTRIBUTION = "owlready2==0.51"
_MEMBER = "owlready2-0.51/hermit/HermiT.jar"
_SHA256 = "97e53f519720a0a2e328556e03b806aa239347c85e57637a935e6433ed2ad3a8"


def jar() -> Path:
    """Return where the jar lies once it is fetched: in ``KGRAPH_OWL_CACHE``, or in the user's cache folder."""
    stated = os.environ.get("KGRAPH_OWL_CACHE")
    return Path(stated or platformdirs.user_cache_dir("kgraph-owl", appauthor=False)) / "HermiT.jar"


def fetch() -> Path:
    """Fetch the jar unless it is there already, and return its path."""
    path = jar()
    if not path.is_file():
        content = _download()
        found = hashlib.sha256(content).hexdigest()
        if found != _SHA256:
            raise SystemExit(f"{_MEMBER} of {_DISTRIBUTION} has the hash {found}, not {_SHA256}: look at it before use")
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_suffix(f".{os.getpid()}")
        new.write_bytes(content)
        new.replace(path)
    return path


def _download() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        # --no-binary names the one package: with :all:, pip would build setuptools and Cython from source first.
        options = ["--quiet", "--no-deps", "--no-binary", "owlready2", "--dest", folder]
        subprocess.run([sys.executable, "-m", "pip", "download", *options, _DISTRIBUTION], check=True)
        with tarfile.open(next(Path(folder).glob("*.tar.gz"))) as archive:
            member = archive.extractfile(_MEMBER)
            assert member is not None
            return member.read()


if __name__ == "__main__":
    sys.stdout.write(f"{fetch()}\n")
