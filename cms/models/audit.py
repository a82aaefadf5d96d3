"""The log of decisions: rows that are only ever added, each holding the hash of the one before."""

import json
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditEntry(models.Model):
    """One decision: what was decided about what, by which account, by which rule and why.

    Written by `cms.audit.record` alone; triggers of the database refuse changes and deletions. It
    holds no names and no addresses: `actor` is the number of an account and outlives it.
    """

    sequence = models.PositiveBigIntegerField(_("number"), primary_key=True)
    moment = models.DateTimeField(_("moment"), db_index=True)
    action = models.CharField(_("action"), max_length=100, db_index=True)
    subject_type = models.CharField(_("type of the subject"), max_length=100)
    subject_key = models.CharField(_("key of the subject"), max_length=64)
    subject_title = models.CharField(_("title of the subject"), max_length=255, blank=True)
    actor = models.PositiveBigIntegerField(
        _("number of the account"), null=True, blank=True, db_index=True
    )
    rule = models.CharField(_("rule"), max_length=255, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    # Text: the hash is taken over exactly this, and a column of JSON may write numbers anew.
    data = models.TextField(_("data"), default="{}")
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    account: Any = None
    """The account of `actor`, where a report has looked it up."""

    class Meta:
        verbose_name = _("decision in the log")
        verbose_name_plural = _("log of decisions")
        ordering = ["-sequence"]
        default_permissions = ("view",)
        indexes = [models.Index(fields=["subject_type", "subject_key"], name="audit_subject")]

    def __str__(self) -> str:
        return f"{self.sequence} {self.action}"

    @property
    def details(self) -> dict[str, Any]:
        """The data as they were given."""
        details: dict[str, Any] = json.loads(self.data)
        return details


class AuditHead(models.Model):
    """Number and hash of the last row of the log; its lock puts the writers in a line."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    sequence = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64)

    class Meta:
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_audit_head")]

    def __str__(self) -> str:
        return f"{self.sequence} {self.hash}"
