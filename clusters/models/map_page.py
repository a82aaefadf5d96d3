"""The page of the map: the table of clusters and the picture of it."""

from typing import Any

from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.clickjacking import xframe_options_exempt
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from clusters.mapping import exports
from clusters.mapping.context import map_context
from cms.models import EditorialPage
from cms.panels import tabs


class ClusterMapPage(RoutablePageMixin, EditorialPage):
    """Clusters as a table, and the same table as a map; the whole view is in the address."""

    override_translatable_fields = EditorialPage.shared_fields
    edit_handler = tabs(
        content=[*EditorialPage.lead_panels, FieldPanel("body")], about=EditorialPage.about_panels
    )
    template = "clusters/map.html"
    parent_page_types = ["home.SectionPage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("map of clusters")
        verbose_name_plural = _("maps of clusters")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the view of the address."""
        return {
            **super().get_context(request, *args, **kwargs),
            **map_context(request.GET, self.locale.language_code),
            "own_url": self.get_url(request),
            "full_url": self.get_full_url(request),
        }

    @path("")
    def whole(self, request: HttpRequest) -> HttpResponse:
        """The map with its table."""
        return self.render(request)

    @path("embed/")
    @method_decorator(xframe_options_exempt)
    @method_decorator(csp_update({"frame-ancestors": ["*"]}))
    def embed(self, request: HttpRequest) -> HttpResponse:
        """The picture alone, for a frame on another site, with its source and a way here."""
        return self.render(request, template="clusters/map_embed.html")

    @path("download/<str:form>/")
    def download(self, request: HttpRequest, form: str) -> HttpResponseBase:
        """The chosen rows or the picture as a file."""
        return exports.download(form, request.GET, self, request)
