"""What the front pages do when something happens elsewhere."""

from typing import Any

from django.apps import AppConfig, apps
from django.db import connections, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models.signals import post_delete, post_migrate, post_save
from wagtail.models import Page, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from home.models import Navigation
from home.navigation import forget
from home.services.portal import setup_portal


def connect() -> None:
    """Connect the receivers; called when the application is ready."""
    post_migrate.connect(prepare_portal, dispatch_uid="home.prepare_portal")
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        signal.connect(forget_navigation, dispatch_uid="home.forget_navigation")
    for model in (Navigation, Site):
        post_save.connect(forget_navigation, sender=model, dispatch_uid="home.forget_navigation")
    post_delete.connect(forget_after_deletion, dispatch_uid="home.forget_after_deletion")


def prepare_portal(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """Set the portal up once the last application has been migrated.

    Only then do the tables and permissions of all of them exist. A partial migration leaves the
    portal as it is.
    """
    if sender is not _last_migrated() or _is_partial(using, kwargs):
        return
    setup_portal()


def _last_migrated() -> AppConfig:
    return [config for config in apps.get_app_configs() if config.models_module][-1]


def _is_partial(using: str, kwargs: dict[str, Any]) -> bool:
    if "plan" not in kwargs:  # after a flush: the tables are as they were
        return False
    executor = MigrationExecutor(connections[using])
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def forget_navigation(**_kwargs: Any) -> None:
    """Rebuild the menu once the change is committed: it names pages and their addresses."""
    transaction.on_commit(forget)


def forget_after_deletion(sender: type, **_kwargs: Any) -> None:
    """The same for a deleted page of any type."""
    if issubclass(sender, Page):
        transaction.on_commit(forget)
