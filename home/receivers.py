"""What the front pages do when something happens elsewhere."""

from typing import Any

from django.apps import AppConfig, apps
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from home.services.portal import setup_portal


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
