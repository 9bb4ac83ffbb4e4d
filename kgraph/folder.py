"""Write folders and files so that what lies there is always whole: the old one or the new one, never a half.

The new one is written beside the old under a name of its own, flushed to the disk, and exchanged with the old in one
step where the system can (Linux, macOS); elsewhere by two renames, which the next run undoes if only the first was made.
"""

from __future__ import annotations

import contextlib
import ctypes
import glob
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import filelock

from kgraph.errors import BuildError, ExportError
from kgraph.manifest import MANIFEST_FILE

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_RENAME_SWAP = 2


@contextlib.contextmanager
def replacing_folder(target: Path, *, timeout: float = 600) -> Iterator[Path]:
    """Give a new empty folder to fill, and put it in the target's place if nothing fails.

    A second writer waits for the first. If filling fails or the process dies, the target stays as it was; what is
    left over is removed by the next writer.

    Parameters
    ----------
    target
        The folder to write. It must not exist, be empty, or be one that kgraph wrote.
    timeout
        Seconds to wait for another writer.

    Raises
    ------
    BuildError
        If the target is somebody else's, cannot be written, or another writer does not finish in time.
    """
    try:
        if target.name in ("", ".."):  # "." and ".." name a folder without saying its name
            target = target.resolve()
        target.parent.mkdir(parents=True, exist_ok=True)
        lock = filelock.FileLock(target.parent / f".{target.name}.lock", timeout=timeout)
        with lock:
            _recover(target)
            check_ours(target)
            with tempfile.TemporaryDirectory(prefix=f".{target.name}.new-", dir=target.parent) as scratch:
                new = Path(scratch) / "new"
                new.mkdir()
                yield new
                _sync_tree(new)
                _put_in_place(new, target)
    except filelock.Timeout as error:
        raise BuildError(f"{target}: another build is writing it: wait for it, or name another --out") from error
    except OSError as error:
        raise BuildError(
            f"{target}: cannot be written ({error.strerror or error}): free space or name another --out"
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
        with tempfile.TemporaryDirectory(prefix=f".{target.name[:40]}.new-", dir=target.parent) as scratch:
            new = Path(scratch) / target.name
            yield new
            _sync(new)
            new.replace(target)
    except OSError as error:
        raise ExportError(
            f"{target}: cannot be written ({error.strerror or error}): free space or name another file"
        ) from error


def check_ours(target: Path) -> None:
    """Refuse a folder that kgraph did not write.

    Raises
    ------
    BuildError
        If the target is a file, or a folder that holds something and no manifest.
    """
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise BuildError(f"{target}: is no folder: name a folder")
    if target.is_dir() and any(target.iterdir()) and not (target / MANIFEST_FILE).is_file():
        raise BuildError(f"{target}: holds files that kgraph did not write: name an empty or new folder")


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
        target.rename(new.parent / "old")
        new.rename(target)
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
