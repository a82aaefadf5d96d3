"""Imports of registers: what each one did, row by row, so that it can be undone."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportBatch(models.Model):
    """One confirmed import: who, when, which file, how many rows of each kind."""

    register = models.CharField(_("register"), max_length=60, db_index=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("imported by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="import_batches",
    )
    created_at = models.DateTimeField(_("imported at"), auto_now_add=True)
    file_name = models.CharField(_("file"), max_length=255)
    file_sha256 = models.CharField("SHA-256", max_length=64)
    new_count = models.PositiveIntegerField(_("added"), default=0)
    changed_count = models.PositiveIntegerField(_("changed"), default=0)
    same_count = models.PositiveIntegerField(_("unchanged"), default=0)
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("undone by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="undone_import_batches",
    )

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.file_name}, {self.created_at:%Y-%m-%d %H:%M}"


class ImportedRow(models.Model):
    """One row added or changed by an import, as it was before and after.

    `before` is null for an added row. Values are those of the model's editable fields by column.
    """

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField(_("line"))
    object_id = models.PositiveBigIntegerField()
    title = models.CharField(_("title"), max_length=255)
    before = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    after = models.JSONField(encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = _("imported row")
        verbose_name_plural = _("imported rows")
        ordering = ["batch", "line"]

    def __str__(self) -> str:
        return f"{self.line}: {self.title}"

    @property
    def is_new(self) -> bool:
        """Whether the import added the row."""
        return self.before is None

    @property
    def changes(self) -> list[tuple[str, object, object]]:
        """(column, before, after) of what changed; nothing for an added row."""
        if self.before is None:
            return []
        return [
            (name, self.before.get(name), value)
            for name, value in self.after.items()
            if self.before.get(name) != value
        ]
