"""The best-attested route from one actor to another, each hop a sentence with its sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from kgraph.analysis.actors import build_actors
from kgraph.analysis.routes import Route, find_routes
from kgraph.errors import QuestionError
from kgraph.studies.sentences import tell_states
from kgraph.studies.settings import find_entity, find_number, find_period
from kgraph.studies.study import Picture, Study, Table
from kgraph.studies.words import Words, join_sources, sources_by_state

if TYPE_CHECKING:
    import networkx as nx

    from kgraph.analysis.ties import Ties
    from kgraph.knowledge import KnowledgeGraph

#: What may be set, and what it says.
SETTINGS = {
    "from": "one actor (one of the two with most neighbours that are not tied to one another when not set)",
    "to": "the other",
    "number": "how many routes (5 when not set)",
    "valid": "a day on which all ties of a route may have held (any day when not set)",
}

_REFERENCE = (
    "Yen, J. Y. (1971). Finding the K shortest loopless paths in a network. Management Science, 17(11), 712-716. "
    "https://doi.org/10.1287/mnsc.17.11.712"
)

#: How far to the right the actors of each route are drawn, so that no line runs through the actors of another.
_SHIFTS = (0.0, 0.1, -0.1, 0.05, -0.05)


def study_path(graph: KnowledgeGraph, ties: Ties, *, seed: int, lang: str, settings: Mapping[str, str]) -> Study:
    """Ask for the best-attested route from one actor to another."""
    network = build_actors(ties)
    start, end = _choose_actors(network, find_entity(graph, settings, "from"), find_entity(graph, settings, "to"))
    routes = _find(network, start, end, number=find_number(settings, "number", 5), on=_find_day(settings))
    narrator = graph.narrator(lang)
    parts = _Parts(
        words=Words("path", narrator),
        network=network,
        ends=(start, end),
        routes=routes,
        sentences=tell_states(graph, narrator, sorted({hop.tie for route in routes for hop in route.hops})),
        sources=sources_by_state(ties),
    )
    return parts.tell()


def _choose_actors(network: nx.MultiGraph[str], start: str, end: str) -> tuple[str, str]:
    """Return the two actors asked for; for one that is not, that with most neighbours not tied to the other."""
    actors = [node for node, data in network.nodes(data=True) if data["mode"] == "actor"]
    ranked = sorted(actors, key=lambda node: (-len(network.adj[node]), node))
    if not start and not end:
        pairs = ((one, other) for place, other in enumerate(ranked) for one in ranked[:place])
        return next(((one, other) for one, other in pairs if other not in network.adj[one]), ("", ""))
    given = start or end
    near = set(network.adj[given]) if given in network else set()
    found = next((node for node in ranked if node != given and node not in near), "")
    return start or found, end or found


def _find_day(settings: Mapping[str, str]) -> str:
    period = find_period(settings, "valid")
    if period and period.first != period.last:
        raise QuestionError(f"valid {period.name!r}: write a day, such as 2020-06-30")
    return period.first if period else ""


def _find(network: nx.MultiGraph[str], start: str, end: str, *, number: int, on: str) -> list[Route]:
    if start == end and start:
        raise QuestionError(f"from and to are both {start!r}: set two actors")
    if start not in network or end not in network:
        return []
    return find_routes(network, start, end, number=number, on=on)


@dataclass(frozen=True)
class _Parts:
    """What the tables, pictures and sentences are made of."""

    words: Words
    network: nx.MultiGraph[str]
    ends: tuple[str, str]
    routes: list[Route]
    #: State to its sentence.
    sentences: dict[str, str]
    sources: dict[str, tuple[str, ...]]

    def tell(self) -> Study:
        start, end = self._name_ends()
        return self.words.study(
            answer=self._answer(start, end),
            tables=(self._routes(), self._hops()),
            pictures=(self._picture(start, end),) if self.routes else (),
            references=(_REFERENCE,),
            start=start,
            end=end,
        )

    def _name_ends(self) -> tuple[str, str]:
        start, end = (self.words.names([node])[0] if node else self.words.say("nobody") for node in self.ends)
        return start, end

    def _answer(self, start: str, end: str) -> str:
        if not self.routes:
            return self.words.say("answer-empty", start=start, end=end)
        best = self.routes[0]
        told = " ".join(self.sentences[hop.tie] for hop in best.hops)
        return self.words.say("answer", sentences=told, weakest=best.weakest, routes=len(self.routes))

    def _routes(self) -> Table:
        import pandas as pd

        rows = [
            (
                rank,
                " – ".join(self.words.names(route.nodes)),
                route.weakest,
                round(route.cost, 3),
                len(route.hops),
                route.first,
                route.last,
            )
            for rank, route in enumerate(self.routes, start=1)
        ]
        columns = ["rank", "route", "weakest", "cost", "hops", "first", "last"]
        return self.words.table(
            "path",
            pd.DataFrame(rows, columns=columns),
            questions=self._questions(),
            sources=[join_sources(self.sources, [hop.tie for hop in route.hops]) for route in self.routes],
        )

    def _questions(self) -> tuple[str, ...]:
        """Return the commands that list all statements about each actor of the routes."""
        nodes = dict.fromkeys(node for route in self.routes for node in route.nodes)
        return tuple(f"kgraph query evidence --set entity={node}" for node in nodes)

    def _hops(self) -> Table:
        import pandas as pd

        rows = []
        for rank, route in enumerate(self.routes, start=1):
            for place, hop in enumerate(route.hops, start=1):
                tie = self.network.edges[hop.source, hop.target, hop.tie]
                names = self.words.names([hop.source, hop.target])
                near = len(self.network.adj[hop.target])
                sentence = self.sentences[hop.tie]
                rows.append((rank, place, hop.source, names[0], hop.target, names[1], tie["relation"], sentence, hop.sources, near, hop.tie))  # fmt: skip
        columns = [
            "rank", "hop", "source", "source_name", "target", "target_name", "relation", "sentence", "sources", "neighbours", "state",
        ]  # fmt: skip
        frame = pd.DataFrame(rows, columns=columns)
        return self.words.table(
            "path-hops",
            frame,
            questions=self._questions(),
            sources=[self.sources[state] for state in frame["state"]],
        )

    def _picture(self, start: str, end: str) -> Picture:
        import networkx as nx

        from kgraph.charts import draw_graph

        drawn: nx.Graph[str] = nx.Graph()
        positions: dict[str, tuple[float, float]] = {}
        groups: dict[str, str] = {}
        for rank, route in enumerate(self.routes):
            for place, node in enumerate(route.nodes):
                between = 0 < place < len(route.hops)
                right = place / len(route.hops) + (_SHIFTS[rank % len(_SHIFTS)] if between else 0)
                positions.setdefault(node, (right, float(-rank)))
                drawn.add_node(node, label=self.words.names([node])[0])
                kind = "ends" if node in self.ends else self.network.nodes[node]["mode"]
                groups[node] = self.words.say(f"group-{kind}")
            drawn.add_edges_from(pairwise(route.nodes))
        return draw_graph(
            "path",
            self.words.say("picture-path", start=start, end=end),
            drawn,
            positions,
            groups=groups,
            alternative=self.words.say(
                "alternative-path",
                routes=len(self.routes),
                best=" – ".join(self.words.names(self.routes[0].nodes)),
                start=start,
                end=end,
            ),
        )
