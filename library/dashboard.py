"""What the library puts on the first page of the administration."""

from collections.abc import Sequence

from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms.dashboard import DashboardPanel, Row
from library.models import LegalActPage


class ComingIntoForcePanel(DashboardPanel):
    """Acts that begin to bind this month: their pages should be ready by then."""

    name = "coming-into-force"
    title = gettext_lazy("Acts coming into force this month")

    @classmethod
    def is_for(cls, request: HttpRequest) -> bool:
        """Those who may write pages; the rows are those they may edit."""
        policy = policy_registry.get_by_type(Page)
        return bool(policy.user_has_permission(request.user, "change"))

    def rows(self) -> Sequence[Row]:
        """Acts of this month that the reader may edit, by the day."""
        today = localdate()
        policy = policy_registry.get_by_type(Page)
        mine = policy.instances_user_has_permission_for(self.request.user, "change")
        acts = LegalActPage.objects.filter(
            in_force_from__year=today.year,
            in_force_from__month=today.month,
            pk__in=mine.values("pk"),
        ).order_by("in_force_from", "pk")
        return [
            Row(
                title=act.title,
                url=reverse("wagtailadmin_pages:edit", args=[act.pk]),
                note=_("in force from %(date)s")
                % {"date": date_format(act.in_force_from, "DATE_FORMAT")},
            )
            for act in acts[: self.limit]
        ]
