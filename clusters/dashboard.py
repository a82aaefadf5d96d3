"""Panels of the cluster portal on the administration's first page."""

from collections.abc import Sequence

from django.conf import settings
from django.http import HttpRequest
from django.template.defaultfilters import date as date_format
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page
from wagtail.permissions import policy_registry

from clusters.enums import BasisCheckState
from clusters.models import BasisCheck, ClusterPage, DevelopmentCentrePage, SupportInstrumentPage
from cms.dashboard import DashboardPanel, Row
from cms.freshness import stale
from cms.models import EditorialPage
from cms.querysets import one_version_each, public


class StalePagesPanel(DashboardPanel):
    """Public pages of one type whose check is more than a year old."""

    model: type[EditorialPage]

    @classmethod
    def is_for(cls, request: HttpRequest) -> bool:
        """Those who may change pages."""
        policy = policy_registry.get_by_type(Page)
        return bool(policy.user_has_permission(request.user, "change"))

    def rows(self) -> Sequence[Row]:
        """Pages the reader may edit, the longest unconfirmed first."""
        policy = policy_registry.get_by_type(Page)
        mine = policy.instances_user_has_permission_for(self.request.user, "change")
        pages = public(self.model.objects.filter(alias_of__isnull=True, pk__in=mine.values("pk")))
        return [
            Row(
                title=page.title,
                url=reverse("wagtailadmin_pages:edit", args=[page.pk]),
                note=_("checked on %(day)s") % {"day": date_format(page.verified_on, "DATE_FORMAT")}
                if page.verified_on
                else _("never checked"),
                is_late=page.verified_on is None,
            )
            for page in stale(pages.defer_streamfields())[: self.limit]
        ]


class StalePassportsPanel(StalePagesPanel):
    """Passports that nobody has confirmed for a year."""

    name = "stale-passports"
    title = gettext_lazy("Passports not confirmed for a year")
    model = ClusterPage


class StaleCentresPanel(StalePagesPanel):
    """Centres that nobody has checked for a year."""

    name = "stale-centres"
    title = gettext_lazy("Development centres not checked for a year")
    model = DevelopmentCentrePage


class ReturnedCardsPanel(DashboardPanel):
    """Cards of support instruments that a moderator sent back because their basis changed."""

    name = "returned-cards"
    title = gettext_lazy("Cards to revise: their legal basis changed")

    @classmethod
    def is_for(cls, request: HttpRequest) -> bool:
        """Those who may change pages."""
        policy = policy_registry.get_by_type(Page)
        return bool(policy.user_has_permission(request.user, "change"))

    def rows(self) -> Sequence[Row]:
        """Cards the reader may edit, the longest waiting first, with the moderator's reason."""
        checks = {
            check.key: check for check in BasisCheck.objects.filter(state=BasisCheckState.RETURNED)
        }
        if not checks:
            return []
        policy = policy_registry.get_by_type(Page)
        mine = policy.instances_user_has_permission_for(self.request.user, "change")
        cards = SupportInstrumentPage.objects.filter(
            translation_key__in=checks, alias_of__isnull=True, pk__in=mine.values("pk")
        ).select_related("locale")
        shown = one_version_each(cards.defer_streamfields().order_by("pk"), settings.LANGUAGE_CODE)
        shown.sort(key=lambda card: checks[card.translation_key].decided_at)
        return [
            Row(
                title=card.title,
                url=reverse("wagtailadmin_pages:edit", args=[card.pk]),
                note=checks[card.translation_key].reason,
                is_late=True,
            )
            for card in shown[: self.limit]
        ]
