"""Filters of the calendar, named as the facets of the listings."""

import re
from urllib.parse import urlencode

from django.db.models import Q
from django.http import QueryDict
from wagtail.query import PageQuerySet

from home.enums import EventFormat

# What the calendar takes over from the address of a listing.
FILTERS = ("topic", "region", "year", "event_format")

_YEAR = re.compile("(?!0000)[0-9]{4}")


def years_of(params: QueryDict) -> list[int]:
    """The chosen years; what is no year is left out."""
    return [int(year) for year in params.getlist("year") if _YEAR.fullmatch(year)]


def by_register(pages: PageQuerySet, params: QueryDict) -> PageQuerySet:
    """Pages with any of the chosen topics and any of the chosen regions."""
    if "topic" in params:
        of_topics = pages.filter(topics__slug__in=_keys_of(params, "topic"))
        pages = pages.filter(pk__in=of_topics.values("pk"))
    if "region" in params:
        of_regions = pages.filter(regions__code__in=_keys_of(params, "region"))
        pages = pages.filter(pk__in=of_regions.values("pk"))
    return pages


def _keys_of(params: QueryDict, name: str) -> list[str]:
    # PostgreSQL refuses to compare with a text that holds NUL.
    return [key for key in params.getlist(name) if "\x00" not in key]


def chosen_events(pages: PageQuerySet, params: QueryDict) -> PageQuerySet:
    """Events of the chosen years, formats, topics and regions."""
    if "year" in params:
        in_years = Q(pk__in=[])
        for year in years_of(params):
            in_years |= Q(starts_at__year__lte=year, ends_at__year__gte=year)
        pages = pages.filter(in_years)
    if formats := params.getlist("event_format"):
        pages = pages.filter(format__in=[name for name in formats if name in EventFormat.values])
    return by_register(pages, params)


def with_filters(address: str, params: QueryDict) -> str:
    """An address with the filters of a listing, without its page, order and words."""
    pairs = [(name, value) for name in FILTERS for value in params.getlist(name)]
    separator = "&" if "?" in address else "?"
    return f"{address}{separator}{urlencode(pairs)}" if pairs else address
