"""The pages of the section: passports, map, comparison, regions, instruments, centres."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.url_routing import RouteResult

from clusters.models.passport import ClusterPage
from cms.models import EditorialPage
from cms.panels import tabs
from cms.parts import hold_parts, with_parts
from cms.querysets import child_at
from search.listing import listing

_PARENTS = ["home.SectionPage"]
_PARTS = ("specialisations", "topics", "regions", "projects", "legal_basis", "documents")
_FORM = tabs(
    content=[*EditorialPage.lead_panels, FieldPanel("body")], about=EditorialPage.about_panels
)


class ClusterIndexPage(EditorialPage):
    """Every passport, as a listing of the catalogue."""

    override_translatable_fields = EditorialPage.shared_fields
    edit_handler = _FORM
    template = "clusters/index_page.html"
    parent_page_types = _PARENTS
    subpage_types = ["clusters.ClusterPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("list of passports")
        verbose_name_plural = _("lists of passports")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """A passport, or the list."""
        if not path_components:
            return super().route(request, path_components)
        passports = ClusterPage.objects.select_related("cluster", "region", "locale", "coordinator")
        passport = child_at(with_parts(passports, *_PARTS), self, path_components[0])
        hold_parts(passport)
        return passport.route(request, path_components[1:])

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the listing of passports."""
        return {
            **super().get_context(request, *args, **kwargs),
            **listing(
                request,
                kind="cluster",
                facets=("specialisation", "federal_district", "region", "cluster_group", "topic"),
            ),
        }
