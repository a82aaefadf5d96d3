"""The pages of the own account that allauth does not have."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.account.models import EmailAddress
from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.generic import DetailView, TemplateView, UpdateView

from cms.accounts import consents
from cms.accounts.erasing import LastAdministrator, data_of, erase
from cms.accounts.forms import PersonForm
from cms.models import ConsentText, User
from cms.models.consents import REQUIRED, Purpose


class Home(LoginRequiredMixin, TemplateView):
    """Everything a person can see and change of the own account."""

    template_name = "account/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the address that waits for its confirmation, the second factor and the consents."""
        user = self.request.user
        return super().get_context_data(
            pending=EmailAddress.objects.get_new(user),
            has_second_factor=is_mfa_enabled(user),
            standings=consents.standings(user),
            **kwargs,
        )


class Name(LoginRequiredMixin, UpdateView):
    """Correct the own name."""

    form_class = PersonForm
    template_name = "account/name.html"
    success_url = reverse_lazy("account_home")

    def get_object(self, queryset: Any = None) -> User:
        """The own account and no other, as the database has it."""
        return User.objects.get(pk=self.request.user.pk)

    def form_valid(self, form: PersonForm) -> HttpResponse:
        """Save and say so."""
        messages.success(self.request, _("Your name is changed."))
        return super().form_valid(form)


class Sessions(LoginRequiredMixin, TemplateView):
    """Where the account is signed in, each to be ended alone or all but this one."""

    template_name = "usersessions/usersession_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The sessions, this one first, then the latest."""
        UserSession.objects.create_from_request(self.request)
        sessions = UserSession.objects.purge_and_list(self.request.user)
        sessions.sort(key=lambda item: (item.is_current(), item.last_seen_at), reverse=True)
        return super().get_context_data(sessions=sessions, **kwargs)

    def post(self, request: HttpRequest) -> HttpResponse:
        """End the named session of the own account, or every other one."""
        others = UserSession.objects.filter(user=request.user).exclude(
            session_key=request.session.session_key
        )
        if number := request.POST.get("session"):
            others = others.filter(pk=number) if number.isdecimal() else others.none()
        for session in others:
            session.end()
        messages.success(
            request, _("The session has ended.") if number else _("Only this is left.")
        )
        return redirect("usersessions_list")


class ConsentPage(DetailView):
    """One version of a text; former ones stay readable for those who agreed to them."""

    model = ConsentText
    template_name = "account/consent.html"
    context_object_name = "consent"


class Agree(LoginRequiredMixin, View):
    """Give or take back the consent for a purpose."""

    def post(self, request: HttpRequest, purpose: str) -> HttpResponse:
        """Do what the pressed button says; the text agreed to is the one that was shown."""
        if purpose not in Purpose.values:
            raise Http404
        if "revoke" in request.POST:
            return self._revoke(request, Purpose(purpose))
        text = consents.text_in_force(Purpose(purpose))
        if text is None or request.POST.get("text") != str(text.pk):
            messages.warning(request, _("The text of the consent has changed. Read it again."))
        else:
            consents.give(user=request.user, text=text)
            messages.success(request, _("Your consent is noted."))
        return redirect("account_home")

    def _revoke(self, request: HttpRequest, purpose: Purpose) -> HttpResponse:
        if purpose in REQUIRED:
            messages.warning(request, _("Without this consent the account ends: erase it here."))
            return redirect("account_erase")
        consents.revoke(user=request.user, purpose=purpose)
        messages.success(request, _("Your consent is taken back."))
        return redirect("account_home")


confirmed = method_decorator(reauthentication_required, name="dispatch")
"""For a view that asks for the password once more."""


@confirmed
class Download(LoginRequiredMixin, View):
    """Everything that is kept of the person, as JSON."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The file."""
        content = {"made": timezone.now(), **data_of(request.user)}
        name = f"personal-data-{timezone.localdate():%Y-%m-%d}.json"
        return JsonResponse(
            content,
            json_dumps_params={"ensure_ascii": False, "indent": 1},
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )


@confirmed
class Erase(LoginRequiredMixin, TemplateView):
    """Erase the own account, after the password and a page that says what goes and what stays."""

    template_name = "account/erase.html"

    def post(self, request: HttpRequest) -> HttpResponse:
        """Erase, end this session too, and say that it is done."""
        try:
            erase(user=request.user)
        except LastAdministrator:
            messages.error(
                request, _("Nobody else administers the portal. Name another administrator first.")
            )
            return redirect("account_erase")
        logout(request)
        return render(request, "account/erased.html")
