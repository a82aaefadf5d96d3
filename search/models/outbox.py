"""What waits to be written into the catalogue's index."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class OutboxEntry(models.Model):
    """One change of one thing, saved in the transaction that made it.

    The row says only which thing changed; what to write is read from the database when the row is
    handled, so that handling a row twice or late does no harm.
    """

    key = models.UUIDField(_("key"), db_index=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    last_error = models.CharField(_("last error"), max_length=500, blank=True)
    next_attempt_at = models.DateTimeField(_("next attempt"), default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("change to be indexed")
        verbose_name_plural = _("changes to be indexed")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.key)
