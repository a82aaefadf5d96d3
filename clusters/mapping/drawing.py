"""Geometry of the map: where markers, badges and labels stand; the template writes the SVG.

Lengths are units of the view of the whole country (`cms.geo.country`) or of its centre.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import cos, hypot, pi, sin, sqrt

from clusters.mapping.classes import Scale, scale_of
from clusters.mapping.rows import Found, Row
from cms.geo import View, centre, country

APART, BADGES_APART = 14.0, 26.0
"""Markers nearer to each other than this are pushed apart."""
MOST_MARKERS = 60
"""With more clusters outside the centre, regions carry a badge with their number instead."""
_LEAST, _LARGEST, _USUAL = 4.0, 22.0, 9.0
_ROUNDS = 24
_NAME_WIDTH, _NAME_HEIGHT = 170.0, 30.0


@dataclass(frozen=True)
class Area:
    """A region as drawn: `level` is the class of its value, None where there are no data."""

    code: str
    name: str = ""
    shown: str = ""
    level: int | None = 0
    is_known: bool = False
    """Whether it has chosen clusters or a figure; others are plain land."""


@dataclass(frozen=True)
class Marker:
    """A cluster on a picture; `radius` follows its value where symbols are asked for."""

    row: Row
    x: float
    y: float
    radius: float = _USUAL
    label_side: str = "start"

    @property
    def size(self) -> float:
        """Side of the glyph."""
        return round(self.radius * 2, 1)

    @property
    def left(self) -> float:
        """Left edge of the glyph."""
        return round(self.x - self.radius, 1)

    @property
    def top(self) -> float:
        """Upper edge of the glyph."""
        return round(self.y - self.radius, 1)

    @property
    def label_x(self) -> float:
        """Where the name begins or ends."""
        away = self.radius + 6
        return round(self.x + (away if self.label_side == "start" else -away), 1)


@dataclass(frozen=True)
class Badge:
    """Several clusters drawn as one: of a region, or all of the centre (`code` empty)."""

    code: str
    name: str
    count: int
    x: float
    y: float


@dataclass(frozen=True)
class Picture:
    """Everything the map shows."""

    country: View
    centre: View
    areas: tuple[Area, ...]
    scale: Scale
    markers: tuple[Marker, ...]
    badges: tuple[Badge, ...]
    inset: tuple[Marker, ...]
    inset_badges: tuple[Badge, ...]
    central: Badge | None
    without_place: int
    has_missing: bool
    zero_count: int
    counts: tuple[int, ...]
    """Regions in each class from 1."""

    @property
    def frame(self) -> str:
        """Corners of the inset on the whole country, for a polygon."""
        return " ".join(f"{x:g},{y:g}" for x, y in self.centre.frame)


def draw(found: Found, *, symbols: bool = False) -> Picture:
    """The picture of the chosen rows, every region of the base map once."""
    scale = scale_of(value.value for value in found.regions.values())
    areas = tuple(_areas(found, scale))
    placed = [(row, point) for row in found.rows if (point := row.point)]
    inside = [(row, point) for row, point in placed if centre().contains(*point)]
    outside = [(row, point) for row, point in placed if not centre().contains(*point)]
    radius = _radii(found.rows) if symbols else {}
    crowded, dense = len(outside) > MOST_MARKERS, len(inside) > MOST_MARKERS
    levels = [area.level for area in areas if area.is_known]
    return Picture(
        country=country(),
        centre=centre(),
        areas=areas,
        scale=scale,
        markers=() if crowded else _markers(outside, country(), radius),
        badges=_badges(outside, country()) if crowded else (),
        inset=() if dense else _labelled(_markers(inside, centre(), radius), centre()),
        inset_badges=_badges(inside, centre()) if dense else (),
        central=_central(inside),
        without_place=len(found.rows) - len(placed),
        has_missing=None in levels,
        zero_count=levels.count(0),
        counts=tuple(levels.count(number) for number in range(1, scale.count + 1)),
    )


def _areas(found: Found, scale: Scale) -> Iterable[Area]:
    for code in country().shapes:
        value = found.regions.get(code)
        if value is None:
            yield Area(code)
        else:
            yield Area(
                code=code,
                name=value.region.name,
                shown=found.shown(value.value),
                level=scale.class_of(value.value),
                is_known=True,
            )


def _radii(rows: Sequence[Row]) -> dict[int, float]:
    """Radius by row: areas are as the values; the largest value has the largest radius."""
    largest = max((row.value for row in rows if row.value), default=Decimal(0))
    if not largest:
        return {}
    return {
        row.number: max(_LEAST, round(_LARGEST * sqrt(row.value / largest), 1))
        for row in rows
        if row.value is not None
    }


def _markers(
    placed: Sequence[tuple[Row, tuple[float, float]]], view: View, radius: dict[int, float]
) -> tuple[Marker, ...]:
    points = spread([view.project(*point) for _row, point in placed])
    return tuple(
        Marker(row, round(x, 1), round(y, 1), radius.get(row.number, _USUAL))
        for (row, _point), (x, y) in zip(placed, points, strict=True)
    )


def spread(
    points: Sequence[tuple[float, float]], distance: float = APART
) -> list[tuple[float, float]]:
    """The points pushed apart until no two are nearer than `distance`, or rounds are used up.

    Two at the very same place part at an angle of their own, so the result is always the same.
    """
    moved = [list(point) for point in points]
    for _round in range(_ROUNDS):
        calm = True
        for first in range(len(moved)):
            for second in range(first + 1, len(moved)):
                dx, dy = moved[second][0] - moved[first][0], moved[second][1] - moved[first][1]
                gap = hypot(dx, dy)
                if gap >= distance:
                    continue
                calm = False
                angle = pi * (first + second) / 7
                ux, uy = (dx / gap, dy / gap) if gap > 1e-6 else (cos(angle), sin(angle))
                push = (distance - gap) / 2 + 0.01
                moved[first][0] -= ux * push
                moved[first][1] -= uy * push
                moved[second][0] += ux * push
                moved[second][1] += uy * push
        if calm:
            break
    return [(x, y) for x, y in moved]


def _labelled(markers: Sequence[Marker], view: View) -> tuple[Marker, ...]:
    """Names to the right of their markers; to the left near the edge or before a neighbour."""

    def side(one: Marker) -> str:
        has_neighbour = any(
            0 < other.x - one.x < _NAME_WIDTH and abs(other.y - one.y) < _NAME_HEIGHT
            for other in markers
        )
        at_edge = one.x > view.width - _NAME_WIDTH
        return "end" if at_edge or (has_neighbour and one.x > _NAME_WIDTH) else "start"

    return tuple(Marker(one.row, one.x, one.y, one.radius, side(one)) for one in markers)


def _badges(placed: Iterable[tuple[Row, tuple[float, float]]], view: View) -> tuple[Badge, ...]:
    """One badge a region, in the middle of its clusters."""
    by_region: dict[str, list[tuple[Row, tuple[float, float]]]] = {}
    for row, point in placed:
        by_region.setdefault(row.region.code, []).append((row, view.project(*point)))
    middles = {
        code: (
            sum(x for _row, (x, _y) in members) / len(members),
            sum(y for _row, (_x, y) in members) / len(members),
        )
        for code, members in by_region.items()
    }
    points = spread(list(middles.values()), BADGES_APART)
    return tuple(
        Badge(code, members[0][0].region.name, len(members), round(x, 1), round(y, 1))
        for (code, members), (x, y) in zip(by_region.items(), points, strict=True)
    )


def _central(inside: Sequence[tuple[Row, tuple[float, float]]]) -> Badge | None:
    """The badge that stands for the clusters of the inset on the whole country."""
    if not inside:
        return None
    xs, ys = zip(*centre().frame, strict=True)
    return Badge("", "", len(inside), round(sum(xs) / len(xs), 1), round(sum(ys) / len(ys), 1))
