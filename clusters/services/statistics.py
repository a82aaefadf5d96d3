"""Writes the statistics of all figures; the same figures always give the same rows."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from django.db import transaction

from clusters.comparing.measures import measures_of
from clusters.enums import IndicatorScope
from clusters.figures.reading import Values, base_of, indicators_for, public_clusters, read
from clusters.models import Indicator, IndicatorStatistic

_BATCH = 1000


@transaction.atomic
def compute_statistics() -> int:
    """Work out everything anew and give the number of rows.

    Old rows are replaced in one transaction, so readers see either the old or the new. Only
    clusters with a public passport count, in their regions' sums too.
    """
    indicators = list(Indicator.objects.all())
    figures = read(public_clusters("ru"), indicators)
    rows = [
        *_rows(IndicatorScope.CLUSTER, "cluster_id", figures.clusters, indicators, figures.demo),
        *_rows(IndicatorScope.REGION, "region_id", figures.regions, indicators, figures.demo),
    ]
    IndicatorStatistic.objects.all().delete()
    IndicatorStatistic.objects.bulk_create(rows, batch_size=_BATCH)
    return len(rows)


def _rows(
    scope: str,
    subject_field: str,
    values: Values,
    indicators: Iterable[Indicator],
    demo: frozenset[tuple[int, int]],
) -> Iterator[IndicatorStatistic]:
    known = list(indicators)
    base = base_of(known, scope)
    for indicator in indicators_for(scope, known):
        for (key, year), of_place in values.items():
            if key != indicator.pk:
                continue
            sizes = _sizes(values, base, year)
            is_base = base is not None and base.pk == indicator.pk
            found = measures_of(of_place, sizes, is_summable=indicator.is_summable, is_base=is_base)
            for subject, measures in found.items():
                yield IndicatorStatistic(
                    indicator=indicator,
                    year=year,
                    value=of_place[subject],
                    is_demo=(key, year) in demo,
                    rank=measures.rank,
                    of=measures.of,
                    percentile=measures.percentile,
                    share=measures.share,
                    quotient=measures.quotient,
                    **{subject_field: subject},
                )


def _sizes(values: Values, base: Indicator | None, year: int) -> dict[int, Decimal]:
    """Sizes of the subjects in that year, or in the nearest year that has any."""
    if base is None:
        return {}
    years = [known for key, known in values if key == base.pk]
    if not years:
        return {}
    nearest = min(years, key=lambda known: (abs(known - year), known))
    return dict(values[base.pk, nearest])
