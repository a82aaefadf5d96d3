"""The check of a file and its import: the same run, kept or rolled back."""

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from import_export.results import Result, RowResult
from tablib import Dataset

from cms.imports.reading import Problem, Row, Sheet
from cms.imports.registry import Importer
from cms.imports.resources import field_label, messages_of
from cms.models import ImportBatch, ImportedRow

NEW, CHANGED, SAME = "new", "changed", "same"
_BATCH_SIZE = 500


@dataclass(frozen=True)
class Outcome:
    """What an import does with one line."""

    line: int
    title: str
    action: str
    object_id: Any = None
    before: dict[str, Any] | None = None
    after: dict[str, Any] = field(default_factory=dict)

    @property
    def changes(self) -> list[tuple[str, Any, Any]]:
        """(column, before, after) of what a changed row changes."""
        before = self.before or {}
        return [
            (name, before.get(name), value)
            for name, value in self.after.items()
            if self.before is not None and before.get(name) != value
        ]


@dataclass(frozen=True)
class Report:
    """What is wrong with a file, or what its import does."""

    problems: tuple[Problem, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    own_links: frozenset[str] = frozenset()
    """Columns that refer to rows of the same register."""

    @property
    def counts(self) -> dict[str, int]:
        """How many lines are new, changed and the same."""
        counted = Counter(outcome.action for outcome in self.outcomes)
        return {action: counted[action] for action in (NEW, CHANGED, SAME)}

    @property
    def digest(self) -> str:
        """A fingerprint of what the import would do to the register as it is now.

        A row added by it is named by its line: its key is another one in each run.
        """
        added = {one.object_id: f"line {one.line}" for one in self.outcomes if one.action == NEW}

        def lasting(one: Outcome) -> dict[str, Any]:
            links = self.own_links & one.after.keys()
            return one.after | {name: added.get(one.after[name], one.after[name]) for name in links}

        rows = [(one.line, one.action, one.before, lasting(one)) for one in self.outcomes]
        text = json.dumps(rows, cls=DjangoJSONEncoder, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


class ImportRefusedError(Exception):
    """Nothing was imported; `report` says why."""

    def __init__(self, report: Report) -> None:
        super().__init__("; ".join(problem.message for problem in report.problems))
        self.report = report


def check(importer: Importer, sheet: Sheet) -> Report:
    """What the import of a file would do; nothing is changed."""
    return _run(importer, sheet, dry_run=True)


def apply(
    importer: Importer, sheet: Sheet, *, user: Any, file_name: str, sha256: str, digest: str
) -> ImportBatch:
    """Import the whole file and write it into the journal, or raise ImportRefusedError.

    `digest` is that of the report the person has confirmed: when the register has changed so that
    the import would now do something else, it is refused.
    """
    with transaction.atomic():
        report = _run(importer, sheet, dry_run=False)
        if not report.problems and report.digest != digest:
            changed = Problem(_("The register has changed since the check. Check the file again."))
            report = replace(report, problems=(changed,))
        if report.problems:
            raise ImportRefusedError(report)
        counts = report.counts
        batch = ImportBatch.objects.create(
            register=importer.key,
            user=user,
            file_name=file_name[:255],
            file_sha256=sha256,
            new_count=counts[NEW],
            changed_count=counts[CHANGED],
            same_count=counts[SAME],
        )
        ImportedRow.objects.bulk_create(
            [
                ImportedRow(
                    batch=batch,
                    line=one.line,
                    object_id=one.object_id,
                    title=one.title[:255],
                    before=one.before,
                    after=one.after,
                )
                for one in report.outcomes
                if one.action != SAME
            ],
            batch_size=_BATCH_SIZE,
        )
    return batch


def _run(importer: Importer, sheet: Sheet, *, dry_run: bool) -> Report:
    columns, problems = _columns(importer, sheet)
    if problems:
        return Report(tuple(problems))
    rows = [
        Row(row.line, {columns[heading]: value for heading, value in row.values.items()})
        for row in sheet.rows
    ]
    problems = _key_problems(importer, rows) or _missing_columns(importer, rows)
    if problems:
        return Report(tuple(problems))
    ordered = list(importer.order(rows))
    headings = list(columns.values())
    dataset = Dataset(
        *([row.values[heading] for heading in headings] for row in ordered), headers=headings
    )
    result = importer.resource().import_data(
        dataset, dry_run=dry_run, use_transactions=True, rollback_on_validation_errors=True
    )
    problems = _result_problems(importer, result, ordered)
    if problems:
        return Report(tuple(sorted(problems, key=lambda problem: problem.line)))
    outcomes = (_outcome(row, one) for row, one in zip(ordered, result.rows, strict=True))
    fields = importer.model._meta.concrete_fields
    return Report(
        outcomes=tuple(sorted(outcomes, key=lambda outcome: outcome.line)),
        own_links=frozenset(
            field.attname for field in fields if field.related_model is importer.model
        ),
    )


def _columns(importer: Importer, sheet: Sheet) -> tuple[dict[str, str], list[Problem]]:
    """Headings of the file and the columns they mean: keys or names in either language."""
    known: dict[str, str] = {}
    for name, model_field in importer.resource.columns().items():
        known[name.casefold()] = name
        for language in ("ru", "en"):
            with translation.override(language):
                known[str(model_field.verbose_name).casefold()] = name
    columns: dict[str, str] = {}
    problems = []
    for heading in sheet.headings:
        column = known.get(heading.casefold())
        if column is None:
            allowed = ", ".join(importer.resource.columns())
            message = _("There is no such column. Allowed: %(columns)s.") % {"columns": allowed}
            problems.append(Problem(message, 1, heading))
        elif column in columns.values():
            problems.append(Problem(_("The heading appears twice."), 1, heading))
        else:
            columns[heading] = column
    problems += [
        Problem(_("The column is missing: it names the row."), 1, key)
        for key in importer.resource.key_columns()
        if key not in columns.values()
    ]
    return columns, problems


def _key_problems(importer: Importer, rows: Sequence[Row]) -> list[Problem]:
    keys = importer.resource.key_columns()
    first: dict[tuple[str, ...], int] = {}
    problems = []
    for row in rows:
        named = _key_of(row, keys)
        empty = [key for key, value in zip(keys, named, strict=True) if not value]
        if empty:
            message = _("The cell is empty: it names the row.")
            problems += [Problem(message, row.line, key) for key in empty]
        elif named in first:
            message = _("“%(value)s” stands already in line %(line)s.")
            values = {"value": " / ".join(named), "line": first[named]}
            problems.append(Problem(message % values, row.line, keys[0]))
        else:
            first[named] = row.line
    return problems


def _key_of(row: Row, keys: Sequence[str]) -> tuple[str, ...]:
    return tuple(row.values[key] for key in keys)


def _missing_columns(importer: Importer, rows: Sequence[Row]) -> list[Problem]:
    """A file that adds rows must have every required column; one that changes rows need not."""
    resource = importer.resource
    missing = [name for name in resource.required_columns() if name not in rows[0].values]
    if not missing:
        return []
    known = resource.known_keys()
    if all(_key_of(row, resource.key_columns()) in known for row in rows):
        return []
    message = _("The column is missing, and the file adds new rows that need it.")
    return [Problem(message, 1, name) for name in missing]


def _result_problems(importer: Importer, result: Result, rows: Sequence[Row]) -> list[Problem]:
    problems = [Problem(str(error.error)) for error in result.base_errors]
    for invalid in result.invalid_rows:
        line = rows[invalid.number - 1].line
        problems += [
            Problem(message, line, _column_title(importer, name))
            for name, messages in messages_of(invalid.error).items()
            for message in messages
        ]
    for number, errors in result.row_errors():
        problems += [Problem(str(one.error), rows[number - 1].line) for one in errors]
    return problems


def _column_title(importer: Importer, name: str) -> str:
    return f"{name.removesuffix('_id')} ({field_label(importer.model, name)})" if name else ""


def _outcome(row: Row, result: RowResult) -> Outcome:
    actions = {RowResult.IMPORT_TYPE_NEW: NEW, RowResult.IMPORT_TYPE_UPDATE: CHANGED}
    action = actions.get(result.import_type, SAME)
    return Outcome(
        line=row.line,
        title=str(result.instance),
        action=action,
        object_id=result.instance.pk,
        before=result.before,
        after=result.after,
    )
