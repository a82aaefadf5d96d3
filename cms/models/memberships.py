"""Membership of an organisation in something, from a day to a day."""

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _


class DatedQuerySet(models.QuerySet):
    """Memberships by their dates."""

    def current(self) -> Self:
        """Those that last today."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=localdate()))


class DatedMembership(models.Model):
    """The days of a membership and where it is known from; who and where, each kind says itself."""

    since = models.DateField(_("member since"), null=True, blank=True)
    until = models.DateField(_("member until"), null=True, blank=True)
    source = models.CharField(
        _("source"), max_length=255, blank=True, help_text=_("Where the membership is known from.")
    )

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse a membership that ends before it starts."""
        super().clean()
        if self.since and self.until and self.until < self.since:
            raise ValidationError({"until": _("A membership cannot end before it starts.")})

    @property
    def is_current(self) -> bool:
        """Whether it lasts today."""
        return self.until is None or self.until >= localdate()
