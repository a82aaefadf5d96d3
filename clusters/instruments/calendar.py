"""The calendar of openings and deadlines (RFC 5545).

Both stand in it as whole days: a deadline is the end of its day in Moscow, and a calendar that
showed it at another hour on the reader's clocks would hide the day that the card names.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Q
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Event

from clusters.enums import InstrumentKind, InstrumentState
from cms.calendars import calendar_of, utc
from cms.filters import by_register, with_filters
from cms.querysets import one_version_each, readable

if TYPE_CHECKING:
    from clusters.models.instruments import SupportInstrumentPage

# What the calendar takes over from the address of the listing.
FILTERS = ("instrument_state", "recipient", "instrument_kind", "region", "topic")
SIZE = 1000


def calendar_address(params: QueryDict) -> str:
    """The address of the calendar with the filters of a listing."""
    return with_filters(reverse("cluster_files:instrument_calendar"), params, FILTERS)


def cards_for_calendar(params: QueryDict, language: str) -> list["SupportInstrumentPage"]:
    """Public cards of the chosen filters that have a day, each once, at best in `language`."""
    model = apps.get_model("clusters", "SupportInstrumentPage")
    pages = readable(model.objects.exclude(open_from=None, deadline=None))
    if states := params.getlist("instrument_state"):
        pages = pages.in_states(one for one in states if one in InstrumentState.values)
    if kinds := params.getlist("instrument_kind"):
        pages = pages.filter(kind__in=[one for one in kinds if one in InstrumentKind.values])
    pages = by_register(pages, params).order_by("-open_from", "translation_key", "pk")
    wanted = set(params.getlist("recipient"))
    chosen = [page for page in pages if not wanted or wanted & set(page.recipients)]
    return one_version_each(chosen, language)[:SIZE]


def card_for_calendar(slug: str, language: str) -> "SupportInstrumentPage | None":
    """A public card with a day by the slug in its address."""
    if "\x00" in slug:  # PostgreSQL refuses to compare with it
        return None
    model = apps.get_model("clusters", "SupportInstrumentPage")
    has_day = Q(open_from__isnull=False) | Q(deadline__isnull=False)
    pages = readable(model.objects.filter(has_day, slug=slug, locale__language_code=language))
    card: SupportInstrumentPage | None = pages.first()
    return card


def instrument_calendar(
    cards: Iterable["SupportInstrumentPage"], request: HttpRequest, language: str
) -> bytes:
    """The iCalendar object with the first and the last day of applications of each card."""
    name = _("Applications for state support")
    events = (event for card in cards for event in _events(card, request))
    return calendar_of(events, request, language, name)


def _events(card: "SupportInstrumentPage", request: HttpRequest) -> Iterator[Event]:
    if card.open_from:
        summary = _("Applications open: %(title)s") % {"title": card.title}
        yield _event(card, request, "opens", card.open_from, summary, card.lead)
    if card.deadline:
        summary = _("Last day of applications: %(title)s") % {"title": card.title}
        remark = _("To the end of the day, Moscow time.")
        text = "\n".join(filter(None, (remark, card.lead)))
        yield _event(card, request, "deadline", card.deadline, summary, text)


def _event(
    card: "SupportInstrumentPage",
    request: HttpRequest,
    part: str,
    day: date,
    summary: str,
    description: str,
) -> Event:
    event = Event()
    event.add("uid", f"{card.translation_key}-{part}@{request.get_host()}")
    changed = card.last_published_at or datetime.combine(day, time(), UTC)
    event.add("dtstamp", utc(changed))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", summary)
    event.add("url", card.get_full_url(request))
    event.add("transp", "TRANSPARENT")
    if description:
        event.add("description", description)
    return event
