"""A correction that a reader suggests for one field of a public page."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.models.claims import Claimable
from cms.models.user import User

OTHER = "other"
"""What is wrong is no field of the page: this, or a name that begins so."""


class CorrectionState(models.TextChoices):
    """Where a suggested correction stands."""

    WAITING = "waiting", _("waiting for a decision")
    APPLIED = "applied", _("accepted")
    RETURNED = "returned", _("turned down")


class SuggestedCorrection(Claimable):
    """What a reader says is wrong and what would be right; shown to moderators only.

    `email` is kept for the one answer and erased with the decision.
    """

    page = models.ForeignKey(
        Page, verbose_name=_("page"), on_delete=models.CASCADE, related_name="corrections"
    )
    field = models.CharField(_("what is wrong"), max_length=40)
    current = models.TextField(_("value when it was reported"), blank=True)
    value = models.TextField(_("suggested value"))
    remark = models.TextField(_("remark"), blank=True)
    email = models.EmailField(_("e-mail for the answer"), blank=True)
    language = models.CharField(max_length=2, default="ru")
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=CorrectionState.choices,
        default=CorrectionState.WAITING,
        db_index=True,
    )
    suggested_at = models.DateTimeField(_("suggested on"), auto_now_add=True)
    decided_by = models.ForeignKey(
        User,
        verbose_name=_("decided by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided on"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("suggested correction")
        verbose_name_plural = _("suggested corrections")
        ordering = ["suggested_at"]

    def __str__(self) -> str:
        return f"{self.page}: {self.field}"

    @property
    def names_field(self) -> bool:
        """Whether it says which field is wrong; a remark on anything else changes no page."""
        return not self.field.startswith(OTHER)
