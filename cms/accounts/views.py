"""The pages of the own account that allauth does not have."""

from typing import Any

from allauth.account.models import EmailAddress
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpResponse
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, UpdateView

from cms.accounts.forms import PersonForm
from cms.models import User


class Home(LoginRequiredMixin, TemplateView):
    """Everything a person can see and change of the own account."""

    template_name = "account/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the address that waits for its confirmation."""
        pending = EmailAddress.objects.get_new(self.request.user)
        return super().get_context_data(pending=pending, **kwargs)


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
