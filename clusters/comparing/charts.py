"""Charts of indicators for the bodies of pages: a comparison that an editor has chosen."""

from collections.abc import Sequence
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from clusters.comparing import drawing
from clusters.comparing.cells import Cell
from clusters.comparing.context import comparison_context
from clusters.enums import IndicatorScope
from clusters.figures.reading import indicators_for
from clusters.mapping.rows import choices
from clusters.models.cluster import Cluster
from clusters.models.figures import IndicatorValue
from clusters.models.statistics import IndicatorStatistic
from cms.addresses import section_addresses
from cms.chart_provider import Drawn, Provider, Wanted, register_provider
from cms.charts import MAX_SERIES

_LARGEST = {"bars": 10, "shares": 5, "lines": MAX_SERIES}


def register_charts() -> None:
    """Answer the chart blocks."""
    register_provider(Provider(indicators=_indicators, draw=draw, obstacle=obstacle))


def draw(wanted: Wanted, language: str) -> Drawn | None:
    """The chart of the figures that readers may see; None without any.

    Five queries whatever is shown: the largest or the chosen, the clusters or the regions,
    statistics, and sources.
    """
    is_regional = wanted.of == "regions"
    keys = _chosen(wanted) if wanted.subjects else _largest(wanted)
    if not keys:
        return None
    params = QueryDict(mutable=True)
    params.setlist("region" if is_regional else "cluster", keys)
    if wanted.view != "profile":
        params["indicator"] = wanted.indicator
    if wanted.year and wanted.view != "lines":
        params["year"] = str(wanted.year)
    context = comparison_context(params, language)
    tables = context["tables"]
    if wanted.view != "profile" and context["asked"].indicator is None:
        return None
    if wanted.year and wanted.view != "lines":
        tables = [table for table in tables if table["year"] == wanted.year]
    draw_view = {"bars": _bars, "lines": _lines, "shares": _shares, "profile": _profile}
    parts = draw_view[wanted.view](tables, context) if tables else None
    if parts is None:
        return None
    address = section_addresses("clusters", language)["compare"]
    every_year = {"years": "all"} if wanted.view == "lines" else {}
    query = context["asked"].query(keys)
    file_query = context["asked"].query(keys, **every_year)
    return Drawn(
        **parts,
        source=_sources(tables, wanted),
        csv_url=f"{address}download/csv/{file_query}" if address else "",
        more_url=f"{address}{query}" if address else "",
    )


def obstacle(wanted: Wanted) -> str:
    """Why an editor's choice cannot be drawn; "" when it can."""
    scope = IndicatorScope.REGION if wanted.of == "regions" else IndicatorScope.CLUSTER
    known = {one.slug: one for one in indicators_for(scope, choices().indicators)}
    indicator = known.get(wanted.indicator)
    if indicator is None:
        return _("This indicator is not measured for what you draw.")
    if wanted.view == "shares" and not indicator.is_summable:
        return _("Figures of this indicator do not add up, so nobody has a share of them.")
    return ""


def _indicators() -> Sequence[tuple[str, str]]:
    return [
        (one.slug, f"{one.name}, {one.unit} ({one.get_scope_display()})")
        for one in choices().indicators
    ]


def _chosen(wanted: Wanted) -> list[str]:
    if wanted.of == "regions":
        return list(wanted.subjects)
    slugs = {
        str(key): slug
        for key, slug in Cluster.objects.filter(key__in=wanted.subjects).values_list("key", "slug")
    }
    return [slugs[key] for key in wanted.subjects if key in slugs]


def _largest(wanted: Wanted) -> list[str]:
    """Keys of those with the largest values in the year, or in the newest."""
    name = "region__code" if wanted.of == "regions" else "cluster__slug"
    rows = IndicatorStatistic.objects.filter(
        **{"indicator__slug": wanted.indicator, f"{name}__isnull": False}
    )
    if wanted.year and wanted.view != "lines":
        rows = rows.filter(year=wanted.year)
    most = _LARGEST.get(wanted.view, 0)
    found = list(rows.order_by("-year", "rank", name).values_list("year", name)[:most])
    return [key for year, key in found if year == found[0][0]]


def _bars(tables: drawing.Tables, _context: dict[str, Any]) -> dict[str, Any]:
    table = tables[0]
    return {
        "title": table["title"],
        "unit": table["indicator"].unit,
        "period": str(table["year"]),
        "chart": table["bars"],
        "headings": (_("Name"), _("Value"), _("Rank")),
        "rows": tuple(
            (one.name, table["indicator"].number(_value(cell)), cell.rank)
            for one, cell in table["cells"]
        ),
        "is_demo": table["is_demo"],
    }


def _lines(tables: drawing.Tables, context: dict[str, Any]) -> dict[str, Any] | None:
    table = tables[0]
    if table["lines"] is None:
        return None
    indicator, years = table["indicator"], table["years"]
    subjects, statistics = context["asked"].subjects[:MAX_SERIES], context["statistics"]
    found = {
        one.pk: [statistics.get((one.pk, indicator.pk, year)) for year in years] for one in subjects
    }
    return {
        "title": drawing.growth(table, subjects, statistics),
        "unit": indicator.unit,
        "period": f"{years[0]}–{years[-1]}",
        "chart": table["lines"],
        "headings": (_("Name"), *map(str, years)),
        "rows": tuple(
            (one.name, *(indicator.number(row.value if row else None) for row in found[one.pk]))
            for one in subjects
        ),
        "is_demo": any(row.is_demo for rows in found.values() for row in rows if row),
    }


def _shares(tables: drawing.Tables, _context: dict[str, Any]) -> dict[str, Any]:
    table = tables[0]
    return {
        "title": drawing.shares_finding(table["indicator"], table["year"], table["cells"]),
        "unit": "%",
        "period": str(table["year"]),
        "chart": drawing.shares(table["cells"]),
        "headings": (_("Name"), _("Share, %"), _("Value")),
        "rows": tuple((one.name, cell.share, cell.shown) for one, cell in table["cells"]),
        "is_demo": table["is_demo"],
    }


def _profile(tables: drawing.Tables, context: dict[str, Any]) -> dict[str, Any] | None:
    if context["profile"] is None:
        return None
    shown = drawing.with_quotients(tables)
    names = [one.name for one in context["asked"].subjects[:MAX_SERIES]]
    return {
        "title": drawing.profile_finding(tables),
        "unit": _("location quotient, 1 is what the size would give"),
        "period": str(max(table["year"] for table in shown)),
        "chart": context["profile"],
        "headings": (_("Indicator"), *names),
        "rows": tuple(
            (
                f"{table['indicator'].name}, {table['year']}",
                *(cell.quotient for _one, cell in table["cells"][:MAX_SERIES]),
            )
            for table in shown
        ),
        "is_demo": any(table["is_demo"] for table in shown),
    }


def _value(cell: Cell) -> Any:
    return cell.statistic.value if cell.statistic else None


def _sources(tables: drawing.Tables, wanted: Wanted) -> str:
    """Where the figures come from, each source once; regions also sum figures of clusters."""
    rows = IndicatorValue.objects.filter(
        indicator__in=[table["indicator"].pk for table in tables]
    ).exclude(value=None)
    if wanted.view != "lines":
        rows = rows.filter(year__in={table["year"] for table in tables})
    found = rows.values_list("source_ru", "source_en").distinct()
    names = [IndicatorValue(source_ru=ru, source_en=en).source for ru, en in found]
    return "; ".join(sorted(set(names)))
