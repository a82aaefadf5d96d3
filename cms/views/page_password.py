"""The password of a restricted page, with a limit of attempts."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from wagtail import views as wagtail_views

from cms.throttle import Limit, address_of, waiting_message

PAGE_PASSWORDS = Limit("page-password", 10, 5 * 60)


def page_password(
    request: HttpRequest, page_view_restriction_id: int, page_id: int
) -> HttpResponseBase:
    """Wagtail's view, which counts nothing by itself."""
    if request.method == "POST":
        seconds = PAGE_PASSWORDS.take(address_of(request), str(page_view_restriction_id))
        if seconds:
            refusal = HttpResponse(
                waiting_message(seconds), status=429, content_type="text/plain; charset=utf-8"
            )
            refusal["Retry-After"] = str(seconds)
            return refusal
    return wagtail_views.authenticate_with_password(request, page_view_restriction_id, page_id)
