"""Pages of the own profile, of claims and of messages; all of them ask for an account."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from cms.accounts.consents import is_given
from cms.headers import unlisted
from cms.models import Organisation, User
from cms.models.consents import Purpose
from cms.throttle import Limit, waiting_message
from platforms.models import RelayedMessage
from platforms.people_forms import ClaimForm, MessageForm, ProfileForm
from platforms.services import people

DAY = 24 * 60 * 60
PER_SENDER = Limit("messages", 10, DAY)
"""Messages of an account in a day."""
CLAIMS = Limit("claims", 5, DAY)
_SHOWN = 50


class Personal(LoginRequiredMixin, TemplateView):
    """A page of the own account: no cache keeps it, no search engine lists it."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find what the address names once somebody is signed in."""
        if request.user.is_authenticated:
            self.user: User = User.objects.get(pk=request.user.pk)
            self.find(**kwargs)
        return unlisted(super().dispatch(request, *args, **kwargs))

    def find(self, **kwargs: Any) -> None:
        """Find what the address names; Http404 where it may not be seen."""

    def show(self, form: Form, status: int = 200, **extra: Any) -> HttpResponse:
        """The page with a form, as it was filled in."""
        return self.render_to_response(self.get_context_data(form=form, **extra), status=status)

    def refuse(self, form: Form, seconds: int, **extra: Any) -> HttpResponse:
        """The form as it was filled in, and when it may be sent again."""
        form.add_error(None, waiting_message(seconds))
        response = self.show(form, status=429, **extra)
        response["Retry-After"] = str(seconds)
        return response


class OwnProfile(Personal):
    """The own profile."""

    template_name = "platforms/people/profile.html"

    def find(self, **kwargs: Any) -> None:
        """The profile, made on the first visit."""
        self.profile = people.profile_of(self.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the confirmed organisation and the last claim."""
        return super().get_context_data(
            **{"form": ProfileForm(instance=self.profile), **kwargs},
            profile=self.profile,
            agrees=is_given(self.user, Purpose.PROFILE),
            claim=self.user.organisation_claims.select_related("organisation").last(),
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep the profile, or speak for no organisation any more."""
        if request.POST.get("do") == "leave":
            people.leave_organisation(self.user)
            messages.success(request, _("You speak for no organisation now."))
            return redirect("people:profile")
        form = ProfileForm(request.POST, instance=self.profile)
        if not form.is_valid():
            return self.show(form, status=422)
        form.save()
        messages.success(request, _("Your profile is kept."))
        return redirect("people:profile")


class Claim(Personal):
    """Asking to speak for an organisation: first it is found by name, then claimed."""

    template_name = "platforms/people/claim.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what was looked for."""
        words = self.request.GET.get("q", "")[:200]
        form = kwargs.pop("form", None) or ClaimForm(words=words)
        found = list(form.fields["organisation"].queryset) if not form.is_bound else []
        return super().get_context_data(form=form, words=words, found=found, **kwargs)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep the claim for a specialist."""
        form = ClaimForm(request.POST)
        if not form.is_valid():
            return self.show(form, status=422, chosen=_chosen(request))
        if seconds := CLAIMS.take(str(self.user.pk)):
            return self.refuse(form, seconds, chosen=_chosen(request))
        data = form.cleaned_data
        people.claim(
            self.user, data["organisation"], position=data["position"], proof=data["proof"]
        )
        messages.success(request, _("Thank you. A specialist will check it and write to you."))
        return redirect("people:profile")


def _chosen(request: HttpRequest) -> Organisation | None:
    key = request.POST.get("organisation", "")
    return Organisation.objects.filter(pk=key).first() if key.isdecimal() else None


class Write(Personal):
    """A message to those who speak for an organisation."""

    template_name = "platforms/people/write.html"

    def find(self, slug: str) -> None:  # type: ignore[override]
        """An organisation that somebody speaks for."""
        self.organisation = get_object_or_404(Organisation, slug=slug)
        if not people.representatives_of([self.organisation]).exists():
            raise Http404

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add whom one writes to."""
        return super().get_context_data(
            **{"form": MessageForm(), **kwargs}, organisation=self.organisation
        )

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Send it on."""
        form = MessageForm(request.POST)
        if not form.is_valid():
            return self.show(form, status=422)
        if seconds := PER_SENDER.take(str(self.user.pk)):
            return self.refuse(form, seconds)
        try:
            people.send(self.user, self.organisation, form.cleaned_data["text"])
        except ValidationError as error:
            form.add_error(None, error)
            return self.show(form, status=422)
        messages.success(request, _("Your message is on its way. An answer comes as a letter."))
        return redirect("people:messages")


class Messages(Personal):
    """Messages one has received and sent, the latest first."""

    template_name = "platforms/people/messages.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add both lists."""
        both = RelayedMessage.objects.select_related("organisation", "sender", "recipient")
        return super().get_context_data(
            received=[
                (row, people.name_of(row.sender))
                for row in both.filter(recipient=self.user)[:_SHOWN]
            ],
            sent=both.filter(sender=self.user)[:_SHOWN],
            **kwargs,
        )


class Message(Personal):
    """One message that one has received, with the form of the answer."""

    template_name = "platforms/people/message.html"

    def find(self, pk: int) -> None:  # type: ignore[override]
        """A message to the account."""
        rows = RelayedMessage.objects.select_related("organisation", "sender", "answer_to")
        self.message = get_object_or_404(rows, pk=pk, recipient=self.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the message."""
        return super().get_context_data(
            **{"form": MessageForm(), **kwargs},
            message=self.message,
            sender_name=people.name_of(self.message.sender),
        )

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Send the answer on."""
        form = MessageForm(request.POST)
        if not form.is_valid():
            return self.show(form, status=422)
        if seconds := PER_SENDER.take(str(self.user.pk)):
            return self.refuse(form, seconds)
        people.answer(self.message, self.user, form.cleaned_data["text"])
        messages.success(request, _("Your answer is on its way."))
        return redirect("people:messages")
