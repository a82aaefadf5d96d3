"""Addresses of the section's own pages."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from wagtail.models import Page

from cms.sections import SUBSECTIONS

_SECONDS = 60


def section_addresses(language: str) -> dict[str, str]:
    """Address of each page of the section in a language by its key in `SUBSECTIONS`.

    "" for a page that is not live. A page keeps its key when editors rename its slug. From the
    cache, which hears of changes at once in this process and within a minute in others.
    """
    key = f"clusters:addresses:{language}"
    if (known := cache.get(key)) is None:
        known = _read(language)
        cache.set(key, known, _SECONDS)
    return known


def forget(**_kwargs: Any) -> None:
    """Read the addresses anew: a page of the section was published, moved or renamed."""
    cache.delete_many([f"clusters:addresses:{language}" for language, _name in settings.LANGUAGES])


def _read(language: str) -> dict[str, str]:
    types = {
        ContentType.objects.get_for_model(apps.get_model(one.page_type)).pk: one.slug
        for one in SUBSECTIONS
    }
    pages = Page.objects.live().filter(content_type__in=types, locale__language_code=language)
    found = {types[page.content_type_id]: page.get_url() or "" for page in pages}
    return {one.slug: found.get(one.slug, "") for one in SUBSECTIONS}
