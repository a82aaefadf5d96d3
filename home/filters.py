"""Filters of the feed and the calendar, named as the facets of the listings."""

from django.db.models import Q
from django.http import QueryDict
from wagtail.query import PageQuerySet

from home.enums import EventFormat


def years_of(params: QueryDict) -> list[int]:
    """The chosen years; what is no year is left out."""
    given = params.getlist("year")
    return [int(year) for year in given if len(year) == 4 and year.isascii() and year.isdigit()]


def chosen(params: QueryDict, name: str) -> list[str]:
    """Values of a filter; NUL, which PostgreSQL refuses in a text, becomes a sign no key has."""
    return [value.replace("\x00", "\ufffd") for value in params.getlist(name)]


def by_register(pages: PageQuerySet, params: QueryDict) -> PageQuerySet:
    """Pages with any of the chosen topics and any of the chosen regions."""
    if topics := chosen(params, "topic"):
        pages = pages.filter(pk__in=pages.filter(topics__slug__in=topics).values("pk"))
    if regions := chosen(params, "region"):
        pages = pages.filter(pk__in=pages.filter(regions__code__in=regions).values("pk"))
    return pages


def chosen_news(pages: PageQuerySet, params: QueryDict) -> PageQuerySet:
    """News of the chosen years, topics and regions."""
    if "year" in params:
        pages = pages.filter(published_on__year__in=years_of(params))
    return by_register(pages, params)


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
