"""The log of outgoing letters: one row for each recipient of each letter."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class LetterState(models.TextChoices):
    """What became of a letter."""

    QUEUED = "queued", _("waiting")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    FAILED = "failed", _("not sent")
    HELD = "held", _("held back")


class Letter(models.Model):
    """A letter to one recipient: what it says until its text is dropped, and what became of it.

    `kind` is the key of its `cms.mailing.kinds.LetterKind`, empty for letters of other packages.
    `once` is given by senders that may run twice: a second letter with the same is not made.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("template"), max_length=100, blank=True, db_index=True)
    recipient = models.EmailField(_("recipient"), max_length=254, blank=True, db_index=True)
    language = models.CharField(_("language"), max_length=10)
    subject = models.CharField(_("subject"), max_length=500)
    text = models.TextField(_("text"), blank=True)
    html = models.TextField(blank=True)
    sender = models.CharField(_("sender"), max_length=320)
    reply_to = models.JSONField(default=list)
    headers = models.JSONField(default=dict)
    message_id = models.CharField(_("message number"), max_length=255, unique=True)
    once = models.CharField(max_length=200, blank=True, editable=False)
    keeps_text = models.BooleanField(default=False)
    keeps_address = models.BooleanField(default=True)
    state = models.CharField(
        _("state"), max_length=10, choices=LetterState, default=LetterState.QUEUED, db_index=True
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    created_at = models.DateTimeField(_("made"), default=timezone.now, db_index=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    last_error = models.CharField(_("last error"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("outgoing letter")
        verbose_name_plural = _("outgoing letters")
        ordering = ["-created_at", "pk"]
        default_permissions = ("view", "change")
        constraints = [
            models.UniqueConstraint(
                fields=["once"], condition=~models.Q(once=""), name="one_letter_for_an_occasion"
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def error_shown(self) -> str:
        """The last error in the language of the moment."""
        return gettext(self.last_error) if self.last_error else ""

    @property
    def is_whole(self) -> bool:
        """Whether text and address are still there to be sent."""
        return bool(self.text and self.recipient)

    @property
    def may_be_read(self) -> bool:
        """Whether people may read its text: a link for its recipient alone is not for others."""
        return self.keeps_text and bool(self.text)
