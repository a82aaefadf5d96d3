"""Imports of figures and members from CSV and XLSX files."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export import widgets
from import_export.instance_loaders import ModelInstanceLoader

from clusters.enums import EnteredAs
from clusters.models import Cluster, Indicator, IndicatorValue, Membership, Specialisation
from cms.imports import Importer, register
from cms.imports.resources import NATURAL_KEYS, RegisterResource

# Before the resources below, which look them up.
NATURAL_KEYS.update({Cluster: "slug", Indicator: "slug", Specialisation: "slug"})

_NO_DATA = {"нет данных", "no data", "н/д", "—", "-", "…"}


class FigureWidget(widgets.Widget):
    """A decimal number with a comma or a point; empty or "no data" where there is none."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Decimal | None:
        """The number, or None; raises ValueError on anything else."""
        text = "".join(str(value if value is not None else "").split())
        if not text or str(value).strip().casefold() in _NO_DATA:
            return None
        try:
            number = Decimal(text.replace(",", "."))
        except InvalidOperation as error:
            raise ValueError(_("“%(value)s” is not a number.") % {"value": value}) from error
        if not number.is_finite() or number.adjusted() > 14:
            raise ValueError(_("“%(value)s” is not a number.") % {"value": value})
        return number


class FigureResource(RegisterResource):
    """Figures by what they are of, indicator and year. Each change keeps the former edition."""

    @classmethod
    def widget_from_django_field(cls, f: models.Field, default: Any = widgets.Widget) -> Any:
        """Numbers as people write them."""
        if isinstance(f, models.DecimalField):
            return lambda **_options: FigureWidget()
        return super().widget_from_django_field(f, default)

    def save_instance(self, instance: Any, is_create: bool, row: Any, **kwargs: Any) -> None:
        """Save a figure as entered by the editors, whoever entered the one before."""
        instance.entered_as = EnteredAs.EDITORS
        super().save_instance(instance, is_create, row, **kwargs)


class ClusterFigureResource(FigureResource):
    """Figures of clusters."""

    class Meta(RegisterResource.Meta):
        model = IndicatorValue
        instance_loader_class = ModelInstanceLoader
        import_id_fields = ("cluster", "indicator", "year")
        fields = (
            *("cluster", "indicator", "year", "value"),
            *("source_ru", "source_en", "is_demo", "reason"),
        )

    @classmethod
    def required_columns(cls) -> list[str]:
        """Columns that a new figure needs."""
        return ["cluster", "indicator", "year", "source_ru"]


class RegionFigureResource(FigureResource):
    """Figures of regions."""

    class Meta(RegisterResource.Meta):
        model = IndicatorValue
        instance_loader_class = ModelInstanceLoader
        import_id_fields = ("region", "indicator", "year")
        fields = (
            *("region", "indicator", "year", "value"),
            *("source_ru", "source_en", "is_demo", "reason"),
        )

    @classmethod
    def required_columns(cls) -> list[str]:
        """Columns that a new figure needs."""
        return ["region", "indicator", "year", "source_ru"]


class MembershipResource(RegisterResource):
    """Members by cluster, organisation and role."""

    class Meta(RegisterResource.Meta):
        model = Membership
        instance_loader_class = ModelInstanceLoader
        import_id_fields = ("cluster", "organisation", "role")
        fields = ("cluster", "organisation", "role", "since", "until", "source")


class SpecialisationResource(RegisterResource):
    """Specialisations by key."""

    class Meta(RegisterResource.Meta):
        model = Specialisation
        import_id_fields = ("slug",)
        fields = ("slug", "name_ru", "name_en", "glyph", "tint", "order")


class IndicatorResource(RegisterResource):
    """Indicators by key."""

    class Meta(RegisterResource.Meta):
        model = Indicator
        import_id_fields = ("slug",)
        fields = (
            *("slug", "name_ru", "name_en", "scope", "unit_ru", "unit_en", "note_ru", "note_en"),
            *("decimals", "is_summable", "is_key", "is_base", "order"),
        )


def register_all() -> None:
    """Make the facts of clusters importable."""
    index = "clusters_{}_modeladmin_index"
    register(
        Importer(
            "cluster-figures",
            ClusterFigureResource,
            index.format("figures"),
            title=gettext_lazy("Figures of clusters"),
        )
    )
    register(
        Importer(
            "region-figures",
            RegionFigureResource,
            index.format("figures"),
            title=gettext_lazy("Figures of regions"),
        )
    )
    register(Importer("memberships", MembershipResource, index.format("members")))
    register(Importer("specialisations", SpecialisationResource, index.format("specialisations")))
    register(Importer("indicators", IndicatorResource, index.format("indicators")))
