"""The undoing of an import: the whole batch, exactly, or not at all."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.imports.reading import Problem
from cms.imports.registry import Importer
from cms.imports.resources import restore, snapshot
from cms.models import ImportBatch, ImportedRow
from cms.usage import uses_of


class UndoRefusedError(Exception):
    """Nothing was undone; `problems` says why, by line of the imported file."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = problems


def undo(importer: Importer, batch: ImportBatch, *, user: Any) -> ImportBatch:
    """Take back what an import did: added rows go, changed rows become what they were.

    Refused with UndoRefusedError when a row was changed or deleted since, when what it referred to
    before is gone, when an added row is used by something, or when the batch is undone already.
    """
    with transaction.atomic():
        batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        if batch.undone_at:
            raise UndoRefusedError(Problem(_("The import is undone already.")))
        rows = list(batch.rows.order_by("line"))
        present = importer.model._base_manager.in_bulk([row.object_id for row in rows])
        problems = [
            *_changed_since(rows, present),
            *_lost_links(importer, rows),
            *_in_use(importer, rows),
        ]
        if problems:
            raise UndoRefusedError(*sorted(problems, key=lambda problem: problem.line))
        try:
            with transaction.atomic():
                _take_back(importer, rows, present)
        except IntegrityError as error:
            message = _("Another row has taken a value that must be unique.")
            raise UndoRefusedError(Problem(message)) from error
        batch.undone_at, batch.undone_by = timezone.now(), user
        batch.save(update_fields=["undone_at", "undone_by"])
    return batch


def _changed_since(rows: list[ImportedRow], present: dict[int, Any]) -> list[Problem]:
    problems = []
    for row in rows:
        instance = present.get(row.object_id)
        if instance is None:
            message = _("“%(row)s” was deleted after the import.")
        elif snapshot(instance) != row.after:
            message = _("“%(row)s” was changed after the import.")
        else:
            continue
        problems.append(Problem(message % {"row": row.title}, row.line))
    return problems


def _lost_links(importer: Importer, rows: list[ImportedRow]) -> list[Problem]:
    """Changed rows that would refer again to what has been deleted; databases notice too late."""
    problems = []
    links = [field for field in importer.model._meta.concrete_fields if field.related_model]
    for link in links:
        former = {
            row: row.before[link.attname] for row in rows if (row.before or {}).get(link.attname)
        }
        there = set(
            link.related_model._base_manager.filter(pk__in=former.values()).values_list(
                "pk", flat=True
            )
        )
        message = _("“%(row)s” had a “%(column)s” that was deleted after the import.")
        problems += [
            Problem(message % {"row": row.title, "column": link.verbose_name}, row.line)
            for row, key in former.items()
            if key not in there
        ]
    return problems


def _in_use(importer: Importer, rows: list[ImportedRow]) -> list[Problem]:
    """Added rows that something outside the batch refers to."""
    added = {row.object_id: row for row in rows if row.is_new}
    problems = []
    for key, uses in uses_of(importer.model, added).items():
        others = [
            use
            for use in uses
            if not (isinstance(use.instance, importer.model) and use.instance.pk in added)
        ]
        if others:
            names = ", ".join(f"{use.kind} «{use.title}»" for use in others[:5])
            message = _("“%(row)s” is in use: %(uses)s.")
            problems.append(
                Problem(message % {"row": added[key].title, "uses": names}, added[key].line)
            )
    return problems


def _take_back(importer: Importer, rows: list[ImportedRow], present: dict[int, Any]) -> None:
    for row in rows:
        if not row.is_new:
            instance = present[row.object_id]
            restore(instance, row.before or {})
            instance.save()
    added = {row.object_id for row in rows if row.is_new}
    # Rows may stand under each other and are protected then: the lowest go first.
    while added:
        free = added - set(uses_of(importer.model, added))
        if not free:
            raise IntegrityError
        importer.model._base_manager.filter(pk__in=free).delete()
        added -= free
