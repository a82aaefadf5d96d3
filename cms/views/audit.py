"""The log of decisions, read by administrators."""

from collections.abc import Iterator, Sequence
from typing import Any

import django_filters
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.reports import ReportView

from cms import tables
from cms.audit.decisions import label_of
from cms.models.audit import AuditEntry

_FIELDS = (
    "sequence",
    "moment",
    "action",
    "subject_type",
    "subject_key",
    "subject_title",
    "actor",
    "rule",
    "reason",
    "data",
    "previous_hash",
    "hash",
)


def _actions() -> list[tuple[str, str]]:
    known = AuditEntry.objects.order_by("action").values_list("action", flat=True).distinct()
    return [(action, label_of(action)) for action in known]


def _subject(entry: AuditEntry) -> str:
    return entry.subject_title or f"{entry.subject_type} {entry.subject_key}"


def _account(entry: AuditEntry) -> str:
    if entry.actor is None:
        return "—"
    if entry.account is None:
        return str(entry.actor)
    return f"{entry.actor} · {entry.account.get_full_name() or entry.account.get_username()}"


class AuditFilterSet(WagtailFilterSet):
    """When, what, by whom, and about what."""

    moment = django_filters.DateFromToRangeFilter(label=_("Moment"), widget=DateRangePickerWidget)
    action = django_filters.ChoiceFilter(label=_("Action"), choices=_actions)
    actor = django_filters.NumberFilter(label=_("Number of the account"))
    subject_key = django_filters.CharFilter(label=_("Key of the subject"))

    class Meta:
        model = AuditEntry
        fields = ["moment", "action", "actor", "subject_key"]


class AuditView(ReportView):
    """Every decision, the last first; as CSV with everything that the hashes cover."""

    page_title = _("Log of decisions")
    header_icon = "clipboard-list"
    model = AuditEntry
    any_permission_required = ["view"]
    filterset_class = AuditFilterSet
    index_url_name = "cms_audit"
    index_results_url_name = "cms_audit_results"
    default_ordering = "-sequence"
    is_searchable = False
    columns = [
        Column("sequence", label="№", sort_key="sequence"),
        DateColumn("moment", label=_("Moment"), sort_key="moment"),
        Column("action", label=_("Action"), accessor=lambda entry: label_of(entry.action)),
        Column("subject", label=_("Decided about"), accessor=_subject),
        Column("actor", label=_("Account"), accessor=_account),
        Column("rule", label=_("Rule")),
        Column("reason", label=_("Reason")),
        Column("hash", label=_("Hash"), accessor=lambda entry: entry.hash[:12]),
    ]
    FORMATS = (ReportView.FORMAT_CSV,)
    list_export = list(_FIELDS)
    export_filename = "decisions"

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        """The button of the CSV alone: a workbook cannot be streamed."""
        buttons = super().header_more_buttons
        return [button for button in buttons if button.url != self.xlsx_export_url]

    def decorate_paginated_queryset(self, object_list: Sequence[AuditEntry]) -> Any:
        """The rows of one page with the accounts that still exist; one query for all of them."""
        if self.is_export:
            return object_list
        entries = list(object_list)
        numbers = {entry.actor for entry in entries if entry.actor is not None}
        accounts = get_user_model().objects.in_bulk(numbers)
        for entry in entries:
            entry.account = accounts.get(entry.actor)
        return entries

    def as_spreadsheet(
        self, queryset: QuerySet[AuditEntry], spreadsheet_format: str
    ) -> StreamingHttpResponse:
        """The log as CSV, line by line, without names: numbers of accounts only."""
        sheet = tables.Sheet("", _FIELDS, _rows(queryset))
        return tables.csv_response(sheet, self.export_filename)


def _rows(entries: QuerySet[AuditEntry]) -> Iterator[tuple[Any, ...]]:
    for entry in entries.values_list(*_FIELDS).iterator(chunk_size=2000):
        sequence, moment, *rest = entry
        yield (sequence, localtime(moment).isoformat(), *rest)
