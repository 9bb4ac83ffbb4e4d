"""The shipped ontology, and the checks themselves: each finds nothing in ours and something where it should.

A broken snippet lies under ``broken-ontology/``, one for each check, of the ontology as of the data. Its first line
names what the check must find there; what stands beside that is sound and must not be found.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, SKOS, Namespace, URIRef

from kgraph.engine import select
from kgraph.ontology import FILES, read_ontology
from kgraph.paths import ontology_folder, questions_folder
from kgraph.questions import Question, read_questions
from kgraph.validation import find_rule_violations
from kgraph.version import __version__
from kgraph.vocabulary import PREFIXES, shorten

CHECKS = read_questions(questions_folder() / "checks")
ONTOLOGY_CHECKS = {name: check for name, check in CHECKS.items() if name.startswith("ontology-")}
BROKEN = Path(__file__).parent / "broken-ontology"
ASKWOL = shutil.which("askwol", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]))
LANGUAGES = {"en", "pt", "es", "fr", "vi"}
ALLY = Namespace("https://w3id.org/child-safety-alliances/ontology#")
CONCEPT = "https://w3id.org/child-safety-alliances/concept/"
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)

#: Damage to the shipped ontology, and the checks that must see it there.
DAMAGE = {
    "DELETE WHERE { ally:AllianceMembership ally:objectKind ?kind }": "ontology-relation-without-annotation",
    "DELETE WHERE { ally:everMemberOf owl:propertyChainAxiom ?chain }": "ontology-relation-without-chain",
    "INSERT DATA { ally:everMemberOf owl:propertyChainAxiom ( ally:operates ally:everMemberOf ) }": "ontology-chain-of-no-relation",
    "INSERT DATA { ally:partnerOf owl:propertyChainAxiom ( ally:partnerOf ally:partnerOf ) }": "ontology-chain-through-itself",
    "INSERT DATA { ally:operates rdfs:subPropertyOf org:memberOf }": "ontology-membership-by-another-way",
    "INSERT DATA { ally:governingMember rdfs:subPropertyOf ally:allianceMember }": "ontology-membership-by-another-way",
    "DELETE WHERE { ally:endorser rdfs:range ?range }": "ontology-missing-domain-or-range",
    "DELETE WHERE { ally:Report rdfs:label ?label }": "ontology-missing-label",
    "DELETE WHERE { v:hate-speech skos:prefLabel ?label }": "ontology-missing-label",
    "DELETE WHERE { ?ontology owl:versionIRI ?version }": "ontology-missing-metadata",
    "INSERT DATA { org:Membership rdfs:subClassOf ally:Relationship }": "ontology-hijacked-term",
    "INSERT DATA { ally:Event owl:deprecated true ; dcterms:isReplacedBy ally:Programme }": "ontology-deprecated-term-used",
}

every_check = pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS)


def _read_terms() -> list[URIRef]:
    graph = rdflib.Graph().parse(ontology_folder() / "ally.ttl")
    terms = {term for kind in KINDS for term in graph.subjects(RDF.type, kind) if str(term).startswith(str(ALLY))}
    return sorted(term for term in terms if isinstance(term, URIRef))


GRAPH = rdflib.Graph()
for _name in FILES:
    GRAPH.parse(ontology_folder() / _name)
TERMS = _read_terms()
RELATIONS = sorted(str(each) for each in GRAPH.subjects(ALLY.claimWord))
CONCEPTS = sorted({str(each) for each in GRAPH.subjects(SKOS.prefLabel) if str(each).startswith(CONCEPT)})


@pytest.fixture(scope="module")
def shipped() -> ox.Store:
    store = ox.Store()
    for name in FILES:
        store.load(path=ontology_folder() / name, format=ox.RdfFormat.TURTLE)
    return store


def _read_broken(check: Question) -> tuple[set[str], str]:
    text = (BROKEN / f"{check.name}.ttl").read_text(encoding="utf-8")
    return set(text.splitlines()[0].removeprefix("# Finds: ").split()), text


def _languages(subject: str, predicate: URIRef) -> set[str | None]:
    literals = GRAPH.objects(URIRef(subject), predicate)
    return {literal.language for literal in literals if isinstance(literal, rdflib.Literal) and str(literal).strip()}


@pytest.mark.parametrize("check", ONTOLOGY_CHECKS.values(), ids=ONTOLOGY_CHECKS)
def test_check_finds_nothing_in_the_ontology(check: Question, shipped: ox.Store) -> None:
    _, rows = select(shipped, check.text)
    assert [tuple(str(term) for term in row) for row in rows] == [], check.fix


def test_checks_of_the_ontology_run_together(shipped: ox.Store) -> None:
    assert find_rule_violations(shipped, questions_folder() / "checks", of_ontology=True) == []


@every_check
def test_check_finds_what_is_broken(check: Question) -> None:
    expected, text = _read_broken(check)
    store = ox.Store()
    store.load(text.encode(), format=ox.RdfFormat.TURTLE)
    _, rows = select(store, check.text)
    assert {shorten(row[0].value) for row in rows if row[0] is not None} == expected


@every_check
def test_check_finds_the_same_in_another_engine(check: Question) -> None:
    expected, text = _read_broken(check)
    graph = rdflib.Graph().parse(data=text, format="turtle")
    found: Iterable[tuple[rdflib.term.Node, ...]] = graph.query(check.text)  # type: ignore[assignment]
    assert {shorten(str(row[0])) for row in found} == expected


@pytest.mark.parametrize(("damage", "check"), DAMAGE.items())
def test_damage_to_the_ontology_is_seen(damage: str, check: str, shipped: ox.Store) -> None:
    store = ox.Store()
    store.extend(shipped)
    prefixes = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())
    store.update(prefixes + damage)
    assert check in {each.rule for each in find_rule_violations(store, questions_folder() / "checks", of_ontology=True)}


def test_no_broken_snippet_is_without_a_check() -> None:
    assert {path.stem for path in BROKEN.glob("*.ttl")} == set(CHECKS)


@every_check
def test_check_says_how_bad_and_how_to_mend(check: Question) -> None:
    assert check.severity in ("error", "warning")
    assert check.fix.endswith(".")
    assert check.summary["en"].endswith(".")


@every_check
def test_check_returns_focus_and_value(check: Question) -> None:
    assert re.findall(r"^SELECT (?:DISTINCT )?(.*)$", check.text, re.MULTILINE) == ["?focus ?value"]


@every_check
def test_check_brings_its_prefixes_and_no_others(check: Question) -> None:
    body = "\n".join(line for line in check.text.splitlines() if not line.startswith(("#", "PREFIX")))
    body = re.sub(r'"[^"]*"', "", body)
    declared = re.findall(r"^PREFIX (\w+):", check.text, re.MULTILINE)
    assert declared == sorted(set(re.findall(r"(?<![\w?<])([a-z]+):(?!//)", body)))


def test_every_relation_is_one_that_the_code_can_read() -> None:
    relations = read_ontology(ontology_folder()).relations
    assert sorted(relation.state_class for relation in relations.values()) == RELATIONS


@pytest.mark.parametrize("relation", RELATIONS, ids=shorten)
def test_relation_has_its_annotations(relation: str) -> None:
    names = ("claimWord", "subjectProperty", "objectProperty", "shortcutProperty", "subjectKind", "objectKind")
    assert [name for name in names if (URIRef(relation), ALLY[name], None) not in GRAPH] == []
    assert _languages(relation, ALLY.sentence) == LANGUAGES


@pytest.mark.parametrize("term", TERMS, ids=shorten)
def test_term_is_labelled_and_defined(term: URIRef) -> None:
    assert _languages(str(term), RDFS.label) == LANGUAGES
    assert "en" in _languages(str(term), SKOS.definition)


@pytest.mark.parametrize("concept", CONCEPTS, ids=shorten)
def test_concept_is_labelled_and_defined(concept: str) -> None:
    assert _languages(concept, SKOS.prefLabel) == LANGUAGES
    assert "en" in _languages(concept, SKOS.definition)


def test_ontology_is_of_the_version_of_the_package() -> None:
    assert {str(version) for version in GRAPH.objects(None, OWL.versionInfo)} == {__version__}


def test_readme_names_every_file_and_the_version() -> None:
    readme = (ontology_folder() / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in sorted(ontology_folder().glob("*.ttl")) if f"`{path.name}`" not in readme] == []
    assert f"### {__version__}" in readme


@pytest.mark.skipif(not ASKWOL, reason="askwol is not installed: pip install askwol==0.3.0")
def test_askwol_finds_neither_error_nor_warning() -> None:
    command = [str(ASKWOL), "check", "--skip-resolution", "--format", "json", str(ontology_folder() / "ally.ttl")]
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True, timeout=120)
    report = json.loads(run.stdout[run.stdout.index("{") :])["severity_summary"]
    assert (report["errors"], report["warnings"]) == (0, 0)
    # It asks for rdfs:comment where we have skos:definition, and does not read the notes that say why a domain is missing.
    assert {each["rule"] for each in report["findings"]} <= {
        "comments.missing",
        "domains-ranges.missing",
        "ontology-metadata.missing",
    }
