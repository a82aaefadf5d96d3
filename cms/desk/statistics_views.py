"""The statistics of the desk, on the screen and as CSV."""

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views import View

from cms.desk import statistics
from cms.desk.pages import PageQueue
from cms.desk.views import DeskBase
from cms.roles import is_administrator

DAYS = 365


def period_start() -> datetime:
    """A year ago."""
    return timezone.now() - timedelta(days=DAYS)


class StatisticsView(DeskBase):
    """Waiting now, and how long decisions took by section and month."""

    template_name = "cms/desk/statistics.html"
    page_title = _("Statistics of the desk")
    header_icon = "history"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse_lazy("desk:statistics"), "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        user = self.request.user
        decisions = list(statistics.decisions_of(user, period_start()))
        waiting = statistics.waiting_by_section(user)
        context.update(
            waiting=waiting,
            waiting_total=sum(number for _section, number in waiting),
            total=statistics.summarise("", None, decisions) if decisions else None,
            sections=statistics.by_section_and_month(decisions),
            moderators=statistics.by_moderator(decisions) if is_administrator(user) else None,
            days=DAYS,
        )
        return context


class StatisticsCsvView(View):
    """The same decisions, one a line."""

    def get(self, request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
        """Stream the file to those who use the desk."""
        if not PageQueue().may_use(request.user):
            raise PermissionDenied
        lines = statistics.csv_lines(
            statistics.decisions_of(request.user, period_start()),
            with_moderators=is_administrator(request.user),
        )
        return StreamingHttpResponse(
            lines,
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": 'attachment; filename="decisions.csv"'},
        )
