"""The chosen set as files: CSV, XLSX, GeoJSON, JSON, and the picture as SVG and PNG.

Every file takes the query string of the page and gives the same rows in the same order.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import resvg_py
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from clusters.mapping.context import map_context
from clusters.mapping.outlines import outlines
from clusters.mapping.rows import Found, Row
from cms.tables import Sheet, csv_response, xlsx_response

if TYPE_CHECKING:
    from clusters.models.map_page import ClusterMapPage

FILE_NAME = "clusters"
PNG_WIDTH = 2400
LEGEND_STEP = 220
FONT = Path("cms/data/fonts/GolosText-Regular.ttf")
GEOJSON = "application/geo+json"


def download(
    form: str, params: QueryDict, page: "ClusterMapPage", request: HttpRequest
) -> HttpResponseBase:
    """The file of a form ("csv", "xlsx", "geojson", "json", "svg", "png"); Http404 for others."""
    write = _FORMS.get(form)
    if write is None:
        raise Http404
    context = map_context(params, page.locale.language_code)
    context["full_url"] = page.get_full_url(request)
    context["layer"] = params.get("layer", "")
    return write(context)


def table(found: Found, address: str) -> Sheet:
    """The rows as a table; a missing value is an empty cell."""
    indicator = found.indicator
    unit = indicator.unit if indicator else ""
    notes = [f"{_('Source')}: {source}" for source in found.sources]
    if found.has_demo:
        notes.append(_("Demonstration values are made up and no statistics."))
    return Sheet(
        title=_("Clusters"),
        header=[
            *("№", _("Cluster"), _("Region"), _("City"), _("Specialisations"), _("Group")),
            *(_("Longitude"), _("Latitude"), _("Indicator"), _("Year"), _("Value"), _("Unit")),
            *(_("Demonstration value"), _("Address of the page")),
        ],
        rows=[
            [
                *(row.number, row.page.title, row.region.name, row.page.city),
                "; ".join(one.name for one in row.specialisations),
                row.page.get_group_display(),
                *(row.point or (None, None)),
                *(found.label, found.year, row.value if indicator else None, unit),
                _("yes") if _is_demo(row, found) else _("no"),
                f"{address}{row.page.get_url()}",
            ]
            for row in found.rows
        ],
        notes=notes,
    )


def _is_demo(row: Row, found: Found) -> bool:
    return row.is_demo if found.indicator else row.page.is_demo


def _host(context: dict[str, Any]) -> str:
    return "/".join(str(context["full_url"]).split("/")[:3])


def _csv(context: dict[str, Any]) -> HttpResponseBase:
    return csv_response(table(context["found"], _host(context)), FILE_NAME)


def _xlsx(context: dict[str, Any]) -> HttpResponseBase:
    return xlsx_response([table(context["found"], _host(context))], FILE_NAME)


def _properties(row: Row, found: Found, host: str) -> dict[str, Any]:
    return {
        "number": row.number,
        "slug": row.page.cluster.slug,
        "title": row.page.title,
        "url": f"{host}{row.page.get_url()}",
        "region": row.region.code,
        "region_name": row.region.name,
        "city": row.page.city,
        "group": row.page.group,
        "specialisations": [one.slug for one in row.specialisations],
        **_figure(found, row.value if found.indicator else None),
        "is_demo": _is_demo(row, found),
    }


def _figure(found: Found, value: Any) -> dict[str, Any]:
    if found.indicator is None:
        return {}
    return {
        "indicator": found.indicator.slug,
        "year": found.year,
        "value": None if value is None else float(value),
        "unit": found.indicator.unit,
    }


def _geojson(context: dict[str, Any]) -> HttpResponseBase:
    """Points of the clusters; with `layer=regions` the outlines of regions with their values."""
    found: Found = context["found"]
    features = (
        _region_features(found)
        if context["layer"] == "regions"
        else _cluster_features(found, _host(context))
    )
    data = {
        "type": "FeatureCollection",
        "features": list(features),
        # Foreign members (section 6.1): where the set is from, and that it is made up.
        "source": "; ".join(found.sources),
        "is_demo": found.has_demo,
        "url": f"{context['full_url']}{context['share']}",
    }
    response = JsonResponse(data, content_type=GEOJSON, json_dumps_params={"ensure_ascii": False})
    response["Content-Disposition"] = f'attachment; filename="{FILE_NAME}.geojson"'
    return response


def _cluster_features(found: Found, host: str) -> Iterable[dict[str, Any]]:
    for row in found.rows:
        point = row.point
        yield {
            "type": "Feature",
            "id": row.page.cluster.slug,
            "geometry": {"type": "Point", "coordinates": list(point)} if point else None,
            "properties": _properties(row, found, host),
        }


def _region_features(found: Found) -> Iterable[dict[str, Any]]:
    for code, geometry in outlines().items():
        known = found.regions.get(code)
        properties: dict[str, Any] = {"region": code, "clusters": known.clusters if known else 0}
        if known is not None:
            properties |= {"region_name": known.region.name, **_figure(found, known.value)}
        yield {"type": "Feature", "id": code, "geometry": geometry, "properties": properties}


def _json(context: dict[str, Any]) -> HttpResponseBase:
    found: Found = context["found"]
    data = {
        "url": f"{context['full_url']}{context['share']}",
        "total": found.total,
        "count": len(found.rows),
        "source": "; ".join(found.sources),
        "is_demo": found.has_demo,
        "rows": [_properties(row, found, _host(context)) for row in found.rows],
    }
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False})


def picture_file(context: dict[str, Any]) -> str:
    """The picture as an SVG file that needs nothing beside itself."""
    found: Found = context["found"]
    shapes = context["picture"].country.shapes
    return render_to_string(
        "clusters/map_file.svg",
        {
            **context,
            "areas": [(area, shapes[area.code].d) for area in context["picture"].areas],
            "legend": [
                {**line, "x": 20 + place * LEGEND_STEP}
                for place, line in enumerate(context["legend"])
            ],
            "title": f"{found.label}{f', {found.year}' if found.year else ''}",
            "today": localdate(),
        },
    )


def _svg(context: dict[str, Any]) -> HttpResponseBase:
    response = HttpResponse(picture_file(context), content_type="image/svg+xml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{FILE_NAME}.svg"'
    return response


def _png(context: dict[str, Any]) -> HttpResponseBase:
    image = resvg_py.svg_to_bytes(
        svg_string=picture_file(context),
        width=PNG_WIDTH,
        background="#ffffff",
        skip_system_fonts=True,
        font_files=[str(settings.BASE_DIR / FONT)],
        font_family="Golos Text",
        sans_serif_family="Golos Text",
    )
    response = HttpResponse(bytes(image), content_type="image/png")
    response["Content-Disposition"] = f'attachment; filename="{FILE_NAME}.png"'
    return response


_FORMS: dict[str, Callable[[dict[str, Any]], HttpResponseBase]] = {
    "csv": _csv,
    "xlsx": _xlsx,
    "geojson": _geojson,
    "json": _json,
    "svg": _svg,
    "png": _png,
}
