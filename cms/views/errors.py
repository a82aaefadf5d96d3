"""Pages of errors that must not depend on what has just failed."""

from django.http import HttpRequest, HttpResponseServerError
from django.template.loader import render_to_string

from cms.display import COOKIE, Display


def server_error(request: HttpRequest) -> HttpResponseServerError:
    """The page of a failure: both languages, no database, no context processors.

    The reader's display comes from the cookie alone, for the profile may be what failed.
    """
    display = Display.from_cookie(request.COOKIES.get(COOKIE, ""))
    return HttpResponseServerError(render_to_string("500.html", {"display": display}))
