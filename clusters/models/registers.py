"""Registers of the cluster portal: specialisations and indicators."""

from decimal import Decimal

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from clusters.enums import Glyph, IndicatorScope
from cms.models.registers import BilingualName
from cms.numbers import rounded


class Specialisation(index.Indexed, BilingualName):
    """A direction that clusters work in, with the glyph and colour that stand for it everywhere.

    There are six glyphs; the colour tells apart the directions that share one. Neither is ever the
    only sign: the name stands beside them.
    """

    slug = models.SlugField(_("key"), max_length=60, unique=True)
    glyph = models.CharField(_("glyph"), max_length=10, choices=Glyph.choices, default=Glyph.CIRCLE)
    tint = models.PositiveSmallIntegerField(
        _("colour"),
        default=1,
        validators=[MaxValueValidator(5)],
        help_text=_("Number of one of the five colours of the charts."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    search_fields = [
        index.SearchField("name_ru"),
        index.SearchField("name_en"),
        index.AutocompleteField("name_ru"),
        index.AutocompleteField("name_en"),
    ]

    class Meta:
        verbose_name = _("specialisation")
        verbose_name_plural = _("specialisations")
        ordering = ["order", "name_ru"]


class Indicator(index.Indexed, BilingualName):
    """What is measured: name, unit, and how figures of it may be put together."""

    slug = models.SlugField(_("key"), max_length=60, unique=True)
    scope = models.CharField(
        _("measured for"),
        max_length=10,
        choices=IndicatorScope.choices,
        default=IndicatorScope.CLUSTER,
    )
    unit_ru = models.CharField(_("unit in Russian"), max_length=40)
    unit_en = models.CharField(_("unit in English"), max_length=40)
    note_ru = models.TextField(_("what is counted, in Russian"), blank=True)
    note_en = models.TextField(_("what is counted, in English"), blank=True)
    decimals = models.PositiveSmallIntegerField(
        _("digits after the comma"), default=0, validators=[MaxValueValidator(3)]
    )
    is_summable = models.BooleanField(
        _("may be summed"),
        default=True,
        help_text=_(
            "Whether figures of several clusters add up: headcount does, a share does not."
        ),
    )
    is_key = models.BooleanField(
        _("key figure"), default=False, help_text=_("Shown in large type on the passport.")
    )
    is_base = models.BooleanField(
        _("measure of size"),
        default=False,
        help_text=_(
            "The size against which other indicators are compared: employees for clusters, "
            "population for regions. One for each of the two."
        ),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    search_fields = [
        index.SearchField("name_ru"),
        index.SearchField("name_en"),
        index.AutocompleteField("name_ru"),
        index.AutocompleteField("name_en"),
        index.FilterField("scope"),
    ]

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["order", "name_ru"]
        constraints = [
            models.UniqueConstraint(
                fields=["scope"], condition=models.Q(is_base=True), name="one_measure_of_size"
            )
        ]

    @property
    def unit(self) -> str:
        """The unit in the reader's language."""
        return self.unit_in(get_language() or "ru")

    def unit_in(self, language: str) -> str:
        """The unit in `language` ("ru" or "en")."""
        return self.unit_en if language.startswith("en") else self.unit_ru

    @property
    def note(self) -> str:
        """What is counted, in the reader's language; the other one's text where it has none."""
        is_english = (get_language() or "ru").startswith("en")
        return (self.note_en or self.note_ru) if is_english else (self.note_ru or self.note_en)

    def number(self, value: Decimal | float | None) -> str:
        """A value without its unit as readers see it; "no data" where there is none, never zero."""
        if value is None:
            return gettext("no data")
        return rounded(value, self.decimals)

    def shown(self, value: Decimal | float | None) -> str:
        """A value with its unit: "9 500 чел."; "no data" where there is none."""
        return self.number(value) if value is None else f"{self.number(value)}\u00a0{self.unit}"
