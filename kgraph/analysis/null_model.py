"""Networks by chance that keep how many alliances each member has and how many members each alliance."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import TypeVar

#: Ids of members and alliances: slugs, or numbers, which are faster.
Id = TypeVar("Id", str, int)


def curveball(
    alliances: Mapping[Id, AbstractSet[Id]], *, samples: int, seed: int = 0, burn_in: int = 20, between: int = 1
) -> Iterator[dict[Id, set[Id]]]:
    """Yield sets of members drawn evenly from all that have the same sizes and give each member as many alliances.

    Parameters
    ----------
    alliances
        Alliance to its members; an alliance that is a member of another has the same id as both.
    samples
        How many to yield.
    seed
        Of the drawings.
    burn_in
        Trades before the first sample, as a multiple of the number of alliances. In a trade, two alliances drawn by
        chance put together the members that only one of them has, and deal them out anew [1]_. Five times the number
        is a common rule; ten times or more was found necessary for a sample that no longer knows where it began [2]_.
    between
        Trades between one sample and the next, as a multiple of the number of alliances.

    Yields
    ------
    dict of id to set of id
        Alliance to members, a new dictionary each time.

    Notes
    -----
    Trades are reversible, so that in the long run all networks of the same degrees are as likely [3]_. No alliance
    becomes a member of itself: in a trade, the two alliances themselves stay where they are. Samples that follow one
    another are not independent, which the empirical share of samples does not need, but the more trades lie between
    them the more precise it is.

    References
    ----------
    .. [1] Strona, G., Nappo, D., Boccacci, F., Fattorini, S. and San-Miguel-Ayanz, J. (2014). A fast and unbiased
       procedure to randomize ecological binary matrices with fixed row and column totals. Nature Communications, 5,
       4114. https://doi.org/10.1038/ncomms5114
    .. [2] Neal, Z. P. (2023). Randomly sampling bipartite networks with fixed degree sequences.
       https://arxiv.org/abs/2305.04937
    .. [3] Carstens, C. J. (2015). Proof of uniform sampling of binary matrices with fixed row sums and column sums for
       the fast Curveball algorithm. Physical Review E, 91, 042812. https://doi.org/10.1103/PhysRevE.91.042812

    Examples
    --------
    >>> sample, = curveball({"bay": {"acme", "brook"}, "reef": {"cove"}}, samples=1)
    >>> {name: len(members) for name, members in sample.items()}, sorted(set().union(*sample.values()))
    ({'bay': 2, 'reef': 1}, ['acme', 'brook', 'cove'])
    """
    chance = random.Random(seed)
    names = sorted(alliances)
    current = [set(alliances[name]) for name in names]
    for number in range(samples):
        for _ in range((between if number else burn_in) * len(names)):
            _trade(names, current, chance)
        yield {name: set(members) for name, members in zip(names, current, strict=True)}


def _trade(names: list[Id], current: list[set[Id]], chance: random.Random) -> None:
    if len(names) < 2:
        return
    one = int(chance.random() * len(names))
    other = int(chance.random() * (len(names) - 1))
    other += other >= one
    themselves = {names[one], names[other]}
    only_one, only_other = current[one] - current[other] - themselves, current[other] - current[one] - themselves
    if not only_one or not only_other:
        return
    pool = sorted(only_one | only_other)
    chance.shuffle(pool)
    current[one] = (current[one] - only_one) | set(pool[: len(only_one)])
    current[other] = (current[other] - only_other) | set(pool[len(only_one) :])


def share_moved(alliances: Mapping[Id, AbstractSet[Id]], sample: Mapping[Id, AbstractSet[Id]]) -> float:
    """Return which share of the memberships of a network a sample has not.

    Parameters
    ----------
    alliances
        The network: alliance to its members.
    sample
        The sample.

    Returns
    -------
    float
        From 0 (the same network) to 1; 0 where there is no membership.

    Examples
    --------
    >>> share_moved({"bay": {"acme", "brook"}}, {"bay": {"acme", "cove"}})
    0.5
    """
    whole = sum(map(len, alliances.values()))
    return sum(len(alliances[name] - sample[name]) for name in alliances) / whole if whole else 0.0
