"""Whether an act is in force on a day, from its dates and from what other acts do to it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from library.enums import ForceState, RelationKind

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class ActDates:
    """The days that bound the life of an act.

    `repealed_on` is the first day on which the act is no longer in force;
    `amended_elsewhere_on` the day from which it is known to be amended by acts not kept here.
    """

    adopted_on: date
    in_force_from: date | None = None
    repealed_on: date | None = None
    amended_elsewhere_on: date | None = None


@dataclass(frozen=True)
class Change:
    """What another act does to this one; `provision` is empty when the whole act is meant."""

    kind: str
    on: date
    by: UUID
    provision: str = ""

    @property
    def ends_act(self) -> bool:
        """Whether the whole act is repealed."""
        return self.kind == RelationKind.REPEALS and not self.provision

    @property
    def alters_text(self) -> bool:
        """Whether the act goes on in another wording."""
        return self.kind == RelationKind.AMENDS or (
            self.kind == RelationKind.REPEALS and bool(self.provision)
        )


@dataclass(frozen=True)
class Force:
    """State of an act on `day`; `since` is when the state began, `by` the act that caused it.

    Both are None where they are not known.
    """

    state: ForceState
    day: date
    since: date | None = None
    by: UUID | None = None

    @property
    def is_repealed(self) -> bool:
        """Whether the act has lost force by that day."""
        return self.state == ForceState.REPEALED

    @property
    def is_current(self) -> bool:
        """Whether the act binds on that day."""
        return self.state in {ForceState.IN_FORCE, ForceState.AMENDED}


def repeal_of(dates: ActDates, changes: Iterable[Change]) -> tuple[date | None, UUID | None]:
    """The day an act loses force and the act that repeals it.

    The day entered with the act wins over the days of the repealing acts; of several of these
    the earliest counts.
    """
    repeals = sorted((change for change in changes if change.ends_act), key=lambda c: c.on)
    if dates.repealed_on is not None:
        exact = [change for change in repeals if change.on == dates.repealed_on]
        by = next(iter(exact or repeals), None)
        return dates.repealed_on, by.by if by else None
    return (repeals[0].on, repeals[0].by) if repeals else (None, None)


def force_on(day: date, dates: ActDates, changes: Iterable[Change]) -> Force:
    """The state of an act on a day.

    Before adoption it is not adopted; from the repeal on it is repealed; between, it is in force
    from `in_force_from`, as amended once a change of its text has taken effect.
    """
    changes = list(changes)
    if day < dates.adopted_on:
        return Force(ForceState.DRAFT, day)
    ended_on, ended_by = repeal_of(dates, changes)
    if ended_on is not None and day >= ended_on:
        return Force(ForceState.REPEALED, day, ended_on, ended_by)
    if dates.in_force_from is None or day < dates.in_force_from:
        return Force(ForceState.NOT_YET, day)
    latest = max(
        (change for change in changes if change.alters_text and change.on <= day),
        key=lambda change: change.on,
        default=None,
    )
    if latest is not None:
        return Force(ForceState.AMENDED, day, max(latest.on, dates.in_force_from), latest.by)
    elsewhere = dates.amended_elsewhere_on
    if elsewhere is not None and elsewhere <= day:
        # The day may be the one on which somebody learnt of the amendment: not a beginning.
        return Force(ForceState.AMENDED, day)
    return Force(ForceState.IN_FORCE, day, dates.in_force_from)


def requested_day(asked: str | None, today: date) -> tuple[date, bool]:
    """The day written as YYYY-MM-DD, today where there is none; whether it was unreadable."""
    text = (asked or "").strip()
    if not text:
        return today, False
    if not _DAY.fullmatch(text):
        return today, True
    try:
        return date.fromisoformat(text), False
    except ValueError:
        return today, True
