"""How good an ordered answer is, against judged things.

Cumulated gain with a logarithmic discount, normalised by the best possible order: K. Järvelin and
J. Kekäläinen, Cumulated gain-based evaluation of IR techniques, ACM Transactions on Information
Systems 20 (4), 2002, with the exponential gain 2^grade - 1 that is usual since.
"""

from collections.abc import Mapping, Sequence
from math import log2


def ndcg(found: Sequence[str], judged: Mapping[str, int], depth: int = 10) -> float:
    """Normalised discounted cumulated gain of the first `depth` things, from 0 to 1.

    `judged` maps things to grades from 1 to 3; things not in it have no gain.
    """
    ideal = sorted(judged.values(), reverse=True)
    best = _cumulated(ideal[:depth])
    return _cumulated([judged.get(one, 0) for one in found[:depth]]) / best if best else 0.0


def success(found: Sequence[str], judged: Mapping[str, int], depth: int = 3) -> bool:
    """Whether one of the things with the highest grade is among the first `depth`."""
    highest = max(judged.values(), default=0)
    return any(judged.get(one, 0) == highest for one in found[:depth])


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of things in both among those in either; two empty answers are alike."""
    return len(one & other) / len(one | other) if one | other else 1.0


def _cumulated(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / log2(place + 2) for place, grade in enumerate(grades))
