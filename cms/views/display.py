"""The form of the version for the visually impaired."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from cms.display import Display, display_of, remember

PANEL_ANCHOR = "display-panel"


@csrf_exempt
@require_POST
def set_display(request: HttpRequest) -> HttpResponse:
    """Change what the pressed button names and lead back to the page it was pressed on.

    Cached pages carry no token, so the form is accepted by its origin instead: the browser must say
    that it comes from a page of this site. Answers with JSON when the script of the panel asks.
    """
    if not comes_from_here(request):
        return HttpResponse(status=403)
    display = Display() if "reset" in request.POST else display_of(request).changed(request.POST)
    if "application/json" in request.headers.get("Accept", ""):
        response: HttpResponse = JsonResponse(display.as_dict())
    else:
        response = HttpResponseRedirect(way_back(request, display))
    remember(request, response, display)
    return response


def comes_from_here(request: HttpRequest) -> bool:
    """Whether the browser says that the request was made by a page of this very host."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return urlsplit(origin).netloc == request.get_host()


def way_back(request: HttpRequest, display: Display) -> str:
    """Address of the page to return to, at the panel when it is open; never another host."""
    address = request.POST.get("next", "").partition("#")[0]
    if not address.startswith("/") or not url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        address = "/"
    return f"{address}#{PANEL_ANCHOR}" if display.panel == "open" else address
