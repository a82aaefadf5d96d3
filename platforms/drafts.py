"""What somebody wrote and could not send because the session had ended meanwhile."""

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase

_KEY = "unsent_contribution"


def to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """Send to sign in and back; what was typed waits in the session, which signing in keeps."""
    if request.method == "POST":
        request.session[_KEY] = {"path": request.path, "data": request.POST.urlencode()}
    return redirect_to_login(request.get_full_path())


def take(request: HttpRequest) -> QueryDict | None:
    """What was typed into this form before signing in; only once."""
    kept = request.session.get(_KEY)
    if not kept or kept["path"] != request.path:
        return None
    del request.session[_KEY]
    return QueryDict(kept["data"])
