"""News as an Atom feed and events as iCalendar."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, time
from typing import Any
from uuid import uuid5

from django.http import HttpRequest
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vGeo
from wagtail.models import Page

from cms.validators import parse_point
from home.models import EventPage, NewsPage

# XML has no way to write these, not even as references; pasted text holds them at times.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class _Feed(Atom1Feed):
    """Atom that tells the language of an entry when it is not the feed's."""

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        if item["language"] == self.feed["language"]:
            return {}
        return {"xml:lang": item["language"]}


def news_feed(news: Iterable[NewsPage], request: HttpRequest, language: str) -> str:
    """The Atom document (RFC 4287) of news, newest first, in the order given.

    An entry's id comes from the page's translation key and language: it stays through edits, moves
    and new slugs.
    """
    address = request.build_absolute_uri()
    feed = _Feed(
        title=_("News of cluster policy and technology platforms"),
        link=request.build_absolute_uri(request.path.removesuffix("feed/")),
        description=None,
        language=language,
        feed_url=address,
        feed_guid=address,
    )
    for page in news:
        own = page.locale.language_code
        feed.add_item(
            title=_xml_text(page.title),
            link=page.get_full_url(request),
            description=_xml_text(page.lead),
            unique_id=f"urn:uuid:{uuid5(page.translation_key, own)}",
            pubdate=timezone.make_aware(datetime.combine(page.published_on, time())),
            updateddate=page.last_published_at,
            categories=[_xml_text(topic.name_in(own)) for topic in page.topics.all()],
            language=own,
        )
    return feed.writeString("utf-8")


def _xml_text(text: str) -> str:
    return _NOT_IN_XML.sub(" ", text)


def event_calendar(events: Iterable[EventPage], request: HttpRequest, language: str) -> bytes:
    """The iCalendar object (RFC 5545) of events.

    Times stand in UTC: every reader's calendar knows it, while the zones of Russia changed thrice
    within the years of the archive.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//{request.get_host()}//Pleiada//{language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("Events of cluster policy and technology platforms"))
    for page in events:
        calendar.add_component(_event(page, request))
    return calendar.to_ical()


def _event(page: EventPage, request: HttpRequest) -> Event:
    event = Event()
    event.add("uid", f"{page.translation_key}@{request.get_host()}")
    event.add("dtstamp", _utc(page.last_published_at or page.starts_at))
    event.add("dtstart", _utc(page.starts_at))
    event.add("dtend", _utc(page.ends_at))
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


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)
