"""What an installation that is open to the world must not forget."""

from typing import Any

from django.conf import settings
from django.core import checks


@checks.register(checks.Tags.security, deploy=True)
def second_factor_is_required(**_options: Any) -> list[checks.CheckMessage]:
    """The office asks for a second factor."""
    if settings.STAFF_SECOND_FACTOR:
        return []
    return [
        checks.Warning(
            "The editorial office opens with a password alone.",
            hint="Set STAFF_SECOND_FACTOR=1.",
            id="accounts.W001",
        )
    ]
