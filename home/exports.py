"""Events as iCalendar."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.utils.translation import gettext as _
from icalendar import Event, vGeo
from wagtail.models import Page

from cms.calendars import calendar_of, utc
from cms.validators import parse_point
from home.models import EventPage


def event_calendar(events: Iterable[EventPage], request: HttpRequest, language: str) -> bytes:
    """The iCalendar object (RFC 5545) of events.

    Times stand in UTC: every reader's calendar knows it, while the zones of Russia changed thrice
    within the years of the archive.
    """
    name = _("Events of cluster policy and technology platforms")
    return calendar_of((_event(page, request) for page in events), request, language, name)


def _event(page: EventPage, request: HttpRequest) -> Event:
    event = Event()
    event.add("uid", f"{page.translation_key}@{request.get_host()}")
    event.add("dtstamp", utc(page.last_published_at or page.starts_at))
    event.add("dtstart", utc(page.starts_at))
    event.add("dtend", utc(page.ends_at))
    event.add("summary", page.title)
    event.add("url", page.get_full_url(request))
    if page.lead or page.organiser:
        event.add("description", "\n".join(filter(None, (page.lead, page.organiser))))
    if place := ", ".join(filter(None, (page.venue, page.city))):
        event.add("location", place)
    if page.place:
        longitude, latitude = parse_point(page.place)
        event.add("geo", vGeo((latitude, longitude)))
    if topics := [topic.name_in(_language(page)) for topic in page.topics.all()]:
        event.add("categories", topics)
    return event


def _language(page: Page) -> str:
    return page.locale.language_code
