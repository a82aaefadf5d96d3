"""Pages of the 83 regions below one page of the tree."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from clusters.regional.context import index_context, region_context
from cms.models import EditorialPage, Region
from cms.panels import tabs


class RegionIndexPage(RoutablePageMixin, EditorialPage):
    """Every region by federal district; a region's own page stands below, named by its code."""

    override_translatable_fields = EditorialPage.shared_fields
    edit_handler = tabs(
        content=[*EditorialPage.lead_panels, FieldPanel("body")], about=EditorialPage.about_panels
    )
    template = "clusters/regions.html"
    parent_page_types = ["home.SectionPage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("regions")
        verbose_name_plural = _("regions")

    @path("")
    def whole(self, request: HttpRequest) -> HttpResponse:
        """The list of regions."""
        return self.render(request, context_overrides=index_context(self.locale.language_code))

    @path("<slug:code>/", name="region")
    def region(self, request: HttpRequest, code: str) -> HttpResponse:
        """One region by its ISO 3166-2 code in small letters: `ru-klu`."""
        region = Region.objects.filter(code=code.upper()).first()
        if region is None or code != code.lower():
            raise Http404
        context: dict[str, Any] = region_context(
            region, self.locale.language_code, reverse("search:search")
        )
        return self.render(request, context_overrides=context, template="clusters/region.html")
