"""Charts of a comparison, and the findings their titles state."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from clusters.comparing.cells import Cell, Statistics, Subject
from clusters.models.registers import Indicator
from cms.charts import MAX_SERIES, Chart, Series, bar_chart, line_chart
from cms.numbers import rounded

Cells = Sequence[tuple[Subject, Cell]]
Tables = Sequence[dict[str, Any]]
"""Tables of `clusters.comparing.context`, one an indicator."""


def finding(indicator: Indicator, year: int | None, cells: Cells) -> str:
    """What the bars say: who has the most, and how much."""
    known = [(one, cell) for one, cell in cells if cell.statistic]
    if not known or year is None:
        return indicator.name
    best, cell = max(known, key=lambda pair: pair[1].statistic.value)  # type: ignore[union-attr]
    values = {"name": indicator.name, "best": best.name, "value": cell.shown, "year": year}
    if len(known) == 1:
        return _("%(name)s, %(year)s: %(best)s, %(value)s") % values
    return _("%(name)s, %(year)s: the most has %(best)s, %(value)s") % values


def bars(cells: Cells, decimals: int) -> Chart:
    """A bar each in one year."""
    values = tuple(
        round(cell.statistic.value, decimals) if cell.statistic else None for _one, cell in cells
    )
    return bar_chart([one.name for one, _cell in cells], [Series("", values)])


def lines(
    indicator: Indicator,
    subjects: Sequence[Subject],
    years: Sequence[int],
    statistics: Statistics,
) -> Chart | None:
    """A numbered line each of the first five over the years; None with fewer than two years."""
    if len(years) < 2:
        return None
    span = range(years[0], years[-1] + 1)
    series = []
    for place, one in enumerate(subjects[:MAX_SERIES], start=1):
        found = [statistics.get((one.pk, indicator.pk, year)) for year in span]
        series.append(Series(str(place), tuple(row.value if row else None for row in found)))
    drawn = line_chart([str(year) for year in span], series, height=300)
    named = tuple((place, f"{place}. {subjects[place - 1].name}") for place, _name in drawn.legend)
    return replace(drawn, legend=named)


def growth(table: dict[str, Any], subjects: Sequence[Subject], statistics: Statistics) -> str:
    """What the lines say: who grew most from the first to the last year, and how much."""
    indicator, years = table["indicator"], table["years"]
    grown = []
    for one in subjects[:MAX_SERIES]:
        first, last = (statistics.get((one.pk, indicator.pk, years[end])) for end in (0, -1))
        if first and last and first.value > 0:
            grown.append(((last.value - first.value) / first.value * 100, one, first, last))
    if not grown:
        return str(indicator.name)
    change, one, first, last = max(grown, key=lambda row: row[0])
    values = {
        "name": indicator.name,
        "subject": one.name,
        "before": indicator.number(first.value),
        "after": indicator.shown(last.value),
        "first": years[0],
        "last": years[-1],
    }
    if change <= 0:
        return _("%(name)s, %(first)s–%(last)s: nobody shown has grown") % values
    if len(grown) == 1:
        return _("%(name)s, %(first)s–%(last)s: %(subject)s, from %(before)s to %(after)s") % values
    return (
        _("%(name)s, %(first)s–%(last)s: fastest grew %(subject)s, from %(before)s to %(after)s")
        % values
    )


def shares(cells: Cells) -> Chart:
    """A bar for the share of each in the whole, in per cent, and one for all others."""
    values = [cell.statistic.share if cell.statistic else None for _one, cell in cells]
    names = [one.name for one, _cell in cells]
    rest = 100 - sum(value for value in values if value is not None)
    if rest > 0:
        names.append(_("All others"))
        values.append(rest)
    return bar_chart(names, [Series("", tuple(values))])


def shares_finding(indicator: Indicator, year: int, cells: Cells) -> str:
    """What the shares say: how much of the whole those shown have together."""
    together = sum(
        cell.statistic.share or 0 for _one, cell in cells if cell.statistic and cell.statistic.share
    )
    values = {
        "name": indicator.name,
        "year": year,
        "share": rounded(together, 1),
        "first": cells[0][0].name,
    }
    if len(cells) == 1:
        return _("%(name)s, %(year)s: %(first)s has %(share)s %% of the whole") % values
    return _("%(name)s, %(year)s: those shown have %(share)s %% of the whole") % values


def with_quotients(tables: Tables) -> Tables:
    """Tables of a profile: indicators that have a location quotient for anybody shown."""
    return [
        table
        for table in tables
        if any(_quotient(cell) is not None for _one, cell in table["cells"][:MAX_SERIES])
    ]


def profile(tables: Tables) -> Chart | None:
    """Location quotients by indicator, a series each of the first five; None without any."""
    shown = with_quotients(tables)
    if not shown:
        return None
    subjects = [one for one, _cell in shown[0]["cells"][:MAX_SERIES]]
    return bar_chart(
        [f"{table['indicator'].name}, {table['year']}" for table in shown],
        [
            Series(one.name, tuple(_quotient(table["cells"][place][1]) for table in shown))
            for place, one in enumerate(subjects)
        ],
    )


def profile_finding(tables: Tables) -> str:
    """What the profile says: what stands out most for the size, and how much."""
    known = [
        (quotient, one, table["indicator"])
        for table in tables
        for one, cell in table["cells"][:MAX_SERIES]
        if (quotient := _quotient(cell)) is not None
    ]
    if not known:
        return ""
    quotient, one, indicator = max(known, key=lambda row: row[0])
    values = {
        "subject": one.name,
        "indicator": indicator.name,
        "times": rounded(quotient, 2),
    }
    if quotient <= 1:
        return _("Nothing is above what the size would give")
    return (
        _("%(subject)s: “%(indicator)s” stands out, %(times)s times what the size would give")
        % values
    )


def _quotient(cell: Cell) -> Decimal | None:
    return cell.statistic.quotient if cell.statistic else None
