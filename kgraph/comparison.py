"""What two builds hold differently, in sentences with their evidence.

Compared are entities, states of affairs, attestations, sources, conflicts, inferred edges, and the countries and terms
that they use; not how a build came about: its version, its reasons, its day.
"""

from __future__ import annotations

import json
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path

import pyoxigraph as ox

from kgraph.build import build
from kgraph.errors import BuildError
from kgraph.evidence import Evidence, Properties, State, read_states
from kgraph.facts import to_fact
from kgraph.knowledge import KnowledgeGraph
from kgraph.layers import statement_iri
from kgraph.manifest import MANIFEST_FILE
from kgraph.phrases import phrase, read_phrases
from kgraph.results import Term
from kgraph.sentences import types_of
from kgraph.vocabulary import ALLY, ASSERTED, CONCEPT, COUNTRY, DCTERMS, ID, INFERRED, ONTOLOGY, shorten

#: What is compared, in the order in which it is told.
SUBJECTS = ("entities", "states", "attestations", "sources", "conflicts", "inferred", "other")
#: What can have happened to it.
CHANGES = ("new", "gone", "changed", "withdrawn")


@dataclass(frozen=True)
class Difference:
    """One thing that two builds hold differently."""

    #: One of :data:`SUBJECTS`.
    what: str
    #: One of :data:`CHANGES`.
    change: str
    #: IRI of the thing, for an inferred edge that of its statement; empty for conflicts.
    iri: str
    #: The thing in words; for an attestation, the sentence of its state.
    text: str
    #: Further lines: the evidence, or each property with its old and new values.
    detail: tuple[str, ...] = ()
    #: IRI of the state that an attestation is about.
    state: str = ""


@dataclass(frozen=True)
class Comparison:
    """What a new build holds differently from an old one."""

    #: Each of :data:`SUBJECTS` that builds count, with its number in the old build and in the new one.
    counts: dict[str, tuple[int, int]]
    #: In the order of :data:`SUBJECTS` and :data:`CHANGES`; empty where both hold the same.
    differences: tuple[Difference, ...]
    #: The language in which differences are told.
    lang: str

    def to_text(self) -> str:
        """Return counts, then one block for each kind of difference; one line where there is none."""
        if not self.differences:
            return phrase("diff", "no-difference", self.lang) + "\n"
        return "\n".join([*self._tell_counts(), *self._tell_differences()]) + "\n"

    def to_json(self) -> str:
        """Return one JSON object: counts, differences."""
        counts = {what: {"old": old, "new": new} for what, (old, new) in self.counts.items()}
        content = {"counts": counts, "differences": [asdict(each) for each in self.differences]}
        return json.dumps(content, ensure_ascii=False, indent=1) + "\n"

    def _tell_counts(self) -> Iterator[str]:
        for what, (old, new) in self.counts.items():
            found = [each.change for each in self.differences if each.what == what]
            happened = [each for each in CHANGES if each in found]
            parts = ", ".join(phrase("diff", each, self.lang, count=found.count(each)) for each in happened)
            yield f"{phrase('diff', what, self.lang)}: {old} → {new}" + (f" ({parts})" if parts else "")

    def _tell_differences(self) -> Iterator[str]:
        """Tell each difference once: the evidence of a state that is new or gone stands with the state."""
        told = {each.iri for each in self.differences if each.what == "states" and each.change in ("new", "gone")}
        rest = [each for each in self.differences if each.state not in told]
        for (what, change), members in groupby(rest, key=lambda each: (each.what, each.change)):
            yield ""
            yield phrase("diff", f"{what}-{change}", self.lang)
            for text, same in groupby(members, key=lambda each: each.text):
                yield f"  {text}"
                yield from (f"    {line}" for each in same for line in each.detail)


def compare_folders(old: Path, new: Path, *, lang: str = "en") -> Comparison:
    """Compare two build folders or data folders; data are built in a temporary folder first.

    Parameters
    ----------
    old, new
        Build folders or data folders, mixed as you like.
    lang
        Language of names and sentences.

    Raises
    ------
    BuildError
        If one is neither, or a build of another version.
    DataError
        If data must be built and are wrong.
    UnknownName
        If the language is none of the five.
    """
    with tempfile.TemporaryDirectory(prefix="kgraph-diff-", ignore_cleanup_errors=True) as scratch:
        return compare(_open(old, Path(scratch) / "old"), _open(new, Path(scratch) / "new"), lang=lang)


def compare(old: KnowledgeGraph, new: KnowledgeGraph, *, lang: str = "en") -> Comparison:
    """Compare two graphs.

    Parameters
    ----------
    old, new
        Graphs; what is gone is told as the old one names it, all else as the new one does.
    lang
        Language of names and sentences.
    """
    before, after = _Side(old, lang), _Side(new, lang)
    question = (new if "conflicts" in new.questions else old).question("conflicts")
    found = old.query(question), new.query(question)
    conflicts = [set(each.terms) for each in found]
    differences = [
        *_compare_things(before, after),
        *(_tell_conflict(before, "gone", found[0].columns, row) for row in conflicts[0] - conflicts[1]),
        *(_tell_conflict(after, "new", found[1].columns, row) for row in conflicts[1] - conflicts[0]),
        *_compare_inferred(before, after),
    ]
    counts = {what: (old.manifest["counts"][what], new.manifest["counts"][what]) for what in SUBJECTS[:-1]}
    return Comparison(counts, tuple(sorted(differences, key=_rank)), lang)


def _open(folder: Path, target: Path) -> KnowledgeGraph:
    if (folder / MANIFEST_FILE).is_file():
        return KnowledgeGraph(folder)
    if not (folder / "sources").is_dir():
        raise BuildError(f"{folder}: is neither a build folder nor a data folder: name one that kgraph build wrote")
    build(folder, target)
    return KnowledgeGraph(target)


def _rank(each: Difference) -> tuple[int, int, str, str, tuple[str, ...], str]:
    return SUBJECTS.index(each.what), CHANGES.index(each.change), each.text, each.state, each.detail, each.iri


class _Side:
    """One of the two graphs, and how it names and tells what it holds."""

    def __init__(self, graph: KnowledgeGraph, lang: str) -> None:
        self.narrator = graph.narrator(lang)
        self._graph = graph
        self._lang = lang
        self._states: dict[str, State] = {}

    def quads(self, layer: str) -> set[ox.Quad]:
        return set(self._graph.store.quads_for_pattern(None, None, None, ox.NamedNode(layer)))

    def facts(self, iri: str) -> Properties:
        """Return what the asserted layer says of a thing; nothing where it does not hold it."""
        facts: Properties = defaultdict(list)
        quads = self._graph.store.quads_for_pattern(ox.NamedNode(iri), None, None, ox.NamedNode(ASSERTED))
        for quad in sorted(quads, key=str):
            assert isinstance(quad.object, (ox.NamedNode, ox.Literal))
            facts[quad.predicate.value].append(quad.object)
        return dict(facts)

    def state_of(self, iri: str) -> str:
        """Return the state that an attestation attests or, for a source, one through which it can be told."""
        in_source = self._graph.store.quads_for_pattern(None, ox.NamedNode(ALLY + "inSource"), ox.NamedNode(iri))
        attestation = min(map(_subject, in_source), default=iri)
        return self.facts(attestation).get(ALLY + "attests", [ox.NamedNode(iri)])[0].value

    def learn(self, states: Iterable[str]) -> None:
        """Read states and the names that their sentences need; what is no state is passed over."""
        found = read_states(self._graph.ask, self._graph.ontology, states)
        self._states.update((state.iri, state) for state in found)
        ends = [end for state in found for end in (state.subject, state.object.value) if end.startswith(ID)]
        self.narrator.names.learn([*ends, *(each.publisher for state in found for each in state.evidence)])

    def say(self, iri: str) -> str:
        """Return the sentence of a state; its slug where today's ontology has no words for it."""
        try:
            return self.narrator.say(self._states[iri])
        except KeyError:
            return shorten(iri)

    def evidence(self, state: str) -> tuple[Evidence, ...]:
        return self._states[state].evidence if state in self._states else ()

    def show(self, term: object) -> str:
        if isinstance(term, ox.NamedNode) and term.value.startswith((ID, CONCEPT, COUNTRY)):
            return self.narrator.name(term.value)
        if isinstance(term, ox.NamedNode):
            return self.label(term.value)
        assert isinstance(term, ox.Literal)
        return f"{term.value} ({term.language})" if term.language else term.value

    def label(self, iri: str) -> str:
        """Return the label of a class or property."""
        name = iri.rpartition("#")[2].rpartition("/")[2]
        if not iri.startswith(ALLY) and name in read_phrases("diff"):
            return phrase("diff", name, self._lang)
        return self._graph.ontology.labels.get(iri, {}).get(self._lang, name)

    def classify(self, types: list[str]) -> str:
        """Return the one of :data:`SUBJECTS` to which a thing with these classes belongs."""
        ontology = self._graph.ontology
        for what, classes in (
            ("attestations", {ALLY + "Attestation"}),
            ("sources", {ALLY + "SourceDocument"}),
            ("states", {ALLY + "Figure", *(relation.state_class for relation in ontology.relations.values())}),
            ("entities", set(ontology.kinds.values())),
        ):
            if not classes.isdisjoint(types):
                return what
        return "other"


def _compare_things(before: _Side, after: _Side) -> Iterator[Difference]:
    things = sorted(map(_subject, before.quads(ASSERTED) ^ after.quads(ASSERTED)))
    for side in (before, after):
        side.learn({side.state_of(iri) for iri in things})
    yield from (_tell(iri, before, after) for iri in dict.fromkeys(things))
    terms = set(map(_subject, before.quads(ONTOLOGY) ^ after.quads(ONTOLOGY)))
    yield from (Difference("other", "changed", iri, shorten(iri)) for iri in terms)


def _compare_inferred(before: _Side, after: _Side) -> Iterator[Difference]:
    old, new = before.quads(INFERRED), after.quads(INFERRED)
    for side, change, quads in ((before, "gone", old - new), (after, "new", new - old)):
        for quad in quads:
            parts = side.narrator.name(_subject(quad)), side.label(quad.predicate.value), side.show(quad.object)
            yield Difference("inferred", change, statement_iri(to_fact(quad)), " – ".join(parts))


def _tell(iri: str, before: _Side, after: _Side) -> Difference:
    """Tell a thing of the asserted layer: as the new build holds it or, where it is gone, as the old one did."""
    old, new = before.facts(iri), after.facts(iri)
    side, types = (after, types_of(new)) if new else (before, types_of(old))
    what = side.classify(types)
    change = _name_change(what, old, new)
    text, detail = shorten(iri), tuple(_list_values(old, new, side)) if old and new else ()
    state = side.state_of(iri)
    evidence = side.evidence(state)
    if what == "entities":
        text = f"{side.narrator.name(iri)} ({side.narrator.kinds(types)}) [{text}]"
    elif what == "sources":
        text = next((f"{side.narrator.source(each)} [{text}]" for each in evidence if each.source == iri), text)
    elif what == "states":
        text, detail = side.say(iri), detail or tuple(map(side.narrator.say_evidence, evidence))
    elif what == "attestations":
        said = [side.narrator.say_evidence(each) for each in evidence if each.iri == iri]
        text, detail = side.say(state), (*said, *detail)
    return Difference(what, change, iri, text, detail, state if what == "attestations" else "")


def _name_change(what: str, old: Properties, new: Properties) -> str:
    if ALLY + "withdrawn" in new and old and ALLY + "withdrawn" not in old:
        return "withdrawn"
    return "changed" if (old and new) or what == "other" else "new" if new else "gone"


def _list_values(old: Properties, new: Properties, side: _Side) -> Iterator[str]:
    """Yield a line with old and new values for each property that differs; ``dcterms:issued`` only repeats ours."""
    for predicate in sorted({*old, *new} - {DCTERMS + "issued"}):
        before, after = (", ".join(map(side.show, facts.get(predicate, ()))) for facts in (old, new))
        if before != after:
            yield f"{side.label(predicate)}: {before or '–'} → {after or '–'}"


def _tell_conflict(side: _Side, change: str, columns: tuple[str, ...], row: tuple[Term, ...]) -> Difference:
    """Tell a row by the sentences of the states in it, and by its other columns."""
    iris = [term.value for term in row if isinstance(term, ox.NamedNode)]
    side.learn(iris)
    states = [iri for iri in dict.fromkeys(iris) if side.evidence(iri)]
    cells = zip(columns, row, strict=True)
    detail = [
        f"{column}: {side.show(term)}" for column, term in cells if term and getattr(term, "value", "") not in states
    ]
    return Difference("conflicts", change, "", " ↔ ".join(map(side.say, states)), tuple(detail))


def _subject(quad: ox.Quad) -> str:
    assert isinstance(quad.subject, ox.NamedNode)
    return quad.subject.value
