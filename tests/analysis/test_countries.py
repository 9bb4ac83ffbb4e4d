"""What sources place in a country, on a world of a few states that can be checked by hand."""

from __future__ import annotations

import pandas as pd

from kgraph.analysis.countries import ASPECTS, count_aspects, count_partners, place_things
from kgraph.analysis.ties import Ties

COUNTRIES = ("BRA", "COL", "MEX")


def world(*states: tuple[str, str, str], kinds: dict[str, str], home: dict[str, str] | None = None) -> Ties:
    """Return ties of states given as subject, relation, object; a state is named by the three."""
    rows = [("-".join(each), each[1], each[0], each[2]) for each in states]
    entities = [(name, words, (home or {}).get(name, "")) for name, words in kinds.items()]
    return Ties(
        states=pd.DataFrame(rows, columns=["state", "relation", "subject", "object"]),
        witnesses=pd.DataFrame(columns=["state", "source", "root", "self_report"]),
        entities=pd.DataFrame(entities, columns=["entity", "kinds", "country"]),
    )


def held(ties: Ties, territories: dict[str, str] | None = None) -> list[tuple[str, str, str]]:
    things = place_things(ties, COUNTRIES, territories or {})
    return list(zip(things["country"], things["aspect"], things["entity"], strict=True))


def test_a_campaign_is_where_it_takes_place() -> None:
    ties = world(
        ("tide", "takesPlaceIn", "BRA"),
        ("regatta", "takesPlaceIn", "BRA"),
        kinds={"tide": "campaign", "regatta": "event"},
    )
    assert held(ties) == [("BRA", "campaigns", "tide")]


def test_a_regulator_is_not_counted_among_the_other_authorities() -> None:
    kinds = {"port": "public-authority regulator", "dock": "public-authority"}
    ties = world(("port", "basedIn", "COL"), ("dock", "activeIn", "COL"), kinds=kinds)
    assert held(ties) == [("COL", "regulators", "port"), ("COL", "authorities", "dock")]


def test_what_several_countries_share_is_in_none_of_them() -> None:
    ties = world(("line", "activeIn", "territory--br-co"), ("line", "activeIn", "world"), kinds={"line": "hotline"})
    assert held(ties) == []


def test_a_partner_of_a_campaign_in_one_country_is_a_partner_there() -> None:
    ties = world(("tide", "takesPlaceIn", "BRA"), ("acme", "campaignPartner", "tide"), kinds={"tide": "campaign"})
    assert ("BRA", "partners", "acme") in held(ties)


def test_a_partner_of_a_campaign_in_two_countries_counts_in_the_one_that_its_source_names() -> None:
    states = (("tide", "takesPlaceIn", "BRA"), ("tide", "takesPlaceIn", "COL"), ("acme", "campaignPartner", "tide"))
    ties = world(*states, kinds={"tide": "campaign"})
    partner = "acme-campaignPartner-tide"
    assert [each for each in held(ties) if each[1] == "partners"] == []
    assert [each for each in held(ties, {partner: "COL"}) if each[1] == "partners"] == [("COL", "partners", "acme")]


def test_a_partner_named_for_several_countries_together_counts_in_none() -> None:
    ties = world(("tide", "takesPlaceIn", "BRA"), ("acme", "campaignPartner", "tide"), kinds={"tide": "campaign"})
    partner = "acme-campaignPartner-tide"
    assert ("BRA", "partners", "acme") not in held(ties, {partner: "territory--br-co"})


def test_an_edition_addresses_the_risks_of_its_campaign_with_all_states_as_grounds() -> None:
    states = (("tide-br", "takesPlaceIn", "BRA"), ("tide-br", "editionOf", "tide"), ("tide", "addresses", "bullying"))
    things = place_things(world(*states, kinds={"tide-br": "campaign-edition"}), COUNTRIES, {})
    (risk,) = things[things["aspect"] == "risks"].to_dict("records")
    assert (risk["country"], risk["entity"]) == ("BRA", "bullying")
    assert risk["states"].split() == sorted("-".join(state) for state in states)


def test_an_alliance_is_joined_where_its_member_is_at_home() -> None:
    ties = world(
        ("acme", "basedIn", "MEX"), ("acme", "memberOf", "reef"), kinds={"acme": "company"}, home={"acme": "MEX"}
    )
    assert held(ties) == [("MEX", "alliances-joined", "reef")]


def test_no_source_is_no_nought() -> None:
    ties = world(("line", "activeIn", "BRA"), kinds={"line": "hotline"})
    counts = count_aspects(place_things(ties, COUNTRIES, {}), ["BRA", "COL"])
    assert list(counts.columns) == ["country", *ASPECTS]
    assert counts["hotlines"].fillna(-1).tolist() == [1, -1]
    assert counts["campaigns"].isna().all()


def test_partners_are_counted_once_a_sector() -> None:
    states = (("tide", "takesPlaceIn", "BRA"), ("acme", "campaignPartner", "tide"), ("acme", "organises", "tide"))
    things = place_things(world(*states, kinds={"tide": "campaign"}), COUNTRIES, {})
    partners = count_partners(things, {"acme": "industry"})
    assert partners[["country", "sector", "partners"]].values.tolist() == [["BRA", "industry", 1]]
