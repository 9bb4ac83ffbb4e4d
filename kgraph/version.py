"""The version of the package, of its data and of its ontology's release."""

__version__ = "0.1.0"
