"""Addresses of the section's own pages."""

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page

from cms.sections import SUBSECTIONS


def section_addresses(language: str) -> dict[str, str]:
    """Address of each page of the section in a language by its key in `SUBSECTIONS`.

    "" for a page that is not public. One query; a page keeps its key when editors rename its slug.
    """
    types = {
        ContentType.objects.get_for_model(apps.get_model(one.page_type)).pk: one.slug
        for one in SUBSECTIONS
    }
    pages = Page.objects.live().filter(content_type__in=types, locale__language_code=language)
    found = {types[page.content_type_id]: page.get_url() or "" for page in pages}
    return {one.slug: found.get(one.slug, "") for one in SUBSECTIONS}
