"""Everything held about one entity."""

from __future__ import annotations

from kgraph.knowledge import KnowledgeGraph


def test_names_come_first_and_sources_last(small_world: KnowledgeGraph) -> None:
    lines = list(small_world.show("harbour-alliance"))
    assert lines[0] == "Harbour Alliance (alliance, civil society organisation) [harbour-alliance]"
    headings = [line for line in lines[1:] if line and not line.startswith((" ", "["))]
    assert headings[:3] == ["Names (1)", "Abbreviations (1)", "Former names (1)"]
    assert lines[-1].startswith("[")


def test_every_number_of_a_source_is_in_the_list(small_world: KnowledgeGraph) -> None:
    lines = list(small_world.show("acme-video"))
    used = {line.strip().partition("]")[0] for line in lines if line.startswith("    [")}
    listed = {line.partition("]")[0] for line in lines if line.startswith("[")}
    assert used == listed


def test_independent_sources_are_counted_where_there_are_fewer_than_sources(small_world: KnowledgeGraph) -> None:
    told = "  Acme Video is or was a member of Harbour Alliance (since 2019-02; 3 sources, 2 of them independent)."
    assert told in list(small_world.show("acme-video"))


def test_partners_of_editions_are_told_under_their_edition(small_world: KnowledgeGraph) -> None:
    lines = list(small_world.show("#CalmNet"))
    mexico = lines.index("#CalmNet (Mexico) (campaign edition) [calm-net-mx]")
    told = "  Instituto Mirador is or was a partner in #CalmNet (Mexico) (undated)."
    assert told in lines[mexico:]
    assert told not in lines[:mexico]


def test_a_platform_is_told_with_who_runs_it_and_is_no_member(small_world: KnowledgeGraph) -> None:
    text = "\n".join(small_world.show("acme-clips"))
    assert "Acme Video runs or ran Acme Clips" in text
    assert "member" not in text


def test_how_to_read_it_stands_at_the_top(small_world: KnowledgeGraph) -> None:
    assert list(small_world.show("acme-video", lang="fr"))[1].startswith("  Chaque ligne est énoncée par sa source")


def test_a_note_of_the_editors_is_marked_as_one(small_world: KnowledgeGraph) -> None:
    lines = list(small_world.show("daily-buoy", lang="pt"))
    assert lines[1] == "  Nota (em inglês): An invented newspaper; it only publishes sources."


def test_the_name_in_use_is_not_told_as_another_name(small_world: KnowledgeGraph) -> None:
    lines = list(small_world.show("harbour-alliance", lang="es"))
    assert lines[0].startswith("Alianza del Puerto (")
    assert "  Las fuentes usan el nombre «Alianza del Puerto»." in lines
