"""What `/readyz` asks of the catalogue; a failure means older results, not an outage."""

from datetime import timedelta

from django.utils import timezone

from cms.health import Check, register
from search.engines import engine
from search.models import OutboxEntry

LAG = timedelta(minutes=5)
"""A change that waits longer than this for the index is reported."""


def engine_is_healthy() -> bool:
    """Whether there is an index that can be read."""
    return engine().healthy()


def outbox_is_fresh() -> bool:
    """Whether no change has been due for longer than `LAG`."""
    return not OutboxEntry.objects.filter(next_attempt_at__lt=timezone.now() - LAG).exists()


def register_checks() -> None:
    """Add both checks, neither of them critical."""
    register(Check("search", engine_is_healthy, critical=False))
    register(Check("search_outbox", outbox_is_fresh, critical=False))
