"""The public search page."""

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.template.response import TemplateResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import conditional_page, require_POST, require_safe

from cms.throttle import Limit, address_of
from search import log
from search.conditions import written_names
from search.listing import DEFAULT_FACETS, listing

_NOTES = Limit("search-note", 60, 60)


@require_safe
@conditional_page
def search_page(request: HttpRequest) -> HttpResponse:
    """Everything public, by words and conditions; without them the whole catalogue."""
    context = listing(request, facets=("kind", *DEFAULT_FACETS))
    shown = context["listing"]
    if shown["q"].strip() and not shown["is_degraded"]:
        context["note"] = log.sign(shown["q"], shown["lang"], shown["total"])
    response = TemplateResponse(request, "search/search.html", context)
    response["Cache-Control"] = "no-cache"
    if request.GET:
        # One page of the catalogue is enough for other search engines.
        response["X-Robots-Tag"] = "noindex, follow"
    return response


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """What may be typed, with examples that can be tried."""
    return TemplateResponse(request, "search/help.html", {"facets": written_names()})


@csrf_exempt  # the note is signed, and nothing is done in anybody's name
@require_POST
def seen(request: HttpRequest) -> HttpResponse:
    """Count a search, or the result opened at `position`, by the signed `note` of its page."""
    if wait := _NOTES.take(address_of(request)):
        return HttpResponse(status=429, headers={"Retry-After": str(wait)})
    note = log.read(request.POST.get("note", "")[:2000])
    position = request.POST.get("position", "")
    if note is None or not (position == "" or position.isdecimal()):
        return HttpResponseBadRequest()
    if not position:
        log.count_search(note)
    elif 1 <= int(position[:9]) <= log.MAX_POSITION:
        log.count_click(note, int(position))
    return HttpResponse(status=204)
