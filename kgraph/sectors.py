"""Sectors: the kinds of organisations, put together into the groups that studies and pictures compare."""

from __future__ import annotations

from collections.abc import Iterable

from kgraph.phrases import phrase

#: Kind word of entity files to sector; kinds that are no organisation have none.
_SECTORS = {
    "public-authority": "government",
    "regulator": "government",
    "intergovernmental-organisation": "intergovernmental",
    "company": "industry",
    "platform": "industry",
    "service": "industry",
    "academic-institution": "research",
    "media-organisation": "media",
    "fund": "funding",
    "civil-society-organisation": "civil-society",
    "hotline": "civil-society",
    "helpline": "civil-society",
    "alliance": "alliance",
    "organisation": "other",
}

#: The sectors in the order in which a legend lists them.
SECTORS = tuple(dict.fromkeys([*_SECTORS.values()]))


def sector_of(kinds: Iterable[str]) -> str:
    """Return the sector of a thing with these kinds, or an empty text where none of them is an organisation.

    Parameters
    ----------
    kinds
        Kind words; of several the one that comes first in the order of sectors decides, so that an alliance that is a
        civil society organisation counts as such.

    Examples
    --------
    >>> sector_of(["alliance", "civil-society-organisation"]), sector_of(["regulator"]), sector_of(["campaign"])
    ('civil-society', 'government', '')
    """
    found = [sector for sector in SECTORS if sector in {_SECTORS.get(kind) for kind in kinds}]
    return found[0] if found else ""


def name_sector(sector: str, lang: str) -> str:
    """Return the name of a sector in a language.

    Examples
    --------
    >>> name_sector("civil-society", "fr")
    'société civile'
    """
    return phrase("sectors", sector, lang)
