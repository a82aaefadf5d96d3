"""What the pages of regions show."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from statistics import median
from typing import Any

from django.utils.translation import gettext as _

from clusters.enums import IndicatorScope
from clusters.figures.reading import Figures, indicators_for, public_clusters, read
from clusters.mapping.rows import choices
from clusters.models.registers import Indicator
from cms.addresses import section_addresses
from cms.enums import FederalDistrict
from cms.geo import locate
from cms.models import Region
from cms.numbers import rounded
from cms.validators import parse_point
from search import catalogue
from search.catalogue import kind_label
from search.query import Query
from search.registry import sources

KIND = "region"
_SHOWN = 5


@dataclass(frozen=True)
class Standing:
    """One figure of a region beside the country's median of regions that have a value."""

    indicator: Indicator
    year: int
    value: Decimal
    median: Decimal
    rank: int
    of: int
    is_demo: bool
    share: Decimal | None
    """The region's part of the sum over all regions, per cent; None where nothing adds up."""

    @property
    def share_shown(self) -> str:
        """The share in per cent, or a dash."""
        return "—" if self.share is None else f"{rounded(self.share, 1)}\u00a0%"

    @property
    def shown(self) -> str:
        """The value with its unit."""
        return self.indicator.shown(self.value)

    @property
    def median_shown(self) -> str:
        """The median with its unit."""
        return self.indicator.shown(self.median)

    @property
    def comparison(self) -> str:
        """How the value stands to the median, in words."""
        if self.value == self.median:
            return _("equal to the median")
        return _("above the median") if self.value > self.median else _("below the median")


def index_context(language: str) -> dict[str, Any]:
    """Every region by federal district, with the number of its public clusters; two queries."""
    counted = Counter(page.region_id for page in public_clusters(language).values())
    by_district: dict[str, list[dict[str, Any]]] = {value: [] for value in FederalDistrict.values}
    for region in Region.objects.all():
        by_district[region.federal_district].append(
            {"region": region, "slug": region.code.lower(), "clusters": counted[region.pk]}
        )
    return {
        "districts": [
            {"label": FederalDistrict(value).label, "regions": _by_name(rows)}
            for value, rows in by_district.items()
            if rows
        ]
    }


def _by_name(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda row: str(row["region"].name).casefold())


def region_context(region: Region, language: str, search_url: str) -> dict[str, Any]:
    """A region's clusters, figures beside the country's, and what the catalogue has about it."""
    clusters = public_clusters(language)
    indicators = indicators_for(IndicatorScope.REGION, choices().indicators)
    own = [page for page in clusters.values() if page.region_id == region.pk]
    addresses = section_addresses("clusters", language)
    return {
        "region": region,
        "clusters": sorted(own, key=lambda page: page.title.casefold()),
        "standings": list(standings(region.pk, read(clusters, indicators), indicators)),
        "groups": _about(region, language, search_url),
        "neighbours": _neighbours(region),
        "locator": locate(region.code, parse_point(region.place) if region.place else None),
        "map_url": f"{addresses['map']}?region={region.code}" if addresses["map"] else "",
        "compare_url": f"{addresses['compare']}?region={region.code}"
        if addresses["compare"]
        else "",
    }


def standings(region: int, figures: Figures, indicators: Iterable[Indicator]) -> Iterable[Standing]:
    """The region's newest value of each indicator beside the median of that year."""
    for indicator in indicators:
        years = [
            year
            for (key, year), values in figures.regions.items()
            if key == indicator.pk and region in values
        ]
        if not years:
            continue
        year = max(years)
        values: Mapping[int, Decimal] = figures.regions[indicator.pk, year]
        value = values[region]
        total = sum(values.values())
        yield Standing(
            indicator=indicator,
            year=year,
            value=value,
            median=Decimal(median(values.values())),
            rank=1 + sum(other > value for other in values.values()),
            of=len(values),
            is_demo=(indicator.pk, year) in figures.demo,
            share=value * 100 / total if indicator.is_summable and total else None,
        )


def _neighbours(region: Region) -> list[Region]:
    others = Region.objects.filter(federal_district=region.federal_district)
    return sorted(others.exclude(pk=region.pk), key=lambda one: one.name.casefold())


def _about(region: Region, language: str, search_url: str) -> list[dict[str, Any]]:
    """What the catalogue has about the region by kind, clusters apart: they are shown above."""
    kinds = [kind for kind in sources() if kind not in ("cluster", KIND, "page")]
    filters = {"region": (region.code,)}
    answers = catalogue.search_all(
        Query(lang=language, filters={**filters, "kind": (kind,)}, limit=_SHOWN) for kind in kinds
    )
    return [
        {
            "kind": kind,
            "label": kind_label(kind, language),
            "total": answer.total,
            "results": answer.results,
            "url": f"{search_url}?kind={kind}&region={region.code}",
        }
        for kind, answer in zip(kinds, answers, strict=True)
        if answer.total
    ]
