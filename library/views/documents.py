"""Texts of documents in the admin: the report of missing ones, and reading a file again."""

from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permissions import policy_registry

from cms.enums import ExtractionState
from cms.models import PortalDocument
from library.queries import documents_without_text
from library.services.documents import restart_extraction


class MissingTextFilterSet(WagtailFilterSet):
    """Filters of the report."""

    extraction_state = django_filters.ChoiceFilter(
        label=_("Text extraction"), choices=ExtractionState
    )

    class Meta:
        model = PortalDocument
        fields = ["extraction_state", "language"]


class MissingTextView(ReportView):
    """Documents without text: to be recognised, repaired or still waiting."""

    page_title = _("Documents without text")
    header_icon = "doc-full-inverse"
    model = PortalDocument
    any_permission_required = ["add", "change", "delete"]
    filterset_class = MissingTextFilterSet
    index_url_name = "library_missing_text"
    index_results_url_name = "library_missing_text_results"
    default_ordering = "title"
    columns = [
        TitleColumn("title", label=_("Title"), url_name="wagtaildocs:edit"),
        Column("filename", label=_("File")),
        Column("state", label=_("Text extraction"), accessor="get_extraction_state_display"),
        Column("reason", label=_("Reason"), accessor="get_extraction_error_display"),
        Column("page_count", label=_("Pages")),
        Column("text_pages", label=_("Pages with text")),
    ]
    list_export = [
        "title",
        "filename",
        "get_extraction_state_display",
        "get_extraction_error_display",
        "page_count",
        "text_pages",
    ]
    export_headings = {
        "title": _("Title"),
        "filename": _("File"),
        "get_extraction_state_display": _("Text extraction"),
        "get_extraction_error_display": _("Reason"),
        "page_count": _("Pages"),
        "text_pages": _("Pages with text"),
    }

    def get_base_queryset(self) -> QuerySet[PortalDocument]:
        """Those the person may change."""
        allowed = policy_registry.get_by_type(PortalDocument).instances_user_has_any_permission_for(
            self.request.user, ["change", "delete"]
        )
        return documents_without_text().filter(pk__in=allowed.values("pk"))


@require_POST
def extract_again(request: HttpRequest, document_id: int) -> HttpResponse:
    """Put a document into the queue again."""
    document = get_object_or_404(PortalDocument, pk=document_id)
    policy: Any = policy_registry.get_by_type(PortalDocument)
    if not policy.user_has_permission_for_instance(request.user, "change", document):
        raise PermissionDenied
    restart_extraction(document)
    messages.success(
        request, _("The text of “%(title)s” is being read again.") % {"title": document.title}
    )
    return redirect(reverse("wagtaildocs:edit", args=[document.pk]))
