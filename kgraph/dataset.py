"""What a data folder holds, once it is read."""

from __future__ import annotations

from dataclasses import dataclass, field

from kgraph.records import Claim, Coverage, Distinction, Entity, Source
from kgraph.yaml_reader import Document

#: Why a row of the research notes became no claim; the code book in ``data/README.md`` explains each.
LEFT_OUT_REASONS = (
    "aim",
    "counts-twice",
    "detail",
    "detail-of-left-out",
    "guess",
    "held-as-source",
    "inquiry",
    "no-entity",
    "not-about-an-organisation",
    "not-comparable",
    "off-subject",
    "picture",
    "policy-change",
    "private-person",
    "product-detail",
    "quotation",
    "related-headline",
    "repeats-row",
    "unfilled-placeholder",
)


@dataclass(frozen=True)
class Country:
    """A country or area of ISO 3166-1."""

    alpha2: str
    alpha3: str
    #: Language to name, from Unicode CLDR.
    names: dict[str, str]
    #: IRI in the EU Publications Office's authority table.
    iri: str
    #: Slug of its region, empty for what the geoscheme of the United Nations places in none.
    region: str = ""


@dataclass
class Data:
    """All records of a data folder."""

    sources: dict[str, Source] = field(default_factory=dict)
    entities: dict[str, Entity] = field(default_factory=dict)
    #: alpha-2 code to country.
    countries: dict[str, Country] = field(default_factory=dict)
    #: Alliance to what is said of how complete its members are.
    coverage: dict[str, Coverage] = field(default_factory=dict)
    #: Pairs of similar entities that are not the same, by their places in the file.
    distinctions: dict[int, Distinction] = field(default_factory=dict)
    #: The claims that are right by themselves in sources that are not, by slug, with their places in the file.
    fragments: dict[str, list[tuple[int, Claim]]] = field(default_factory=dict)
    #: Whether every entity file could be read, so that an entity not found does not exist.
    all_entities_read: bool = True
    #: Slugs of all sources, those that were not read too.
    source_slugs: set[str] = field(default_factory=set)
    #: Slugs of entities that are wrong in themselves: who refers to them is not.
    wrong_entities: set[str] = field(default_factory=set)
    #: Slug of a source or entity to the file that holds it.
    documents: dict[str, Document] = field(default_factory=dict)
    #: Name of a file that stands alone, as ``coverage.yaml``, to it.
    single_documents: dict[str, Document] = field(default_factory=dict)
