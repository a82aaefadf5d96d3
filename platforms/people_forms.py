"""Forms of profiles, claims and messages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.models import Organisation
from platforms.models import Profile

MOST_FOUND = 20


class ProfileForm(forms.ModelForm):
    """What a person says of oneself, and who sees it; the organisation is claimed apart."""

    class Meta:
        model = Profile
        fields = ("about", "organisation_for", "phone", "phone_for", "takes_messages")
        widgets = {"about": forms.Textarea(attrs={"rows": 4})}


class ClaimForm(forms.Form):
    """A claim to speak for one of the organisations that were found."""

    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.none()
    )
    position = forms.CharField(label=_("Your position"), max_length=120)
    proof = forms.CharField(
        label=_("How it can be checked"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example a page of the organisation that names you, or whom to ask."),
    )

    def __init__(self, *args: Any, words: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What was found is a short list; what is sent may be any organisation of the register.
        every = Organisation.objects.all()
        self.fields["organisation"].queryset = every if self.is_bound else found_by(words)


def found_by(words: str) -> Any:
    """Organisations whose name in either language holds the words, at most twenty."""
    words = words.replace("\x00", "").strip()
    if not words:
        return Organisation.objects.none()
    # SQLite compares Cyrillic letters by case, so the words are also tried with a capital.
    variants = {words, words.capitalize(), words.upper(), words.lower()}
    named = Organisation.objects.none()
    for variant in variants:
        for name in ("name_ru", "name_en"):
            named |= Organisation.objects.filter(**{f"{name}__icontains": variant})
    keys = named.values_list("pk", flat=True)[:MOST_FOUND]
    return Organisation.objects.filter(pk__in=list(keys))


class MessageForm(forms.Form):
    """A message to people who speak for an organisation, or an answer."""

    text = forms.CharField(
        label=_("Message"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Your name goes with it. Leave your address or telephone if you want to."),
    )
