"""The command line: what it prints, where, and how it ends."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from seed_data import seed_data_folder

from kgraph.cli import main
from kgraph.paths import data_folder

Run = Callable[..., Result]


@pytest.fixture(scope="session")
def run(seeds_folder: Path) -> Run:
    """Run a command; those that read a graph read that of the seeds."""

    def run_command(*arguments: str, stdin: str | None = None) -> Result:
        reads = arguments and arguments[0] in ("query", "show", "explain", "draw", "export")
        where = ["--data", str(seed_data_folder()), "--out", str(seeds_folder)] if reads else []
        return CliRunner().invoke(main, [*arguments, *where], input=stdin)

    return run_command


def test_build_prints_what_it_holds_and_what_to_try_next(tmp_path: Path) -> None:
    where = ["--data", str(seed_data_folder()), "--out", str(tmp_path / "out")]
    result = CliRunner().invoke(main, ["build", *where])
    assert result.exit_code == 0
    assert "24 entities, 69 states, 70 attestations from 2 sources in 2 languages" in result.stdout
    assert "inferred edges, 4 countries, 0 conflicts" in result.stdout
    assert "kgraph query members --set alliance=tech-coalition" in result.stdout


def test_wrong_data_exit_with_one_and_name_file_line_and_remedy(tmp_path: Path) -> None:
    (tmp_path / "data" / "sources").mkdir(parents=True)
    (tmp_path / "data" / "entities").mkdir()
    (tmp_path / "data" / "sources" / "a.yaml").write_text("titel: x\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["build", "--data", str(tmp_path / "data"), "--out", str(tmp_path / "out")])
    assert result.exit_code == 1
    assert "data/sources/a.yaml:1: unknown field 'titel': did you mean 'title'?" in result.stderr
    assert not (tmp_path / "out").exists()


def test_members_of_the_technology_coalition_are_shown_with_their_source(run: Run) -> None:
    result = run("query", "members", "--set", "alliance=tech-coalition")
    assert result.exit_code == 0
    assert "TikTok" in result.stdout
    assert "[1] TikTok gia nhập Liên minh Công nghệ Technology Coalition" in result.stdout


def test_without_a_name_the_questions_are_listed(run: Run) -> None:
    result = run("query")
    listed = [line.split()[0] for line in result.stdout.splitlines()]
    assert len(listed) >= 15
    assert {"members", "campaigns", "campaign-network"} <= set(listed)


@pytest.mark.parametrize(
    ("country", "there", "absent"),
    [
        ("MX", {"Consejo Ciudadano", "Asociación de Internet MX"}, "Fundación Sergio Urrego"),
        ("CO", {"Fundación Sergio Urrego"}, "Consejo Ciudadano"),
        ("Brazil", {"Instituto de Referência em Internet e Sociedade"}, "Consejo Ciudadano"),
    ],
)
def test_campaigns_of_a_country_show_its_partners_only(run: Run, country: str, there: set[str], absent: str) -> None:
    result = run("query", "campaigns", "--set", f"country={country}", "--format", "csv")
    actors = {row["actorName"] for row in csv.DictReader(io.StringIO(result.stdout))}
    assert there <= actors
    assert absent not in actors


def test_views_in_brazil_are_a_lower_bound(run: Run) -> None:
    result = run("query", "campaigns", "--set", "country=BR", "--format", "json")
    [figure] = [row for row in json.loads(result.stdout)["rows"] if row["value"]]
    assert figure["bound"] == "https://w3id.org/child-safety-alliances/concept/more-than"
    assert (figure["stated"], figure["value"]) == ("plus de 400 millions", 400000000)


def test_json_has_question_columns_rows_and_note_with_whole_iris(run: Run) -> None:
    answer = json.loads(run("query", "members", "--format", "json").stdout)
    assert list(answer) == ["question", "columns", "rows", "note"]
    assert answer["rows"][0]["member"] == "https://w3id.org/child-safety-alliances/id/tiktok"
    assert list(answer["rows"][0]) == answer["columns"]
    assert answer["note"] == "as far as the graph holds sources, as of 2026-11-21"


def test_jsonl_has_one_object_a_row(run: Run) -> None:
    lines = run("query", "members", "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line)["memberName"] for line in lines] == ["TikTok", "TikTok"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["mebers"], "no question 'mebers': did you mean 'members'"),
        (["members", "--set", "aliance=tech-coalition"], "no parameter of members 'aliance': did you mean 'alliance'?"),
        (["members", "--set", "alliance=tech-colition"], "no entity 'tech-colition': did you mean 'tech-coalition'"),
        (["members", "--set", "alliance"], "--set alliance: write --set NAME=VALUE"),
        (["members", "--valid", "2024-02-30"], "valid='2024-02-30' is no day"),
        (["campaigns", "--set", "country=Mexcio"], "no country 'Mexcio': did you mean"),
    ],
)
def test_a_wrong_word_gets_the_nearest_right_one_and_exit_two(run: Run, arguments: list[str], message: str) -> None:
    result = run("query", *arguments)
    assert result.exit_code == 2
    assert message in result.stderr
    assert result.stdout == ""


def test_a_misspelt_command_gets_the_nearest_right_one() -> None:
    result = CliRunner().invoke(main, ["quary"])
    assert result.exit_code == 2
    assert "did you mean 'query'" in result.stderr


def test_sparql_from_stdin_needs_no_prefixes(run: Run) -> None:
    result = run("query", "-", "--format", "csv", stdin="SELECT ?who { ?who ally:everMemberOf d:tech-coalition }")
    assert result.stdout == "who\ntiktok\n"


def test_sparql_that_does_not_parse_is_told_with_line_and_column(run: Run) -> None:
    result = run("query", "-", stdin="SELECT *\nWHERE { ?s ?p }")
    assert result.exit_code == 2
    assert "stdin:2:9: not SPARQL" in result.stderr


def test_a_query_that_calls_another_server_is_refused(run: Run) -> None:
    result = run("query", "-", stdin="SELECT * { SERV\\u0049CE <http://127.0.0.1/> { ?s ?p ?o } }")
    assert result.exit_code == 2
    assert "calls another server" in result.stderr


def test_construct_gives_turtle(run: Run) -> None:
    result = run("query", "-", stdin="CONSTRUCT { ?a ally:everMemberOf ?b } { ?a ally:everMemberOf ?b }")
    assert "d:tiktok ally:everMemberOf d:tech-coalition" in " ".join(result.stdout.split())


def test_show_reads_as_sentences_with_source_locator_and_certainty(run: Run) -> None:
    lines = run("show", "tiktok").stdout.splitlines()
    at = lines.index("  TikTok sits or sat on a governing body of Technology Coalition (undated).")
    assert lines[at + 1] == "    [1]: “hội đồng quản trị”; read between the lines"
    assert lines[-1].startswith("[1] TikTok gia nhập Liên minh Công nghệ Technology Coalition (TikTok, undated, vi)")


def test_show_of_a_campaign_tells_its_editions_with_their_partners(run: Run) -> None:
    text = run("show", "#NavegaFeliz").stdout
    colombia, mexico = text.partition("[navegafeliz-mx]")[::2]
    assert (
        "Fundación Sergio Urrego is or was a partner in #NavegaFeliz (Colombia) (attested on 2022-09-29)." in colombia
    )
    assert "Consejo Ciudadano is or was a partner in #NavegaFeliz (Mexico) (attested on 2022-09-29)." in mexico
    assert "in Colombia and Mexico together: more than 465,000" in text


@pytest.mark.parametrize("lang", ["pt", "es", "fr", "vi"])
def test_show_speaks_the_other_languages(run: Run, lang: str) -> None:
    english, other = run("show", "tiktok").stdout, run("show", "tiktok", "--lang", lang).stdout
    assert "is or was a member of" in english
    assert "is or was" not in other
    assert len(other.splitlines()) == len(english.splitlines())


def test_explain_gives_rule_premises_and_documents_down_to_the_locator(run: Run) -> None:
    lines = [line.strip() for line in run("explain", "tiktok", "everMemberOf", "tech-coalition").stdout.splitlines()]
    assert lines[:3] == [
        "tiktok everMemberOf tech-coalition",
        "because prp-spo2 (property chain):",
        "tiktok hasAllianceMembership memberOf--tiktok--tech-coalition",
    ]
    assert "memberOf--tiktok--tech-coalition allianceMember tiktok   [stated]" in lines
    assert any("“thành viên chính thức”" in line and "(TikTok, undated, vi)" in line for line in lines)


def test_explain_of_an_edge_that_is_not_there_says_what_is(run: Run) -> None:
    result = run("explain", "tiktok", "endorses", "voluntary-principles")
    assert result.exit_code == 2
    assert "between them it holds tiktok carriesOut voluntary-principles" in result.stderr


def test_draw_writes_one_page(run: Run, tmp_path: Path) -> None:
    pytest.importorskip("pyvis")
    page = tmp_path / "campaigns.html"
    result = run("draw", "campaign-network", "-o", str(page))
    assert result.exit_code == 0
    assert "Consejo Ciudadano" in page.read_text(encoding="utf-8")


def test_draw_refuses_a_question_that_is_no_network(run: Run, tmp_path: Path) -> None:
    result = run("draw", "members", "-o", str(tmp_path / "x.html"))
    assert result.exit_code == 2
    assert "members has no columns source and target" in result.stderr
    assert not (tmp_path / "x.html").exists()


def test_every_command_has_help() -> None:
    for name, command in main.commands.items():
        assert command.help, name
        assert CliRunner().invoke(main, [name, "--help"]).exit_code == 0


def test_check_of_one_file_names_each_problem_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "new.yaml"
    file.write_text(
        "url: https://example.org/a\ntitle: x\npublisher: tiktock\nundated: true\nlanguage: en\naccessed: 2026-11-21\n"
        "recorded: 2026-11-21\nclaims:\n  - {subject: kwai, relation: memberOf, object: tech-coalition, at: x}\n",
        encoding="utf-8",
    )
    result = CliRunner().invoke(main, ["check", str(file), "--format", "json"])
    assert result.exit_code == 1
    found = {(problem["line"], problem["what"]) for problem in json.loads(result.stdout)["problems"]}
    assert found == {(3, "unknown entity 'tiktock'"), (9, "'kwai' is of kind 'platform'")}


def test_check_with_owl_finds_the_seeds_consistent() -> None:
    result = CliRunner().invoke(main, ["check", "--owl", "--data", str(seed_data_folder())])
    assert result.exit_code == 0
    assert "nothing wrong" in result.stdout


def test_check_tells_of_fields_and_references_in_one_run(tmp_path: Path) -> None:
    file = tmp_path / "new.yaml"
    file.write_text(
        "url: https://example.org/a\ntitle: x\npublisher: tiktock\nissued: 2024-02-30\nlanguage: en\n"
        "accessed: 2026-11-21\nrecorded: 2026-11-21\nrepublishes: nothing\nclaims:\n"
        "  - {subject: tiktok, relation: memberof, object: tech-coalition, at: x}\n",
        encoding="utf-8",
    )
    problems = json.loads(CliRunner().invoke(main, ["check", str(file), "--format", "json"]).stdout)["problems"]
    assert [problem["line"] for problem in problems] == [3, 4, 8, 10]


def test_the_note_names_the_day_by_which_it_was_asked(run: Run) -> None:
    answer = json.loads(run("query", "members", "--known", "2020-01-01", "--format", "json").stdout)
    assert (answer["rows"], answer["note"]) == ([], "as far as the graph holds sources, as of 2020-01-01")


def test_an_unknown_term_behind_an_empty_answer_is_told(run: Run) -> None:
    result = run("query", "-", stdin="SELECT ?s { ?s ally:operats ?o }")
    assert "ally:operats is no term of the ontology: did you mean 'operates'" in result.stderr


def test_a_header_with_a_list_for_columns_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "h.rq").write_text("#+ columns: [who]\nSELECT ?who { ?who ally:operates ?what }\n", encoding="utf-8")
    result = run("query", str(tmp_path / "h.rq"))
    assert result.exit_code == 2
    assert "h.rq:1: columns in the header is no mapping" in result.stderr


def test_a_figure_needs_names_at_its_ends(run: Run) -> None:
    result = run(
        "draw", "-", "-o", "-", stdin='SELECT ?source ?target { BIND(BNODE() AS ?source) BIND("B" AS ?target) }'
    )
    assert result.exit_code == 2
    assert "an end of a network is an IRI or a text, not _:" in result.stderr


def test_a_figure_goes_to_stdout_where_a_dash_stands_for_the_file(run: Run) -> None:
    pytest.importorskip("pyvis")
    assert run("draw", "campaign-network", "-o", "-").stdout.startswith("<!DOCTYPE html>")


def test_a_data_folder_can_be_checked_by_its_name(tmp_path: Path) -> None:
    shutil.copytree(data_folder(), tmp_path / "data")
    with (tmp_path / "data" / "entities" / "company.yaml").open("a", encoding="utf-8") as file:
        file.write("syntax: [\n")
    result = CliRunner().invoke(main, ["check", str(tmp_path / "data")])
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 2, "a file that cannot be read is one problem, not one for each entity"
