"""Classes of values for filling regions: at most four beside zero, with round limits."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

CLASSES = 4


@dataclass(frozen=True)
class Scale:
    """Upper limits of the classes from the lowest; the last class has none.

    Class 0 is a value of zero, class 1 the lowest above it. A missing value belongs to no class.
    """

    limits: tuple[Decimal, ...] = ()
    whole: bool = False
    """Whether all values are whole numbers, so that a class is "2–5" and not "1.5 to 5"."""
    count: int = 0
    """How many classes there are above zero."""
    top: Decimal | None = None
    """The largest value."""

    def class_of(self, value: Decimal | None) -> int | None:
        """The class of a value; None where there are no data."""
        if value is None:
            return None
        if value == 0:
            return 0
        return 1 + sum(value > limit for limit in self.limits)

    def bounds(self, number: int) -> tuple[Decimal | None, Decimal | None]:
        """Lower (left out, or reached by whole numbers) and upper limit of a class from 1."""
        lower = self.limits[number - 2] if number > 1 else None
        upper = self.limits[number - 1] if number <= len(self.limits) else None
        if self.whole and lower is not None:
            lower += 1
        return lower, upper


def scale_of(values: Iterable[Decimal | None]) -> Scale:
    """The scale of the known values above zero: classes of about as many regions, round limits.

    Up to four different values have a class each. Otherwise the quartiles, rounded to two digits
    and each once: a limit that a reader can keep in mind is worth more than equal numbers.
    """
    known = sorted(value for value in values if value is not None and value > 0)
    if not known:
        return Scale()
    whole = all(value == value.to_integral_value() for value in known)
    different = sorted(set(known))
    if len(different) <= CLASSES:
        return Scale(tuple(different[:-1]), whole, len(different), known[-1])
    quartiles = [known[len(known) * part // CLASSES - 1] for part in range(1, CLASSES)]
    limits = sorted({rounded(value) for value in quartiles})
    inside = tuple(limit for limit in limits if different[0] <= limit < different[-1])
    return Scale(inside, whole, len(inside) + 1, known[-1])


def rounded(value: Decimal) -> Decimal:
    """The value rounded to two significant digits: 37.81 to 38, 9812 to 9800."""
    if value == 0:
        return value
    step = Decimal(1).scaleb(value.adjusted() - 1)
    return (value / step).quantize(Decimal(1), ROUND_HALF_UP) * step
