"""Questions about pages that every application asks alike."""

from wagtail.query import PageQuerySet


def public(pages: PageQuerySet) -> PageQuerySet:
    """Pages anybody may open: live and under no view restriction.

    Scheduled and expired pages are not live, so they are left out as well.
    """
    return pages.live().public()
