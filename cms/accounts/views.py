"""The pages of the own account that allauth does not have."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, UpdateView

from cms.accounts.forms import PersonForm
from cms.models import User


class Home(LoginRequiredMixin, TemplateView):
    """Everything a person can see and change of the own account."""

    template_name = "account/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the address that waits for its confirmation, and whether there is a second factor."""
        user = self.request.user
        return super().get_context_data(
            pending=EmailAddress.objects.get_new(user),
            has_second_factor=is_mfa_enabled(user),
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
