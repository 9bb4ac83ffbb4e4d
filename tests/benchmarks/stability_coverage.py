"""Try how often ranges of ranks under lost sources hold the true rank, with the share of single sources of the data.

Run it as ``python tests/benchmarks/stability_coverage.py [WORLDS] [DRAWS]``. It takes the shipped memberships for the
whole truth and hides sources from it, in two ways: *sources*, where each root is hidden by chance with all that it
says; and *memberships*, where each membership has roots of its own, as many as in the data, so that they are lost
one by one, in a quarter of the worlds. What it prints is published in the docstring of
``kgraph.analysis.stability.rank_stability``.
"""

from __future__ import annotations

import sys

import networkx as nx

import kgraph
from kgraph.analysis.brokers import SMALL_FIRST, list_joiners, measure_brokers
from kgraph.analysis.memberships import build_memberships, list_groupings, list_roots
from kgraph.analysis.rank_simulation import simulate_coverage
from kgraph.analysis.ties import read_ties


def main(worlds: int, draws: int) -> None:
    """Run the simulation and print what it found."""
    truth = build_memberships(read_ties(kgraph.load()))
    counts = [len(found) for _, _, found in list_roots(truth)]
    sys.stdout.write(f"{len(counts)} memberships, {counts.count(1) / len(counts):.2f} of a single root\n")
    groupings = list_groupings(truth)
    for kind, network, count in (("sources", truth, worlds), ("memberships", separate_roots(truth), worlds // 4)):
        for hidden in (0.1, 0.3):
            found = simulate_coverage(
                network,
                lambda each: measure_brokers(each, groupings),
                hidden=hidden,
                worlds=count,
                draws=draws,
                small_first=SMALL_FIRST,
                choose=list_joiners,
            )
            sys.stdout.write(f"{kind}, {hidden:.0%} hidden, {count} worlds, {draws} drawings\n")
            sys.stdout.write(found.round(3).to_string(index=False) + "\n")
            sys.stdout.flush()


def separate_roots(network: nx.DiGraph[str]) -> nx.DiGraph[str]:
    """Return the network with roots that each say one membership only, as many for each as in the data."""
    separated = network.copy()
    for member, alliance, roots in list_roots(network):
        separated.edges[member, alliance]["roots"] = [f"{member} {alliance} {number}" for number in range(len(roots))]
    return separated


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 40, int(sys.argv[2]) if len(sys.argv) > 2 else 100)
