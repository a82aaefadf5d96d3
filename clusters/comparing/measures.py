"""Rank, percentile, share and location quotient of values of one indicator in one year.

Everything is worked out from known values only; what has no value has no place in the ranking.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

_HUNDRED = Decimal(100)
_TENTH, _HUNDREDTH = Decimal("0.1"), Decimal("0.01")


@dataclass(frozen=True)
class Measures:
    """What one subject's value amounts to among the others.

    `rank` counts from the largest value; equal values share the better rank (1, 2, 2, 4).
    `percentile` is the share of subjects, in per cent, whose value is not larger: the largest has
    100. `share` is the value's part of the sum of all, in per cent. `quotient` is the location
    quotient. None where a divisor is zero or missing.
    """

    rank: int
    of: int
    percentile: Decimal
    share: Decimal | None
    quotient: Decimal | None


def measures_of(
    values: Mapping[int, Decimal],
    sizes: Mapping[int, Decimal],
    *,
    is_summable: bool,
    is_base: bool = False,
) -> dict[int, Measures]:
    """Measures by subject; `sizes` are the subjects' values of the measure of size that year.

    The location quotient of a subject is (x / s) / (X / S): x its value, s its size, X and S the
    sums over all subjects that have both (Isard, W. Methods of Regional Analysis, 1960, chapter 7;
    there s and S are total employment). Above 1 the subject has more of x than its size would give.
    Shares and quotients need values that add up; a quotient of the measure of size itself is 1 by
    definition and is left out.
    """
    ordered = sorted(values.values())
    total = sum(ordered, Decimal(0))
    both = values.keys() & sizes.keys()
    of_both = sum((values[one] for one in both), Decimal(0))
    size_of_both = sum((sizes[one] for one in both), Decimal(0))
    has_quotient = is_summable and not is_base
    return {
        subject: Measures(
            rank=1 + len(ordered) - bisect_right(ordered, value),
            of=len(ordered),
            percentile=_rounded(_HUNDRED * bisect_right(ordered, value) / len(ordered), _TENTH),
            share=_ratio(value * _HUNDRED, total, _TENTH) if is_summable else None,
            quotient=_quotient(value, sizes.get(subject), of_both, size_of_both)
            if has_quotient
            else None,
        )
        for subject, value in values.items()
    }


def _quotient(
    value: Decimal, size: Decimal | None, total: Decimal, total_size: Decimal
) -> Decimal | None:
    if not size or not total or not total_size:
        return None
    return _rounded((value / size) / (total / total_size), _HUNDREDTH)


def _ratio(part: Decimal, whole: Decimal, step: Decimal) -> Decimal | None:
    return _rounded(part / whole, step) if whole else None


def _rounded(value: Decimal, step: Decimal) -> Decimal:
    return value.quantize(step, ROUND_HALF_UP)
