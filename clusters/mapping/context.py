"""What the map's page shows, ready for the template."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.http import QueryDict
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clusters.enums import ClusterGroup
from clusters.mapping.classes import Scale
from clusters.mapping.drawing import Marker, Picture, draw
from clusters.mapping.rows import Found, Row, choices, found
from clusters.mapping.state import NUMBER, State, read
from cms.addresses import section_addresses
from cms.enums import FederalDistrict
from cms.models import Region

PAGE_SIZE = 50


def map_context(params: QueryDict, language: str) -> dict[str, Any]:
    """Everything of one view of the map; a fixed number of queries."""
    options = choices()
    state, errors = read(params, options)
    result = found(state, options, language)
    picture = draw(result, symbols=state.symbols)
    last = max(-(-len(result.rows) // PAGE_SIZE), 1)
    page = min(state.page, last)
    return {
        "state": state,
        "errors": errors,
        "found": result,
        "picture": picture,
        "legend": legend(picture, result),
        "rows": [
            (row, result.shown(row.value))
            for row in result.rows[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
        ],
        "markers": _marks(picture.markers, state, result),
        "inset_markers": _marks(picture.inset, state, result),
        "areas": [
            (area, state.query(region=area.code, cluster="", page=1), area.code == state.region)
            for area in picture.areas
        ],
        "badges": [(badge, state.query(region=badge.code)) for badge in picture.badges],
        "inset_badges": [(badge, state.query(region=badge.code)) for badge in picture.inset_badges],
        "summary": summary(result),
        "indicators": _indicators(state, options.indicators),
        "years": [
            {"year": str(year), "url": state.query(year=year, page=1), "is_on": year == result.year}
            for year in result.years
        ],
        "facets": _facets(state, result, options.specialisations),
        "hidden": _hidden(state),
        "chips": list(_chips(state, options.specialisations)),
        "clear_url": State(indicator=state.indicator, year=state.year).query(),
        "columns": _columns(state, result),
        "panel": _panel(state, result, language),
        "pages": _pages(state, page, last),
        "used": _used(result.rows),
        "share": state.query(page=1),
    }


def summary(result: Found) -> str:
    """ "7 of 25 clusters": what is announced when the choice changes."""
    numbers = {"number": len(result.rows), "total": result.total}
    return (
        ngettext(
            "%(number)s cluster of %(total)s", "%(number)s clusters of %(total)s", len(result.rows)
        )
        % numbers
    )


def marker_name(row: Row, result: Found) -> str:
    """What a marker is announced as: name, region, value, place in the order."""
    parts = [row.page.title, row.region.name]
    if result.indicator is not None and row.value is not None:
        parts.append(result.shown(row.value))
    elif result.indicator is not None:
        parts.append(_("no data"))
    place = _("%(number)s of %(total)s") % {"number": row.number, "total": len(result.rows)}
    return ", ".join([*parts, place])


def _marks(markers: Iterable[Marker], state: State, result: Found) -> list[dict[str, Any]]:
    return [
        {
            "marker": marker,
            "name": marker_name(marker.row, result),
            "url": state.query(cluster=marker.row.page.cluster.slug, region=""),
            "is_on": marker.row.page.cluster.slug == state.cluster,
        }
        for marker in markers
    ]


def legend(picture: Picture, result: Found) -> list[dict[str, Any]]:
    """Classes from the lowest with their limits in words and their number of regions."""
    scale = picture.scale
    lines = [
        {"level": number, "label": _class_label(scale, number), "count": count}
        for number, count in enumerate(picture.counts, start=1)
    ]
    if picture.zero_count:
        lines.insert(
            0, {"level": 0, "label": result.shown(Decimal(0)), "count": picture.zero_count}
        )
    return lines


def _class_label(scale: Scale, number: int) -> str:
    lower, upper = scale.bounds(number)
    if upper is None and scale.top is not None and (lower is None or lower == scale.top):
        return _short(scale.top)
    if upper is None:
        template = _("%(lower)s and more") if scale.whole else _("more than %(lower)s")
        return template % {"lower": _short(lower)}
    if lower is None:
        return _("up to %(upper)s") % {"upper": _short(upper)}
    if lower == upper:
        return _short(upper)
    return _("%(lower)s–%(upper)s") % {"lower": _short(lower), "upper": _short(upper)}


def _short(limit: Decimal | None) -> str:
    """A limit without digits it does not need."""
    return number_format(f"{limit.normalize():f}" if limit else "0", force_grouping=True)


def _indicators(state: State, indicators: Iterable[Any]) -> list[dict[str, Any]]:
    rows = [{"value": "", "label": _("Number of clusters"), "is_on": state.indicator == NUMBER}]
    rows += [
        {
            "value": one.slug,
            "label": f"{one.name}, {one.unit}",
            "is_on": one.slug == state.indicator,
        }
        for one in indicators
    ]
    return rows


def _facets(state: State, result: Found, specialisations: Sequence[Any]) -> list[dict[str, Any]]:
    def choice(name: str, value: str, label: str, **more: Any) -> dict[str, Any]:
        return {
            "value": value,
            "label": label,
            "count": result.counts[name].get(value, 0),
            "is_on": value in getattr(state, name),
            **more,
        }

    return [
        {
            "name": "specialisation",
            "title": _("Specialisation"),
            "choices": [
                choice("specialisations", one.slug, one.name, glyph=one.glyph, tint=one.tint)
                for one in specialisations
            ],
        },
        {
            "name": "district",
            "title": _("Federal district"),
            "choices": [
                choice("districts", value, str(label)) for value, label in FederalDistrict.choices
            ],
        },
        {
            "name": "group",
            "title": _("Group"),
            "choices": [
                choice("groups", value, str(label)) for value, label in ClusterGroup.choices
            ],
        },
    ]


def _hidden(state: State) -> list[tuple[str, str]]:
    """What the form keeps although it has no field of its own."""
    return [
        (name, value)
        for name, value in (
            ("sort", state.sort if state.sort != "region" else ""),
            ("year", str(state.year) if state.year else ""),
        )
        if value
    ]


def _chips(state: State, specialisations: Sequence[Any]) -> Iterable[dict[str, str]]:
    names = {one.slug: one.name for one in specialisations}
    for value in state.specialisations:
        yield {"label": names[value], "url": state.without("specialisations", value)}
    for value in state.districts:
        label = str(FederalDistrict(value).label)
        yield {"label": label, "url": state.without("districts", value)}
    for value in state.groups:
        yield {"label": str(ClusterGroup(value).label), "url": state.without("groups", value)}
    if state.q:
        yield {"label": f"«{state.q}»", "url": state.without("q")}


def _columns(state: State, result: Found) -> list[dict[str, str]]:
    """Sortable headings with the address that sorts by them and the present direction."""
    labels = [("region", _("Region")), ("name", _("Cluster"))]
    if result.indicator is not None:
        labels.append(("value", f"{result.label}, {result.year or ''}".rstrip(", ")))
    columns = []
    for name, label in labels:
        direction = {name: "ascending", f"-{name}": "descending"}.get(state.sort, "none")
        target = f"-{name}" if direction == "ascending" else name
        columns.append(
            {
                "name": name,
                "label": label,
                "direction": direction,
                "url": state.query(sort=target, page=1),
            }
        )
    return columns


def _panel(state: State, result: Found, language: str) -> dict[str, Any] | None:
    """What is said of the chosen cluster, or of the chosen region; None when nothing is chosen."""
    addresses = section_addresses("clusters", language)
    if state.cluster:
        row = next((row for row in result.rows if row.page.cluster.slug == state.cluster), None)
        if row is not None:
            return {"row": row, "shown": result.shown(row.value), "close": state.query(cluster="")}
    if not state.region:
        return None
    known = result.regions.get(state.region)
    region = known.region if known else Region.objects.filter(code=state.region).first()
    if region is None:
        return None
    url = f"{addresses['regions']}{region.code.lower()}/" if addresses["regions"] else ""
    return {
        "region": region,
        "region_url": url,
        "shown": result.shown(known.value) if known else "",
        "rows": [row for row in result.rows if row.region.code == region.code],
        "close": state.query(region=""),
    }


def _pages(state: State, page: int, last: int) -> dict[str, Any]:
    return {
        "pages": [
            {"number": number, "url": state.query(page=number), "is_current": number == page}
            for number in range(1, last + 1)
        ]
        if last > 1
        else [],
        "previous": state.query(page=page - 1) if page > 1 else "",
        "next": state.query(page=page + 1) if page < last else "",
    }


def _used(rows: Iterable[Row]) -> list[Any]:
    """The specialisations whose glyphs are on the map, for the legend."""
    used = {row.main.pk: row.main for row in rows if row.main}
    return sorted(used.values(), key=lambda one: one.order)
