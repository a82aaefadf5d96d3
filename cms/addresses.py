"""Addresses of the pages that a section makes below itself."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import transaction
from wagtail.models import Page
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from cms.sections import SUBSECTIONS, Subsection

_SECONDS = 60


def section_addresses(section: str, language: str) -> dict[str, str]:
    """Address of each page of a section in a language by its key in `SUBSECTIONS`.

    "" for a page that is not live. A page keeps its key when editors rename its slug. From the
    cache, which hears of changes at once in this process and within a minute in others.
    """
    key = _key(section, language)
    if (known := cache.get(key)) is None:
        known = _read(section, language)
        cache.set(key, known, _SECONDS)
    return known


def connect() -> None:
    """Read the addresses anew after a page was published, withdrawn, moved or renamed."""
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        signal.connect(_forget_on_commit, dispatch_uid="cms.forget_addresses")


def _forget_on_commit(**_kwargs: Any) -> None:
    transaction.on_commit(forget)


def forget() -> None:
    """Read every address anew."""
    sections = {one.parent for one in SUBSECTIONS}
    cache.delete_many(
        [_key(section, code) for section in sections for code, _name in settings.LANGUAGES]
    )


def _key(section: str, language: str) -> str:
    return f"addresses:{section}:{language}"


def _read(section: str, language: str) -> dict[str, str]:
    types = {
        ContentType.objects.get_for_model(apps.get_model(one.page_type)).pk: one.slug
        for one in _subsections(section)
    }
    pages = Page.objects.live().filter(content_type__in=types, locale__language_code=language)
    found = {types[page.content_type_id]: page.get_url() or "" for page in pages}
    return {one.slug: found.get(one.slug, "") for one in _subsections(section)}


def _subsections(section: str) -> list[Subsection]:
    return [one for one in SUBSECTIONS if one.parent == section]
