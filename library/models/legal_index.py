"""The section of legal acts."""

from typing import Any

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from cms.models import AtomicPage
from library.legal.numbers import readable_address
from library.models.legal import LegalActPage
from search.listing import listing


class LegalIndexPage(AtomicPage):
    """The legal framework: a listing of acts, and the addresses of the acts below it."""

    lead = models.TextField(_("lead"), blank=True)

    template = "library/legal_index_page.html"
    subpage_types = ["library.LegalActPage"]
    max_count_per_parent = 1
    content_panels = [*Page.content_panels, FieldPanel("lead")]

    class Meta:
        verbose_name = _("legal framework")
        verbose_name_plural = _("legal frameworks")

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        """An act by kind, year and number; any other address of it leads to that one."""
        if not path_components:
            return super().route(request, path_components)
        acts = LegalActPage.objects.child_of(self).live().for_reading()
        if len(path_components) == 1:
            act = acts.filter(slug=path_components[0]).first()
        else:
            act = acts.filter(address=readable_address(path_components)).first()
        if act is None:
            raise Http404
        act._cached_parent_obj = self
        if act.address == "/".join(path_components):
            return RouteResult(act)
        return RouteResult(self, kwargs={"moved_to": act})

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The listing of acts for the query in the address."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | listing(
            request,
            kind="legal",
            facets=("force", "act_kind", "issuer", "level", "topic", "region", "year"),
        )

    def serve(
        self,
        request: HttpRequest,
        *args: Any,
        moved_to: LegalActPage | None = None,
        **kwargs: Any,
    ) -> HttpResponse:
        """The listing, or the way to the proper address of an act."""
        if moved_to is None:
            return super().serve(request, *args, **kwargs)
        query = request.META.get("QUERY_STRING")
        url = moved_to.get_url(request)
        return HttpResponsePermanentRedirect(f"{url}?{query}" if query else url)
