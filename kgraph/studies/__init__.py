"""Studies: each asks the graph, measures with :mod:`kgraph.analysis`, and tells what came out, one study a module."""
