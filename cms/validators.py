"""Checks shared by models, forms and blocks."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_POINT = re.compile(r"^SRID=4326;POINT\s*\(\s*(-?\d+(?:\.\d+)?)\s+(-?\d+(?:\.\d+)?)\s*\)$")

# Latitude first, as people and maps write it; a decimal comma needs another separator.
_TYPED = re.compile(
    r"^\s*(-?\d+(?:[.,]\d+)?)(?:\s*;\s*|\s*,\s+|,(?=-?\d+\.\d)|\s+)(-?\d+(?:[.,]\d+)?)\s*$"
)


def parse_point(value: str) -> tuple[float, float]:
    """Longitude and latitude (WGS 84, degrees) of `SRID=4326;POINT(lng lat)`.

    Raises ValidationError when the text is not such a point or lies outside the globe.
    """
    match = _POINT.match(value.strip())
    if match is None:
        raise ValidationError(
            _("Give latitude and longitude in degrees, for example 55.0968, 36.6101.")
        )
    longitude, latitude = float(match[1]), float(match[2])
    if not -180 <= longitude <= 180:
        raise ValidationError(_("Longitude must lie between −180 and 180 degrees."))
    if not -90 <= latitude <= 90:
        raise ValidationError(_("Latitude must lie between −90 and 90 degrees."))
    return longitude, latitude


def validate_point(value: str) -> None:
    """Refuse a text that is not a point on the globe."""
    parse_point(value)


def format_point(longitude: float, latitude: float) -> str:
    """The text kept in the database for a point in degrees."""
    return f"SRID=4326;POINT({longitude:.10g} {latitude:.10g})"


def typed_point(text: str) -> str:
    """What a person typed ("55.0968, 36.6101") as the text kept in the database.

    Anything else comes back unchanged, for the validator to refuse or to know.
    """
    match = _TYPED.match(text)
    if match is None:
        return text.strip()
    latitude, longitude = (float(part.replace(",", ".")) for part in match.groups())
    return format_point(longitude, latitude)
