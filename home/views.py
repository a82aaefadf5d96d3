"""Feeds, calendars and what machines ask a site for."""

from collections.abc import Iterator

from django.conf import settings
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.template.loader import get_template
from django.urls import reverse
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from cms.calendars import calendar_response
from cms.filters import with_filters
from home.exports import event_calendar
from home.filters import FILTERS
from home.queries import event_of, events_for_calendar
from home.sitemaps import SitemapPart, page_types, sitemap_entries, sitemap_parts

XML = "application/xml; charset=utf-8"


@require_safe
def news_atom(request: HttpRequest) -> HttpResponse:
    """The feed of news with the filters in the address is that of the search for news."""
    address = with_filters(reverse("search:feed_atom") + "?kind=news", request.GET, FILTERS)
    return HttpResponsePermanentRedirect(address)


@require_safe
def events_ics(request: HttpRequest) -> HttpResponse:
    """Events of the filters in the address as a calendar to subscribe to."""
    language = get_language() or settings.LANGUAGE_CODE
    events = events_for_calendar(request.GET, language)
    return calendar_response(event_calendar(events, request, language), "events")


@require_safe
def event_ics(request: HttpRequest, slug: str) -> HttpResponse:
    """One event as a calendar file."""
    language = get_language() or settings.LANGUAGE_CODE
    event = event_of(slug, language)
    if event is None:
        raise Http404
    return calendar_response(event_calendar([event], request, language), slug)


@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """The list of sitemaps."""
    addresses = [
        request.build_absolute_uri(
            reverse("home:sitemap", args=[part.type_name, part.language, part.number])
        )
        for part in sitemap_parts()
    ]
    return render(request, "home/sitemap_index.xml", {"addresses": addresses}, content_type=XML)


@require_safe
def sitemap(
    request: HttpRequest, type_name: str, language: str, number: int
) -> StreamingHttpResponse:
    """The pages of one type in one language, streamed."""
    if type_name not in page_types() or language not in dict(settings.LANGUAGES) or number < 1:
        raise Http404
    lines = _sitemap_lines(SitemapPart(type_name, language, number), request)
    return StreamingHttpResponse(lines, content_type=XML)


def _sitemap_lines(part: SitemapPart, request: HttpRequest) -> Iterator[str]:
    entry_template = get_template("home/sitemap_entry.xml")
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        ' xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
    )
    for entry in sitemap_entries(part, request):
        yield entry_template.render({"entry": entry})
    yield "</urlset>\n"


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers may read: everything public, but no lists of search results."""
    address = request.build_absolute_uri(reverse("home:sitemap_index"))
    return render(request, "home/robots.txt", {"sitemap": address}, content_type="text/plain")


@require_safe
def opensearch(request: HttpRequest, language: str) -> HttpResponse:
    """The description that lets a browser search the portal from its address bar."""
    if language not in dict(settings.LANGUAGES):
        raise Http404
    with override(language):
        address = request.build_absolute_uri(f"/{language}/search/")
        context = {"address": address, "language": language}
        return render(
            request,
            "home/opensearch.xml",
            context,
            content_type="application/opensearchdescription+xml; charset=utf-8",
        )
