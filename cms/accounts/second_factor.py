"""The second factor: how its secrets are kept, and who has used it in this session."""

import base64
import hashlib
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

METHOD = "mfa"
"""What a session calls a sign-in with a second factor."""


class SecondFactorAdapter(DefaultMFAAdapter):
    """Keeps secrets encrypted: a copy of the database alone lets nobody in.

    The key is made from `SECRET_KEY`; former ones stand in `SECRET_KEY_FALLBACKS`.
    """

    def encrypt(self, text: str) -> str:
        """A secret as the database keeps it."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """A secret of the database as it is used."""
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def _get_site_name(self) -> str:
        return str(settings.SITE_NAME)

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002 -- allauth's
        """The name that a new key has unless its owner gives it another."""
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return _("Key %(number)s") % {"number": number}


def _cipher() -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = (
        hashlib.sha256(f"cms.accounts.second_factor:{secret}".encode()) for secret in secrets
    )
    return MultiFernet([Fernet(base64.urlsafe_b64encode(item.digest())) for item in digests])


def is_passed(request: HttpRequest) -> bool:
    """Whether this session was opened or confirmed with a second factor the account still has."""
    records = get_authentication_records(request, request.user)
    return any(record["method"] == METHOD for record in records) and is_mfa_enabled(request.user)
