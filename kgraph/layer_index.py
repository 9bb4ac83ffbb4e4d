"""The facts of one layer, held in memory and looked up by subject and property."""

from __future__ import annotations

from collections import defaultdict

import pyoxigraph as ox

from kgraph.vocabulary import TYPE


class LayerIndex:
    """One layer; values are in the order of their text.

    Parameters
    ----------
    store
        Holds the layer.
    layer
        IRI of its named graph.
    """

    def __init__(self, store: ox.Store, layer: str) -> None:
        self._values: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = defaultdict(lambda: defaultdict(list))
        self._instances: dict[str, list[str]] = defaultdict(list)
        for quad in sorted(store.quads_for_pattern(None, None, None, ox.NamedNode(layer)), key=str):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, (ox.NamedNode, ox.Literal)):
                self._values[quad.subject.value][quad.predicate.value].append(quad.object)
                if quad.predicate.value == TYPE:
                    self._instances[quad.object.value].append(quad.subject.value)

    def instances(self, kind: str) -> list[str]:
        """Return the subjects of a class, sorted."""
        return self._instances.get(kind, [])

    def values(self, subject: str, predicate: str) -> list[ox.NamedNode | ox.Literal]:
        """Return the values of a property."""
        return self._values.get(subject, {}).get(predicate, [])

    def texts(self, subject: str, predicate: str) -> list[str]:
        """Return the values of a property as text."""
        return [value.value for value in self.values(subject, predicate)]

    def first(self, subject: str, predicate: str) -> ox.NamedNode | ox.Literal | None:
        """Return the first value of a property."""
        return next(iter(self.values(subject, predicate)), None)

    def text(self, subject: str, predicate: str) -> str:
        """Return the first value of a property as text, empty where there is none."""
        value = self.first(subject, predicate)
        return value.value if value else ""

    def things(self, subject: str) -> set[str]:
        """Return the IRIs to which a subject leads, its classes left out."""
        return {
            value.value
            for predicate, values in self._values.get(subject, {}).items()
            for value in values
            if predicate != TYPE and isinstance(value, ox.NamedNode)
        }
