"""Leases: who holds a job of which there must be one at a time, and which workers are alive."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Lease(models.Model):
    """A named right held until a moment; one that has lapsed may be taken by anybody."""

    name = models.CharField(max_length=100, primary_key=True)
    holder = models.CharField(max_length=64)
    until = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("lease")
        verbose_name_plural = _("leases")

    def __str__(self) -> str:
        return self.name
