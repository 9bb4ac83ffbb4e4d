"""The two press texts that the graph began with, as a data folder of their own, apart from all that came later."""

from __future__ import annotations

import functools
import re
import shutil
import tempfile
from pathlib import Path

import yaml

from kgraph.paths import data_folder
from kgraph.sources import read_data

TEXTS = ("kuaishou-transparency-report-2022-h1", "tiktok-joins-technology-coalition-vi")


@functools.cache
def seed_data_folder() -> Path:
    """Return a data folder with the two texts, the entities that they speak of, and the countries."""
    folder = Path(tempfile.mkdtemp(prefix="kgraph-seeds-"))
    copy_seed_data(folder)
    return folder


def copy_seed_data(folder: Path) -> None:
    """Write the data folder of the two texts."""
    (folder / "sources").mkdir(parents=True)
    (folder / "entities").mkdir()
    shipped = data_folder()
    shutil.copy(shipped / "countries.csv", folder)
    for name in TEXTS:
        text = (shipped / "sources" / f"{name}.yaml").read_text(encoding="utf-8")
        # The texts that they translate are not in this folder.
        text = re.sub(r"^republishes: .*\n", "", text, flags=re.MULTILINE)
        (folder / "sources" / f"{name}.yaml").write_text(text, encoding="utf-8")
    _copy_entities(shipped / "entities", folder)


def _copy_entities(entities: Path, folder: Path) -> None:
    read, _ = read_data(folder)
    named = {source.publisher for source in read.sources.values()}
    for source in read.sources.values():
        for claim in source.claims:
            named |= {str(part) for _, part in claim if isinstance(part, str)}
    for path in sorted(entities.glob("*.yaml")):
        records = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
        kept = {slug: record for slug, record in records.items() if slug in named}
        if kept:
            (folder / "entities" / path.name).write_text(yaml.safe_dump(kept, allow_unicode=True), encoding="utf-8")
