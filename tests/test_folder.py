from __future__ import annotations

import json
import os
import sys
import threading
import time
from pathlib import Path

import pytest

import kgraph.folder
from kgraph.errors import BuildError, ExportError
from kgraph.folder import replacing_file, replacing_folder
from kgraph.manifest import BUILD, MANIFEST_FILE

not_as_root = pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="root may write where the permissions forbid it"
)
needs_links = pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")


def write(target: Path, text: str, *further: str, kind: str = BUILD) -> None:
    with replacing_folder(target, kind) as new:
        fill(new, text, *further, kind=kind)


def fill(new: Path, text: str, *further: str, kind: str = BUILD) -> None:
    for name in ("text", *further):
        (new / name).write_text(text, encoding="utf-8")
    manifest = {"kind": kind, "holds": ["text", *further, MANIFEST_FILE]}
    (new / MANIFEST_FILE).write_text(json.dumps(manifest), encoding="utf-8")


def content(target: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in target.iterdir() if path.name != MANIFEST_FILE}


def left_over(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if ".new-" in path.name)


@pytest.fixture(params=[True, False], ids=["exchanged", "renamed"])
def swaps(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run a test on a system that can exchange folders in one step, and on one that cannot."""
    if not request.param:
        monkeypatch.setattr(kgraph.folder, "_exchange", lambda new, target: False)


@pytest.mark.usefixtures("swaps")
@pytest.mark.parametrize("name", ["x", "old", "new", "build[1]", "a*b", "with space", "ä", "." + "x" * 20])
def test_a_folder_is_written_and_replaced_whatever_its_name(name: str, tmp_path: Path) -> None:
    target = tmp_path / name
    write(target, "one")
    write(target, "two")
    assert (content(target), left_over(tmp_path)) == ({"text": "two"}, [])


@pytest.mark.usefixtures("swaps")
def test_files_of_the_old_folder_are_gone_from_the_new(tmp_path: Path) -> None:
    write(tmp_path / "x", "one", "more")
    write(tmp_path / "x", "two")
    assert content(tmp_path / "x") == {"text": "two"}


@pytest.mark.usefixtures("swaps")
def test_a_writer_that_fails_leaves_the_old_folder(tmp_path: Path) -> None:
    write(tmp_path / "x", "one")
    with pytest.raises(ZeroDivisionError), replacing_folder(tmp_path / "x", BUILD) as new:
        fill(new, "two")
        raise ZeroDivisionError
    assert (content(tmp_path / "x"), left_over(tmp_path)) == ({"text": "one"}, [])


def test_an_empty_folder_may_be_written(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    write(tmp_path / "x", "one")
    assert content(tmp_path / "x") == {"text": "one"}


def test_folders_above_are_made(tmp_path: Path) -> None:
    write(tmp_path / "a" / "b" / "x", "one")
    assert content(tmp_path / "a" / "b" / "x") == {"text": "one"}


def test_the_current_folder_may_be_written_by_its_short_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "x").mkdir()
    monkeypatch.chdir(tmp_path / "x")
    write(Path(), "one")
    assert content(tmp_path / "x") == {"text": "one"}


def test_the_folder_of_somebody_else_is_refused_and_kept(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "thesis.doc").write_text("years of work", encoding="utf-8")
    with pytest.raises(
        BuildError, match=r"x: holds 'thesis.doc', which is of no build of kgraph's: name an empty or new folder"
    ):
        write(tmp_path / "x", "one")
    assert content(tmp_path / "x") == {"thesis.doc": "years of work"}


def test_what_somebody_put_into_our_folder_is_refused_and_kept(tmp_path: Path) -> None:
    write(tmp_path / "x", "one")
    (tmp_path / "x" / "thesis.doc").write_text("years of work", encoding="utf-8")
    with pytest.raises(BuildError, match=r"holds 'thesis.doc'"):
        write(tmp_path / "x", "two")
    assert content(tmp_path / "x") == {"text": "one", "thesis.doc": "years of work"}


def test_a_folder_of_another_kind_is_refused_and_kept(tmp_path: Path) -> None:
    write(tmp_path / "x", "one")
    with pytest.raises(ExportError, match="which is of no tables of kgraph's"):
        write(tmp_path / "x", "two", kind="tables")
    assert content(tmp_path / "x") == {"text": "one"}


def test_what_a_dead_writer_of_a_file_left_is_removed_once_it_is_old(tmp_path: Path) -> None:
    for name, age in (("old", 7200), ("fresh", 60)):
        scratch = tmp_path / f".page.html.new-{name}"
        scratch.mkdir()
        os.utime(scratch, (time.time() - age, time.time() - age))
    with replacing_file(tmp_path / "page.html") as new:
        new.write_text("page", encoding="utf-8")
    assert left_over(tmp_path) == [".page.html.new-fresh"]


def test_a_file_in_the_place_of_the_folder_is_refused_and_kept(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("mine", encoding="utf-8")
    with pytest.raises(BuildError, match="x: is no folder: name a folder"):
        write(tmp_path / "x", "one")
    assert (tmp_path / "x").read_text(encoding="utf-8") == "mine"


@needs_links
@pytest.mark.parametrize("exists", [True, False])
def test_a_link_in_the_place_of_the_folder_is_refused_and_not_followed(exists: bool, tmp_path: Path) -> None:
    if exists:
        (tmp_path / "elsewhere").mkdir()
    (tmp_path / "x").symlink_to("elsewhere")
    with pytest.raises(BuildError, match="x: is no folder: name a folder"):
        write(tmp_path / "x", "one")
    assert (tmp_path / "x").is_symlink()
    assert not exists or content(tmp_path / "elsewhere") == {}


@not_as_root
def test_a_folder_that_may_not_be_written_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    with pytest.raises(
        BuildError, match=r"x: cannot be written \(Permission denied\): free space or name another folder"
    ):
        write(tmp_path / "x", "one")


def test_a_folder_below_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(BuildError, match="cannot be written"):
        write(tmp_path / "file" / "x", "one")


def test_a_writer_that_died_between_two_renames_is_undone_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "x"
    write(target, "one")
    monkeypatch.setattr(kgraph.folder, "_exchange", lambda new, target: False)
    die_before_second_rename(target, monkeypatch)
    assert (target.exists(), len(left_over(tmp_path))) == (False, 1)
    with pytest.raises(ZeroDivisionError), replacing_folder(target, BUILD):
        assert content(target) == {"text": "one"}, "the old one is back before the new one is begun"
        raise ZeroDivisionError
    assert (content(target), left_over(tmp_path)) == ({"text": "one"}, [])


def test_after_a_death_between_two_renames_the_next_writer_succeeds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "x"
    write(target, "one")
    with monkeypatch.context() as patched:
        patched.setattr(kgraph.folder, "_exchange", lambda new, target: False)
        die_before_second_rename(target, patched)
    write(target, "three")
    assert (content(target), left_over(tmp_path)) == ({"text": "three"}, [])


def die_before_second_rename(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Write in the way of a process that dies when only the old folder was moved away: nothing is tidied up."""
    rename = Path.rename

    def rename_once(self: Path, other: Path) -> Path:
        if other == target:
            raise SystemExit
        return rename(self, other)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", rename_once)
        patched.setattr("shutil.rmtree", lambda *args, **options: None)
        with pytest.raises(SystemExit):
            write(target, "two")


@pytest.mark.parametrize("name", ["x", "old"])
def test_a_half_written_folder_of_a_dead_writer_is_never_taken_for_the_old_one(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("shutil.rmtree", lambda *args, **options: None)
        with pytest.raises(SystemExit), replacing_folder(tmp_path / name, BUILD) as new:
            (new / MANIFEST_FILE).write_text("half", encoding="utf-8")
            raise SystemExit
    assert len(left_over(tmp_path)) == 1
    with pytest.raises(ZeroDivisionError), replacing_folder(tmp_path / name, BUILD):
        raise ZeroDivisionError
    assert ((tmp_path / name).exists(), left_over(tmp_path)) == (False, [])


def test_a_second_writer_waits_for_the_first(tmp_path: Path) -> None:
    second = threading.Thread(target=write, args=(tmp_path / "x", "two"))
    with replacing_folder(tmp_path / "x", BUILD) as new:
        second.start()
        second.join(0.2)
        assert second.is_alive()
        fill(new, "one")
    second.join(30)
    assert content(tmp_path / "x") == {"text": "two"}


def test_a_writer_that_waited_too_long_says_so(tmp_path: Path) -> None:
    refused: list[str] = []

    def try_to_write() -> None:
        try:
            with replacing_folder(tmp_path / "x", BUILD, timeout=0.05):
                raise AssertionError
        except BuildError as error:
            refused.append(str(error))

    with replacing_folder(tmp_path / "x", BUILD) as new:
        fill(new, "one")
        second = threading.Thread(target=try_to_write)
        second.start()
        second.join(30)
    assert refused == [f"{tmp_path / 'x'}: somebody else is writing it: wait, or name another folder"]


def test_a_file_is_written_and_replaced(tmp_path: Path) -> None:
    for text in ("one", "two"):
        with replacing_file(tmp_path / "x.html") as new:
            new.write_text(text, encoding="utf-8")
    assert content(tmp_path) == {"x.html": "two"}


def test_a_writer_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    (tmp_path / "x.html").write_text("one", encoding="utf-8")
    with pytest.raises(ZeroDivisionError), replacing_file(tmp_path / "x.html") as new:
        new.write_text("tw", encoding="utf-8")
        raise ZeroDivisionError
    assert content(tmp_path) == {"x.html": "one"}


def test_a_folder_in_the_place_of_the_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="is a folder: name a file"), replacing_file(tmp_path):
        raise AssertionError


def test_a_file_name_too_long_for_the_system_is_told(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="cannot be written"), replacing_file(tmp_path / ("x" * 300)) as new:
        new.write_text("one", encoding="utf-8")


@needs_links
def test_a_link_in_the_place_of_the_file_is_replaced_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "other").write_text("mine", encoding="utf-8")
    (tmp_path / "x.html").symlink_to("other")
    with replacing_file(tmp_path / "x.html") as new:
        new.write_text("one", encoding="utf-8")
    assert content(tmp_path) == {"x.html": "one", "other": "mine"}
    assert not (tmp_path / "x.html").is_symlink()


@not_as_root
def test_a_file_that_may_not_be_written_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    with pytest.raises(ExportError, match=r"cannot be written \(Permission denied\)"), replacing_file(tmp_path / "x"):
        raise AssertionError


def test_the_old_folder_is_put_back_where_the_new_one_cannot_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "x", "one")
    monkeypatch.setattr(kgraph.folder, "_exchange", lambda new, target: False)
    rename = Path.rename

    def refuse_new(self: Path, target: Path) -> Path:
        if self.name == "new":
            raise OSError(16, "busy")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse_new)
    with pytest.raises(BuildError, match="busy"):
        write(tmp_path / "x", "two")
    assert content(tmp_path / "x") == {"text": "one"}
