"""Running SPARQL: the union of layers, the order of columns, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kgraph.engine import construct, is_graph_query, open_store, select
from kgraph.errors import BuildError, QuestionError
from kgraph.vocabulary import ASSERTED, ID, INFERRED


@pytest.fixture
def store() -> ox.Store:
    """Hold one triple in each of two layers."""
    store = ox.Store()
    likes = ox.NamedNode("https://example.org/likes")
    store.add(ox.Quad(ox.NamedNode(ID + "a"), likes, ox.NamedNode(ID + "b"), ox.NamedNode(ASSERTED)))
    store.add(ox.Quad(ox.NamedNode(ID + "b"), likes, ox.Literal("tea", language="en"), ox.NamedNode(INFERRED)))
    return store


def test_the_default_graph_is_the_union_of_the_layers(store: ox.Store) -> None:
    _, rows = select(
        store,
        "SELECT ?drink { d:a ?p/?p ?drink }".replace(
            "?p/?p", "<https://example.org/likes>/<https://example.org/likes>"
        ),
    )
    assert rows == ((ox.Literal("tea", language="en"),),)


def test_columns_stand_as_select_names_them(store: ox.Store) -> None:
    columns, rows = select(store, "SELECT ?z ?a ?missing { ?z <https://example.org/likes> ?a } ORDER BY ?z")
    assert columns == ("z", "a", "missing")
    assert rows[0] == (ox.NamedNode(ID + "a"), ox.NamedNode(ID + "b"), None)


def test_columns_of_a_star_stand_in_the_order_of_first_use(store: ox.Store) -> None:
    columns, _ = select(store, "SELECT * { ?z <https://example.org/likes> ?a }")
    assert columns == ("z", "a")


def test_ask_answers_one_row(store: ox.Store) -> None:
    assert select(store, "ASK { d:a ?p ?o }") == (("answer",), ((ox.Literal(True),),))


def test_construct_gives_sorted_triples(store: ox.Store) -> None:
    triples = construct(
        store, "CONSTRUCT { ?b <https://example.org/liked> ?a } { ?a <https://example.org/likes> ?b FILTER(isIRI(?b)) }"
    )
    assert triples == [
        ox.Triple(ox.NamedNode(ID + "b"), ox.NamedNode("https://example.org/liked"), ox.NamedNode(ID + "a"))
    ]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("# SELECT\nCONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", True),
        ('SELECT ?x { ?x ?p "DESCRIBE" }', False),
        ("DESCRIBE <https://example.org/SELECT>", True),
        ("ASK { ?s ?p ?o }", False),
    ],
)
def test_a_graph_query_is_told_by_its_form(text: str, answer: bool) -> None:
    assert is_graph_query(text) is answer


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { service silent ?x { ?s ?p ?o } }",
        "SELECT * { SERV\\u0049CE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { SERVICE#\n<http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p '''a'b''' SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { ?a ?b ?c FILTER(?c<'x>') SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } FILTER(?s!='') }",
        "SELECT * { ?a <http://a/#b> ?c FILTER(?c<'x>') SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } FILTER(?s!='') }",
        "PREFIX e: <http://127.0.0.1:9/> SELECT * { ?s ?p ?o.SERVICE e:x { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o SERVICE SILENT # here\n ?server { ?s ?p ?o } }",
    ],
)
def test_a_query_that_calls_another_server_is_refused(store: ox.Store, text: str) -> None:
    with pytest.raises(QuestionError, match="calls another server"):
        select(store, text)


@pytest.mark.parametrize(
    "text",
    [
        'SELECT * { ?s ?p "SERVICE" }',
        "SELECT * { ?s <https://example.org/service> ?service } # SERVICE",
        "SELECT * { ?s ?p '''SERVICE''' , \"\"\"LOAD\"\"\" }",
        "SELECT * { d:helpline-service ?other ?o }",
        "PREFIX service: <https://example.org/> SELECT * { ?s service:x ?o }",
    ],
)
def test_the_word_service_in_a_text_name_or_comment_is_no_call(store: ox.Store, text: str) -> None:
    assert select(store, text)[1] == ()


def test_rows_are_not_asked_of_a_construct(store: ox.Store) -> None:
    with pytest.raises(QuestionError, match="use --format ttl"):
        select(store, "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }")


def test_triples_are_not_asked_of_a_select(store: ox.Store) -> None:
    with pytest.raises(QuestionError, match="use --format table"):
        construct(store, "SELECT * { ?s ?p ?o }")


def test_a_folder_without_a_store_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="run kgraph build again"):
        open_store(tmp_path)


def test_from_chooses_layers(store: ox.Store) -> None:
    text = f"SELECT ?s FROM <{ASSERTED}> {{ ?s ?p ?o }}"
    assert select(store, text)[1] == ((ox.NamedNode(ID + "a"),),)


@pytest.mark.parametrize("graph", ["<file:///etc/passwd>", "<http://127.0.0.1/x>", "<other.ttl>", "NAMED <http://a/b>"])
def test_from_of_anything_else_is_refused(store: ox.Store, graph: str) -> None:
    with pytest.raises(QuestionError, match="is none of the layers"):
        select(store, f"SELECT * FROM {graph} {{ ?s ?p ?o }}")


def test_a_variable_called_from_is_no_clause(store: ox.Store) -> None:
    assert len(select(store, "SELECT ?from { ?from ?p ?o } # FROM <x>")[1]) == 2


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "it is empty"),
        ("  # only this", "it is empty"),
        ("DELETE WHERE { ?s ?p ?o }", "open for reading only"),
        ("PREFIX a: <http://a/> INSERT DATA { a:a a:a a:a }", "open for reading only"),
        ("LOAD <http://127.0.0.1/>", "open for reading only"),
        ("SELECT * { ?s foo:bar ?o }", "a prefix is not declared"),
    ],
)
def test_what_is_no_question_is_told_in_plain_words(store: ox.Store, text: str, message: str) -> None:
    with pytest.raises(QuestionError, match=message):
        select(store, text)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("SELECT ?a {\n  ?a ally:everMemberOf ?b\n  FILTER(\n}\n", "3:3"),
        ("SELECT ?a {\n  ?a ally:everMemberOf ?b ,, ?c }", "2:27"),
        ("SELECT ?a { ?a a ally:Alliance }\nORDER ?a", "2:1"),
    ],
)
def test_a_mistake_is_placed_where_it_stands_and_not_at_the_end(text: str, place: str) -> None:
    with pytest.raises(QuestionError, match=f"my\\.rq:{place}: not SPARQL"):
        select(ox.Store(), text, where="my.rq")
