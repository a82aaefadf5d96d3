"""The list of support instruments."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.url_routing import RouteResult

from clusters.instruments.calendar import FILTERS, calendar_address
from clusters.instruments.finder import finder_context
from clusters.models.instruments import SupportInstrumentPage
from cms.models import EditorialPage
from cms.panels import tabs
from cms.querysets import child_at
from cms.templatetags.cms_tags import page_crumbs
from search.listing import listing


class InstrumentIndexPage(RoutablePageMixin, EditorialPage):
    """Support instruments, as a listing of the catalogue."""

    override_translatable_fields = EditorialPage.shared_fields
    edit_handler = tabs(
        content=[*EditorialPage.lead_panels, FieldPanel("body")], about=EditorialPage.about_panels
    )
    template = "clusters/instruments.html"
    parent_page_types = ["home.SectionPage"]
    subpage_types = ["clusters.SupportInstrumentPage"]
    max_count_per_parent = 1

    FINDER = "finder"
    FACETS = FILTERS

    class Meta:
        verbose_name = _("list of support instruments")
        verbose_name_plural = _("lists of support instruments")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """A card, the finder or the list."""
        if not path_components or path_components[0] == self.FINDER:
            return super().route(request, path_components)
        cards = SupportInstrumentPage.objects.select_related("locale", "provider").with_basis()
        card = child_at(cards, self, path_components[0])
        return card.route(request, path_components[1:])

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the listing and the calendar of what it shows."""
        return {
            **super().get_context(request, *args, **kwargs),
            **listing(request, kind="instrument", facets=self.FACETS),
            "calendar_url": calendar_address(request.GET),
        }

    @path(f"{FINDER}/", name="finder")
    def finder(self, request: HttpRequest) -> HttpResponse:
        """The questions and, once any is answered, the instruments by their conditions."""
        # Without the listing, which asks the index.
        context = super().get_context(request)
        context |= finder_context(request.GET, self.locale.language_code)
        context["ancestors"] = [*page_crumbs(self), self]
        return TemplateResponse(request, "clusters/finder.html", context)
