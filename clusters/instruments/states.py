"""Whether an instrument accepts applications: from its days, in Moscow time, never stored as truth.

An instrument opens with the first moment of its first day and closes with the last moment of its
last one, both on the clocks of Moscow, wherever the reader is.
"""

from datetime import date
from zoneinfo import ZoneInfo

from django.db.models import Case, CharField, Q, Value, When
from django.utils.timezone import localdate

from clusters.enums import InstrumentState

MOSCOW = ZoneInfo("Europe/Moscow")


def moscow_today() -> date:
    """The day it is in Moscow now."""
    return localdate(timezone=MOSCOW)


def state_on(day: date, open_from: date | None, deadline: date | None) -> InstrumentState:
    """The state on a day. Without any day nothing is announced yet: planned."""
    if deadline is not None and day > deadline:
        return InstrumentState.CLOSED
    if (open_from is not None and day < open_from) or (open_from is None and deadline is None):
        return InstrumentState.PLANNED
    return InstrumentState.PERMANENT if deadline is None else InstrumentState.OPEN


def state_expression(day: date) -> Case:
    """The same as an expression of the database over `open_from` and `deadline`."""
    return Case(
        When(deadline__lt=day, then=Value(InstrumentState.CLOSED.value)),
        When(
            Q(open_from__gt=day) | Q(open_from__isnull=True, deadline__isnull=True),
            then=Value(InstrumentState.PLANNED.value),
        ),
        When(deadline__isnull=True, then=Value(InstrumentState.PERMANENT.value)),
        default=Value(InstrumentState.OPEN.value),
        output_field=CharField(),
    )
