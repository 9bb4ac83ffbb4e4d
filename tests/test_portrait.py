"""Everything held about one entity."""

from __future__ import annotations

from kgraph.knowledge import KnowledgeGraph


def test_names_come_first_and_sources_last(small_world: KnowledgeGraph) -> None:
    lines = list(small_world.show("harbour-alliance"))
    assert lines[0] == "Harbour Alliance (alliance, civil society organisation) [harbour-alliance]"
    headings = [line for line in lines[1:] if line and not line.startswith((" ", "["))]
    assert headings[:3] == ["Naming", "Naming by an acronym", "Naming by a former name"]
    assert lines[-1].startswith("[")


def test_every_number_of_a_source_is_in_the_list(small_world: KnowledgeGraph) -> None:
    lines = list(small_world.show("acme-video"))
    used = {line.strip().partition("]")[0] for line in lines if line.startswith("    [")}
    listed = {line.partition("]")[0] for line in lines if line.startswith("[")}
    assert used == listed


def test_independent_sources_are_counted_where_there_are_several(small_world: KnowledgeGraph) -> None:
    assert "    2 independent of 3 sources" in list(small_world.show("acme-video"))


def test_partners_of_editions_are_told_under_their_edition(small_world: KnowledgeGraph) -> None:
    lines = list(small_world.show("#CalmNet"))
    mexico = lines.index("#CalmNet (Mexico) (campaign edition) [calm-net-mx]")
    told = "  Instituto Mirador is or was a partner in #CalmNet (Mexico)."
    assert told in lines[mexico:]
    assert told not in lines[:mexico]


def test_a_platform_is_told_with_who_runs_it_and_is_no_member(small_world: KnowledgeGraph) -> None:
    text = "\n".join(small_world.show("acme-clips"))
    assert "Acme Video operates or operated Acme Clips." in text
    assert "member" not in text
