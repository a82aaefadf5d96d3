"""Which changes reach the catalogue: every one that can show, hide, move or alter a thing.

Rows are written in the transaction of the change. Where Wagtail runs none (a script that moves a
page or sets a restriction), a row put off by half a minute is written before the change, so that
a process killed in between loses nothing.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.db.models.signals import (
    post_delete,
    post_save,
    pre_delete,
    pre_save,
)
from django.dispatch import Signal
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import (
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
    pre_page_move,
)

from search.indexing import touch
from search.registry import sources

_PUT_OFF = timedelta(seconds=30)
# Saving a draft writes only these into the page's row; what readers see stays as it is.
_DRAFT_FIELDS = frozenset(
    {"draft_title", "has_unpublished_changes", "latest_revision", "latest_revision_created_at"}
)


def connect() -> None:
    """Listen to pages of every type, to restrictions, and to the other models of the sources."""
    listen: list[tuple[Signal, Any, Any]] = [
        (post_save, on_save, None),
        (pre_delete, before_delete, None),
        (post_delete, on_delete, None),
        (page_published, on_page, None),
        (page_unpublished, on_page, None),
        (page_slug_changed, on_subtree, None),
        (pre_page_move, before_subtree, None),
        (post_page_move, on_subtree, None),
        (pre_save, before_restriction, PageViewRestriction),
        (post_save, on_restriction, PageViewRestriction),
        (pre_delete, before_restriction, PageViewRestriction),
        (post_delete, on_restriction, PageViewRestriction),
    ]
    for signal, receiver, sender in listen:
        signal.connect(receiver, sender=sender, dispatch_uid=f"search.{receiver.__name__}.{sender}")


def on_save(sender: type, instance: Any, *, raw: bool = False, **kwargs: Any) -> None:
    """A page of any type, or a row of another model that a source named, was saved."""
    if raw:
        return
    fields = kwargs.get("update_fields")
    if isinstance(instance, Page):
        if fields is None or not _DRAFT_FIELDS.issuperset(fields):
            touch(instance.translation_key, *_moved_below(instance))
    else:
        _touch_others(instance)


def before_delete(sender: type, instance: Any, **kwargs: Any) -> None:
    """A row of another model is about to go, while its pages can still be told."""
    if not isinstance(instance, Page):
        _touch_others(instance)


def on_delete(sender: type, instance: Any, **kwargs: Any) -> None:
    """A page is gone."""
    if isinstance(instance, Page):
        touch(instance.translation_key)


def on_page(sender: type, instance: Page, **kwargs: Any) -> None:
    """A page was published or withdrawn."""
    touch(instance.translation_key)


def on_subtree(sender: type, instance: Page, **kwargs: Any) -> None:
    """A page got another place or slug, and with it all below it other addresses."""
    touch(*_subtree(instance))


def before_subtree(sender: type, instance: Page, **kwargs: Any) -> None:
    """A page is about to move."""
    if not connection.in_atomic_block:
        touch(*_subtree(instance), after=_PUT_OFF)


def on_restriction(sender: type, instance: PageViewRestriction, **kwargs: Any) -> None:
    """A page and all below it were closed to some readers, or opened again."""
    touch(*_subtree(instance.page))


def before_restriction(sender: type, instance: PageViewRestriction, **kwargs: Any) -> None:
    """A restriction is about to be set or lifted."""
    if not connection.in_atomic_block:
        touch(*_subtree(instance.page), after=_PUT_OFF)


def _subtree(page: Page) -> Iterable[UUID]:
    return _keys(Page.objects.filter(path__startswith=page.path))


def _moved_below(page: Page) -> Iterable[UUID]:
    """Pages below that still have addresses from before their ancestor's slug changed."""
    if not page.numchild:
        return ()
    below = Page.objects.filter(path__startswith=page.path, depth__gt=page.depth)
    return _keys(below.exclude(url_path__startswith=page.url_path))


def _keys(pages: QuerySet[Page]) -> list[UUID]:
    return list(pages.order_by().values_list("translation_key", flat=True).distinct())


def _touch_others(instance: Any) -> None:
    for source in sources().values():
        if isinstance(instance, source.models):
            touch(*source.keys_of(instance))
