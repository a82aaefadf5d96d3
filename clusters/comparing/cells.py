"""What is known of one cluster or region in one indicator and year, as readers see it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from clusters.models.registers import Indicator
from clusters.models.statistics import IndicatorStatistic
from cms.numbers import rounded

Statistics = Mapping[tuple[int, int, int], IndicatorStatistic]
"""By primary key of the subject, primary key of the indicator, and year."""


@dataclass(frozen=True)
class Subject:
    """A cluster or a region: primary key, key in addresses, name, own page."""

    pk: int
    key: str
    name: str
    url: str = ""
    group: str = ""


@dataclass(frozen=True)
class Cell:
    """What is known of a subject in one indicator and year."""

    indicator: Indicator
    statistic: IndicatorStatistic | None
    before: IndicatorStatistic | None

    @property
    def shown(self) -> str:
        """The value with its unit, or that there are no data."""
        return self.indicator.shown(self.statistic.value if self.statistic else None)

    @property
    def change(self) -> str:
        """How it differs from the year before in per cent; empty where that cannot be said."""
        if self.statistic is None or self.before is None or not self.before.value:
            return ""
        difference = (self.statistic.value - self.before.value) / abs(self.before.value) * 100
        sign = "+" if difference > 0 else "−" if difference < 0 else ""
        return f"{sign}{rounded(abs(difference), 1)}\u00a0%"

    @property
    def rank(self) -> str:
        """ "7 of 25"."""
        if self.statistic is None:
            return _("no data")
        return _("%(number)s of %(total)s") % {
            "number": self.statistic.rank,
            "total": self.statistic.of,
        }

    @property
    def percentile(self) -> str:
        """The percentile, or that there are no data."""
        return _shown(self.statistic.percentile if self.statistic else None, 1)

    @property
    def share(self) -> str:
        """The share of all, in per cent."""
        return _shown(self.statistic.share if self.statistic else None, 1)

    @property
    def quotient(self) -> str:
        """The location quotient."""
        return _shown(self.statistic.quotient if self.statistic else None, 2)


def _shown(value: Decimal | None, digits: int) -> str:
    return _("no data") if value is None else rounded(value, digits)
