"""The record of letters to readers, for administrators: the only place that shows addresses."""

from typing import Any

import django_filters
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin.auth import permission_required
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView

from search.alerts.letters import IndexAway, compose
from search.alerts.sending import send_again
from search.models import Letter

may_view = permission_required("search.view_letter")


class LettersFilterSet(WagtailFilterSet):
    """When, what for, and what became of it."""

    created_at = django_filters.DateFromToRangeFilter(label=_("Made"), widget=DateRangePickerWidget)

    class Meta:
        model = Letter
        fields = ["state", "kind", "created_at"]


class LettersView(ReportView):
    """Every letter with its state; a row leads to what it says."""

    page_title = _("Letters to readers")
    header_icon = "mail"
    model = Letter
    any_permission_required = ["view"]
    filterset_class = LettersFilterSet
    index_url_name = "search_letters"
    index_results_url_name = "search_letters_results"
    default_ordering = "-created_at"
    is_searchable = False
    columns = [
        TitleColumn(
            "address",
            label=_("Address"),
            accessor="search.address",
            url_name="search_letter",
            id_accessor="pk",
        ),
        Column("kind", label=_("For"), accessor="get_kind_display"),
        Column("state", label=_("State"), accessor="get_state_display"),
        Column("reason", label=_("Reason"), accessor="reason_shown"),
        Column("attempts", label=_("Attempts"), sort_key="attempts"),
        DateColumn("created_at", label=_("Made"), sort_key="created_at"),
        DateColumn("sent_at", label=_("Sent"), sort_key="sent_at"),
    ]
    list_export: list[str] = []

    def get_queryset(self) -> QuerySet[Letter]:
        """Letters with their searches."""
        self.queryset = Letter.objects.select_related("search")
        queryset: QuerySet[Letter] = super().get_queryset()
        return queryset


@may_view
@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: HttpRequest, letter: Any) -> HttpResponse:
    """What a letter says, as it would leave now; POST sends one that failed again."""
    found = get_object_or_404(Letter.objects.select_related("search"), pk=letter)
    address = reverse("search_letter", args=[found.pk])
    if request.method == "POST":
        if send_again(found):
            messages.success(request, gettext("The letter waits to be sent again."))
        else:
            messages.error(request, gettext("Only a letter that was not sent can be sent again."))
        return HttpResponseRedirect(address)
    context = {
        "letter": found,
        "reason": found.reason_shown,
        "can_resend": found.state == Letter.State.FAILED,
        "message": _composed(found),
        "breadcrumbs_items": [
            {"url": reverse("search_letters"), "label": _("Letters to readers")},
            {"url": address, "label": found.search.address},
        ],
    }
    return render(request, "search/admin/letter.html", context)


@may_view
@require_safe
@xframe_options_sameorigin
def letter_html(request: HttpRequest, letter: Any) -> HttpResponse:
    """The HTML part of a letter, for the sandboxed frame of its page."""
    message = _composed(get_object_or_404(Letter.objects.select_related("search"), pk=letter))
    if message is None:
        raise Http404
    return HttpResponse(message.alternatives[0].content)


def _composed(letter: Letter) -> Any:
    try:
        return compose(letter)
    except IndexAway:
        return None
