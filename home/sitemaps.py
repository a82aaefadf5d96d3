"""Sitemaps: one for each page type and language, with the alternates of every page.

Only public pages stand in them; two queries a page type whatever its size.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from math import ceil

from django.conf import settings
from django.db.models import Count
from django.http import HttpRequest
from wagtail.models import Page, get_page_models
from wagtail.query import PageQuerySet

from cms.querysets import public

# The protocol allows 50,000 addresses and 50 MB; with alternates an address takes about 500 bytes.
PART = 20_000


@dataclass(frozen=True)
class SitemapPart:
    """A sitemap of the index: `type_name` is `app_model` of a page type, `number` from 1."""

    type_name: str
    language: str
    number: int


@dataclass(frozen=True)
class SitemapEntry:
    """A page: its address, last publication and alternates as (language, address)."""

    address: str
    modified: datetime | None
    alternates: tuple[tuple[str, str], ...]
    default: str
    """Address for readers of any other language; empty when there are no alternates."""


def page_types() -> dict[str, type[Page]]:
    """Every page type of the portal by the name it has in addresses."""
    return {
        f"{model._meta.app_label}_{model._meta.model_name}": model
        for model in get_page_models()
        if model is not Page
    }


def sitemap_parts() -> Iterator[SitemapPart]:
    """Every sitemap that has pages; one query a page type."""
    for name, model in page_types().items():
        counts = (
            _pages(model)
            .order_by("locale__language_code")
            .values_list("locale__language_code")
            .annotate(Count("pk"))
        )
        for language, count in counts:
            for number in range(1, ceil(count / PART) + 1):
                yield SitemapPart(name, language, number)


def sitemap_entries(part: SitemapPart, request: HttpRequest) -> Iterator[SitemapEntry]:
    """The pages of a sitemap; those that stand below no site have no address and are left out."""
    model = page_types()[part.type_name]
    pages = _pages(model).filter(locale__language_code=part.language).order_by("pk")
    pages = pages[(part.number - 1) * PART : part.number * PART]
    others = _pages(model).exclude(locale__language_code=part.language)
    others = others.filter(translation_key__in=pages.values("translation_key"))
    addresses: dict[object, dict[str, str]] = defaultdict(dict)
    for page in others.iterator(chunk_size=1000):
        if address := page.get_full_url(request):
            addresses[page.translation_key][page.locale.language_code] = address
    for page in pages.iterator(chunk_size=1000):
        own = page.get_full_url(request)
        if not own:
            continue
        by_code = {**addresses.pop(page.translation_key, {}), part.language: own}
        ordered = [(code, by_code[code]) for code, _name in settings.LANGUAGES if code in by_code]
        alone = len(ordered) == 1
        yield SitemapEntry(
            address=own,
            modified=page.last_published_at,
            alternates=() if alone else tuple(ordered),
            default="" if alone else ordered[0][1],
        )


def _pages(model: type[Page]) -> PageQuerySet:
    pages = public(model.objects.filter(alias_of__isnull=True, depth__gt=1))
    return pages.select_related("locale").defer_streamfields()
