"""The log of outgoing letters and the previews of their templates, for administrators."""

from typing import Any

import django_filters
from django.conf import settings
from django.contrib import messages
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin.auth import permission_required
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets import HeaderButton

from cms.audit.chain import record
from cms.mailing.kinds import LetterKind, kinds, label_of
from cms.mailing.sending import may_be_sent_again, send_again
from cms.models.mail import Letter

RESENT = "mail.resend"

may_view = permission_required("cms.view_letter")
may_send = permission_required("cms.change_letter")


def _kind_choices() -> list[tuple[str, str]]:
    return sorted(
        ((kind.key, str(kind.label)) for kind in kinds().values()), key=lambda one: one[1]
    )


class LettersFilterSet(WagtailFilterSet):
    """To whom, what, when, and what became of it."""

    recipient = django_filters.CharFilter(label=_("Recipient"), lookup_expr="icontains")
    kind = django_filters.ChoiceFilter(label=_("Template"), choices=_kind_choices)
    language = django_filters.ChoiceFilter(label=_("Language"), choices=settings.LANGUAGES)
    created_at = django_filters.DateFromToRangeFilter(label=_("Made"), widget=DateRangePickerWidget)

    class Meta:
        model = Letter
        fields = ["state", "recipient", "kind", "language", "created_at"]


class LettersView(ReportView):
    """Every letter by recipient, the last first; a row leads to what it says."""

    page_title = _("Outgoing letters")
    header_icon = "mail"
    model = Letter
    any_permission_required = ["view"]
    filterset_class = LettersFilterSet
    index_url_name = "cms_letters"
    index_results_url_name = "cms_letters_results"
    default_ordering = "-created_at"
    is_searchable = False
    columns = [
        TitleColumn(
            "recipient",
            label=_("Recipient"),
            accessor=lambda letter: letter.recipient or gettext("(address dropped)"),
            url_name="cms_letter",
            id_accessor="pk",
        ),
        Column("subject", label=_("Subject")),
        Column("kind", label=_("Template"), accessor=lambda letter: label_of(letter.kind)),
        Column("language", label=_("Language")),
        Column("state", label=_("State"), accessor="get_state_display"),
        Column("last_error", label=_("Last error"), accessor="error_shown"),
        Column("attempts", label=_("Attempts"), sort_key="attempts"),
        DateColumn("created_at", label=_("Made"), sort_key="created_at"),
        DateColumn("sent_at", label=_("Sent at"), sort_key="sent_at"),
    ]
    list_export: list[str] = []

    def get_base_queryset(self) -> Any:
        """Rows without their texts."""
        return Letter.objects.defer("text", "html", "headers", "reply_to")

    @cached_property
    def header_buttons(self) -> list[Any]:
        """The way to the previews."""
        address = reverse("cms_letter_templates")
        return [HeaderButton(_("Templates of letters"), url=address, icon_name="doc-full")]


@may_view
@require_safe
def letter(request: HttpRequest, letter: Any) -> HttpResponse:
    """What became of a letter, and what it says where people may read it."""
    found = get_object_or_404(Letter, pk=letter)
    context = {
        "letter": found,
        "kind": label_of(found.kind),
        "can_resend": may_be_sent_again(found),
        "is_dry_run": settings.MAIL_DRY_RUN,
        "breadcrumbs_items": [
            {"url": reverse("cms_letters"), "label": _("Outgoing letters")},
            {"url": "", "label": found.subject},
        ],
    }
    return render(request, "cms/mailing/letter.html", context)


@may_view
@require_safe
@xframe_options_sameorigin
def letter_html(request: HttpRequest, letter: Any) -> HttpResponse:
    """The HTML part of a letter, for the sandboxed frame of its page."""
    found = get_object_or_404(Letter, pk=letter)
    if not found.may_be_read or not found.html:
        raise Http404
    return HttpResponse(found.html)


@may_send
@require_http_methods(["POST"])
def resend(request: HttpRequest, letter: Any) -> HttpResponse:
    """Put a letter back into the queue; the log of decisions says who did."""
    found = get_object_or_404(Letter, pk=letter)
    with transaction.atomic():
        queued = send_again(found)
        if queued:
            record(RESENT, found, actor=request.user, data={"letter": str(queued.pk)})
    if queued is None:
        messages.error(request, gettext("This letter cannot be sent again."))
        return HttpResponseRedirect(reverse("cms_letter", args=[found.pk]))
    messages.success(request, gettext("The letter waits to be sent again."))
    return HttpResponseRedirect(reverse("cms_letter", args=[queued.pk]))


@may_view
@require_safe
def templates(request: HttpRequest) -> HttpResponse:
    """Every template, with its previews in the languages of the portal."""
    context = {
        "kinds": list(kinds().values()),
        "languages": settings.LANGUAGES,
        "breadcrumbs_items": [
            {"url": reverse("cms_letters"), "label": _("Outgoing letters")},
            {"url": "", "label": _("Templates of letters")},
        ],
    }
    return render(request, "cms/mailing/templates.html", context)


@may_view
@require_safe
def template(request: HttpRequest, kind: str, language: str) -> HttpResponse:
    """A letter with made-up particulars."""
    found = _kind(kind)
    context = {
        "kind": found,
        "language": language,
        "languages": settings.LANGUAGES,
        "message": _sample(found, language),
        "breadcrumbs_items": [
            {"url": reverse("cms_letter_templates"), "label": _("Templates of letters")},
            {"url": "", "label": found.label},
        ],
    }
    return render(request, "cms/mailing/template.html", context)


@may_view
@require_safe
@xframe_options_sameorigin
def template_html(request: HttpRequest, kind: str, language: str) -> HttpResponse:
    """The HTML part of a sample, for the sandboxed frame of its page."""
    return HttpResponse(_sample(_kind(kind), language).alternatives[0].content)


def _kind(key: str) -> LetterKind:
    if key not in kinds():
        raise Http404
    return kinds()[key]


def _sample(kind: LetterKind, language: str) -> EmailMultiAlternatives:
    if language not in dict(settings.LANGUAGES):
        raise Http404
    with override(language):
        return kind.sample()
