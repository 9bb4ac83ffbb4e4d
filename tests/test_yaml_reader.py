from __future__ import annotations

import os
import sys
import unicodedata
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import kgraph.yaml_reader
from kgraph.yaml_reader import MAX_BYTES, MAX_DEPTH, MAX_PROBLEMS, Document, Value, read_yaml


def read(folder: Path, text: str | bytes) -> Document:
    path = folder / "x.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_yaml(path, "x.yaml")


def problems(folder: Path, text: str | bytes) -> list[str]:
    return [str(problem) for problem in read(folder, text).problems]


@pytest.mark.parametrize(
    "text", ["NO", "no", "on", "null", "~", "1e3", "0x1f", "012", "1:30", "2022-09", "2022-09-01", ".inf", "=", "<<"]
)
def test_every_scalar_is_text(text: str, tmp_path: Path) -> None:
    assert read(tmp_path, f"a: {text}\nb: [{text}]\n").value == {"a": text, "b": [text]}


@pytest.mark.parametrize(
    "text", ["a: b\n", "a: b\r\n", "a: b\r", "\ufeffa: b", "---\na: b\n...\n", "%YAML 1.1\n---\na: b"]
)
def test_ways_of_writing_a_file_give_one_value(text: str, tmp_path: Path) -> None:
    assert (read(tmp_path, text).value, read(tmp_path, text).problems) == ({"a": "b"}, [])


def test_values_know_the_line_of_their_key(tmp_path: Path) -> None:
    document = read(tmp_path, "a:\n  b: c\n\nclaims:\n  - {d: e,\n     f: g}\n")
    ways: list[tuple[str | int, ...]] = [("a",), ("a", "b"), ("claims",), ("claims", 0), ("claims", 0, "f")]
    assert [document.line_of(way) for way in ways] == [1, 2, 4, 5, 6]


def test_a_missing_value_has_the_line_of_what_is_around_it(tmp_path: Path) -> None:
    document = read(tmp_path, "a: b\nclaims:\n  - c: d\n")
    assert (document.line_of(("claims", 0, "at")), document.line_of(("title",))) == (3, 1)


def test_lines_after_lone_carriage_returns_are_counted(tmp_path: Path) -> None:
    assert problems(tmp_path, "a: b\rc: d\x07") == ["x.yaml:2: hidden character U+0007: delete it"]


def test_as_many_levels_as_allowed_are_read(tmp_path: Path) -> None:
    document = read(tmp_path, "[" * MAX_DEPTH + "]" * MAX_DEPTH)
    value: Value = document.value
    depth = 0
    while isinstance(value, list):
        value, depth = value[0] if value else "", depth + 1
    assert (depth, document.problems) == (MAX_DEPTH, [])


def test_one_level_too_many_is_refused(tmp_path: Path) -> None:
    assert problems(tmp_path, "\n" + "[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1)) == [
        "x.yaml:2: nested deeper than 12 levels: flatten it"
    ]


def test_a_file_of_the_largest_size_is_read(tmp_path: Path) -> None:
    assert problems(tmp_path, "a: " + "b" * (MAX_BYTES - 3)) == []


def test_a_file_one_byte_larger_is_refused(tmp_path: Path) -> None:
    assert problems(tmp_path, "a: " + "b" * (MAX_BYTES - 2)) == ["x.yaml:1: larger than 2,000,000 bytes: split it"]


def test_a_key_given_twice_is_refused_at_its_second_place(tmp_path: Path) -> None:
    assert problems(tmp_path, "a: b\nc: {d: e,\n d: f}\n") == ["x.yaml:3: key 'd' given twice: keep one of them"]


def test_a_surrogate_is_refused_where_the_fast_parser_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kgraph.yaml_reader, "_LOADER", yaml.BaseLoader)
    assert problems(tmp_path, 'a: b\nc: "\\ud800"') == ["x.yaml:2: hidden character U+D800: delete it"]


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    (problem,) = read_yaml(tmp_path / "x.yaml", "x.yaml").problems
    assert str(problem) == "x.yaml:1: cannot be read (No such file or directory): make it a readable file"


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may read what permissions forbid")
def test_an_unreadable_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("a: b", encoding="utf-8")
    (tmp_path / "x.yaml").chmod(0)
    (problem,) = read_yaml(tmp_path / "x.yaml", "x.yaml").problems
    assert str(problem) == "x.yaml:1: cannot be read (Permission denied): make it a readable file"


def test_of_very_many_problems_the_first_are_told_and_that_there_are_more() -> None:
    document = Document("x.yaml")
    for line in range(1, 1_000):
        document.refuse(line, "wrong", "right")
    last = document.problems[-1]
    assert (len(document.problems), last.line, last.what) == (MAX_PROBLEMS + 1, 101, "more than 100 problems")


#: What people write: no controls, no surrogates, composed.
_texts = st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Cn", "Zl", "Zp"]), max_size=30).map(
    lambda text: unicodedata.normalize("NFC", text)
)
_values = st.recursive(
    _texts,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(_texts.filter(lambda key: len(key) < 20), inner, max_size=4)
    ),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(_texts, _values, min_size=1, max_size=5))
def test_what_is_written_as_yaml_is_read_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, value: dict[str, Value]
) -> None:
    text = yaml.safe_dump(value, allow_unicode=True, default_style='"', width=1_000)
    text = text.replace("!!str ", "")
    document = read(tmp_path_factory.getbasetemp(), text)
    hidden = [problem for problem in document.problems if "hidden character" in problem.what]
    assert hidden or (document.value, document.problems) == (value, [])


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_no_bytes_make_the_reader_fail(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    document = read(tmp_path_factory.getbasetemp(), raw)
    assert all(problem.line >= 1 and problem.what and problem.remedy for problem in document.problems)
