"""The country's map: ready SVG paths of the regions and the projection they were drawn in.

Albers equal-area conic on a sphere, parallels 52°N and 64°N. `country()` shows the whole country,
`centre()` Central Russia ten times larger. Coordinates are WGS 84 degrees, longitude first.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from math import asin, atan2, cos, degrees, hypot, radians, sin, sqrt
from pathlib import Path

_DATA = Path(__file__).parent / "data" / "russia_svg.json"
_RADIUS_KM = 6371.0
_S1, _S2 = sin(radians(52)), sin(radians(64))
_N = (_S1 + _S2) / 2
_C = 1 + _S1 * _S2

# Of the small map: the least side in units, room around the region, width by height.
_LEAST_CUT, _AIR, _WIDER = 24.0, 1.6, 1.4


@dataclass(frozen=True)
class Shape:
    """A region's outline: SVG path, a point inside it, box (left, top, right, bottom)."""

    d: str
    anchor: tuple[float, float] | None = None
    box: tuple[float, float, float, float] | None = None


@dataclass(frozen=True)
class View:
    """One picture of the map; lengths are units of its `view_box`.

    `scale` is units per kilometre, `shift_x` and `shift_y` move the projected point, `meridian` is
    the central one. `shapes` maps ISO 3166-2 codes to outlines. `frame` is the picture's corners in
    units of the whole country's view (a tilted square; empty for that view itself).
    """

    name: str
    width: int
    height: int
    meridian: float
    scale: float
    shift_x: float
    shift_y: float
    shapes: Mapping[str, Shape] = field(repr=False)
    frame: tuple[tuple[float, float], ...] = ()

    @property
    def view_box(self) -> str:
        """The value of the `viewBox` attribute."""
        return f"0 0 {self.width} {self.height}"

    def project(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Degrees to (x, y) of this view."""
        if longitude < -90:  # Chukotka lies past the 180th meridian
            longitude += 360
        rho = _RADIUS_KM / _N * sqrt(max(0.0, _C - 2 * _N * sin(radians(latitude))))
        theta = _N * radians(longitude - self.meridian)
        return (
            self.shift_x + self.scale * rho * sin(theta),
            self.shift_y + self.scale * rho * cos(theta),
        )

    def unproject(self, x: float, y: float) -> tuple[float, float]:
        """(x, y) of this view back to (longitude, latitude); longitude may exceed 180."""
        u, v = (x - self.shift_x) / self.scale, (y - self.shift_y) / self.scale
        latitude = degrees(asin((_C - (hypot(u, v) * _N / _RADIUS_KM) ** 2) / (2 * _N)))
        return self.meridian + degrees(atan2(u, v) / _N), latitude

    def contains(self, longitude: float, latitude: float) -> bool:
        """Whether the point falls inside the picture."""
        x, y = self.project(longitude, latitude)
        return 0 <= x <= self.width and 0 <= y <= self.height


@dataclass(frozen=True)
class Locator:
    """A small map: one region among its neighbours, and a point in it.

    `view_box` cuts the region with some air from the whole country's view; `x` and `y` are in
    units of that view and None without a point, `radius` suits the size of the cut.
    """

    code: str
    view_box: str
    radius: float
    x: float | None = None
    y: float | None = None


def locate(code: str, point: tuple[float, float] | None = None) -> Locator | None:
    """The small map of the region with that ISO 3166-2 code; `point` is longitude, latitude.

    None for a region that the map does not have.
    """
    shape = country().shapes.get(code)
    if shape is None or shape.box is None:
        return None
    left, top, right, bottom = shape.box
    side = max(right - left, bottom - top, _LEAST_CUT) * _AIR
    # Wider than high, as the place it is shown in.
    width, height = side * _WIDER, side
    x0, y0 = (left + right - width) / 2, (top + bottom - height) / 2
    x, y = country().project(*point) if point else (None, None)
    return Locator(
        code=code,
        view_box=f"{x0:.1f} {y0:.1f} {width:.1f} {height:.1f}",
        radius=round(side / 40, 1),
        x=None if x is None else round(x, 1),
        y=None if y is None else round(y, 1),
    )


@cache
def country() -> View:
    """The whole country."""
    return _view("main")


@cache
def centre() -> View:
    """Central Russia, about 34–42°E and 53.5–57.5°N."""
    return _view("inset")


@cache
def _data() -> dict:
    return json.loads(_DATA.read_text(encoding="utf-8"))


def _view(name: str) -> View:
    raw = _data()[name]
    _left, _top, width, height = (int(part) for part in raw["viewBox"].split())
    return View(
        name=name,
        width=width,
        height=height,
        meridian=raw["lng0"],
        scale=raw["k"],
        shift_x=raw["tx"],
        shift_y=raw["ty"],
        shapes={code: _shape(region) for code, region in raw["regions"].items()},
        frame=tuple(tuple(corner) for corner in raw.get("frame", ())),
    )


def _shape(raw: dict | str) -> Shape:
    if isinstance(raw, str):
        return Shape(raw)
    return Shape(raw["d"], tuple(raw["anchor"]), tuple(raw["bbox"]))
