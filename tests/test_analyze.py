"""``kgraph analyze`` as a reader uses it, and the measures from Python."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kgraph.cli import main
from kgraph.errors import MissingExtra, UnknownName
from kgraph.knowledge import KnowledgeGraph
from kgraph.studies import MEASURES, list_settings, order_measures, run_studies, run_study

WORLD = Path(__file__).parent / "world"


def analyze(graph: KnowledgeGraph, target: Path, *arguments: str) -> Result:
    """Run the command over the build and data of the small world."""
    where = ["--build", str(graph.folder), "--data", str(WORLD), "--out", str(target)]
    return CliRunner().invoke(main, ["analyze", *arguments, *where])


def test_answers_come_on_stdout_and_the_report_is_named_on_stderr(small_world: KnowledgeGraph, tmp_path: Path) -> None:
    result = analyze(small_world, tmp_path / "out", "countries")
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("Country picture\n  Sources place something in ")
    assert result.stderr == f"{tmp_path / 'out'}: 9 files; read {tmp_path / 'out' / 'report.html'}\n"


def test_without_a_name_every_measure_runs(small_world: KnowledgeGraph, tmp_path: Path) -> None:
    result = analyze(small_world, tmp_path / "out")
    assert result.exit_code == 0, result.output
    report = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert [name for name in MEASURES if f'<section class="study" id="{name}"' not in report] == []


def test_the_language_goes_to_answers_and_report(small_world: KnowledgeGraph, tmp_path: Path) -> None:
    result = analyze(small_world, tmp_path / "out", "countries", "--lang", "es")
    assert result.stdout.startswith("Retrato por país\n")
    assert '<html lang="es">' in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")


def test_a_setting_goes_to_the_measure_that_takes_it(small_world: KnowledgeGraph, tmp_path: Path) -> None:
    result = analyze(small_world, tmp_path / "out", "countries", "figures", "--set", "country=BR")
    assert "For Brazil sources are held on" in result.stdout


def test_the_same_seed_gives_the_same_bytes(small_world: KnowledgeGraph, tmp_path: Path) -> None:
    for name in ("one", "other"):
        analyze(small_world, tmp_path / name, "brokers", "--seed", "3", "--set", "draws=20")
    one, other = ({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("one", "other"))
    assert "brokers.csv" in one
    assert one == other


def test_an_unknown_measure_is_answered_with_the_nearest(small_world: KnowledgeGraph, tmp_path: Path) -> None:
    result = analyze(small_world, tmp_path / "out", "brokrs")
    assert (result.exit_code, result.stderr) == (2, "Error: no measure 'brokrs': did you mean 'brokers'?\n")


def test_an_unknown_setting_is_answered_with_the_nearest(small_world: KnowledgeGraph, tmp_path: Path) -> None:
    result = analyze(small_world, tmp_path / "out", "countries", "--set", "contry=BR")
    assert (result.exit_code, result.stderr) == (2, "Error: countries: no setting 'contry': did you mean 'country'?\n")


def test_a_setting_of_another_measure_is_answered_with_that_measure(
    small_world: KnowledgeGraph, tmp_path: Path
) -> None:
    result = analyze(small_world, tmp_path / "out", "growth", "--set", "country=BR")
    assert result.stderr == "Error: growth: no setting 'country': countries takes it\n"


def test_nothing_is_written_where_a_setting_is_wrong(small_world: KnowledgeGraph, tmp_path: Path) -> None:
    analyze(small_world, tmp_path / "out", "countries", "--set", "country=Atlantis")
    assert not (tmp_path / "out").exists()


def test_the_help_names_every_measure_and_setting() -> None:
    told = " ".join(CliRunner().invoke(main, ["analyze", "--help"]).output.split())
    assert [name for name in MEASURES if name not in told] == []
    for name in MEASURES:
        assert [setting for setting in list_settings(name) if setting not in told] == []


def test_measures_run_in_their_own_order_and_once() -> None:
    assert order_measures(["figures", "brokers", "figures"]) == ["brokers", "figures"]


def test_an_unknown_measure_is_named_in_python(small_world: KnowledgeGraph) -> None:
    with pytest.raises(UnknownName, match="no measure 'growht': did you mean 'growth'"):
        run_study(small_world, "growht")


def test_a_missing_library_is_named_with_its_extra(
    small_world: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(MissingExtra, match=r"this needs matplotlib, which comes with the extra 'analysis'"):
        next(run_studies(small_world, ["countries"]))
