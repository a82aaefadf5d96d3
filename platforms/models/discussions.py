"""Topics that members of a platform discuss."""

import uuid
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.models import User
from cms.written_text import cleaned
from platforms.enums import (
    DISCUSSION_ARROWS,
    READABLE_TOPICS,
    AnswerStatus,
    ContributionState,
    DiscussionState,
)
from platforms.models.platform import Platform
from platforms.models.written import CAPACITY_LENGTH, TITLE_LENGTH, Written
from platforms.states import one_of


class DiscussionQuerySet(models.QuerySet["Discussion"]):
    """Topics."""

    def readable(self) -> "DiscussionQuerySet":
        """Those that anybody may read if the platform is public."""
        return self.filter(state__in=READABLE_TOPICS)


class Discussion(Written):
    """A topic of a platform.

    `shown_number` and `active_at` follow the contributions that are shown; `last_number` is the
    number of the newest contribution, in whatever state. `key` names the topic in the catalogue.
    """

    arrows = DISCUSSION_ARROWS
    first_states = frozenset({DiscussionState.PENDING, DiscussionState.OPEN})

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    platform = models.ForeignKey(
        Platform, verbose_name=_("platform"), on_delete=models.CASCADE, related_name="discussions"
    )
    title = models.CharField(_("title"), max_length=TITLE_LENGTH)
    translated_title = models.CharField(
        _("title in the other language"), max_length=TITLE_LENGTH, blank=True
    )
    translated_text = models.TextField(_("text in the other language"), blank=True)
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=DiscussionState.choices,
        default=DiscussionState.PENDING,
    )
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    summary = models.TextField(_("summary of the moderator"), blank=True)
    summary_at = models.DateTimeField(null=True, blank=True)
    answer_status = models.CharField(
        _("what became of it"), max_length=10, choices=AnswerStatus.choices, blank=True
    )
    answer = models.TextField(_("official answer"), blank=True)
    answer_signature = models.CharField(
        _("signed by"),
        max_length=CAPACITY_LENGTH,
        blank=True,
        help_text=_("Name, position and organisation: everybody sees them."),
    )
    answer_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answer_at = models.DateTimeField(null=True, blank=True)
    last_number = models.PositiveIntegerField(default=0, editable=False)
    shown_number = models.PositiveIntegerField(default=0, editable=False)
    active_at = models.DateTimeField(default=timezone.now, editable=False)
    is_demo = models.BooleanField(default=False, editable=False)

    objects = DiscussionQuerySet.as_manager()

    class Meta:
        verbose_name = _("discussion")
        verbose_name_plural = _("discussions")
        ordering = ["-active_at", "-pk"]
        indexes = [
            models.Index(fields=["state", "-active_at"], name="discussions_by_activity"),
            models.Index(
                fields=["platform", "state", "-active_at"], name="discussions_of_platform"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=one_of("state", DiscussionState.values),
                name="discussion_state_is_known",
            ),
            models.CheckConstraint(
                condition=~one_of("state", READABLE_TOPICS) | Q(opened_at__isnull=False),
                name="readable_discussion_was_opened",
            ),
            models.CheckConstraint(
                condition=~Q(state=DiscussionState.CLOSED) | Q(closed_at__isnull=False),
                name="closed_discussion_was_closed",
            ),
            models.CheckConstraint(
                condition=(Q(answer_status="") & Q(answer=""))
                | (
                    one_of("answer_status", AnswerStatus.values)
                    & ~Q(answer="")
                    & ~Q(answer_signature="")
                    & Q(answer_at__isnull=False)
                ),
                name="official_answer_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Clean every text."""
        for name in ("translated_text", "summary", "answer"):
            setattr(self, name, cleaned(getattr(self, name)))
        super().save(*args, **kwargs)

    @property
    def audit_title(self) -> str:
        """What the log of decisions calls it."""
        return self.title

    @property
    def takes_contributions(self) -> bool:
        """Whether anything can be written: the topic is open, and so is its platform."""
        return self.state == DiscussionState.OPEN and self.platform.is_open

    def is_translated_into(self, language: str) -> bool:
        """Whether the topic has a title in a language that it was not written in."""
        return language != self.language and bool(self.translated_title)

    def language_in(self, language: str) -> str:
        """The language in which a reader of `language` sees it."""
        return language if self.is_translated_into(language) else self.language

    def title_in(self, language: str) -> str:
        """The title for readers of a language."""
        return self.translated_title if self.is_translated_into(language) else self.title

    def text_in(self, language: str) -> str:
        """The text for readers of a language."""
        is_translated = self.is_translated_into(language) and self.translated_text
        return self.translated_text if is_translated else self.text

    def open(self, at: datetime | None = None) -> None:
        """Let everybody read it and write in it; also after it was closed or hidden."""
        self.require_arrow(DiscussionState.OPEN)
        self.state, self.closed_at = DiscussionState.OPEN, None
        self.opened_at = self.opened_at or at or timezone.now()

    def close(self, at: datetime | None = None) -> None:
        """Let everybody read it, and nobody write in it."""
        self.require_arrow(DiscussionState.CLOSED)
        self.state, self.closed_at = DiscussionState.CLOSED, at or timezone.now()

    def hide(self) -> None:
        """Let nobody read it any more."""
        self.require_arrow(DiscussionState.HIDDEN)
        self.state = DiscussionState.HIDDEN

    def reject(self) -> None:
        """Do not publish it."""
        self.require_arrow(DiscussionState.REJECTED)
        self.state = DiscussionState.REJECTED

    def wait(self) -> None:
        """Put it back before the moderators; nobody else sees it."""
        self.require_arrow(DiscussionState.PENDING)
        self.state, self.opened_at = DiscussionState.PENDING, None

    def recount(self) -> None:
        """Count what is shown, after a contribution changed its state."""
        shown = self.contributions.filter(state=ContributionState.SHOWN)
        counted = shown.aggregate(number=models.Count("pk"), newest=models.Max("shown_at"))
        self.shown_number = counted["number"]
        self.active_at = counted["newest"] or self.opened_at or self.created_at
