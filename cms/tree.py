"""Writes to the tree of pages, one after another.

A page's place is a path computed from its siblings; two transactions that add under one parent
would compute the same. All of them lock one row first, so none works on what another changes.
"""

from collections.abc import Callable
from typing import TypeVar

from django.db import OperationalError, connection, transaction
from wagtail.models import Page

ATTEMPTS = 5
# Serialization failure and deadlock: the database has undone the transaction.
UNDONE = frozenset({"40001", "40P01"})

VIEWS = frozenset(
    {
        "wagtailadmin_pages:add",
        "wagtailadmin_pages:copy",
        "wagtailadmin_pages:delete",
        "wagtailadmin_pages:move_confirm",
        "wagtailadmin_pages:set_page_position",
        "wagtailadmin_api:pages:action",
        "wagtail_bulk_action",
        "translate_page",
        "update_translations",
    }
)
"""Views of the administration that add, move or remove pages when they are asked to write."""

Result = TypeVar("Result")


def lock_tree(*pages: Page) -> None:
    """Wait until no other transaction writes to the tree; holds until this one ends.

    The `pages` are told where they stand now: they may have been read before they were moved.
    SQLite has one writer at a time anyway, and transactions here begin by becoming it.
    """
    list(Page.objects.select_for_update(no_key=True).filter(depth=1).values_list("pk"))
    for page in pages:
        page.refresh_from_db(fields=["path", "depth", "numchild", "url_path"])


def repeated(work: Callable[[], Result]) -> Result:
    """Run `work` in a transaction, and again when the database undid it over a deadlock.

    Inside another transaction it runs once, for then that one is undone as a whole.
    """
    attempts = 1 if connection.in_atomic_block else ATTEMPTS
    for attempt in range(1, attempts + 1):
        try:
            with transaction.atomic():
                return work()
        except OperationalError as error:
            if attempt == attempts or getattr(error.__cause__, "sqlstate", "") not in UNDONE:
                raise
    raise AssertionError("The last attempt returns or raises.")
