"""Changes of facts that a representative proposes and a moderator decides on."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from clusters.enums import ProposalKind, ProposalState
from clusters.models.cluster import Cluster
from cms.models import User
from cms.models.claims import Claimable


class Proposal(Claimable):
    """A figure or a membership as somebody without the right to change it would have it.

    `content` are the values of the form it was proposed with, by field.
    """

    cluster = models.ForeignKey(
        Cluster, verbose_name=_("cluster"), on_delete=models.CASCADE, related_name="proposals"
    )
    kind = models.CharField(_("what it changes"), max_length=10, choices=ProposalKind.choices)
    content = models.JSONField(_("proposed"))
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=ProposalState.choices,
        default=ProposalState.WAITING,
        db_index=True,
    )
    proposed_by = models.ForeignKey(
        User,
        verbose_name=_("proposed by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="proposals",
    )
    proposed_at = models.DateTimeField(_("proposed on"), auto_now_add=True)
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
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["proposed_at"]

    def __str__(self) -> str:
        return f"{self.cluster}: {self.get_kind_display()}"
