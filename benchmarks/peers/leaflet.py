"""A map of clusters by stock Leaflet: an empty page, its script, two files of GeoJSON.

As a first map of a Django site is made, and lightly: one query for all clusters, outlines rounded
to a kilometre and kept ready as a file, no tiles, no table beside the map, no filters.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import engines

from clusters.mapping.outlines import outlines
from clusters.models import ClusterPage
from cms.validators import parse_point

GEOJSON = "application/geo+json"
_HERE = Path(__file__).parent
_DIGITS = 2
"""Of a degree; the base map has no finer steps to the east."""


@cache
def _template() -> Any:
    return engines["django"].from_string((_HERE / "leaflet.html").read_text(encoding="utf-8"))


def page(request: HttpRequest) -> HttpResponse:
    """The page around the map."""
    return HttpResponse(_template().render({"title": "Карта кластеров"}, request))


def script(request: HttpRequest) -> HttpResponse:
    """The page's own script."""
    return HttpResponse((_HERE / "leaflet.js").read_bytes(), content_type="text/javascript")


def clusters(request: HttpRequest) -> HttpResponse:
    """All clusters as points with what their popups say."""
    pages = ClusterPage.objects.live().public().filter(locale__language_code="ru")
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": parse_point(one.place)},
            "properties": {
                "title": one.title,
                "url": one.get_url(request),
                "region": one.region.code,
                "region_name": one.region.name_ru,
                "city": one.city,
            },
        }
        for one in pages.select_related("region", "locale")
        if one.place
    ]
    return JsonResponse(
        {"type": "FeatureCollection", "features": features},
        content_type=GEOJSON,
        json_dumps_params={"ensure_ascii": False, "separators": (",", ":")},
    )


def regions(request: HttpRequest) -> HttpResponse:
    """The outlines of all regions, as a file that does not change."""
    return HttpResponse(_regions(), content_type=GEOJSON)


@cache
def _regions() -> bytes:
    features = [
        {
            "type": "Feature",
            "geometry": {
                "type": geometry["type"],
                "coordinates": _rounded(geometry["coordinates"]),
            },
            "properties": {"region": code},
        }
        for code, geometry in outlines().items()
    ]
    data = {"type": "FeatureCollection", "features": features}
    return json.dumps(data, separators=(",", ":")).encode()


def _rounded(value: Any) -> Any:
    return round(value, _DIGITS) if isinstance(value, float) else [_rounded(one) for one in value]
