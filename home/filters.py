"""Filters of the calendar, named as the facets of the listings."""

import re

from django.db.models import Q
from django.http import QueryDict
from wagtail.query import PageQuerySet

from cms.filters import by_register
from home.enums import EventFormat

# What the calendar takes over from the address of a listing.
FILTERS = ("topic", "region", "year", "event_format")

_YEAR = re.compile("(?!0000)[0-9]{4}")


def years_of(params: QueryDict) -> list[int]:
    """The chosen years; what is no year is left out."""
    return [int(year) for year in params.getlist("year") if _YEAR.fullmatch(year)]


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
