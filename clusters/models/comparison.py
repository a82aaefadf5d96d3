"""The page of the comparison."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from clusters.comparing.context import comparison_context
from clusters.comparing.exports import download
from cms.models import EditorialPage
from cms.panels import tabs


class ComparisonPage(RoutablePageMixin, EditorialPage):
    """Up to ten clusters or regions side by side; what is compared stands in the address."""

    override_translatable_fields = EditorialPage.shared_fields
    edit_handler = tabs(
        content=[*EditorialPage.lead_panels, FieldPanel("body")], about=EditorialPage.about_panels
    )
    template = "clusters/comparison.html"
    parent_page_types = ["home.SectionPage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("comparison")
        verbose_name_plural = _("comparisons")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what the address compares."""
        return {
            **super().get_context(request, *args, **kwargs),
            **comparison_context(request.GET, self.locale.language_code),
            "own_url": self.get_url(request),
        }

    @path("")
    def whole(self, request: HttpRequest) -> HttpResponse:
        """The comparison."""
        return self.render(request)

    @path("download/<str:form>/")
    def download(self, request: HttpRequest, form: str) -> HttpResponseBase:
        """The compared values as a file, of all years with `years=all`."""
        context = comparison_context(request.GET, self.locale.language_code)
        return download(form, context, every_year=request.GET.get("years") == "all")
