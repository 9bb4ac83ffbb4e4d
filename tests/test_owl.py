"""The ontology in the eyes of OWL tools: OWL 2 DL and RL by the OWL API, consistent by HermiT.

``python tests/owl/fetch_jars.py`` fetches the jar that these tests need; they also need a JDK, 11 or later.
"""

from __future__ import annotations

import io
import os
import runpy
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NoReturn

import pyoxigraph as ox
import pytest
import rdflib
from seed_data import seed_data_folder

from kgraph.graph import build_graph
from kgraph.ontology import FILES, read_ontology
from kgraph.paths import ontology_folder
from kgraph.sources import read_data
from kgraph.vocabulary import PREFIXES

HERE = Path(__file__).parent
#: The two documents that the project began with: enough to use every part of the model, and the time stays small.
SEEDS = ("kuaishou-transparency-report-2022-h1", "tiktok-joins-technology-coalition-vi")

#: What must not hold together with the data, by name.
CONTRADICTIONS = {
    "a platform is a member": "d:m a ally:AllianceMembership ; ally:allianceMember d:kwai ; org:organization d:tech-coalition .",
    "a platform sits on a board": "d:m a ally:GoverningBodyMembership ; ally:governingMember d:snackvideo .",
    "a platform is a partner": "d:p a ally:Partnership ; ally:firstPartner d:iris ; ally:secondPartner d:kwai .",
    "a campaign endorses": "d:e a ally:Endorsement ; ally:endorser d:navegafeliz .",
    "a country is a member": "d:m a ally:AllianceMembership ; ally:allianceMember c:BRA .",
    "a state is an attestation": "d:m a ally:AllianceMembership , ally:Attestation .",
    "a risk is a topic": "v:hate-speech a ally:Topic .",
}


@dataclass
class Verdict:
    """What the tools say of one file."""

    answers: dict[str, bool] = field(default_factory=dict)
    #: Profile to what violates it.
    violations: dict[str, list[str]] = field(default_factory=lambda: {"DL": [], "RL": []})


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Verdict]:
    """Ask once about the ontology, the ontology with data, and each contradiction: starting Java is what costs."""
    jar = runpy.run_path(str(HERE / "owl" / "fetch_jars.py"))["jar"]()
    if not shutil.which("java") or not shutil.which("javac"):
        _miss("no JDK: install one, 11 or later")
    if not jar.is_file():
        _miss(f"{jar} is not there: run python tests/owl/fetch_jars.py")
    folder = tmp_path_factory.mktemp("owl")
    ontology, world = _read_ontology(), _read_world()
    worlds = {"ontology": ontology, "world": ontology + world}
    for name, turtle in CONTRADICTIONS.items():
        worlds[name] = ontology + world + _parse(turtle)
    files = {str(folder / f"{number}.owl"): name for number, name in enumerate(worlds)}
    for file, name in files.items():
        worlds[name].serialize(file, format="xml")
    return {files[file]: verdict for file, verdict in _ask(jar, files).items()}


def _miss(reason: str) -> NoReturn:
    if os.environ.get("KGRAPH_REQUIRE") == "all":
        pytest.fail(reason)
    pytest.skip(reason)


def _ask(jar: Path, files: Iterable[str]) -> dict[str, Verdict]:
    command = ["java", "-cp", str(jar), str(HERE / "owl" / "Profile.java"), *files]
    run = subprocess.run(command, check=False, capture_output=True, text=True, encoding="utf-8", timeout=300)
    assert run.returncode == 0, run.stderr
    verdicts = {file: Verdict() for file in files}
    for line in run.stdout.splitlines():
        file, question, answer, *what = line.split("\t")
        if answer == "violation":
            verdicts[file].violations[question] += what
        else:
            verdicts[file].answers[question] = answer == "true"
    return verdicts


def _read_ontology() -> rdflib.Graph:
    graph = rdflib.Graph()
    for name in FILES:
        graph.parse(ontology_folder() / name)
    return graph


def _read_world() -> rdflib.Graph:
    """Return the asserted layer of the seeds."""
    data, _ = read_data(seed_data_folder())
    seeds = replace(data, sources={slug: data.sources[slug] for slug in SEEDS})
    quads = build_graph(seeds, read_ontology(ontology_folder()))
    plain = io.BytesIO()
    ox.serialize((quad.triple for quad in quads), plain, format=ox.RdfFormat.N_TRIPLES)
    return rdflib.Graph().parse(data=plain.getvalue(), format="nt")


def _parse(turtle: str) -> rdflib.Graph:
    prefixes = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in PREFIXES.items())
    return rdflib.Graph().parse(data=prefixes + turtle, format="turtle")


@pytest.mark.parametrize("profile", ["DL", "RL"])
def test_ontology_lies_in_the_profile(profile: str, verdicts: dict[str, Verdict]) -> None:
    verdict = verdicts["ontology"]
    assert verdict.answers[profile], verdict.violations[profile]


def test_ontology_with_data_lies_in_dl(verdicts: dict[str, Verdict]) -> None:
    verdict = verdicts["world"]
    assert verdict.answers["DL"], verdict.violations["DL"]


def test_data_leave_rl_only_by_days_and_edtf(verdicts: dict[str, Verdict]) -> None:
    known = ("xsd:date ", "<http://id.loc.gov/datatypes/edtf/EDTF> ")
    allowed = tuple(f"Use of data range not in profile: {datatype}" for datatype in known)
    assert [each for each in verdicts["world"].violations["RL"] if not each.startswith(allowed)] == []


@pytest.mark.parametrize("name", ["ontology", "world"])
def test_nothing_is_contradictory(name: str, verdicts: dict[str, Verdict]) -> None:
    assert verdicts[name].answers["consistent"]


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_contradiction_is_found(name: str, verdicts: dict[str, Verdict]) -> None:
    assert not verdicts[name].answers["consistent"]
