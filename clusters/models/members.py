"""Members of clusters, with the dates of their membership."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clusters.enums import MemberRole
from clusters.models.cluster import Cluster
from cms.models import Organisation
from cms.models.memberships import DatedMembership


class Membership(DatedMembership):
    """An organisation in a cluster, in one role, from a day to a day."""

    cluster = models.ForeignKey(
        Cluster, verbose_name=_("cluster"), on_delete=models.CASCADE, related_name="memberships"
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        related_name="memberships",
    )
    role = models.CharField(
        _("role"), max_length=20, choices=MemberRole.choices, default=MemberRole.MEMBER
    )

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["cluster__name_ru", "organisation__name_ru"]
        constraints = [
            models.UniqueConstraint(
                fields=["cluster", "organisation", "role"], name="one_membership_in_a_role"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(since__isnull=True) | Q(until__gte=F("since")),
                name="membership_ends_after_its_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} — {self.cluster}"
