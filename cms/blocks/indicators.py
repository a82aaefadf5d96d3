"""A chart drawn from the portal's own figures, always the newest."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from cms import chart_provider
from cms.blocks.choosers import RegionChooserBlock
from cms.chart_provider import Drawn, Wanted
from cms.charts import MAX_SERIES

_VIEWS = [
    ("bars", _("Bars: comparison in one year")),
    ("lines", _("Lines: change over the years")),
    ("shares", _("Bars: shares of the whole")),
    ("profile", _("Profile: what stands out for its size")),
]
_SUBJECTS = [("clusters", _("Clusters")), ("regions", _("Regions"))]
_MOST = {"bars": 10, "shares": 10, "lines": MAX_SERIES, "profile": MAX_SERIES}


class IndicatorChartValue(blocks.StructValue):
    """A chart of indicators in the reader's language."""

    @property
    def wanted(self) -> Wanted:
        """What is to be drawn."""
        is_regional = self["of"] == "regions"
        chosen = [one for one in self.get(self["of"]) or () if one]
        return Wanted(
            view=self["view"],
            of=self["of"],
            indicator=self.get("indicator") or "",
            subjects=tuple(one.code if is_regional else str(one.translation_key) for one in chosen),
            year=self.get("year"),
        )

    @cached_property
    def drawn(self) -> Drawn | None:
        """The chart; None where readers have no figures for it."""
        return chart_provider.draw(self.wanted, (get_language() or "ru")[:2])


class IndicatorChartBlock(blocks.StructBlock):
    """Figures of clusters or regions as a chart with its table, source and file."""

    title = blocks.CharBlock(
        label=_("What the chart shows"),
        required=False,
        default="",
        max_length=255,
        help_text=_("The finding in your words. Empty: it is worked out from the figures."),
    )
    view = blocks.ChoiceBlock(
        label=_("Drawn as"), choices=_VIEWS, default="bars", search_index=False
    )
    of = blocks.ChoiceBlock(
        label=_("Figures of"), choices=_SUBJECTS, default="clusters", search_index=False
    )
    indicator = blocks.ChoiceBlock(
        label=_("Indicator"),
        choices=chart_provider.indicators,
        required=False,
        default="",
        search_index=False,
        help_text=_("A profile shows all indicators and needs none."),
    )
    clusters = blocks.ListBlock(
        blocks.PageChooserBlock(label=_("Cluster"), page_type="clusters.ClusterPage"),
        label=_("Chosen clusters"),
        min_num=0,
        max_num=10,
        default=[],
        help_text=_("None: those with the largest values."),
    )
    regions = blocks.ListBlock(
        RegionChooserBlock(label=_("Region")),
        label=_("Chosen regions"),
        min_num=0,
        max_num=10,
        default=[],
        help_text=_("None: those with the largest values."),
    )
    year = blocks.IntegerBlock(
        label=_("Year"),
        required=False,
        min_value=1900,
        max_value=2100,
        help_text=_("Empty: the newest with figures."),
    )

    class Meta:
        template = "blocks/indicator_chart.html"
        icon = "order"
        label = _("Chart of indicators")
        description = _("Figures of clusters or regions; the chart follows the figures.")
        value_class = IndicatorChartValue

    def clean(self, value: Any) -> Any:
        """Refuse what cannot be drawn, saying what to change."""
        value = super().clean(value)
        errors = {name: ValidationError(message) for name, message in _complaints(value) if message}
        if errors:
            raise StructBlockValidationError(block_errors=errors)
        return value

    def get_searchable_content(self, value: Any) -> list[str]:
        """The title: figures are found in passports."""
        return [value["title"]] if value.get("title") else []

    def get_preview_value(self) -> Any:
        """The first indicator."""
        known = chart_provider.indicators()
        return self.normalize(
            {"view": "bars", "of": "clusters", "indicator": known[0][0] if known else ""}
        )


def _complaints(value: IndicatorChartValue) -> list[tuple[str, Any]]:
    wanted = value.wanted
    other = "regions" if wanted.of == "clusters" else "clusters"
    found: list[tuple[str, Any]] = []
    if value.get(other):
        found.append((other, _("Remove these, or choose them in “Figures of”.")))
    if len(wanted.subjects) > _MOST[wanted.view]:
        found.append((wanted.of, _("Such a chart shows at most five.")))
    if wanted.view == "profile":
        if not wanted.subjects:
            found.append((wanted.of, _("Choose whose profile to draw.")))
    elif not wanted.indicator:
        found.append(("indicator", _("Choose an indicator.")))
    else:
        found.append(("indicator", chart_provider.obstacle(wanted)))
    return found
