"""The facts of clusters in Wagtail's admin."""

from typing import Any

from django.contrib.admin import display
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail_modeladmin.options import ModelAdminGroup
from wagtail_modeladmin.views import CreateView, EditView

from clusters.enums import EnteredAs
from clusters.models import Indicator, IndicatorValue, Membership, Specialisation
from cms.admin import RegisterAdmin

_NAMES = MultiFieldPanel(
    [FieldPanel("name_ru"), FieldPanel("name_en")], heading=_("Name in both languages")
)


class _EnteredBy:
    """Writes down who entered a figure."""

    request: HttpRequest

    def form_valid(self, form: ModelForm) -> Any:
        """Save with the account's name."""
        form.instance.entered_by = self.request.user
        form.instance.entered_as = EnteredAs.EDITORS
        return super().form_valid(form)  # type: ignore[misc]


class FigureCreateView(_EnteredBy, CreateView):
    """A new figure."""


class FigureEditView(_EnteredBy, EditView):
    """A correction; the former edition stays."""


class FigureAdmin(RegisterAdmin):
    """Figures of clusters and regions."""

    model = IndicatorValue
    menu_label = _("Figures")
    menu_icon = "table"
    base_url_path = "clusters/figures"
    create_view_class = FigureCreateView
    edit_view_class = FigureEditView
    list_display = ("subject", "indicator", "year", "value_shown", "source_ru", "is_demo")
    list_filter = ("indicator", "year", "is_demo", "cluster", "region")
    search_fields = (
        "cluster__name_ru",
        "cluster__name_en",
        "region__name_ru",
        "indicator__name_ru",
    )
    list_export = (
        *("cluster_key", "region_key", "indicator_key", "year", "value"),
        *("source_ru", "source_en", "is_demo", "reason"),
    )
    export_filename = "figures"
    inspect_view_fields = (
        *("cluster", "region", "indicator", "year", "value"),
        *("source_ru", "source_en", "is_demo", "reason", "entered_by"),
    )
    panels = [
        FieldRowPanel([FieldPanel("cluster"), FieldPanel("region")]),
        FieldRowPanel([FieldPanel("indicator"), FieldPanel("year"), FieldPanel("value")]),
        MultiFieldPanel([FieldPanel("source_ru"), FieldPanel("source_en")], heading=_("Source")),
        FieldPanel("is_demo"),
        FieldPanel("reason"),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[IndicatorValue]:
        """Figures with what they are of."""
        figures = super().get_queryset(request)
        return figures.select_related("cluster", "region", "indicator", "entered_by")

    @display(description=_("cluster or region"))
    def subject(self, figure: IndicatorValue) -> str:
        """What the figure is of."""
        return str(figure.cluster or figure.region)

    @display(description=_("value"))
    def value_shown(self, figure: IndicatorValue) -> str:
        """The value with its unit."""
        return figure.indicator.shown(figure.value)

    @display(description="cluster")
    def cluster_key(self, figure: IndicatorValue) -> str:
        """The key of the cluster, as the import reads it."""
        return figure.cluster.slug if figure.cluster else ""

    @display(description="region")
    def region_key(self, figure: IndicatorValue) -> str:
        """The code of the region, as the import reads it."""
        return figure.region.code if figure.region else ""

    @display(description="indicator")
    def indicator_key(self, figure: IndicatorValue) -> str:
        """The key of the indicator, as the import reads it."""
        return figure.indicator.slug


class MembershipAdmin(RegisterAdmin):
    """Members of clusters."""

    model = Membership
    menu_label = _("Members")
    menu_icon = "group"
    base_url_path = "clusters/members"
    list_display = ("organisation", "cluster", "role", "since", "until")
    list_filter = ("role", "cluster", "organisation__kind")
    search_fields = ("organisation__name_ru", "organisation__name_en", "cluster__name_ru")
    list_export = ("cluster_key", "organisation_key", "role", "since", "until", "source")
    export_filename = "members"
    inspect_view_fields = ("cluster", "organisation", "role", "since", "until", "source")
    panels = [
        FieldRowPanel([FieldPanel("cluster"), FieldPanel("organisation")]),
        FieldPanel("role"),
        FieldRowPanel([FieldPanel("since"), FieldPanel("until")]),
        FieldPanel("source"),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        """Memberships with both sides."""
        return super().get_queryset(request).select_related("cluster", "organisation")

    @display(description="cluster")
    def cluster_key(self, row: Membership) -> str:
        """The key of the cluster, as the import reads it."""
        return row.cluster.slug

    @display(description="organisation")
    def organisation_key(self, row: Membership) -> str:
        """The key of the organisation, as the import reads it."""
        return row.organisation.slug


class SpecialisationAdmin(RegisterAdmin):
    """Directions that clusters work in."""

    model = Specialisation
    menu_icon = "tag"
    base_url_path = "clusters/specialisations"
    list_display = ("name_ru", "name_en", "slug", "glyph", "tint", "order")
    search_fields = ("name_ru", "name_en", "slug")
    list_export = ("slug", "name_ru", "name_en", "glyph", "tint", "order")
    export_filename = "specialisations"
    inspect_view_fields = list_export
    panels = [
        _NAMES,
        FieldPanel("slug"),
        FieldRowPanel([FieldPanel("glyph"), FieldPanel("tint"), FieldPanel("order")]),
    ]


class IndicatorAdmin(RegisterAdmin):
    """What is measured."""

    model = Indicator
    menu_icon = "order"
    base_url_path = "clusters/indicators"
    list_display = ("name_ru", "name_en", "scope", "unit_ru", "is_key", "order")
    list_filter = ("scope", "is_key")
    search_fields = ("name_ru", "name_en", "slug")
    list_export = (
        *("slug", "name_ru", "name_en", "scope", "unit_ru", "unit_en", "note_ru", "note_en"),
        *("decimals", "is_summable", "is_key", "is_base", "order"),
    )
    export_filename = "indicators"
    inspect_view_fields = list_export
    panels = [
        _NAMES,
        FieldRowPanel([FieldPanel("slug"), FieldPanel("scope")]),
        FieldRowPanel([FieldPanel("unit_ru"), FieldPanel("unit_en"), FieldPanel("decimals")]),
        MultiFieldPanel(
            [FieldPanel("note_ru"), FieldPanel("note_en")], heading=_("What is counted")
        ),
        FieldRowPanel([FieldPanel("is_summable"), FieldPanel("is_key"), FieldPanel("is_base")]),
        FieldPanel("order"),
    ]


class ClustersGroup(ModelAdminGroup):
    """The menu of the cluster portal's facts."""

    menu_label = _("Clusters")
    menu_icon = "site"
    menu_order = 240
    items = (FigureAdmin, MembershipAdmin, IndicatorAdmin, SpecialisationAdmin)
