"""Blocks of places: a point and its map."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtailgeowidget.blocks import LeafletBlock

from cms import geo
from cms.validators import format_point, parse_point, validate_point
from cms.widgets import PlaceInput


class PlaceBlock(LeafletBlock):
    """A point as text `SRID=4326;POINT(lng lat)`; None when there is none.

    The block it extends raises an error on any stored value it does not know and accepts any typed
    one; this one checks what is typed and reads a bad stored value as no point.
    """

    def __init__(self, required: bool = True, help_text: Any = "", **kwargs: Any) -> None:
        super().__init__(required=required, **kwargs)
        self.field_options = {"required": required, "help_text": help_text}

    @cached_property
    def field(self) -> forms.CharField:
        """A text field that knows points."""
        return forms.CharField(
            widget=PlaceInput(), max_length=80, validators=[validate_point], **self.field_options
        )

    def to_python(self, value: Any) -> str | None:
        """The stored point, also as a mapping of `lat` and `lng`."""
        if isinstance(value, Mapping):
            value = f"SRID=4326;POINT({value.get('lng')} {value.get('lat')})"
        try:
            return format_point(*parse_point(str(value or "")))
        except ValidationError:
            return None

    def normalize(self, value: Any) -> str | None:
        """The same as `to_python`."""
        return self.to_python(value)

    def value_for_form(self, value: Any) -> str:
        """The text for the form's widget."""
        return value or ""

    def value_from_form(self, value: str) -> str | None:
        """What the form gave, checked already."""
        return value or None

    def get_prep_value(self, value: Any) -> str | None:
        """The text to store."""
        return value or None


class MapPlaceValue(blocks.StructValue):
    """A place and where it lies on the map."""

    @property
    def pin(self) -> dict[str, Any] | None:
        """The pin on the closest picture: view, x and y, and degrees; None without a point."""
        if not self.get("place"):
            return None
        longitude, latitude = parse_point(self["place"])
        view: geo.View | None = (
            geo.centre() if geo.centre().contains(longitude, latitude) else geo.country()
        )
        if view and not view.contains(longitude, latitude):
            view = None
        x, y = view.project(longitude, latitude) if view else (0, 0)
        return {
            "view": view,
            "x": f"{x:.1f}",
            "y": f"{y:.1f}",
            "longitude": f"{longitude:g}",
            "latitude": f"{latitude:g}",
        }


class MapPlaceBlock(blocks.StructBlock):
    """A place on the map of the country."""

    name = blocks.CharBlock(label=_("Name of the place"), max_length=255)
    place = PlaceBlock(label=_("Point"))
    address = blocks.CharBlock(label=_("Address"), required=False, default="", max_length=255)

    class Meta:
        template = "blocks/map_place.html"
        icon = "site"
        label = _("Place on the map")
        description = _("A place shown on the map of the country, with its coordinates.")
        value_class = MapPlaceValue
        preview_value = {
            "name": _("Kazan"),
            "place": "SRID=4326;POINT(49.1064 55.7961)",
            "address": "",
        }
