"""The doors where a password is asked or a letter sent, each with a limit of attempts."""

from typing import Any

from allauth.account import views as allauth
from django.forms.utils import ErrorDict
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from cms.throttle import Limit, address_of, waiting_message

MINUTE = 60
PER_ACCOUNT = Limit("sign-in:account", 5, 5 * MINUTE)
"""Attempts for one account from one address."""
PER_ADDRESS = Limit("sign-in:address", 50, 5 * MINUTE)
"""Attempts from one address, whatever the account."""
SIGN_UPS = Limit("sign-up:address", 20, 60 * MINUTE)
RESETS_PER_ADDRESS = Limit("password-reset:address", 10, 60 * MINUTE)
RESETS_PER_ACCOUNT = Limit("password-reset:account", 3, 60 * MINUTE)

OFFICE = "/admin/"


class Throttled:
    """A form view that counts attempts and answers 429 beyond the limit.

    The form is shown again with what was typed (never the password), nothing of it is checked.
    """

    request: HttpRequest

    def wait(self) -> int:
        """Count this attempt; the seconds to wait, 0 when it may go on."""
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Check the form only within the limit."""
        seconds = self.wait()
        if not seconds:
            return super().post(request, *args, **kwargs)  # type: ignore[misc]
        form = self.get_form()  # type: ignore[attr-defined]
        form.cleaned_data = {}
        # Filled by hand, so that the form does not check the password.
        form._errors = ErrorDict()
        form.add_error(None, waiting_message(seconds))
        context = self.get_context_data(form=form)  # type: ignore[attr-defined]
        response = self.render_to_response(context, status=429)  # type: ignore[attr-defined]
        response["Retry-After"] = str(seconds)
        return response


class SignIn(Throttled, allauth.LoginView):
    """Counts attempts by account and address; a right password clears the account's count."""

    def _account(self) -> tuple[str, str]:
        name = self.request.POST.get("login", "").strip().lower()
        return name, address_of(self.request)

    def wait(self) -> int:
        """Count for the account and for the address; the longer wait counts."""
        return max(PER_ACCOUNT.take(*self._account()), PER_ADDRESS.take(address_of(self.request)))

    def form_valid(self, form: Any) -> HttpResponse:
        """Sign in and let the account start anew."""
        PER_ACCOUNT.forget(*self._account())
        return super().form_valid(form)

    def get_authenticated_redirect_url(self) -> str:
        """Where somebody goes who is signed in already.

        Not back to the office whoever the office has just sent here for want of rights.
        """
        url = str(super().get_authenticated_redirect_url())
        may_enter = self.request.user.has_perm("wagtailadmin.access_admin")
        return url if may_enter or not url.startswith(OFFICE) else reverse("account_home")


class SignUp(Throttled, allauth.SignupView):
    """Asking for an account."""

    def wait(self) -> int:
        """Count for the address of the client."""
        return SIGN_UPS.take(address_of(self.request))


class PasswordReset(Throttled, allauth.PasswordResetView):
    """Asking for a letter with a link to a new password."""

    def wait(self) -> int:
        """Count for the address of the letter and for that of the client."""
        mail = self.request.POST.get("email", "").strip().lower()
        client = address_of(self.request)
        return max(RESETS_PER_ACCOUNT.take(mail), RESETS_PER_ADDRESS.take(client))


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """From a door of Wagtail to ours; `next` only where it leads to this site."""
    target = request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    query = f"?{urlencode({'next': target})}" if target and is_ours else ""
    return redirect(reverse("account_login") + query)


def to_password_reset(request: HttpRequest, rest: str = "") -> HttpResponse:
    """From Wagtail's letters for a new password to ours."""
    return redirect("account_reset_password")
