"""The desk's table: filters, order and counts over the items of every queue."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.utils import timezone

from cms.desk.queues import DeskItem

FAR_FUTURE = datetime.max.replace(tzinfo=timezone.get_fixed_timezone(0)) - timedelta(days=2)


class Due(StrEnum):
    """When the decision is due, as a filter."""

    OVERDUE = "overdue"
    TODAY = "today"
    LATER = "later"


class Mine(StrEnum):
    """Who is looking at the item, as a filter."""

    CLAIMED = "claimed"
    FREE = "free"
    DECIDABLE = "decidable"


@dataclass(frozen=True)
class Filters:
    """What the address of the list asks for; empty values do not filter."""

    queue: str = ""
    section: str = ""
    language: str = ""
    author: str = ""
    due: str = ""
    mine: str = ""
    sort: str = "due"


def due_state(item: DeskItem) -> str:
    """Whether the item is overdue, due today or later ("" without a due date)."""
    if item.due_at is None:
        return ""
    now = timezone.localtime()
    if item.due_at <= now:
        return Due.OVERDUE
    return Due.TODAY if timezone.localtime(item.due_at).date() == now.date() else Due.LATER


def _by_due(item: DeskItem) -> tuple[Any, ...]:
    """The most urgent first, then what is due first, then what waits longest."""
    return (-item.priority, item.due_at or FAR_FUTURE, item.submitted_at)


ORDERS: Mapping[str, Callable[[DeskItem], Any]] = {
    "due": _by_due,
    "title": lambda item: item.title.casefold(),
    "section": lambda item: (item.section_label.casefold(), _by_due(item)),
    "author": lambda item: (item.author.name.casefold(), _by_due(item)),
    "submitted": lambda item: item.submitted_at,
    "claimed": lambda item: (item.claimed_by.name.casefold(), _by_due(item)),
}


def select(items: Iterable[DeskItem], filters: Filters, user: Any) -> list[DeskItem]:
    """The items that the filters let through, in the order asked for ("-" reverses)."""
    chosen = [item for item in items if _matches(item, filters, user)]
    name = filters.sort.removeprefix("-")
    order = ORDERS.get(name, _by_due)
    return sorted(chosen, key=order, reverse=filters.sort.startswith("-"))


def choices(items: Sequence[DeskItem]) -> dict[str, list[tuple[str, str]]]:
    """Values of the filters that occur among the items, with their labels."""
    return {
        "section": sorted({(item.section, item.section_label) for item in items}),
        "author": sorted(
            {(str(item.author.pk), item.author.name) for item in items if item.author.pk},
            key=lambda choice: choice[1].casefold(),
        ),
    }


def _matches(item: DeskItem, filters: Filters, user: Any) -> bool:
    exact = (
        (filters.queue, item.queue),
        (filters.section, item.section),
        (filters.language, item.language),
        (filters.author, str(item.author.pk)),
        (filters.due, due_state(item)),
    )
    if any(wanted and wanted != actual for wanted, actual in exact):
        return False
    if filters.mine == Mine.CLAIMED:
        return bool(item.claimed_by.pk == user.pk)
    if filters.mine == Mine.FREE:
        return item.claimed_by.pk is None
    if filters.mine == Mine.DECIDABLE:
        return not (item.refusal or item.note)
    return True
