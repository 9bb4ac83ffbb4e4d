"""Edits of a copy of the small world, as its editors might make them."""

from __future__ import annotations

import random
import re
import shutil
from pathlib import Path

WORLD = Path(__file__).parent / "world"


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def add_claim(data: Path) -> None:
    with (data / "sources" / "buoy-doubts.yaml").open("a", encoding="utf-8") as file:
        file.write("  - {subject: brook-chat, relation: partnerOf, object: mirador-institute, at: Mirador}\n")


def drop_source(data: Path) -> None:
    (data / "sources" / "acme-se-une-al-puerto.yaml").unlink()


def change_label(data: Path) -> None:
    edit(data / "entities" / "company.yaml", "label: Acme Video", "label: Acme Moving Pictures")


def change_locator(data: Path) -> None:
    edit(data / "sources" / "harbour-members.yaml", "at: Acme Video", "at: Acme")


def edit_at_random(data: Path, chance: random.Random) -> None:
    """Drop, repeat or change a claim, or drop, change or bring back a file; the data may be wrong afterwards."""
    sources = sorted((data / "sources").glob("*.yaml"))
    path, other = chance.sample(sources, 2)
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    claims = [number for number, line in enumerate(lines) if line.startswith("  - {") and line.endswith("}\n")]
    number = chance.choice(claims)
    act = chance.choice(["drop claim", "move claim", "change locator", "drop file", "change label", "bring back"])
    if act in ("drop claim", "move claim"):
        line = lines.pop(number)
        path.write_text("".join(lines), encoding="utf-8")
        if act == "move claim":
            other.write_text(other.read_text(encoding="utf-8") + line, encoding="utf-8")
    elif act == "change locator":
        lines[number] = re.sub(r"at: [^,}]+", f"at: place {chance.randint(1, 99)}", lines[number])
        path.write_text("".join(lines), encoding="utf-8")
    elif act == "drop file":
        path.unlink()
    elif act == "change label":
        entities = chance.choice(sorted((data / "entities").glob("*.yaml")))
        text = entities.read_text(encoding="utf-8")
        entities.write_text(re.sub(r"label: (\w+)", r"label: New \1", text, count=1), encoding="utf-8")
    else:
        shutil.copytree(WORLD, data, dirs_exist_ok=True)
