"""The public search page."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import conditional_page, require_safe

from search.listing import DEFAULT_FACETS, listing


@require_safe
@conditional_page
def search_page(request: HttpRequest) -> HttpResponse:
    """Everything public, by words and conditions; without them the whole catalogue."""
    context = listing(request, facets=("kind", *DEFAULT_FACETS))
    response = TemplateResponse(request, "search/search.html", context)
    response["Cache-Control"] = "no-cache"
    if request.GET:
        # One page of the catalogue is enough for other search engines.
        response["X-Robots-Tag"] = "noindex, follow"
    return response
