"""Values by indicator, year and subject, and what follows from them for regions.

A region's value of an indicator is its own figure, or for what is measured for clusters and adds
up, the sum over its public clusters. None and absence both mean that there are no data.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from clusters.enums import IndicatorScope
from clusters.models.figures import IndicatorValue
from clusters.models.passport import ClusterPage
from clusters.models.registers import Indicator
from cms.querysets import one_version_each, readable

Place = tuple[int, int]
"""Primary key of an indicator, and a year."""

Values = Mapping[Place, Mapping[int, Decimal]]
"""Known values by place and primary key of the subject."""


def public_clusters(language: str) -> dict[int, ClusterPage]:
    """Public passports by the primary key of their cluster, in the reader's language; one query."""
    pages = readable(ClusterPage.objects.select_related("cluster", "region"))
    shown = one_version_each(pages.order_by("translation_key", "pk"), language)
    return {page.cluster_id: page for page in shown}


@dataclass(frozen=True)
class Figures:
    """Known values of clusters and of regions, and which of them are made up."""

    clusters: Values
    regions: Values
    demo: frozenset[Place]
    """Places where any value that counts is a demonstration."""


def read(clusters: Mapping[int, ClusterPage], indicators: Collection[Indicator]) -> Figures:
    """Every known value of the indicators, for public clusters and for all regions; one query."""
    summable = {one.pk for one in indicators if one.is_summable}
    of_clusters: dict[Place, dict[int, Decimal]] = defaultdict(dict)
    of_regions: dict[Place, dict[int, Decimal]] = defaultdict(dict)
    demo: set[Place] = set()
    rows = IndicatorValue.objects.filter(indicator__in=[one.pk for one in indicators])
    known = rows.exclude(value=None).values_list(
        "indicator_id", "year", "cluster_id", "region_id", "value", "is_demo"
    )
    for indicator, year, cluster, region, value, is_demo in known.order_by("pk"):
        place = (indicator, year)
        if region is not None:
            of_regions[place][region] = value
        elif cluster in clusters:
            of_clusters[place][cluster] = value
            if indicator in summable:
                home = clusters[cluster].region_id
                of_regions[place][home] = of_regions[place].get(home, Decimal(0)) + value
        else:
            continue
        if is_demo:
            demo.add(place)
    return Figures(of_clusters, of_regions, frozenset(demo))


def base_of(indicators: Collection[Indicator], scope: str) -> Indicator | None:
    """The indicator by which the size of clusters or of regions is measured."""
    return next((one for one in indicators if one.is_base and one.scope == scope), None)


def indicators_for(scope: str, indicators: Collection[Indicator]) -> list[Indicator]:
    """What clusters, or regions, have values of: regions also have the sums of their clusters."""
    if scope == IndicatorScope.CLUSTER:
        return [one for one in indicators if one.scope == scope]
    return [one for one in indicators if one.scope == scope or one.is_summable]
