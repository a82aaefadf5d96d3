"""The figures of one cluster as its passport shows them: key figures, table by year, lines."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from clusters.models.figures import IndicatorValue
from clusters.models.registers import Indicator
from cms.charts import Chart, Series, line_chart
from cms.numbers import rounded

_TENTH = Decimal("0.1")


@dataclass(frozen=True)
class KeyFigure:
    """A figure in large type: the newest value and how it differs from the year before."""

    indicator: Indicator
    year: int
    shown: str
    change: str
    """In words: "5.6 % more than in 2012"; empty where one of the two years has no value."""
    is_demo: bool


@dataclass(frozen=True)
class Row:
    """One indicator over the years; a cell without a figure is None."""

    indicator: Indicator
    cells: tuple[IndicatorValue | None, ...]

    @property
    def values(self) -> tuple[Decimal | None, ...]:
        """The values, None where there is no figure or the figure says that there are no data."""
        return tuple(cell.value if cell else None for cell in self.cells)

    @property
    def shown(self) -> list[str]:
        """The cells in words."""
        return [self.indicator.number(value) for value in self.values]

    @cached_property
    def chart(self) -> Chart | None:
        """A line over the years; None with fewer than two known values."""
        known = [value for value in self.values if value is not None]
        if len(known) < 2:
            return None
        years = [str(cell.year) if cell else "" for cell in self.cells]
        return line_chart(years, [Series("", self.values)], width=420, height=240)


@dataclass(frozen=True)
class Figures:
    """All figures of a cluster."""

    years: tuple[int, ...]
    rows: tuple[Row, ...]
    key: tuple[KeyFigure, ...]
    sources: tuple[str, ...]
    has_demo: bool


def figures_of(values: Iterable[IndicatorValue]) -> Figures:
    """Arrange the figures of one cluster, read with their indicators."""
    by_place = {(value.indicator, value.year): value for value in values}
    indicators = sorted({key for key, _year in by_place}, key=lambda one: (one.order, one.name_ru))
    years = tuple(sorted({year for _indicator, year in by_place}))
    rows = tuple(
        Row(indicator, tuple(by_place.get((indicator, year)) for year in years))
        for indicator in indicators
    )
    return Figures(
        years=years,
        rows=rows,
        key=tuple(figure for row in rows if row.indicator.is_key for figure in _key(row, years)),
        sources=tuple(dict.fromkeys(value.source for value in by_place.values())),
        has_demo=any(value.is_demo for value in by_place.values()),
    )


def _key(row: Row, years: Sequence[int]) -> Iterable[KeyFigure]:
    known = [place for place, value in enumerate(row.values) if value is not None]
    if not known:
        return
    last = known[-1]
    cell, value = row.cells[last], row.values[last]
    before = row.values[last - 1] if last and years[last - 1] == years[last] - 1 else None
    yield KeyFigure(
        indicator=row.indicator,
        year=years[last],
        shown=row.indicator.shown(value),
        change=_change(value, before, years[last] - 1),
        is_demo=bool(cell and cell.is_demo),
    )


def _change(value: Decimal | None, before: Decimal | None, year: int) -> str:
    """How a value differs from that of the year before, in per cent of the latter."""
    if value is None or not before:
        return ""
    percent = ((value - before) / abs(before) * 100).quantize(_TENTH)
    if not percent:
        return _("as much as in %(year)s") % {"year": year}
    numbers = {"percent": rounded(abs(percent), 1), "year": year}
    if percent > 0:
        return _("%(percent)s %% more than in %(year)s") % numbers
    return _("%(percent)s %% less than in %(year)s") % numbers


def finding(row: Row, years: Sequence[int]) -> str:
    """What a line says, in words: by how much the indicator grew or fell over its years."""
    known = [place for place, value in enumerate(row.values) if value is not None]
    if len(known) < 2:
        return row.indicator.name
    first, last = known[0], known[-1]
    start, end = row.values[first], row.values[last]
    names = {
        "name": row.indicator.name,
        "first": row.indicator.shown(start),
        "last": row.indicator.shown(end),
        "from": years[first],
        "to": years[last],
    }
    if start == end:
        return _("%(name)s: no change over %(from)s–%(to)s, %(last)s") % names
    return _("%(name)s: from %(first)s in %(from)s to %(last)s in %(to)s") % names
