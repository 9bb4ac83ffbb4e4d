"""Measures over networks of organisations and alliances: networkx graphs and tidy tables in, the same out.

Each module holds one measure; :mod:`kgraph.studies` asks the graph, measures, and tells what came out.
"""
