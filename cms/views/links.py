"""The report of links to other sites."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.auth import permission_denied
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms.models.links import BROKEN_AFTER, ExternalLink


class LinkFilterSet(WagtailFilterSet):
    """What is wrong with a link."""

    trouble = django_filters.ChoiceFilter(
        label=_("Links that"),
        method="of_trouble",
        choices=[
            ("broken", _("are broken")),
            ("moved", _("have moved for good")),
            ("changed", _("lead to a changed document")),
            ("returned", _("moderators sent back")),
        ],
    )

    class Meta:
        model = ExternalLink
        fields: list[str] = []

    def of_trouble(self, links: Any, name: str, value: str) -> Any:
        """Links with one kind of trouble."""
        conditions: dict[str, dict[str, Any]] = {
            "broken": {"failures__gte": BROKEN_AFTER},
            "moved": {"failures": 0, "checked_at__isnull": False},
            "changed": {"has_changed": True},
            "returned": {"returned_at__isnull": False},
        }
        found = links.filter(**conditions[value])
        return found.exclude(moved_to="") if value == "moved" else found


class LinksView(ReportView):
    """Links of the pages that the reader may change, the most broken first."""

    page_title = _("Links to other sites")
    header_icon = "link-external"
    model = ExternalLink
    filterset_class = LinkFilterSet
    index_url_name = "cms_links"
    index_results_url_name = "cms_links_results"
    default_ordering = "-failures"
    is_searchable = False
    columns = [
        Column("url", label=_("Address"), sort_key="url"),
        Column("state", label=_("State")),
        Column("status", label=_("Answer"), sort_key="status"),
        Column("failures", label=_("Failures in a row"), sort_key="failures"),
        Column("moved_to", label=_("Moved to")),
        Column("reason", label=_("Reason")),
        Column("checked_at", label=_("Checked on"), sort_key="checked_at"),
        Column("titles", label=_("Pages")),
    ]
    list_export = [
        *("url", "state", "status", "failures", "moved_to", "reason", "checked_at", "titles"),
    ]
    export_headings = {"titles": _("Pages")}
    export_filename = "links"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Let in those who may change pages."""
        policy = policy_registry.get_by_type(Page)
        if not policy.user_has_permission(request.user, "change"):
            return permission_denied(request)
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[ExternalLink]:
        """Links of the reader's pages with the titles of these."""
        policy = policy_registry.get_by_type(Page)
        mine = policy.instances_user_has_permission_for(self.request.user, "change")
        links = super().get_queryset().filter(pages__in=mine.values("pk")).distinct()
        return links.prefetch_related("pages")
