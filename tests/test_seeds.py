"""The two seed texts: all that they state is in the data, and nothing more."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from kgraph.knowledge import KnowledgeGraph
from kgraph.paths import data_folder
from kgraph.sources import read_data

SHARED = Path(__file__).parent.parent.parent / "shared"
needs_notes = pytest.mark.skipif(
    not (SHARED / "dossier" / "seeds.jsonl").is_file(), reason="the research notes lie outside the project"
)
FILES = {
    "seed:000_448636e29cd14f07.txt": "tiktok-joins-technology-coalition-vi",
    "seed:003_4c08869fb507440e.txt": "kuaishou-transparency-report-2022-h1",
}


def read_notes() -> list[dict[str, Any]]:
    path = SHARED / "dossier" / "seeds.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.is_file() else []


@needs_notes
@pytest.mark.parametrize("note", read_notes(), ids=lambda note: note["id"])
def test_each_note_has_a_claim_at_its_place_or_is_left_out_by_name(note: dict[str, Any]) -> None:
    with (data_folder() / "left-out.csv").open(encoding="utf-8", newline="") as file:
        left_out = [row["id"] for row in csv.DictReader(file)]
    data, _ = read_data(data_folder())
    source = data.sources[FILES[note["source_url"]]]
    claimed = any(claim.at == note["locator"] for claim in source.claims)
    assert left_out.count(note["id"]) == 1 or (claimed and note["id"] not in left_out)


@needs_notes
def test_every_locator_stands_in_its_text() -> None:
    data, _ = read_data(data_folder())
    missing = []
    for name, slug in FILES.items():
        text = (SHARED / "seeds" / name.removeprefix("seed:")).read_text(encoding="utf-8")
        plain = " ".join(text.replace("\u202f", " ").replace("\xa0", " ").split())
        missing += [claim.at for claim in data.sources[slug].claims if claim.at not in plain]
    assert missing == []


def test_the_vietnamese_text_has_no_date_and_gives_none(seeds: KnowledgeGraph) -> None:
    [row] = [row for row in seeds.query("members").rows if row["locator"].startswith("TikTok gia nhập")]
    assert (row["from"], row["until"]) == (None, None)


def test_the_six_named_partners_are_partners_and_no_memberships(seeds: KnowledgeGraph) -> None:
    members = {row["alliance"].rpartition("/")[2] for row in seeds.query("members").rows}
    partners = seeds.ask(
        "SELECT DISTINCT ?slug { d:tiktok ally:partnerOf ?other "
        'BIND(STRAFTER(STR(?other), "/id/") AS ?slug) } ORDER BY ?slug'
    )[1]
    assert members == {"tech-coalition"}
    assert [row[0].value for row in partners] == [  # type: ignore[union-attr]
        "connectsafely",
        "dq-institute",
        "family-online-safety-institute",
        "internet-watch-foundation",
        "ncmec",
        "weprotect-global-alliance",
    ]


def test_carrying_out_the_principles_is_no_endorsement(seeds: KnowledgeGraph) -> None:
    assert len(seeds.ask("SELECT * { ?who ally:carriesOut d:voluntary-principles }")[1]) == 1
    assert seeds.ask("SELECT * { ?who ally:endorses ?what }")[1] == ()


def test_the_removed_videos_belong_to_both_platforms_and_one_half_year(seeds: KnowledgeGraph) -> None:
    rows = [row for row in seeds.query("figures").rows if row["value"] == 8205948]
    assert {row["about"].rpartition("/")[2] for row in rows} == {"ksib-transparency-2022-h1"}
    assert {row["period"] for row in rows} == {"2022-01-01/2022-06-30"}


def test_the_inspired_users_belong_to_mexico_and_colombia_together(seeds: KnowledgeGraph) -> None:
    _, rows = seeds.ask(
        "SELECT ?code { ?figure ally:value 465000.0 ; ally:territory ?both . ?both ally:jointOf ?country . "
        "?country skos:notation ?code FILTER(STRLEN(?code) = 2) } ORDER BY ?code"
    )
    assert [row[0].value for row in rows] == ["CO", "MX"]  # type: ignore[union-attr]


def test_the_seat_on_the_board_is_read_between_the_lines(seeds: KnowledgeGraph) -> None:
    _, rows = seeds.ask(
        "SELECT ?certainty { ?seat a ally:GoverningBodyMembership ; ^ally:attests/ally:certainty ?certainty }"
    )
    assert [str(row[0]) for row in rows] == ["<https://w3id.org/child-safety-alliances/concept/read-between-lines>"]
