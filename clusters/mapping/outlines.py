"""Outlines of the regions as GeoJSON geometries (RFC 7946), from the base map.

WGS 84, longitude first; outer rings counterclockwise, holes clockwise. What lies past the 180th
meridian is cut off there and given with negative longitudes, as section 3.1.9 asks.
"""

import json
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise
from typing import Any

from django.conf import settings

_FILE = "geo/russia.topojson"
_DIGITS = 4
_EDGE = 180.0

Point = tuple[float, float]
Ring = list[Point]


@cache
def outlines() -> dict[str, dict[str, Any]]:
    """A geometry (MultiPolygon) by ISO code."""
    path = settings.BASE_DIR / "static" / _FILE
    data = json.loads(path.read_text(encoding="utf-8"))
    arcs = _arcs(data)
    return {
        shape["properties"]["iso"]: {
            "type": "MultiPolygon",
            "coordinates": [
                [[list(point) for point in ring] for ring in polygon]
                for polygon in _polygons(shape, arcs)
            ],
        }
        for shape in data["objects"]["regions"]["geometries"]
    }


def _arcs(data: dict[str, Any]) -> list[Ring]:
    scale_x, scale_y = data["transform"]["scale"]
    shift_x, shift_y = data["transform"]["translate"]
    arcs = []
    for deltas in data["arcs"]:
        x = y = 0
        arc: Ring = []
        for dx, dy in deltas:
            x, y = x + dx, y + dy
            arc.append((x * scale_x + shift_x, y * scale_y + shift_y))
        arcs.append(arc)
    return arcs


def _polygons(shape: dict[str, Any], arcs: Sequence[Ring]) -> Iterable[list[Ring]]:
    groups = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
    for group in groups:
        rings = [_ring(numbers, arcs) for numbers in group]
        for part in _cut(rings):
            yield [_wound(ring, outer=place == 0) for place, ring in enumerate(part)]


def _ring(numbers: Iterable[int], arcs: Sequence[Ring]) -> Ring:
    ring: Ring = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring += arc[1:] if ring else arc
    return ring


def _cut(rings: list[Ring]) -> Iterable[list[Ring]]:
    """The polygon itself, or its parts on both sides of the 180th meridian."""
    if max(x for x, _y in rings[0]) <= _EDGE:
        yield rings
        return
    for keeps_west in (True, False):
        part = [ring for ring in (_side(ring, keeps_west) for ring in rings) if len(ring) >= 4]
        if part:
            yield part


def _side(ring: Ring, keeps_west: bool) -> Ring:
    """The ring clipped to one side of the meridian (Sutherland and Hodgman, 1974)."""

    def is_inside(point: Point) -> bool:
        return point[0] <= _EDGE if keeps_west else point[0] >= _EDGE

    kept: Ring = []
    for before, point in pairwise(ring):
        if is_inside(before) != is_inside(point):
            share = (_EDGE - before[0]) / (point[0] - before[0])
            kept.append((_EDGE, before[1] + share * (point[1] - before[1])))
        if is_inside(point):
            kept.append(point)
    if kept and kept[0] != kept[-1]:
        kept.append(kept[0])
    return kept if keeps_west else [(x - 360, y) for x, y in kept]


def _wound(ring: Ring, *, outer: bool) -> Ring:
    """The ring rounded, closed, and in the right direction."""
    short = [(round(x, _DIGITS), round(y, _DIGITS)) for x, y in ring]
    short[-1] = short[0]
    return short if (area(short) > 0) == outer else short[::-1]


def area(ring: Sequence[Point]) -> float:
    """Signed area of a closed ring in square degrees; above zero when counterclockwise."""
    pairs = pairwise(ring)
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs) / 2
