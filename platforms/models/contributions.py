"""Contributions to discussions, and what they said before."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.written_text import cleaned
from platforms.enums import (
    CONTRIBUTION_ARROWS,
    ContributionState,
)
from platforms.models.discussions import Discussion
from platforms.models.written import Written
from platforms.states import one_of


class ContributionQuerySet(models.QuerySet["Contribution"]):
    """Contributions."""

    def placed(self) -> "ContributionQuerySet":
        """Those that have a place on the page of their topic, thread by thread.

        What was shown and is no longer keeps its place, without its text.
        """
        return self.filter(shown_at__isnull=False).order_by("thread", "number")


class Contribution(Written):
    """A contribution to a discussion.

    `number` is its place in the order of writing and its stable link; `thread` is the number of
    the contribution that its branch begins with, its own where it answers none.
    """

    arrows = CONTRIBUTION_ARROWS
    first_states = frozenset({ContributionState.PENDING, ContributionState.SHOWN})

    discussion = models.ForeignKey(
        Discussion,
        verbose_name=_("discussion"),
        on_delete=models.CASCADE,
        related_name="contributions",
    )
    number = models.PositiveIntegerField(_("number"))
    thread = models.PositiveIntegerField(editable=False)
    reply_to = models.ForeignKey(
        "self",
        verbose_name=_("in answer to"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="replies",
    )
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=ContributionState.choices,
        default=ContributionState.PENDING,
    )
    shown_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    edited_at = models.DateTimeField(_("edited"), null=True, blank=True, editable=False)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        ordering = ["discussion", "number"]
        indexes = [
            models.Index(
                fields=["discussion", "thread", "number"],
                condition=Q(shown_at__isnull=False),
                name="contributions_by_thread",
            ),
            models.Index(fields=["discussion", "state"], name="contributions_by_state"),
            models.Index(fields=["state", "created_at"], name="contributions_waiting"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["discussion", "number"], name="one_contribution_of_a_number"
            ),
            models.CheckConstraint(
                condition=one_of("state", ContributionState.values),
                name="contribution_state_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(state=ContributionState.SHOWN) | Q(shown_at__isnull=False),
                name="shown_contribution_was_shown",
            ),
            models.CheckConstraint(
                condition=~Q(state=ContributionState.HIDDEN) | Q(shown_at__isnull=False),
                name="hidden_contribution_was_shown",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1) & Q(thread__lte=F("number")),
                name="contribution_stands_in_a_thread",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.discussion} — № {self.number}"

    @property
    def audit_title(self) -> str:
        """What the log of decisions calls it."""
        return str(self)

    @property
    def anchor(self) -> str:
        """Its mark on the page of the topic."""
        return f"c-{self.number}"

    @property
    def is_shown(self) -> bool:
        """Whether anybody may read it."""
        return self.state == ContributionState.SHOWN

    @property
    def is_reply(self) -> bool:
        """Whether it stands below another one."""
        return self.thread != self.number

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Put a new one into the thread of what it answers; refuse one where nothing is taken."""
        if self._state.adding:
            if not self.discussion.takes_contributions:
                raise ValidationError(_("This discussion is closed; nothing can be written in it."))
            if self.reply_to and self.reply_to.discussion_id != self.discussion_id:
                raise ValidationError(_("A contribution answers one of the same discussion."))
            self.thread = self.reply_to.thread if self.reply_to else self.number
        super().save(*args, **kwargs)

    def show(self, at: datetime | None = None) -> None:
        """Let everybody read it."""
        if not self._state.adding:
            self.require_arrow(ContributionState.SHOWN)
        self.state = ContributionState.SHOWN
        self.shown_at = self.shown_at or at or timezone.now()

    def hide(self) -> None:
        """Leave a line that a moderator has hidden it."""
        self.require_arrow(ContributionState.HIDDEN)
        self.state = ContributionState.HIDDEN

    def reject(self) -> None:
        """Do not publish it."""
        self.require_arrow(ContributionState.REJECTED)
        self.state = ContributionState.REJECTED

    def remove(self) -> None:
        """Leave a line that its author has removed it, where it was ever shown."""
        self.require_arrow(ContributionState.REMOVED)
        self.state = ContributionState.REMOVED

    def wait(self) -> None:
        """Put it back before the moderators, off the page."""
        self.require_arrow(ContributionState.PENDING)
        self.state, self.shown_at = ContributionState.PENDING, None


class ContributionEdition(models.Model):
    """What a contribution said before it was edited; for moderators."""

    contribution = models.ForeignKey(
        Contribution, on_delete=models.CASCADE, related_name="editions"
    )
    text = models.TextField(_("former text"))
    until = models.DateTimeField(_("until"), default=timezone.now)

    class Meta:
        verbose_name = _("former text of a contribution")
        verbose_name_plural = _("former texts of contributions")
        ordering = ["-until", "-pk"]

    def __str__(self) -> str:
        return f"{self.contribution} ({self.until:%d.%m.%Y %H:%M})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Clean the text."""
        self.text = cleaned(self.text)
        super().save(*args, **kwargs)
