"""What allauth asks of the project."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import get_random_string

from cms.accounts import consents
from cms.accounts.letters import compose
from cms.models.consents import Purpose
from cms.throttle import address_of

_NAME_CHARACTERS = 10
_UNKNOWN_ADDRESS = "0.0.0.0"  # noqa: S104 -- nothing is bound to it


class AccountAdapter(DefaultAccountAdapter):
    """Letters in our texts, the client's address as our proxy gives it, names that say nothing."""

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count nothing: the doors count, by account and address, before the password is read.

        allauth's own count is by account alone, so that anybody could lock anybody out.
        """

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address of the client; a connection through a socket file has none."""
        return address_of(request) or _UNKNOWN_ADDRESS

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """Give a new account a name at random: one made from the address would tell it."""
        user.username = (
            f"u{get_random_string(_NAME_CHARACTERS, '0123456789abcdefghjkmnpqrstuvwxyz')}"
        )

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up where there is no text of the consent to agree to."""
        return consents.text_in_force(Purpose.ACCOUNT) is not None

    def render_mail(
        self,
        template_prefix: str,
        email: str | list[str],
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> EmailMessage:
        """A letter in text and HTML; it leaves by the queue."""
        return compose(template_prefix, str(email), context, headers)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Where signing in leads: those who work here to their workplace, others to the account."""
        if request.user.has_perm("wagtailadmin.access_admin"):
            return reverse("wagtailadmin_home")
        return reverse("account_home")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """The account, with the message that the password is changed."""
        return reverse("account_home")
