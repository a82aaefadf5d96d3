"""What is worked out from figures in advance."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clusters.models.cluster import Cluster
from clusters.models.registers import Indicator
from cms.models import Region


class IndicatorStatistic(models.Model):
    """Place of one cluster or region among the others, by indicator and year.

    Written by `compute_statistics` alone; the formulas stand in `clusters.comparing.measures`.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="+")
    cluster = models.ForeignKey(
        Cluster, on_delete=models.CASCADE, null=True, related_name="statistics"
    )
    region = models.ForeignKey(
        Region, on_delete=models.CASCADE, null=True, related_name="statistics"
    )
    year = models.PositiveSmallIntegerField()
    value = models.DecimalField(max_digits=18, decimal_places=3)
    is_demo = models.BooleanField(default=False)
    rank = models.PositiveIntegerField()
    of = models.PositiveIntegerField()
    percentile = models.DecimalField(max_digits=4, decimal_places=1)
    share = models.DecimalField(max_digits=12, decimal_places=1, null=True)
    quotient = models.DecimalField(max_digits=14, decimal_places=2, null=True)

    class Meta:
        verbose_name = _("statistic")
        verbose_name_plural = _("statistics")
        constraints = [
            models.CheckConstraint(
                condition=Q(cluster__isnull=True) ^ Q(region__isnull=True),
                name="statistic_of_a_cluster_or_a_region",
            ),
            models.UniqueConstraint(
                fields=["cluster", "indicator", "year"], name="one_statistic_of_a_cluster_a_year"
            ),
            models.UniqueConstraint(
                fields=["region", "indicator", "year"], name="one_statistic_of_a_region_a_year"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cluster or self.region}: {self.indicator}, {self.year}"
