"""A knowledge graph of the alliances that protect children online; every edge leads to who said it."""

from kgraph.version import __version__

__all__ = ["__version__"]
