"""Rows of the desk that somebody is looking at."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from cms.models.user import User


class Claimable(models.Model):
    """A row that a moderator marks as being looked at; a mark lapses by itself."""

    claimed_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    claimed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def is_claimed(self) -> bool:
        """Whether somebody is looking at it now: a claim lapses after `DESK_CLAIM_MINUTES`."""
        lapses = timedelta(minutes=settings.DESK_CLAIM_MINUTES)
        return bool(
            self.claimed_by_id and self.claimed_at and self.claimed_at > timezone.now() - lapses
        )

    def is_claimed_by_another(self, user: Any) -> bool:
        """Whether somebody else is looking at it now."""
        return self.is_claimed and self.claimed_by_id != user.pk
