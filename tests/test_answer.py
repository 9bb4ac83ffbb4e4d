"""What ``kgraph query`` prints for a person: sentence, table, sources, note."""

from __future__ import annotations

import re
import subprocess
import sys
from functools import partial

import networkx as nx
import pyoxigraph as ox
import pytest

from kgraph.answer import tell_answer
from kgraph.engine import select
from kgraph.errors import QuestionError
from kgraph.knowledge import KnowledgeGraph
from kgraph.paths import questions_folder
from kgraph.phrases import LANGUAGES, read_phrases
from kgraph.questions import Question, parse_question, question_from_dict, read_questions
from kgraph.results import Result
from kgraph.vocabulary import PREFIXES

QUESTIONS = read_questions(questions_folder())

every_question = pytest.mark.parametrize("question", QUESTIONS.values(), ids=list(QUESTIONS))

#: Columns that never show: they join rows, are told in the list of sources, or stand with another column.
SILENT = re.compile(r"(first|second)?(State|Locator)|premise|reason|state|statement|sourceTitle")

#: A world of two members, three statements and two sources.
HARBOUR = """
d:harbour skos:prefLabel "Harbour Alliance"@en ; skos:altLabel "Alianza del Puerto"@es .
d:acme skos:prefLabel "Acme Video" . d:brook skos:prefLabel "Brook Chat" . v:chair skos:prefLabel "chair"@en, "cadeira"@pt .
c:BRA skos:prefLabel "Brazil"@en, "Brasil"@pt . v:more-than skos:prefLabel "more than"@en, "mais de"@pt .
v:read-between-lines skos:prefLabel "read between the lines"@en .
d:list a ally:SourceDocument ; dcterms:title "The members"@en ; dcterms:publisher d:harbour ;
  ally:statedIssued "2021-03" ; schema:url <https://example.org/list> .
d:letter a ally:SourceDocument ; dcterms:title "Una carta"@es ; dcterms:publisher d:acme ;
  dcterms:identifier "letter.txt" .
"""

#: A question whose answer stands in its text, so that only the reading of it is looked at.
MEMBERS = """#+ columns: {member: m, memberName: m, alliance: a, allianceName: a, country: c, role: r, until: u, bound: b,
#+   stated: s, value: v, certainty: c, source: s, sourceTitle: t, publisher: p, locator: l, state: s}
#+ answer: {en: "Statements: {count}.", pt: "Afirmações: {count}."}
#+ empty: {en: No member., pt: Nenhum membro.}
SELECT ?member ?memberName ?alliance ?allianceName ?country ?role ?until ?bound ?stated ?value ?certainty
  ?source ?sourceTitle ?publisher ?locator ?state {
  VALUES ?_alliance_iri { UNDEF }
  VALUES (?member ?memberName ?country ?role ?bound ?stated ?value ?certainty ?source ?locator ?state) {
    (d:acme "Acme" c:BRA v:chair v:more-than "1 200" 1200.0 v:stated d:list "chair of it" d:state--1)
    (d:acme "Acme" c:BRA "fundadora"@pt v:exact "doce" 12 v:read-between-lines d:letter "en la carta" d:state--1)
    (d:brook "Brook" c:BRA UNDEF UNDEF UNDEF UNDEF v:stated d:list "Brook Chat" d:state--2)
  }
  BIND(d:harbour AS ?alliance) BIND("Harbour" AS ?allianceName) BIND("T" AS ?sourceTitle) BIND(d:harbour AS ?publisher)
}"""


@pytest.fixture(scope="session")
def harbour() -> ox.Store:
    store = ox.Store()
    prefixes = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in PREFIXES.items())
    store.load((prefixes + HARBOUR).encode(), format=ox.RdfFormat.TURTLE)
    return store


def read(
    store: ox.Store, text: str, *, lang: str = "en", width: int = 160, asked: dict[str, object] | None = None
) -> list[str]:
    """Return the lines of the answer to a question of one's own."""
    question = parse_question("own", text)
    columns, rows = select(store, text)
    result = Result("own", columns, rows, "", lambda result: nx.MultiDiGraph())
    ask = partial(select, store)
    return tell_answer(ask, question, result, note="As of today.", lang=lang, asked=asked, width=width).splitlines()


def tell(graph: KnowledgeGraph, name: str, *, width: int = 120, lang: str = "en", **asked: object) -> list[str]:
    """Return the lines of the answer to a stored question."""
    result = graph.query(name, **asked)
    note = graph.note(lang)
    return tell_answer(
        graph.ask, graph.question(name), result, note=note, lang=lang, asked=asked, width=width
    ).splitlines()


def test_an_answer_is_sentence_table_sources_and_note(harbour: ox.Store) -> None:
    assert read(harbour, MEMBERS, asked={"alliance": "harbour", "country": "BR"}) == [
        "Statements: 3.",
        "alliance: Harbour Alliance",
        "country: Brazil",
        "",
        "member      role       in the source’s words  number           certainty               source",
        "──────────  ─────────  ─────────────────────  ───────────────  ──────────────────────  ─────────────────",
        "Acme Video  chair                             more than 1,200                          [1] “chair of it”",
        "Acme Video  fundadora  doce                   12               read between the lines  [2] “en la carta”",
        "Brook Chat                                                                             [1] “Brook Chat”",
        "",
        "[1] The members (Harbour Alliance, 2021-03, en) https://example.org/list",
        "[2] Una carta (Acme Video, undated, es) (text without an address: letter.txt)",
        "",
        "As of today.",
    ]


def test_names_numbers_and_headings_are_in_the_language(harbour: ox.Store) -> None:
    lines = read(harbour, MEMBERS, lang="pt")
    assert lines[0] == "Afirmações: 3."
    assert lines[2].split()[:4] == ["membro", "aliança", "país", "papel"]
    assert re.split(r"  +", lines[4]) == [
        *("Acme Video", "Harbour Alliance", "Brasil", "cadeira", "mais de 1.200", "[1] “chair of it”")
    ]
    assert "Alianza del Puerto" in read(harbour, MEMBERS, lang="es")[4]
    assert lines[-3] == "[2] Una carta (Acme Video, sem data, es) (texto sem endereço: letter.txt)"


def test_what_was_asked_for_is_told_once(harbour: ox.Store) -> None:
    lines = read(harbour, MEMBERS, lang="fr", asked={"alliance": "harbour", "country": "BR"})
    assert lines[:4] == ["Statements: 3.", "alliance\u00a0: Harbour Alliance", "pays\u00a0: Brazil", ""]
    assert lines[4].split()[:2] == ["membre", "rôle"]


def test_the_sentence_counts_what_the_header_names(harbour: ox.Store) -> None:
    text = MEMBERS.replace("{count}.", "{count} of {alliance} {other}.")
    assert read(harbour, text)[0] == "Statements: 3 of … {other}."
    counted = text.replace("#+ empty", "#+ counts: [state]\n#+ empty")
    assert read(harbour, counted, asked={"alliance": "x"})[0] == "Statements: 2 of x {other}."


def test_what_is_counted_must_be_a_column() -> None:
    with pytest.raises(QuestionError, match="counts in the header names no column 'whom': describe it in columns"):
        parse_question("own", MEMBERS.replace("#+ empty", "#+ counts: [whom]\n#+ empty"))


def test_a_question_keeps_what_it_counts_in_the_catalogue() -> None:
    question = parse_question("own", MEMBERS.replace("#+ empty", "#+ counts: [state]\n#+ empty"))
    assert question.counts == ("state",)
    assert question_from_dict(question.as_dict()) == question


def test_an_empty_answer_says_what_that_means(harbour: ox.Store) -> None:
    empty = MEMBERS.replace("}\n  BIND", "}\n  FILTER(false) BIND")
    assert read(harbour, empty, lang="pt") == ["Nenhum membro.", "As of today."]
    assert read(harbour, "SELECT ?s { ?s ally:no ?o }", lang="pt") == ["A resposta está vazia.", "As of today."]


def test_a_query_without_a_sentence_gets_the_columns_and_slugs_that_it_selects(harbour: ox.Store) -> None:
    text = "SELECT ?who ?whoName { ?who skos:prefLabel ?whoName FILTER(?who = d:acme) }"
    assert read(harbour, text) == ["who   whoName", "────  ──────────", "acme  Acme Video", "", "As of today."]


def test_rows_about_sources_cite_none(harbour: ox.Store) -> None:
    text = '#+ answer: "{count}."\nSELECT ?source ?title { ?source dcterms:title ?title } ORDER BY ?title'
    assert read(harbour, text)[2:] == ["title", "───────────", "The members", "Una carta", "", "As of today."]


def test_each_source_has_one_number_and_is_listed_once(small_world: KnowledgeGraph) -> None:
    lines = tell(small_world, "members")
    listed = [line for line in lines if line.startswith("[")]
    cited = re.findall(r"\[(\d+)\] “", "\n".join(lines))
    assert [line.partition("]")[0] for line in listed] == [f"[{n}" for n in range(1, len(listed) + 1)]
    assert set(cited) == {str(n) for n in range(1, len(listed) + 1)}
    assert sum("Members of the Harbour Alliance" in line for line in listed) == 1


def test_the_first_column_is_no_citation(small_world: KnowledgeGraph) -> None:
    lines = tell(small_world, "campaign-network")
    assert lines[2].split() == ["source", "target", "relation", "inferred"]
    assert not any(line.startswith("[") for line in lines)


@every_question
@pytest.mark.parametrize("width", [80, 120])
def test_every_answer_is_a_table_within_the_line(question: Question, width: int, small_world: KnowledgeGraph) -> None:
    lines = tell(small_world, question.name, width=width)
    first = lines.index("") + 1
    table = lines[first : lines.index("", first)]
    assert any(re.fullmatch(r"(─+  )+─+", line) for line in table)
    assert [line for line in table if len(line) > width and "://" not in line] == []
    assert not any(re.search(r"\S--\S", line) for line in table), "an identifier shows"


@every_question
def test_every_column_that_shows_has_a_heading_in_five_languages(question: Question) -> None:
    phrases = read_phrases("answer")
    shown = {name.removesuffix("Name") for name in question.columns if not SILENT.fullmatch(name)}
    assert {name for name in shown if f"column-{name}" not in phrases} == set()


def test_every_phrase_is_in_five_languages_and_used() -> None:
    columns = {name.removesuffix("Name") for question in QUESTIONS.values() for name in question.columns}
    for key, texts in read_phrases("answer").items():
        assert list(texts) == list(LANGUAGES)
        assert all(texts.values())
        assert not key.startswith("column-") or key.removeprefix("column-") in columns, key


def test_csv_and_json_keep_every_column(small_world: KnowledgeGraph) -> None:
    result = small_world.query("members", alliance="harbour-alliance")
    assert tuple(result.to_csv().splitlines()[0].split(",")) == result.columns
    assert {tuple(row) for row in result.rows} == {result.columns}


def test_an_answer_needs_neither_the_ontology_nor_a_heavy_library() -> None:
    heavy = ["rdflib", "networkx", "pydantic", "yaml", "decimal", "kgraph.ontology", "kgraph.sentences"]
    code = f"import sys, kgraph.answer; print([name for name in {heavy!r} if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
