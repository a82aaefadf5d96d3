"""The life of an act as dated events."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import pgettext_lazy

from library.enums import RelationKind
from library.legal.force import ActDates, Change, repeal_of
from library.legal.provisions import anchor_label


@dataclass(frozen=True)
class Event:
    """What happened to an act on a day; `act` is the page of the act that did it, if any."""

    on: date
    label: Any
    act: Any = None
    lang: str = ""
    provision: str = ""
    is_approximate: bool = False
    is_ahead: bool = False

    @property
    def provision_label(self) -> str:
        """The changed provision as readers name it."""
        return anchor_label(self.provision) if self.provision else ""


def timeline(
    dates: ActDates,
    changes: Iterable[Change],
    acts: Mapping[UUID, Any],
    *,
    language: str,
    today: date,
    published_on: date | None = None,
    start_is_approximate: bool = False,
) -> list[Event]:
    """Adoption, publication, entry into force, changes and the end, in the order of days.

    `acts` are the pages that the reader may open; the act behind an event is named only then.
    """
    changes = list(changes)
    ended_on, ended_by = repeal_of(dates, changes)

    def event(on: date, label: Any, by: UUID | None = None, **extra: Any) -> Event:
        act = acts.get(by) if by else None
        lang = act.language if act is not None and act.language != language else ""
        return Event(on, label, act, lang, is_ahead=on > today, **extra)

    events = [event(dates.adopted_on, pgettext_lazy("event", "Adopted"))]
    if published_on:
        events.append(event(published_on, pgettext_lazy("event", "Published")))
    if dates.in_force_from:
        events.append(
            event(
                dates.in_force_from,
                pgettext_lazy("event", "Entered into force"),
                is_approximate=start_is_approximate,
            )
        )
    for change in changes:
        if change.alters_text:
            partly = change.kind == RelationKind.REPEALS
            label = (
                pgettext_lazy("event", "Repealed in part")
                if partly
                else pgettext_lazy("event", "Amended")
            )
            events.append(event(change.on, label, change.by, provision=change.provision))
    if dates.amended_elsewhere_on:
        label = pgettext_lazy("event", "Known to be amended by acts that are not on the portal")
        events.append(event(dates.amended_elsewhere_on, label))
    if ended_on:
        events.append(event(ended_on, pgettext_lazy("event", "Lost force"), ended_by))
    return sorted(events, key=lambda each: each.on)
