"""A small world for the tests of exports: what is awkward in one form or another, built once per test module."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyoxigraph as ox

from kgraph.build import build
from kgraph.knowledge import KnowledgeGraph

ENTITIES = {
    "alliance": """
shield:
  kinds: [alliance, civil-society-organisation]
  label: '=Shield & "Co" <b>'
  note: "-1 is no formula, but a spreadsheet thinks so"
guard:
  kinds: [alliance]
  label: Đội Bảo vệ
  language: vi
""",
    "company": """
acme:
  kinds: [company]
  label: ACME, Inc.
beta:
  kinds: [company]
  label: "@beta"
""",
    "campaign": "surf: {kinds: [campaign], label: '#Surf', language: es}\n",
    "campaign-edition": "surf-mx: {kinds: [campaign-edition], label: '#Surf México', language: es}\n",
    "transparency-report": "acme-report: {kinds: [transparency-report], label: ACME report}\n",
}

SOURCES = {
    "acme-joins": """
url: https://example.org/acme-joins?a=1&b=2
title: ACME joins "Shield" <today> & tomorrow | always
publisher: acme
issued: 2021-05-04
language: en
accessed: 2026-11-01
recorded: 2026-11-02
readings: [2026-11-20]
claims:
  - {subject: acme, relation: memberOf, object: shield, from: 2021-05, at: "ACME joins <Shield>"}
  - {subject: beta, relation: memberOf, object: shield, from: 2019, until: 2021-12, at: "=beta left"}
  - {subject: beta, relation: governingMemberOf, object: shield, at: beta on the board}
  - {subject: acme, relation: operates, object: surf, at: runs it, withdrawn: "2026-11-05, it does not, =1+1"}
  - {subject: acme, relation: publishes, object: acme-report, at: its report}
  - {subject: acme-report, relation: availableAt, object: "https://example.org/report?a=1&b=2", at: the report}
  - {subject: shield, relation: name, object: "+Shield", at: "+Shield"}
  - {subject: shield, relation: acronym, object: SH, at: SH}
  - {figure: videos-removed, about: acme-report, value: 12.5, stated: "12,5", bound: about, period: 2021~,
     territory: BR, at: "12,5 videos"}
  - {figure: videos-removed, about: acme-report, value: -3, stated: "-3", bound: exact, territory: [MX, CO], at: "-3"}
  - {figure: video-views, about: surf, value: 400000000, stated: 400 million, bound: more-than, territory: world,
     at: 400 million}
""",
    "acme-joins-again": """
url: https://example.org/acme-joins-again
title: Copy
publisher: beta
issued: 2021
language: en
accessed: 2026-11-01
recorded: 2026-11-02
republishes: acme-joins
claims:
  - {subject: acme, relation: memberOf, object: shield, asOf: 2022, role: member, at: ACME,
     subjectAs: Acme Video, objectAs: The Shield, note: A copy that names the brand.}
""",
    "beta-denies": """
file: beta-denies.txt
seenAt: [https://example.org/1, https://example.org/2]
title: Beta kiện
publisher: guard
undated: true
language: vi
accessed: 2026-11-01
recorded: 2026-11-02
claims:
  - {subject: beta, relation: governingMemberOf, object: shield, stance: disputes, at: không}
  - {subject: beta, relation: memberOf, object: shield, at: thành viên}
  - {subject: guard, relation: campaignPartner, object: surf-mx, asOf: 2022-09-29, at: đối tác}
  - {subject: surf-mx, relation: editionOf, object: surf, country: MX, at: Surf}
  - {subject: surf-mx, relation: takesPlaceIn, object: MX, at: México}
  - {subject: guard, relation: partnerOf, object: acme, at: hợp tác}
  - {figure: video-views, about: surf, value: 400000000, stated: 400 triệu, bound: more-than, territory: world,
     stance: disputes, at: 400 triệu}
  - {subject: surf, relation: hashtag, object: "#Surf", at: "#Surf"}
  - {subject: surf, relation: addresses, object: cyberbullying, at: bắt nạt}
""",
}


def write_world(folder: Path) -> Path:
    """Write the data folder of the world."""
    data = folder / "data"
    for part, files in (("entities", ENTITIES), ("sources", SOURCES)):
        (data / part).mkdir(parents=True)
        for name, text in files.items():
            (data / part / f"{name}.yaml").write_text(text, encoding="utf-8")
    shutil.copy(Path(__file__).parent.parent / "data" / "countries.csv", data / "countries.csv")
    return data


def build_world(folder: Path) -> KnowledgeGraph:
    """Build the world and open it."""
    build(write_world(folder), folder / "build")
    return KnowledgeGraph(folder / "build")


def quads_of(graph: KnowledgeGraph) -> set[str]:
    """Return every quad of a graph as text."""
    return {str(quad) for quad in graph.store}


def triples_of(graph: KnowledgeGraph) -> set[str]:
    """Return every triple of a graph, whatever its layer, as text."""
    return {str(quad.triple) for quad in graph.store}


def parse(content: str | bytes, form: ox.RdfFormat) -> list[ox.Quad]:
    """Parse RDF with pyoxigraph."""
    return list(ox.parse(content, format=form))
