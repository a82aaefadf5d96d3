"""What holds for every request of an account."""

import re
import time
from collections.abc import Callable
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from cms.accounts import second_factor
from cms.accounts.doors import OFFICE

Handler = Callable[[HttpRequest], HttpResponseBase]

PAGES = re.compile(r"/(ru|en)/accounts/")
OPEN_DOORS = ("/admin/login/", "/admin/logout/", "/admin/password_reset/")
"""What of the office opens to everybody: it only leads elsewhere."""
SEEN_AT = "seen_at"
NOTED_EVERY_SECONDS = 5 * 60


def is_staff(user: Any) -> bool:
    """Whether the account may enter the editorial office."""
    return bool(user.has_perm("wagtailadmin.access_admin"))


class NeverCached:
    """Pages of accounts hold tokens of forms: no cache may keep them, whoever asks."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer and forbid to keep it, unless that is said already."""
        response = self.get_response(request)
        if PAGES.match(request.path_info) and "no-store" not in response.get("Cache-Control", ""):
            add_never_cache_headers(response)
        return response


class IdleSessions:
    """Ends a session of those who work here after hours without a request.

    Notes at most every five minutes that a session is alive, which also puts off the end that
    sessions of readers have. Must stand after `AuthenticationMiddleware`.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """End the session, or note the request."""
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            idle = time.time() - request.session.get(SEEN_AT, 0)
            is_new = SEEN_AT not in request.session
            if not is_new and idle > settings.STAFF_IDLE_SECONDS and is_staff(request.user):
                logout(request)
            elif idle > NOTED_EVERY_SECONDS:
                _note(request)
        return self.get_response(request)


def _note(request: HttpRequest) -> None:
    request.session[SEEN_AT] = time.time()
    sessions = UserSession.objects.filter(session_key=request.session.session_key)
    sessions.update(last_seen_at=timezone.now())


class StaffSecondFactor:
    """Lets nobody into the editorial office without a second factor (`STAFF_SECOND_FACTOR`).

    Whoever has one is asked for it, whoever has none is led to set one up. Must stand after
    `AuthenticationMiddleware` and `MessageMiddleware`.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer in place of the office where the factor is missing."""
        if (
            settings.STAFF_SECOND_FACTOR
            and request.path_info.startswith(OFFICE)
            and not request.path_info.startswith(OPEN_DOORS)
            and is_staff(request.user)
            and not second_factor.is_passed(request)
        ):
            return _to_second_factor(request)
        return self.get_response(request)


def _to_second_factor(request: HttpRequest) -> HttpResponseBase:
    for method in get_adapter().get_reauthentication_methods(request.user):
        if method["id"].startswith("mfa_reauthenticate"):
            return redirect(f"{method['url']}?{urlencode({'next': request.get_full_path()})}")
    messages.warning(
        request, _("The editorial office opens with a second factor only. Set one up here.")
    )
    return redirect("mfa_index")
