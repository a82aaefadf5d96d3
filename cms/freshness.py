"""How long a check of facts holds: twelve months, then readers are told that it is old."""

from datetime import date

from django.db.models import Q
from django.utils.timezone import localdate
from wagtail.query import PageQuerySet

LEAP_DAY = (2, 29)


def limit(today: date | None = None) -> date:
    """The same day a year before; what was checked before it is stale."""
    day = today or localdate()
    if (day.month, day.day) == LEAP_DAY:
        return date(day.year - 1, 2, 28)
    return day.replace(year=day.year - 1)


def is_stale(verified_on: date | None, today: date | None = None) -> bool:
    """Whether the check is more than twelve months old, or was never made."""
    return verified_on is None or verified_on < limit(today)


def stale(pages: PageQuerySet, today: date | None = None) -> PageQuerySet:
    """Pages (with `verified_on`) whose check is stale, the oldest first, never checked before."""
    old = pages.filter(Q(verified_on__isnull=True) | Q(verified_on__lt=limit(today)))
    return old.order_by("verified_on", "title")
