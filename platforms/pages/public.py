"""Platforms that anybody may see."""

from cms.querysets import one_version_each, readable
from platforms.models.platform_page import PlatformPage


def public_platforms(language: str) -> dict[int, PlatformPage]:
    """Public pages by the primary key of their platform, in the reader's language; one query."""
    pages = PlatformPage.objects.select_related("platform", "direction")
    shown = one_version_each(readable(pages.order_by("translation_key", "pk")), language)
    return {page.platform_id: page for page in shown}
