"""Write folders and files so that what lies there is always whole: the old one or the new one, never a half.

The new one is written beside the old under a name of its own, flushed to the disk, and exchanged with the old in one
step where the system can (Linux, macOS); elsewhere by two renames, which the next run undoes if only the first was made.
"""

from __future__ import annotations

import contextlib
import ctypes
import glob
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import filelock

from kgraph.errors import BuildError, ExportError, KGraphError
from kgraph.manifest import BUILD, MANIFEST_FILE

#: Seconds after which nobody can still be writing a file.
_OLD = 3600

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_RENAME_SWAP = 2


@contextlib.contextmanager
def replacing_folder(target: Path, kind: str, *, timeout: float = 600) -> Iterator[Path]:
    """Give a new empty folder to fill, and put it in the target's place if nothing fails.

    A second writer waits for the first. If filling fails or the process dies, the target stays as it was; what is
    left over is removed by the next writer.

    Parameters
    ----------
    target
        The folder to write. It must not exist, be empty, or be one of the same kind that kgraph wrote.
    kind
        What stands as ``kind`` in the manifest that the filled folder must hold, beside ``holds``: the names of
        all that lies in it.
    timeout
        Seconds to wait for another writer.

    Raises
    ------
    BuildError, ExportError
        If the target is somebody else's, cannot be written, or another writer does not finish in time; the first
        for a build.
    """
    failure = BuildError if kind == BUILD else ExportError
    try:
        if target.name in ("", ".."):  # "." and ".." name a folder without saying its name
            target = target.resolve()
        target.parent.mkdir(parents=True, exist_ok=True)
        lock = filelock.FileLock(target.parent / f".{target.name}.lock", timeout=timeout)
        with lock:
            _recover(target)
            _check_ours(target, kind, failure)
            with tempfile.TemporaryDirectory(prefix=f".{target.name}.new-", dir=target.parent) as scratch:
                new = Path(scratch) / "new"
                new.mkdir()
                yield new
                _sync_tree(new)
                _put_in_place(new, target)
    except filelock.Timeout as error:
        raise failure(f"{target}: somebody else is writing it: wait, or name another folder") from error
    except OSError as error:
        raise failure(
            f"{target}: cannot be written ({error.strerror or error}): free space or name another folder"
        ) from error


@contextlib.contextmanager
def replacing_file(target: Path) -> Iterator[Path]:
    """Give the name of a new file to write, and put it in the target's place if nothing fails.

    Raises
    ------
    ExportError
        If the target is a folder or cannot be written.
    """
    try:
        if target.is_dir():
            raise ExportError(f"{target}: is a folder: name a file")
        target.parent.mkdir(parents=True, exist_ok=True)
        _remove_old_scratch(target)
        with tempfile.TemporaryDirectory(prefix=f".{target.name[:40]}.new-", dir=target.parent) as scratch:
            new = Path(scratch) / target.name
            yield new
            _sync(new)
            new.replace(target)
    except OSError as error:
        raise ExportError(
            f"{target}: cannot be written ({error.strerror or error}): free space or name another file"
        ) from error


def _check_ours(target: Path, kind: str, failure: type[KGraphError]) -> None:
    """Refuse a folder that holds anything but what kgraph wrote into one of this kind."""
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise failure(f"{target}: is no folder: name a folder")
    if not target.is_dir():
        return
    strange = sorted({path.name for path in target.iterdir()} - _read_holds(target, kind))
    if strange:
        raise failure(f"{target}: holds {strange[0]!r}, which is of no {kind} of kgraph's: name an empty or new folder")


def _read_holds(target: Path, kind: str) -> set[str]:
    """Return the names of all that kgraph wrote into a folder, by its manifest."""
    try:
        manifest = json.loads((target / MANIFEST_FILE).read_text(encoding="utf-8"))
        return set(manifest["holds"]) if manifest["kind"] == kind else set()
    except (OSError, ValueError, TypeError, KeyError):
        return set()


def _remove_old_scratch(target: Path) -> None:
    """Remove what writers of this file that died have left; another may be writing, so only what is old."""
    for left_over in target.parent.glob(f".{glob.escape(target.name[:40])}.new-*"):
        with contextlib.suppress(OSError):
            if time.time() - left_over.stat().st_mtime > _OLD:
                shutil.rmtree(left_over)


def _recover(target: Path) -> None:
    """Undo what a writer that died has begun; the lock is held, so nobody else is writing."""
    for left_over in sorted(target.parent.glob(f".{glob.escape(target.name)}.new-*")):
        old = left_over / "old"
        if old.is_dir() and not target.exists():
            old.rename(target)
        shutil.rmtree(left_over, ignore_errors=True)


def _put_in_place(new: Path, target: Path) -> None:
    if not target.exists():
        new.rename(target)
    elif not _exchange(new, target):
        old = new.parent / "old"
        target.rename(old)
        try:
            new.rename(target)
        except OSError:
            old.rename(target)
            raise
    _sync(target.parent)


def _exchange(new: Path, target: Path) -> bool:
    """Exchange two folders in one step; tell whether the system could."""
    with contextlib.suppress(OSError, AttributeError):
        libc = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "linux":
            names = (_AT_FDCWD, os.fsencode(new), _AT_FDCWD, os.fsencode(target))
            return int(libc.renameat2(*names, _RENAME_EXCHANGE)) == 0
        if sys.platform == "darwin":
            return int(libc.renamex_np(os.fsencode(new), os.fsencode(target), _RENAME_SWAP)) == 0
    return False


def _sync_tree(folder: Path) -> None:
    for path in sorted(folder.rglob("*")):
        _sync(path)
    _sync(folder)


def _sync(path: Path) -> None:
    """Flush a file or folder to the disk; Windows cannot open a folder, and needs no such flush for one."""
    if path.is_dir() and os.name == "nt":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
