"""Feeds of every search; a listing's feed is that of the search with the listing's conditions."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import http_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from search.address import Address
from search.feeds import Feed, atom, items_of, json_feed, title_of
from search.forms import read, unknown
from search.query import Query
from search.registry import facets

_CACHE_CONTROL = "public, max-age=60"


def _feed_view(
    content_type: str,
) -> Callable[[Callable[[Feed], bytes]], Callable[[HttpRequest], HttpResponse]]:
    """A view that answers the search in the address as a document of one type."""

    def decorate(document: Callable[[Feed], bytes]) -> Callable[[HttpRequest], HttpResponse]:
        @require_safe
        @conditional_page
        @wraps(document)
        def view(request: HttpRequest) -> HttpResponse:
            lang = (get_language() or settings.LANGUAGE_CODE)[:2]
            asked = read(request.GET, lang=lang, facets=tuple(facets()))
            wrong = {name: _("Unknown parameter.") for name in unknown(request.GET, facets())}
            wrong |= {name: " ".join(messages) for name, messages in asked.errors.items()}
            if wrong:
                return _refusal(wrong)
            feed = _feed(request, asked.query)
            response = HttpResponse(document(feed), content_type=content_type)
            response["Cache-Control"] = _CACHE_CONTROL
            response["X-Robots-Tag"] = "noindex"
            response["Access-Control-Allow-Origin"] = "*"
            if feed.items:
                response["Last-Modified"] = http_date(feed.updated.timestamp())
            return response

        return view

    return decorate


@_feed_view("application/atom+xml; charset=utf-8")
def search_atom(feed: Feed) -> bytes:
    """The search as Atom."""
    return atom(feed)


@_feed_view("application/feed+json; charset=utf-8")
def search_json(feed: Feed) -> bytes:
    """The search as JSON Feed."""
    return json_feed(feed)


def _feed(request: HttpRequest, query: Query) -> Feed:
    return Feed(
        title=title_of(query, _("Pleiada")),
        author=_("Pleiada"),
        lang=query.lang,
        url=request.build_absolute_uri(Address(request.path, query).page(1)),
        page_url=request.build_absolute_uri(Address(reverse("search:search"), query).page(1)),
        items=items_of(query, request.build_absolute_uri("/")),
    )


def _refusal(wrong: dict[str, str]) -> HttpResponse:
    lines = [_("These parameters cannot be used:")]
    lines += [f"{name}: {message}" for name, message in wrong.items()]
    return HttpResponse(
        "\n".join(lines) + "\n", status=400, content_type="text/plain; charset=utf-8"
    )
