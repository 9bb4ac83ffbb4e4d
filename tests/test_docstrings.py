"""Docstrings: complete for the public names, in form for all others."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

import pytest
from numpydoc.validate import validate

import kgraph

#: Form of sections, the first line, all parameters and only those.
CHECKS = {
    "GL03",
    "GL05",
    "GL06",
    "GL07",
    "GL08",
    "GL10",
    "SS01",
    "SS02",
    "SS03",
    "SS04",
    "SS05",
    "PR01",
    "PR02",
    "PR03",
    "YD01",
}


def list_public() -> Iterator[str]:
    """Yield the dotted name of each public class, function and method."""
    for name in kgraph.__all__:
        thing = getattr(kgraph, name)
        if not (inspect.isclass(thing) or inspect.isfunction(thing)):
            continue
        yield f"{thing.__module__}.{name}"
        if inspect.isclass(thing):
            for member, value in vars(thing).items():
                if not member.startswith("_") and (inspect.isfunction(value) or isinstance(value, property)):
                    yield f"{thing.__module__}.{name}.{member}"


@pytest.mark.parametrize("name", list(list_public()))
def test_a_public_name_is_documented_in_full(name: str) -> None:
    found = [f"{code} {message}" for code, message in validate(name)["errors"] if code in CHECKS]
    assert found == []
