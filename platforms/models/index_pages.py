"""The pages of the section: platforms, and the directory of their members."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.url_routing import RouteResult

from cms.models import EditorialPage
from cms.panels import tabs
from cms.querysets import child_at
from platforms.models.platform_page import PlatformPage
from platforms.pages.directory import directory_context
from search.listing import listing

_PARENTS = ["home.SectionPage"]
_FORM = tabs(
    content=[*EditorialPage.lead_panels, FieldPanel("body")], about=EditorialPage.about_panels
)


class PlatformIndexPage(EditorialPage):
    """Every platform, as a listing of the catalogue."""

    override_translatable_fields = EditorialPage.shared_fields
    edit_handler = _FORM
    template = "platforms/index_page.html"
    parent_page_types = _PARENTS
    subpage_types = ["platforms.PlatformPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("list of platforms")
        verbose_name_plural = _("lists of platforms")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """A platform, or the list."""
        if not path_components:
            return super().route(request, path_components)
        platforms = PlatformPage.objects.select_related(
            "platform", "direction", "locale", "coordinator"
        )
        page = child_at(platforms, self, path_components[0])
        return page.route(request, path_components[1:])

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the listing of platforms."""
        return {
            **super().get_context(request, *args, **kwargs),
            **listing(
                request,
                kind="platform",
                facets=("direction", "region", "federal_district", "topic"),
            ),
        }


class MemberIndexPage(EditorialPage):
    """The directory of organisations that are in a platform."""

    override_translatable_fields = EditorialPage.shared_fields
    edit_handler = _FORM
    template = "platforms/directory.html"
    parent_page_types = _PARENTS
    subpage_types: list[str] = []
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("directory of members")
        verbose_name_plural = _("directories of members")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the members that the address asks for."""
        return {
            **super().get_context(request, *args, **kwargs),
            **directory_context(request.GET, self.locale.language_code),
            "own_url": self.get_url(request),
        }
