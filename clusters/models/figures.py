"""Figures: the value of an indicator for a cluster or a region in a year, and its editions."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from clusters.enums import EnteredAs, IndicatorScope
from clusters.models.cluster import Cluster
from clusters.models.registers import Indicator
from cms.models import Region, User

FIRST_YEAR, LAST_YEAR = 1990, 2100


class FigureContent(models.Model):
    """What a figure says: the value, or that there is none, and where it comes from."""

    value = models.DecimalField(
        _("value"),
        max_digits=18,
        decimal_places=3,
        null=True,
        blank=True,
        help_text=_("Leave it empty where there are no data; zero means zero."),
    )
    source_ru = models.CharField(_("source in Russian"), max_length=255)
    source_en = models.CharField(_("source in English"), max_length=255, blank=True)
    is_demo = models.BooleanField(
        _("demonstration value"),
        default=False,
        help_text=_("Made up to show how the portal works, and said so wherever it appears."),
    )
    reason = models.CharField(
        _("why it was changed"),
        max_length=255,
        blank=True,
        help_text=_("For a correction: shown beside both values."),
    )
    entered_by = models.ForeignKey(
        User,
        verbose_name=_("entered by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    entered_as = models.CharField(
        _("entered by, as readers see it"),
        max_length=20,
        choices=EnteredAs.choices,
        default=EnteredAs.EDITORS,
        editable=False,
    )

    CONTENT = ("value", "source_ru", "source_en", "is_demo")

    class Meta:
        abstract = True

    @property
    def source(self) -> str:
        """The source in the reader's language."""
        is_english = (get_language() or "ru").startswith("en")
        return (self.source_en or self.source_ru) if is_english else self.source_ru

    @property
    def content(self) -> tuple[Any, ...]:
        """What makes one edition differ from another."""
        return tuple(getattr(self, name) for name in self.CONTENT)


class IndicatorValue(FigureContent):
    """The figure in force. Each change of it adds a `FigureEdition`, so the old one stays citable.

    It belongs to exactly one cluster or one region.
    """

    indicator = models.ForeignKey(
        Indicator, verbose_name=_("indicator"), on_delete=models.PROTECT, related_name="values"
    )
    cluster = models.ForeignKey(
        Cluster,
        verbose_name=_("cluster"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="figures",
    )
    region = models.ForeignKey(
        Region,
        verbose_name=_("region"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="figures",
    )
    year = models.PositiveSmallIntegerField(_("year"))

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        ordering = ["cluster__name_ru", "region__name_ru", "indicator__order", "year"]
        constraints = [
            models.CheckConstraint(
                condition=Q(cluster__isnull=True) ^ Q(region__isnull=True),
                name="figure_of_a_cluster_or_a_region",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR), name="figure_in_its_years"
            ),
            models.UniqueConstraint(
                fields=["cluster", "indicator", "year"], name="one_figure_of_a_cluster_a_year"
            ),
            models.UniqueConstraint(
                fields=["region", "indicator", "year"], name="one_figure_of_a_region_a_year"
            ),
        ]
        indexes = [models.Index(fields=["indicator", "year"])]

    def __str__(self) -> str:
        return f"{self.cluster or self.region}: {self.indicator}, {self.year}"

    def clean(self) -> None:
        """Refuse a figure of nothing or of both, and an indicator of the other scope."""
        super().clean()
        if (self.cluster_id is None) == (self.region_id is None):
            raise ValidationError(_("Choose a cluster or a region, one of them."))
        if self.year is not None and not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise ValidationError({"year": _("Give a year between 1990 and 2100.")})
        if self.indicator_id:
            scope = IndicatorScope.CLUSTER if self.cluster_id else IndicatorScope.REGION
            if self.indicator.scope != scope:
                raise ValidationError(
                    {"indicator": _("This indicator is not measured for what you chose.")}
                )

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and keep what was said as an edition where it says something new."""
        with transaction.atomic():
            super().save(*args, **kwargs)
            latest = self.editions.order_by("-pk").first()
            if latest is None or latest.content != self.content:
                FigureEdition.objects.create(
                    figure=self,
                    reason=self.reason,
                    entered_as=self.entered_as,
                    entered_by=self.entered_by,
                    **{name: getattr(self, name) for name in self.CONTENT},
                )


class FigureEdition(FigureContent):
    """A figure as it stood from a moment on; never changed."""

    PART_OF = "figure"
    """Editions are no use of a figure: they go with it where an import is undone."""

    figure = models.ForeignKey(
        IndicatorValue, verbose_name=_("figure"), on_delete=models.CASCADE, related_name="editions"
    )
    published_at = models.DateTimeField(_("published on"), auto_now_add=True)

    class Meta:
        verbose_name = _("edition of a figure")
        verbose_name_plural = _("editions of figures")
        ordering = ["figure", "pk"]

    def __str__(self) -> str:
        return f"{self.figure}: {self.value}"

    @property
    def shown(self) -> str:
        """The value with its unit."""
        return self.figure.indicator.shown(self.value)
