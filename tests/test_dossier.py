"""Every note of the research that the data were made from has become a claim or is left out by name."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from kgraph.paths import data_folder
from kgraph.sources import read_data

DOSSIER = Path(__file__).parents[2] / "shared" / "dossier"
FILES = ("industry", "multistakeholder", "campaigns")

pytestmark = pytest.mark.skipif(not DOSSIER.is_dir(), reason="the research notes are not beside this checkout")


def read_notes() -> list[dict[str, Any]]:
    lines = "".join((DOSSIER / f"{name}.jsonl").read_text(encoding="utf-8") for name in FILES).splitlines()
    return [json.loads(line) for line in lines]


def read_left_out() -> dict[str, dict[str, str]]:
    with (data_folder() / "left-out.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def test_every_note_has_claims_at_its_address_or_is_left_out_by_name() -> None:
    data, _ = read_data(data_folder())
    held = {address for source in data.sources.values() for address in (source.url, *source.seenAt)}
    left_out = read_left_out()
    assert [note["id"] for note in read_notes() if note["id"] not in left_out and note["source_url"] not in held] == []


def test_nearly_every_note_has_a_claim_at_its_own_place() -> None:
    """A few places were mended when the sources were read again: they are no longer those of the notes."""
    data, _ = read_data(data_folder())
    places: dict[str | None, set[str]] = defaultdict(set)
    for source in data.sources.values():
        for address in (source.url, *source.seenAt):
            places[address] |= {" ".join(claim.at.split()) for claim in source.claims}
    left_out = read_left_out()
    kept = [note for note in read_notes() if note["id"] not in left_out]
    found = sum(_stands_among(" ".join(note["locator"].split()), places[note["source_url"]]) for note in kept)
    assert found / len(kept) > 0.98


def test_what_is_left_out_is_what_the_notes_say() -> None:
    notes = {note["id"]: note for note in read_notes()}
    for name, row in read_left_out().items():
        if name in notes:
            note = notes[name]
            assert (row["url"], row["subject"], row["predicate"]) == (
                note["source_url"],
                note["subject"],
                note["predicate"],
            )


def _stands_among(locator: str, places: set[str]) -> bool:
    return any(locator in place or place in locator for place in places)
