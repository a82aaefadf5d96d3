"""Discussions of platforms: topics, contributions, and what contributions said before."""

import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.models import User
from cms.models.claims import Claimable
from cms.written_text import cleaned
from platforms.enums import (
    CONTRIBUTION_ARROWS,
    DISCUSSION_ARROWS,
    READABLE_TOPICS,
    AnswerStatus,
    ContributionState,
    DiscussionState,
)
from platforms.models.platform import Platform
from platforms.states import Stateful, one_of

NAMELESS = _("A participant of the discussion")
TITLE_LENGTH = 200
CAPACITY_LENGTH = 200


class Written(Claimable, Stateful):
    """What somebody wrote: whose it is, in what capacity and language, and when.

    `text` is a little HTML (see `cms.written_text`), cleaned whenever it is saved.
    """

    author = models.ForeignKey(
        User,
        verbose_name=_("author"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="%(class)ss",
    )
    capacity = models.CharField(
        _("speaks as"),
        max_length=CAPACITY_LENGTH,
        blank=True,
        help_text=_("Organisation and position, as the author states them."),
    )
    language = models.CharField(
        _("language"), max_length=2, choices=settings.LANGUAGES, default="ru"
    )
    text = models.TextField(_("text"))
    created_at = models.DateTimeField(_("written"), default=timezone.now)

    class Meta:
        abstract = True

    @property
    def author_name(self) -> str:
        """The name the author speaks under; never the name of the account."""
        name = self.author.get_full_name() if self.author else ""
        return name or str(NAMELESS)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Clean the text."""
        self.text = cleaned(self.text)
        super().save(*args, **kwargs)


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
