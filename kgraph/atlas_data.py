"""What the atlas's page knows, as the plain values that ``kgraph/web/src/page.ts`` describes.

States, sources and nodes refer to one another by their places in lists, which keeps the page small.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from kgraph.atlas_inferred import describe_inferred
from kgraph.atlas_model import Atlas
from kgraph.evidence import Evidence, State
from kgraph.page import web_host
from kgraph.vocabulary import ALLY, CONCEPT, COUNTRY, DCTERMS, SCHEMA, shorten

#: Relations whose objects are names, and what the page calls such a name.
_NAMINGS = {"name": "name", "acronym": "acronym", "formerName": "former", "hashtag": "hashtag"}
#: Relations that say where a thing is at home or at work.
_PLACINGS = ("basedIn", "activeIn", "takesPlaceIn")


@dataclass(frozen=True)
class Spot:
    """Where an entity stands in the picture at rest, in units of the layout."""

    x: int
    y: int
    #: Its radius.
    size: int
    #: Number of its community, from the largest.
    community: int
    #: Whether its label is shown.
    labelled: bool


def describe_graph(atlas: Atlas, spots: Mapping[str, Spot]) -> dict[str, Any]:
    """Return the page's data: ``PageData`` of ``page.ts`` without what stands in the manifest and what the interface alone needs.

    Parameters
    ----------
    atlas
        The graph.
    spots
        Where its entities stand, by IRI; one that is not drawn at rest has none.
    """
    return {
        "sources": list(_describe_sources(atlas)),
        "nodes": list(_describe_nodes(atlas, spots)),
        "states": [_describe_state(atlas, state) for state in atlas.states],
        "inferred": list(describe_inferred(atlas)),
        "figures": [_describe_figure(atlas, figure) for figure in atlas.figures],
        "conflicts": list(_describe_conflicts(atlas)),
        "coverage": list(_describe_coverage(atlas)),
    }


def _describe_sources(atlas: Atlas) -> Iterator[dict[str, Any]]:
    survey = atlas.survey
    roots = {each.source: each.root for state in survey.states for each in state.evidence}
    for iri in atlas.sources:
        title = survey.facts[iri].get(DCTERMS + "title", [ox.Literal("")])[0]
        own, seen = survey.value(iri, SCHEMA + "url"), survey.value(iri, ALLY + "seenAt")
        language = title.language if isinstance(title, ox.Literal) else ""
        yield {
            "id": shorten(iri),
            "title": title.value,
            "language": language or survey.value(iri, DCTERMS + "language"),
            "publisher": next((text for text, _ in survey.labels(survey.value(iri, DCTERMS + "publisher"))), ""),
            "issued": survey.value(iri, ALLY + "statedIssued"),
            "url": _address(own or seen),
            "seen": bool(seen and not own),
            "root": atlas.source_places[roots.get(iri, iri)],
        }


def _address(url: str) -> str:
    """Return an address where it may be linked to, else nothing."""
    return url if web_host(url) else ""


def _describe_nodes(atlas: Atlas, spots: Mapping[str, Spot]) -> Iterator[dict[str, Any]]:
    names, links, countries = _gather_names(atlas), _gather_links(atlas), _gather_countries(atlas)
    for iri in atlas.entities:
        label, *others = atlas.survey.labels(iri) or [(shorten(iri), "")]
        spot = spots.get(iri)
        yield {
            "id": shorten(iri),
            "kinds": atlas.kinds_of[iri],
            "label": label[0],
            "language": label[1],
            "names": [[*each, "name"] for each in others] + sorted(set(names[iri]) - {(*label, "name")}),
            **({"x": spot.x, "y": spot.y, "size": spot.size} if spot else {}),
            "evidence": atlas.evidence[iri],
            "community": spot.community if spot else -1,
            **({"labelled": True} if spot and spot.labelled else {}),
            "countries": sorted(set(countries[iri])),
            "links": sorted(set(links[iri])),
        }


def _gather_names(atlas: Atlas) -> dict[str, list[tuple[str, str, str]]]:
    found: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for state in atlas.states:
        assert state.relation
        if state.relation.word in _NAMINGS and state.accepted and isinstance(state.object, ox.Literal):
            name = (state.object.value, state.object.language or "", _NAMINGS[state.relation.word])
            found[state.subject].append(name)
    return found


def _gather_links(atlas: Atlas) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for state in atlas.states:
        if state.relation and state.relation.word == "availableAt" and state.accepted and web_host(state.object.value):
            found[state.subject].append(state.object.value)
    return found


def _gather_countries(atlas: Atlas) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for state in atlas.states:
        if state.relation and state.relation.word in _PLACINGS and state.accepted:
            found[state.subject] += _codes(atlas, state.object.value)
    return found


def _codes(atlas: Atlas, territory: str) -> list[str]:
    """Return the codes of the countries of a territory; of the world and of none, no code."""
    found = atlas.survey.countries(territory) if territory else []
    return sorted(shorten(each) for each in found if each.startswith(COUNTRY))


def _describe_state(atlas: Atlas, state: State) -> dict[str, Any]:
    assert state.relation
    role = state.value("role")
    countries = _codes(atlas, state.value("territory"))
    return {
        "id": shorten(state.iri),
        "relation": state.relation.word,
        "subject": atlas.places[state.subject],
        **_describe_object(atlas, state),
        "bounds": [state.value(name) for name in ("earliestStart", "latestStart", "earliestEnd", "latestEnd")],
        **({"countries": countries} if countries else {}),
        **({"role": shorten(role)} if role else {}),
        "attestations": _describe_evidence(atlas, state),
    }


def _describe_object(atlas: Atlas, state: State) -> dict[str, Any]:
    value = state.object.value
    if value in atlas.places:
        return {"object": atlas.places[value]}
    if isinstance(state.object, ox.Literal):
        return {"object": -1, "text": value}
    if value.startswith(CONCEPT):
        return {"object": -1, "concept": shorten(value)}
    codes = _codes(atlas, value)
    return {"object": -1, "country": codes[0]} if len(codes) == 1 else {"object": -1, "countries": codes}


def _describe_figure(atlas: Atlas, figure: State) -> dict[str, Any]:
    return {
        "id": shorten(figure.iri),
        "about": atlas.places[figure.subject],
        "measure": shorten(figure.value("measure")),
        "value": figure.object.value,
        "bound": shorten(figure.value("bound")),
        "start": figure.value("periodStart"),
        "end": figure.value("periodEnd"),
        "territory": _codes(atlas, figure.value("territory")),
        "attestations": _describe_evidence(atlas, figure),
    }


def _describe_evidence(atlas: Atlas, state: State) -> list[dict[str, Any]]:
    return [_describe_attestation(atlas, each) for each in state.standing]


def _describe_attestation(atlas: Atlas, evidence: Evidence) -> dict[str, Any]:
    said = {
        "disputes": evidence.stance == "disputes",
        "between": evidence.certainty == "read-between-lines",
        "from": evidence.since,
        "until": evidence.until,
        "asOf": evidence.as_of,
        "role": evidence.role,
        "stated": evidence.stated,
        "subjectAs": evidence.subject_as,
        "objectAs": evidence.object_as,
        "note": evidence.note,
    }
    return {
        "source": atlas.source_places[evidence.source],
        "locator": evidence.locator,
        **{name: value for name, value in said.items() if value},
        "recorded": evidence.recorded,
    }


def _describe_conflicts(atlas: Atlas) -> Iterator[dict[str, str]]:
    columns, rows = atlas.ask(atlas.questions["conflicts"].text)
    places = [columns.index(name) for name in ("kind", "firstState", "secondState")]
    found = {tuple(term.value for place in places if (term := row[place])) for row in rows}
    for kind, first, second in sorted(found):
        yield {"kind": kind, "first": shorten(first), "second": shorten(second)}


def _describe_coverage(atlas: Atlas) -> Iterator[dict[str, Any]]:
    survey = atlas.survey
    for iri in survey.list_instances(ALLY + "CoverageStatement"):
        yield {
            "alliance": atlas.places[survey.value(iri, ALLY + "coverageOf")],
            "completeness": shorten(survey.value(iri, ALLY + "completeness")),
            "asOf": survey.value(iri, ALLY + "coverageAsOf"),
            "sources": sorted(atlas.source_places[each] for each in survey.values(iri, ALLY + "accordingTo")),
        }
