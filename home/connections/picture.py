"""The picture of connections: what a thing leads to on the right, what leads to it on the left."""

from collections.abc import Sequence
from dataclasses import dataclass

from home.connections.reading import Connections, Group

WIDTH = 960
_MOST = 6
_ROW, _HEAD, _GAP, _TOP = 24, 26, 18, 16
_LEFT, _RIGHT, _LONGEST = 300, 660, 38


@dataclass(frozen=True)
class Line:
    """A text of the picture; `is_head` for the name of a group."""

    x: int
    y: int
    text: str
    anchor: str
    is_head: bool = False


@dataclass(frozen=True)
class Picture:
    """Texts and strokes; `y` is the height at which the thing itself stands."""

    height: int
    y: int
    lines: tuple[Line, ...]
    strokes: tuple[str, ...]


def draw(connections: Connections) -> Picture | None:
    """The picture, each group with its first things and the number of the others."""
    left = [group for group in connections.groups if not group.is_outgoing]
    right = [group for group in connections.groups if group.is_outgoing]
    if not connections.groups:
        return None
    lines_left, anchors_left, low_left = _column(left, _LEFT, "end")
    lines_right, anchors_right, low_right = _column(right, _RIGHT, "start")
    height = max(low_left, low_right, 120)
    middle = height // 2
    strokes = [_stroke(_LEFT + 8, y, 440, middle) for y in anchors_left]
    strokes += [_stroke(_RIGHT - 8, y, 520, middle) for y in anchors_right]
    return Picture(height, middle, (*lines_left, *lines_right), tuple(strokes))


def _column(groups: Sequence[Group], x: int, anchor: str) -> tuple[list[Line], list[int], int]:
    lines: list[Line] = []
    heads: list[int] = []
    y = _TOP
    for group in groups:
        y += _HEAD
        heads.append(y - 6)
        lines.append(Line(x, y, f"{group.label} ({len(group.nodes)})", anchor, is_head=True))
        for node in group.nodes[:_MOST]:
            y += _ROW
            lines.append(Line(x, y, _short(node.name), anchor))
        if len(group.nodes) > _MOST:
            y += _ROW
            lines.append(Line(x, y, "…", anchor))
        y += _GAP
    return lines, heads, y


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…"


def _stroke(x1: int, y1: int, x2: int, y2: int) -> str:
    bend = (x1 + x2) // 2
    return f"M{x1} {y1}C{bend} {y1} {bend} {y2} {x2} {y2}"
