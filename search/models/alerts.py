"""Saved searches, the letters sent for them, and when things first came into the catalogue."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class Period(models.TextChoices):
    """How often a letter may come."""

    DAILY = "daily", _("every day")
    WEEKLY = "weekly", _("every Monday")


class Arrival(models.Model):
    """When a thing first became public; kept when it is withdrawn, so that it is new once.

    Without a moment it was there before anybody kept count.
    """

    key = models.UUIDField(_("key"), primary_key=True)
    at = models.DateTimeField(_("moment"), null=True, db_index=True)

    class Meta:
        verbose_name = _("arrival in the catalogue")
        verbose_name_plural = _("arrivals in the catalogue")

    def __str__(self) -> str:
        return str(self.key)


class SavedSearch(models.Model):
    """A reader's wish to hear of what a search will find; nothing else is kept of the reader.

    `parameters` are those of the search page in their canonical order. `since` is the moment after
    which things count as new; `told_period` names the last period that was dealt with.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    address = models.EmailField(_("address"), max_length=254, db_index=True)
    parameters = models.TextField(_("search"), blank=True)
    parameters_hash = models.CharField(max_length=64, editable=False)
    lang = models.CharField(_("language"), max_length=2)
    period = models.CharField(_("how often"), max_length=10, choices=Period)
    created_at = models.DateTimeField(_("saved"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, db_index=True)
    paused_at = models.DateTimeField(_("paused"), null=True)
    since = models.DateTimeField(null=True, editable=False)
    told_period = models.CharField(max_length=10, editable=False)

    class Meta:
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["address", "lang", "parameters_hash"], name="one_saved_search_each"
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Letter(models.Model):
    """One letter to one reader: what it was for, when, and what became of it.

    The search, its kind and its period are the key by which the same letter is never made twice.
    """

    class Kind(models.TextChoices):
        """What a letter is for."""

        CONFIRM = "confirm", _("confirmation")
        NEWS = "news", _("new things")

    class State(models.TextChoices):
        """What became of a letter."""

        QUEUED = "queued", _("waiting")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        FAILED = "failed", _("not sent")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    search = models.ForeignKey(
        SavedSearch,
        verbose_name=_("saved search"),
        on_delete=models.CASCADE,
        related_name="letters",
    )
    kind = models.CharField(_("for"), max_length=10, choices=Kind)
    period = models.CharField(_("period"), max_length=40)
    keys = models.JSONField(_("things"), default=list)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.QUEUED)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    created_at = models.DateTimeField(_("made"), default=timezone.now, db_index=True)
    sent_at = models.DateTimeField(_("sent"), null=True)

    class Meta:
        verbose_name = _("letter to a reader")
        verbose_name_plural = _("letters to readers")
        ordering = ["-created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["search", "kind", "period"], name="one_letter_each_period"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.period}"

    @property
    def reason_shown(self) -> str:
        """The reason in the language of the moment."""
        return gettext(self.reason) if self.reason else ""
