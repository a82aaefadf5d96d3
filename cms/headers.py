"""Headers that depend on who asks and where."""

from collections.abc import Callable

from csp.constants import SELF, UNSAFE_INLINE
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control

Handler = Callable[[HttpRequest], HttpResponseBase]

OFFICE = "/admin/"

# Wagtail's date fields and inline panels carry scripts of their own, its editor styles.
OFFICE_POLICY = {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
}


def unlisted(response: HttpResponse) -> HttpResponse:
    """Keep a page that a secret link opens out of indexes, caches and the next site's referrer.

    With "no-referrer" a browser would call the origin of the page's own forms "null", and they
    would be refused as forged.
    """
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin"
    response["Cache-Control"] = "no-store, private"
    return response


class OfficeContentPolicy:
    """Loosens the content policy inside the editorial office, and nowhere else.

    Must stand after `CSPMiddleware`, which writes the header.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.path_info.startswith(OFFICE):
            own = getattr(response, "_csp_replace", None) or {}
            response._csp_replace = {**OFFICE_POLICY, **own}  # type: ignore[attr-defined]
        return response


class PrivateResponses:
    """Forbids every cache to keep what was made for a signed-in account.

    Must stand after `AuthenticationMiddleware`. Requests without a session cookie cost nothing.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        is_known = settings.SESSION_COOKIE_NAME in request.COOKIES
        # A session that has just begun gets its cookie outside of this middleware.
        if request.session.modified or (is_known and request.user.is_authenticated):
            response.headers.pop("Cache-Control", None)
            patch_cache_control(response, private=True, no_store=True)
        return response
