"""A knowledge graph of the alliances that protect children online; every edge leads to who said it."""

from kgraph.errors import (
    BuildError,
    DataError,
    ExportError,
    KGraphError,
    MissingExtra,
    OntologyError,
    Problem,
    QuestionError,
    UnknownName,
)
from kgraph.knowledge import KnowledgeGraph
from kgraph.loading import load
from kgraph.questions import Parameter, Question
from kgraph.results import Result
from kgraph.version import __version__

__all__ = [
    "BuildError",
    "DataError",
    "ExportError",
    "KGraphError",
    "KnowledgeGraph",
    "MissingExtra",
    "OntologyError",
    "Parameter",
    "Problem",
    "Question",
    "QuestionError",
    "Result",
    "UnknownName",
    "__version__",
    "load",
]
