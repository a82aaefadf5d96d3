"""Appeals against decisions of moderators."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.models import User
from cms.models.claims import Claimable
from platforms.enums import APPEAL_ARROWS, AppealState
from platforms.models.discussions import Discussion
from platforms.models.moderation import Ruling
from platforms.states import Stateful


class Appeal(Claimable, Stateful):
    """The one objection of an author to a decision; another moderator decides on it.

    `first_by` is who took the decision, `discussion` the topic it was about or in.
    """

    arrows = APPEAL_ARROWS
    first_states = frozenset({AppealState.WAITING})

    ruling = models.OneToOneField(
        Ruling, verbose_name=_("decision"), on_delete=models.CASCADE, related_name="appeal"
    )
    discussion = models.ForeignKey(Discussion, on_delete=models.CASCADE, related_name="appeals")
    text = models.TextField(_("objection"))
    state = models.CharField(
        _("state"),
        max_length=12,
        choices=AppealState.choices,
        default=AppealState.WAITING,
        db_index=True,
    )
    created_at = models.DateTimeField(_("appealed"), default=timezone.now)
    first_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    decided_by = models.ForeignKey(
        User,
        verbose_name=_("decided by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided on"), null=True, blank=True)
    remark = models.TextField(_("remark"), blank=True)

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        ordering = ["created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True)
                | Q(first_by__isnull=True)
                | ~Q(decided_by=F("first_by")),
                name="appeal_goes_to_another_moderator",
            ),
            models.CheckConstraint(
                condition=Q(state=AppealState.WAITING) ^ Q(decided_at__isnull=False),
                name="decided_appeal_says_when",
            ),
        ]

    def __str__(self) -> str:
        return str(self.ruling.subject)

    @property
    def audit_title(self) -> str:
        """What the log of decisions calls it."""
        return str(self)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Take who decided first from the decision; refuse the same person a second time."""
        if self._state.adding:
            self.first_by_id = self.ruling.by_id
        if self.decided_by_id is not None and self.decided_by_id == self.first_by_id:
            raise ValidationError(_("An appeal is decided on by another moderator."))
        super().save(*args, **kwargs)
