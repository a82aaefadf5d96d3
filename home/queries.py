"""Reads of the front pages."""

from django.http import QueryDict

from cms.querysets import one_version_each, readable
from home.filters import chosen_events
from home.models import EventPage

CALENDAR_SIZE = 1000


def events_for_calendar(params: QueryDict, language: str) -> list[EventPage]:
    """Public events of the chosen filters by their start, each once, at best in `language`."""
    pages = chosen_events(readable(EventPage.objects.all()), params).prefetch_related("topics")
    latest = pages.order_by("-starts_at", "translation_key", "pk")[: 2 * CALENDAR_SIZE]
    return one_version_each(latest, language)[:CALENDAR_SIZE][::-1]


def event_of(slug: str, language: str) -> EventPage | None:
    """A public event by the slug in its address."""
    if "\x00" in slug:  # PostgreSQL refuses to compare with it
        return None
    pages = readable(EventPage.objects.filter(slug=slug, locale__language_code=language))
    event: EventPage | None = pages.prefetch_related("topics").first()
    return event
