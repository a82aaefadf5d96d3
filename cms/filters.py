"""Filters of feeds, named as the facets of the listings that lead to them."""

from collections.abc import Iterable
from urllib.parse import urlencode

from django.http import QueryDict
from wagtail.query import PageQuerySet


def keys_of(params: QueryDict, name: str) -> list[str]:
    """The chosen keys of a filter, without those that no database can hold."""
    # PostgreSQL refuses to compare with a text that holds NUL.
    return [key for key in params.getlist(name) if "\x00" not in key]


def by_register(pages: PageQuerySet, params: QueryDict) -> PageQuerySet:
    """Pages with any of the chosen topics and any of the chosen regions."""
    if "topic" in params:
        of_topics = pages.filter(topics__slug__in=keys_of(params, "topic"))
        pages = pages.filter(pk__in=of_topics.values("pk"))
    if "region" in params:
        of_regions = pages.filter(regions__code__in=keys_of(params, "region"))
        pages = pages.filter(pk__in=of_regions.values("pk"))
    return pages


def with_filters(address: str, params: QueryDict, names: Iterable[str]) -> str:
    """An address with the named filters of a listing, without its page, order and words."""
    pairs = [(name, value) for name in names for value in params.getlist(name)]
    separator = "&" if "?" in address else "?"
    return f"{address}{separator}{urlencode(pairs)}" if pairs else address
