"""Geometry of the charts drawn on the server: numbers in, shapes out; the template writes the SVG.

Every colour and dash belongs to the style sheet (`series-1` … `series-5`). A missing value is
a gap with the words "no data", never zero. Lengths are units of the view box, 720 wide.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from math import ceil, floor, log10
from textwrap import shorten

from django.utils.formats import number_format
from django.utils.translation import gettext as _

WIDTH = 720
MAX_SERIES = 5
_VALUE_ROOM = 110
_LETTERS = 80
"""How much of a long name fits above its bars; the table has it whole."""
_ROW, _BAR, _LABEL, _GAP = 24, 16, 24, 12
_LINE_HEIGHT, _LEFT, _RIGHT, _NO_NAMES, _TOP, _BOTTOM = 380, 70, 180, 30, 20, 40

Number = Decimal | None


@dataclass(frozen=True)
class Series:
    """One row of numbers with its name; as many values as there are categories."""

    name: str
    values: tuple[Number, ...]


@dataclass(frozen=True)
class Label:
    """A text at a point."""

    x: float
    y: float
    text: str
    anchor: str = "start"


@dataclass(frozen=True)
class Bar:
    """One bar of the series `series` (counted from 1) with its value beside it."""

    series: int
    x: float
    y: float
    width: float
    height: float
    value: Label
    is_missing: bool = False


@dataclass(frozen=True)
class Line:
    """One line of a chart: its pieces between gaps, its points and its name at the end."""

    series: int
    paths: tuple[str, ...]
    points: tuple[tuple[float, float], ...]
    name: Label


@dataclass(frozen=True)
class Chart:
    """Everything a template needs to draw one chart."""

    kind: str
    width: int
    height: int
    bars: tuple[Bar, ...] = ()
    lines: tuple[Line, ...] = ()
    labels: tuple[Label, ...] = ()
    grid: tuple[tuple[float, float, float, float], ...] = ()
    legend: tuple[tuple[int, str], ...] = field(default=())


def bar_chart(categories: Sequence[str], series: Sequence[Series]) -> Chart:
    """Bars from left to right, a group for each category, from a zero line."""
    low, high = _bounds(series)
    room = WIDTH - _VALUE_ROOM - (_VALUE_ROOM if low < 0 else 0)
    scale = room / (high - low or 1)
    zero = (_VALUE_ROOM if low < 0 else 0) - low * scale
    bars: list[Bar] = []
    labels: list[Label] = []
    y = 0.0
    for index, category in enumerate(categories):
        labels.append(Label(0, y + 16, shorten(category, _LETTERS, placeholder="…")))
        y += _LABEL
        for number, one in enumerate(series, start=1):
            bars.append(_bar(number, one.values[index], zero, scale, y))
            y += _ROW
        y += _GAP
    return Chart(
        kind="bar",
        width=WIDTH,
        height=round(y),
        bars=tuple(bars),
        labels=tuple(labels),
        grid=((round(zero, 1), 0, round(zero, 1), round(y)),),
        legend=_legend(series),
    )


def line_chart(
    categories: Sequence[str],
    series: Sequence[Series],
    *,
    width: int = WIDTH,
    height: int = _LINE_HEIGHT,
) -> Chart:
    """Lines over the categories in their order; each line is named at its end.

    Smaller than usual, a chart keeps its letters: they are in units of the view box.
    """
    ticks = _ticks(*_bounds(series))
    span = ticks[-1] - ticks[0] or 1
    right = _RIGHT if any(one.name for one in series) else _NO_NAMES
    step = (width - _LEFT - right) / max(len(categories) - 1, 1)
    depth = height - _TOP - _BOTTOM

    def place(index: int, value: float) -> tuple[float, float]:
        return (
            round(_LEFT + index * step, 1),
            round(_TOP + depth * (1 - (value - ticks[0]) / span), 1),
        )

    grid = [(_LEFT, place(0, tick)[1], width - right, place(0, tick)[1]) for tick in ticks]
    labels = [
        Label(_LEFT - 10, line[1] + 5, _number(tick), "end")
        for tick, line in zip(ticks, grid, strict=True)
    ]
    skip = ceil(len(categories) / 8) or 1
    labels += [
        Label(place(index, 0)[0], height - 12, category, "middle")
        for index, category in enumerate(categories)
        if index % skip == 0
    ]
    lines = [_line(number, one, place) for number, one in enumerate(series, start=1)]
    return Chart(
        kind="line",
        width=width,
        height=height,
        lines=tuple(_spread(lines, lowest=height - _BOTTOM)),
        labels=tuple(labels),
        grid=tuple(grid),
        legend=_legend(series),
    )


def _bounds(series: Sequence[Series]) -> tuple[float, float]:
    """The smallest and the largest value, zero among them."""
    known = [float(value) for one in series for value in one.values if value is not None]
    return min([0.0, *known]), max([0.0, *known])


def _bar(number: int, value: Number, zero: float, scale: float, y: float) -> Bar:
    if value is None:
        return Bar(
            number,
            round(zero, 1),
            y,
            40,
            _BAR,
            Label(round(zero + 48, 1), y + 13, _("no data")),
            is_missing=True,
        )
    width = round(abs(float(value)) * scale, 1)
    text = _number(value)
    if value < 0:
        start = round(zero - width, 1)
        return Bar(number, start, y, width, _BAR, Label(start - 8, y + 13, text, "end"))
    return Bar(
        number,
        round(zero, 1),
        y,
        max(width, 1),
        _BAR,
        Label(round(zero + width + 8, 1), y + 13, text),
    )


def _line(number: int, one: Series, place: Callable[[int, float], tuple[float, float]]) -> Line:
    points = [
        place(index, float(value)) if value is not None else None
        for index, value in enumerate(one.values)
    ]
    pieces: list[list[tuple[float, float]]] = [[]]
    for point in points:
        if point is None:
            pieces.append([])
        else:
            pieces[-1].append(point)
    known = tuple(point for point in points if point is not None)
    x, y = known[-1] if known else (_LEFT, _LINE_HEIGHT)
    return Line(
        series=number,
        paths=tuple(
            "M" + "L".join(f"{px:g} {py:g}" for px, py in piece)
            for piece in pieces
            if len(piece) > 1
        ),
        points=known,
        name=Label(x + 12, y + 5, one.name),
    )


def _spread(lines: Sequence[Line], *, lowest: float, distance: float = 20) -> list[Line]:
    """The lines with their end labels at least `distance` apart and above the names below."""
    ordered = sorted(lines, key=lambda line: line.name.y)
    heights = [line.name.y for line in ordered]
    for index, _pair in enumerate(pairwise(ordered), start=1):
        heights[index] = max(heights[index], heights[index - 1] + distance)
    room = lowest
    for index in reversed(range(len(heights))):
        heights[index] = min(heights[index], room)
        room = heights[index] - distance
    return [
        Line(line.series, line.paths, line.points, Label(line.name.x, height, line.name.text))
        for line, height in zip(ordered, heights, strict=True)
    ]


def _ticks(low: float, high: float) -> list[float]:
    """Four to seven round numbers that enclose both."""
    if low == high:
        high = low + 1
    raw = (high - low) / 5
    magnitude = 10 ** floor(log10(raw))
    step = next(magnitude * factor for factor in (1, 2, 2.5, 5, 10) if magnitude * factor >= raw)
    first, last = floor(low / step), ceil(high / step)
    return [round(index * step, 10) for index in range(first, last + 1)]


def _number(value: Decimal | float) -> str:
    text = value if isinstance(value, Decimal) else Decimal(repr(value)).normalize()
    return number_format(f"{text:f}", force_grouping=True)


def _legend(series: Sequence[Series]) -> tuple[tuple[int, str], ...]:
    if len(series) < 2:
        return ()
    return tuple((number, one.name) for number, one in enumerate(series, start=1))
