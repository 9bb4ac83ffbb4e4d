"""What sources place in each country: campaigns and their partners, lines, authorities, risks, alliances."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import pandas as pd

    from kgraph.analysis.ties import Ties

#: What is told of a country, in this order.
ASPECTS = (
    "campaigns",
    "partners",
    "hotlines",
    "helplines",
    "regulators",
    "authorities",
    "risks",
    "alliances",
    "alliances-joined",
)

#: Kind to aspect, for what is based or active in a country; a regulator is not counted among the other authorities.
_LOCATED = {
    "hotline": "hotlines",
    "helpline": "helplines",
    "regulator": "regulators",
    "public-authority": "authorities",
    "alliance": "alliances",
}

_CAMPAIGNS = {"campaign", "campaign-edition"}

#: Relations of an organisation to a campaign in which it has a part.
_PARTNERING = ("campaignPartner", "organises", "carriesOut")

_BASED = ("basedIn", "activeIn")


class Held(NamedTuple):
    """One thing that sources place in a country under one aspect, and the states from which that follows."""

    country: str
    aspect: str
    entity: str
    states: tuple[str, ...]


def place_things(ties: Ties, countries: Iterable[str], territories: Mapping[str, str]) -> pd.DataFrame:
    """List what sources place in each country.

    Parameters
    ----------
    ties
        The ties of a graph.
    countries
        Alpha-3 codes of the countries. What is said of several countries together or of the world is in none.
    territories
        State to the code of the one country that it is about, for states that name one.

    Returns
    -------
    pandas.DataFrame
        One row a country, aspect and thing: ``country``, ``aspect`` (one of :data:`ASPECTS`), ``entity`` (slug) and
        ``states`` (slugs, sorted, with spaces between), in the order of these columns.

    Notes
    -----
    A campaign or edition is where it takes place; a hotline, helpline, regulator, other public authority or alliance
    where it is based or active. A partner is an organisation that has a part in a campaign: in the country that the
    state names, else in that of the campaign, if it takes place in one country only. A risk is one that a campaign
    there addresses, itself or as edition of another. An alliance is joined where a member is based or active in the
    country and in no other.
    """
    import pandas as pd

    found: dict[tuple[str, str, str], set[str]] = {}
    for held in _find(ties, frozenset(countries), territories):
        found.setdefault(held[:3], set()).update(held.states)
    order = {aspect: place for place, aspect in enumerate(ASPECTS)}
    rows = sorted(found, key=lambda key: (key[0], order[key[1]], key[2]))
    return pd.DataFrame(
        [(*key, " ".join(sorted(found[key]))) for key in rows], columns=["country", "aspect", "entity", "states"]
    )


def count_aspects(things: pd.DataFrame, countries: Iterable[str]) -> pd.DataFrame:
    """Count what is held for each country, by aspect.

    Parameters
    ----------
    things
        What :func:`place_things` lists.
    countries
        Alpha-3 codes of the countries to list.

    Returns
    -------
    pandas.DataFrame
        One row a country: ``country`` and a column for each of :data:`ASPECTS`, a count of at least 1, or missing
        where no source is held: nothing follows then about the country.

    Examples
    --------
    >>> import pandas as pd
    >>> things = pd.DataFrame([("BRA", "hotlines", "line", "s")], columns=["country", "aspect", "entity", "states"])
    >>> counts = count_aspects(things, ["BRA", "MEX"]).set_index("country")
    >>> int(counts.loc["BRA", "hotlines"]), bool(pd.isna(counts.loc["MEX", "hotlines"]))
    (1, True)
    """
    import pandas as pd

    counts = things.groupby(["country", "aspect"])["entity"].nunique()
    rows = [
        (country, *(counts.get((country, aspect), pd.NA) for aspect in ASPECTS)) for country in sorted(set(countries))
    ]
    table = pd.DataFrame(rows, columns=["country", *ASPECTS])
    return table.astype(dict.fromkeys(ASPECTS, "Int64"))


def count_partners(things: pd.DataFrame, sectors: Mapping[str, str]) -> pd.DataFrame:
    """Count the partners of campaigns in each country, by sector.

    Parameters
    ----------
    things
        What :func:`place_things` lists.
    sectors
        Organisation to its sector.

    Returns
    -------
    pandas.DataFrame
        One row a country and sector that has partners: ``country``, ``sector``, ``partners`` (a count of at least 1),
        ``entities`` and ``states`` (slugs with spaces between).
    """
    partners = things[things["aspect"] == "partners"].assign(
        sector=lambda each: [sectors.get(entity, "") or "other" for entity in each["entity"]]
    )
    groups = partners.groupby(["country", "sector"], sort=True)
    counted = groups.agg(partners=("entity", "nunique"), entities=("entity", " ".join), states=("states", " ".join))
    return counted.reset_index()


def _find(ties: Ties, countries: frozenset[str], territories: Mapping[str, str]) -> Iterator[Held]:
    kinds = {entity: set(words.split()) for entity, words in _pairs(ties.entities, "entity", "kinds")}
    places = _find_campaigns(ties, countries, kinds)
    for campaign, states in places.items():
        for country, state in states.items():
            yield Held(country, "campaigns", campaign, tuple(state))
    yield from _find_located(ties, countries, kinds)
    yield from _find_partners(ties, countries, territories, places)
    yield from _find_risks(ties, places)
    yield from _find_joined(ties, countries)


def _find_campaigns(
    ties: Ties, countries: frozenset[str], kinds: Mapping[str, set[str]]
) -> dict[str, dict[str, list[str]]]:
    """Return each campaign and edition to the countries in which it takes place, each with the states that say so."""
    places: dict[str, dict[str, list[str]]] = {}
    for state, subject, country in _states(ties, "takesPlaceIn"):
        if country in countries and kinds.get(subject, set()) & _CAMPAIGNS:
            places.setdefault(subject, {}).setdefault(country, []).append(state)
    return places


def _find_located(ties: Ties, countries: frozenset[str], kinds: Mapping[str, set[str]]) -> Iterator[Held]:
    for state, subject, country in _states(ties, *_BASED):
        if country not in countries:
            continue
        for kind in sorted(kinds.get(subject, set()) & set(_LOCATED)):
            if not (kind == "public-authority" and "regulator" in kinds[subject]):
                yield Held(country, _LOCATED[kind], subject, (state,))


def _find_partners(
    ties: Ties,
    countries: frozenset[str],
    territories: Mapping[str, str],
    places: Mapping[str, Mapping[str, list[str]]],
) -> Iterator[Held]:
    for state, subject, campaign in _states(ties, *_PARTNERING):
        where = places.get(campaign, {})
        if territories.get(state) in countries and where:
            yield Held(territories[state], "partners", subject, (state,))
        elif state not in territories and len(where) == 1:
            ((country, states),) = where.items()
            yield Held(country, "partners", subject, (state, *states))


def _find_risks(ties: Ties, places: Mapping[str, Mapping[str, list[str]]]) -> Iterator[Held]:
    addressed: dict[str, list[tuple[str, str]]] = {}
    for state, campaign, risk in _states(ties, "addresses"):
        addressed.setdefault(campaign, []).append((risk, state))
    wholes: dict[str, list[tuple[str, str]]] = {}
    for state, edition, whole in _states(ties, "editionOf"):
        wholes.setdefault(edition, []).append((whole, state))
    for campaign, where in places.items():
        for country, states in where.items():
            for risk, state in addressed.get(campaign, []):
                yield Held(country, "risks", risk, (*states, state))
            for whole, edition in wholes.get(campaign, []):
                for risk, state in addressed.get(whole, []):
                    yield Held(country, "risks", risk, (*states, edition, state))


def _find_joined(ties: Ties, countries: frozenset[str]) -> Iterator[Held]:
    home = {entity: country for entity, country in _pairs(ties.entities, "entity", "country") if country in countries}
    grounds: dict[str, list[str]] = {}
    for state, subject, country in _states(ties, *_BASED):
        if home.get(subject) == country:
            grounds.setdefault(subject, []).append(state)
    for state, member, alliance in _states(ties, "memberOf", "governingMemberOf"):
        if member in home:
            yield Held(home[member], "alliances-joined", alliance, (state, *grounds.get(member, [])))


def _states(ties: Ties, *relations: str) -> Iterator[tuple[str, str, str]]:
    chosen = ties.of(*relations)
    yield from zip(chosen["state"], chosen["subject"], chosen["object"], strict=True)


def _pairs(table: pd.DataFrame, first: str, second: str) -> Iterator[tuple[str, str]]:
    yield from zip(table[first], table[second], strict=True)
