"""What follows from signing in and from setting up a second factor."""

import time
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa import signals
from allauth.mfa.models import Authenticator
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest

from cms.accounts.middleware import SEEN_AT
from cms.accounts.second_factor import METHOD

_OWN = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def connect() -> None:
    """Connect the receivers; called once, when the applications are ready."""
    user_logged_in.connect(_begin_session, dispatch_uid="session-begins")
    signals.authenticator_added.connect(_count_first_use, dispatch_uid="second-factor-set-up")


def _begin_session(request: HttpRequest, **_extra: Any) -> None:
    request.session[SEEN_AT] = time.time()


def _count_first_use(
    request: HttpRequest, user: Any, authenticator: Authenticator, **_extra: Any
) -> None:
    """Setting a factor up shows a right code or key: that is its first use in this session."""
    if authenticator.type in _OWN:
        record_authentication(request, user, METHOD, id=authenticator.pk, type=authenticator.type)
