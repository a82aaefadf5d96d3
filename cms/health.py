"""What the process needs to do its work, as `/readyz` tells it to a load balancer."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Check:
    """A question to the surroundings: `run` raises or returns False where something is wrong.

    A `critical` check takes the process out of service; the others only say that it serves with
    less (stale search results, say).
    """

    name: str
    run: Callable[[], bool]
    critical: bool = True


_checks: dict[str, Check] = {}


def register(check: Check) -> None:
    """Add a check; a second one of the same name is a mistake in the code."""
    if check.name in _checks:
        raise ValueError(f"The check {check.name!r} is registered twice.")
    _checks[check.name] = check


def report() -> tuple[str, dict[str, bool]]:
    """The state ("ok", "degraded", "failed") and the outcome of each check."""
    outcomes = {check.name: _passes(check) for check in _checks.values()}
    failed = [check for check in _checks.values() if not outcomes[check.name]]
    if any(check.critical for check in failed):
        return "failed", outcomes
    return ("degraded" if failed else "ok"), outcomes


def _passes(check: Check) -> bool:
    try:
        return check.run()
    except Exception:  # whatever is wrong outside: the answer is "not ready", the log says why
        logger.exception("Check %s failed", check.name)
        return False


def database_answers() -> bool:
    """Whether the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def cache_answers() -> bool:
    """Whether the cache gives back what it was given."""
    cache.set("health", "here", 10)
    return cache.get("health") == "here"


class AppliedMigrations:
    """Whether every migration of the code is applied; once true, it stays so for the process."""

    def __init__(self) -> None:
        self._is_complete = False

    def __call__(self) -> bool:
        if not self._is_complete:
            executor = MigrationExecutor(connection)
            self._is_complete = not executor.migration_plan(executor.loader.graph.leaf_nodes())
        return self._is_complete


register(Check("database", database_answers))
register(Check("migrations", AppliedMigrations()))
register(Check("cache", cache_answers))
