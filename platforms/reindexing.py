"""Pages that open or close discussions to readers: their topics are looked at again in the index.

The catalogue listens to pages by their own keys; topics are no pages and have keys of their own.
"""

from typing import Any

from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from platforms.models import Discussion, DiscussionIndexPage, PlatformPage
from search.indexing import touch


def connect() -> None:
    """Listen to pages of every type: a page above closes those below it."""
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        signal.connect(on_page, dispatch_uid="platforms.reindex_page")
    pre_delete.connect(on_deletion, dispatch_uid="platforms.reindex_deleted")
    for signal in (post_save, post_delete):
        signal.connect(on_restriction, PageViewRestriction, dispatch_uid="platforms.reindex")


def on_page(instance: Page, **_kwargs: Any) -> None:
    """A page was published, withdrawn, moved or renamed."""
    reindex_below(instance)


def on_deletion(sender: type, instance: Any, **_kwargs: Any) -> None:
    """A page of a platform or of discussions is about to go."""
    if sender in (PlatformPage, DiscussionIndexPage):
        reindex_below(instance)


def on_restriction(instance: PageViewRestriction, **_kwargs: Any) -> None:
    """A page and all below it were closed to some readers, or opened again."""
    reindex_below(instance.page)


def reindex_below(page: Page) -> None:
    """Look again at the topics of platforms at and below a page; at all where they are listed."""
    if isinstance(page, PlatformPage):
        topics = Discussion.objects.filter(platform=page.platform_id)
    elif DiscussionIndexPage.objects.filter(path__startswith=page.path).exists():
        topics = Discussion.objects.all()
    else:
        below = PlatformPage.objects.filter(path__startswith=page.path)
        topics = Discussion.objects.filter(platform__pages__in=below).distinct()
    touch(*topics.order_by("pk").values_list("key", flat=True))
