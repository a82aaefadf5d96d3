"""Members of clusters, with the dates of their membership."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from clusters.enums import MemberRole
from clusters.models.cluster import Cluster
from cms.models import Organisation


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Memberships by their dates."""

    def current(self) -> "MembershipQuerySet":
        """Those that last today."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=localdate()))


class Membership(models.Model):
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
    since = models.DateField(_("member since"), null=True, blank=True)
    until = models.DateField(_("member until"), null=True, blank=True)
    source = models.CharField(
        _("source"), max_length=255, blank=True, help_text=_("Where the membership is known from.")
    )

    objects = MembershipQuerySet.as_manager()

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

    def clean(self) -> None:
        """Refuse a membership that ends before it starts."""
        super().clean()
        if self.since and self.until and self.until < self.since:
            raise ValidationError({"until": _("A membership cannot end before it starts.")})

    @property
    def is_current(self) -> bool:
        """Whether it lasts today."""
        return self.until is None or self.until >= localdate()
