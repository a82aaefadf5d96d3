"""iCalendar files (RFC 5545) of what the applications put into them."""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from icalendar import Calendar, Event


def calendar_of(events: Iterable[Event], request: HttpRequest, language: str, name: str) -> bytes:
    """The calendar of events, under the name that calendar programs show."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{request.get_host()}//Pleiada//{language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for event in events:
        calendar.add_component(event)
    return calendar.to_ical()


def calendar_response(body: bytes, name: str) -> HttpResponse:
    """A calendar as an answer; `name` is that of the file, without its ending."""
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{name}.ics"'
    return response


def utc(moment: datetime) -> datetime:
    """A moment in UTC: every calendar knows it, while zones change their rules."""
    return moment.astimezone(UTC)
