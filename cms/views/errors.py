"""Pages of errors that must not depend on what has just failed."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string

from cms.display import COOKIE, Display
from cms.throttle import waiting_message


def server_error(request: HttpRequest) -> HttpResponseServerError:
    """The page of a failure: both languages, no database, no context processors.

    The reader's display comes from the cookie alone, for the profile may be what failed.
    """
    display = Display.from_cookie(request.COOKIES.get(COOKIE, ""))
    return HttpResponseServerError(render_to_string("500.html", {"display": display}))


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """The answer to an account's attempts beyond their limit: when to come back, at the latest."""
    seconds = settings.ACCOUNT_RATE_WINDOW
    response = render(request, "429.html", {"said": waiting_message(seconds)}, status=429)
    response["Retry-After"] = str(seconds)
    return response
