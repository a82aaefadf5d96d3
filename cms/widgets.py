"""Form widgets of our own."""

import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.admin.telepath import register
from wagtail.admin.telepath.widgets import WidgetAdapter
from wagtailgeowidget import app_settings
from wagtailgeowidget.widgets import LeafletField

from cms.validators import parse_point, typed_point


class PlaceInput(LeafletField):
    """A point as typed text ("55.0968, 36.6101") with a map beside it to set the pin on.

    Differs from the widget it extends: nothing is loaded from another host, an untouched field
    stays empty, and the text itself is sent, so a bad coordinate is refused and not dropped.
    """

    input_type = "text"

    def build_attrs(
        self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """Attributes of the text field, with the options of its map."""
        attrs = forms.TextInput.build_attrs(self, base_attrs, extra_attrs)
        options = {
            "defaultLocation": app_settings.GEO_WIDGET_DEFAULT_LOCATION,
            "zoom": self.zoom,
            "tileLayer": app_settings.GEO_WIDGET_LEAFLET_TILE_LAYER,
            "tileLayerOptions": app_settings.GEO_WIDGET_LEAFLET_TILE_LAYER_OPTIONS,
            "translations": {},
        }
        return attrs | {
            "autocomplete": "off",
            "maxlength": "80",
            "placeholder": "55.0968, 36.6101",
            "data-controller": "place-field",
            "data-place-field-options-value": json.dumps(options),
            "data-warning": _(
                "Give latitude and longitude in degrees, for example 55.0968, 36.6101."
            ),
        }

    def format_value(self, value: Any) -> str | None:
        """Latitude and longitude for the text field; a bad text as it is."""
        if not value:
            return None
        try:
            longitude, latitude = parse_point(str(value))
        except ValidationError:
            return str(value)
        return f"{latitude:.10g}, {longitude:.10g}"

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> str:
        """The typed text as the point kept in the database."""
        return typed_point(data.get(name) or "")

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        """The text field and the box of its map."""
        field = forms.TextInput.render(self, name, value, attrs, renderer)
        identifier = (attrs or {}).get("id", f"id_{name}")
        return format_html('{}<div id="{}_map" class="place-field__map"></div>', field, identifier)

    @cached_property
    def media(self) -> forms.Media:
        """Leaflet and our map from our own static files; the stock field uses the same list."""
        return forms.Media(
            css={"all": ["vendor/leaflet/leaflet.css", "css/admin-place-field.css"]},
            js=[
                "vendor/leaflet/leaflet.js",
                "vendor/topojson-client/topojson-client.min.js",
                "wagtailgeowidget/js/leaflet-field.js",
                "wagtailgeowidget/js/leaflet-field-controller.js",
                "js/admin/place-field.js",
            ],
        )


# The usual adapter: the map starts by itself wherever the field appears.
register(WidgetAdapter(), PlaceInput)
