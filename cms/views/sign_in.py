"""The doors where a password is asked, each with a limit of attempts."""

from typing import Any

from django.contrib.auth.views import LoginView
from django.forms.utils import ErrorDict
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from wagtail import views as wagtail_views
from wagtail.admin.views import account

from cms.throttle import Limit, address_of, waiting_message

MINUTE = 60
PER_ACCOUNT = Limit("sign-in:account", 5, 5 * MINUTE)
"""Attempts for one account from one address."""
PER_ADDRESS = Limit("sign-in:address", 50, 5 * MINUTE)
"""Attempts from one address, whatever the account."""
RESETS_PER_ADDRESS = Limit("password-reset:address", 10, 60 * MINUTE)
RESETS_PER_ACCOUNT = Limit("password-reset:account", 3, 60 * MINUTE)
PAGE_PASSWORDS = Limit("page-password", 10, 5 * MINUTE)


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


class ThrottledSignIn(Throttled):
    """Counts attempts by account and address; a right password clears the account's count."""

    def _account(self) -> tuple[str, str]:
        name = self.request.POST.get("username", "").strip().lower()
        return name, address_of(self.request)

    def wait(self) -> int:
        """Count for the account and for the address; the longer wait counts."""
        return max(PER_ACCOUNT.take(*self._account()), PER_ADDRESS.take(address_of(self.request)))

    def form_valid(self, form: Any) -> HttpResponse:
        """Sign in and let the account start anew."""
        PER_ACCOUNT.forget(*self._account())
        return super().form_valid(form)  # type: ignore[misc]


class OfficeSignIn(ThrottledSignIn, account.LoginView):
    """The door of the editorial office."""

    def get_form(self, form_class: Any = None) -> Any:
        """Name the password in the reader's language, which the stock form leaves out."""
        form = super().get_form(form_class)
        form.fields["password"].label = _("Password")
        return form


class ReaderSignIn(ThrottledSignIn, LoginView):  # type: ignore[misc]
    """The door before pages that only signed-in readers see."""

    template_name = "wagtailcore/login.html"


class PasswordReset(Throttled, account.PasswordResetView):
    """Asking for a letter with a link to a new password."""

    def wait(self) -> int:
        """Count for the address of the letter and for that of the client."""
        mail = self.request.POST.get("email", "").strip().lower()
        client = address_of(self.request)
        return max(RESETS_PER_ACCOUNT.take(mail), RESETS_PER_ADDRESS.take(client))


def page_password(
    request: HttpRequest, page_view_restriction_id: int, page_id: int
) -> HttpResponseBase:
    """The password of a restricted page."""
    if request.method == "POST":
        seconds = PAGE_PASSWORDS.take(address_of(request), str(page_view_restriction_id))
        if seconds:
            refusal = HttpResponse(
                waiting_message(seconds), status=429, content_type="text/plain; charset=utf-8"
            )
            refusal["Retry-After"] = str(seconds)
            return refusal
    return wagtail_views.authenticate_with_password(request, page_view_restriction_id, page_id)
