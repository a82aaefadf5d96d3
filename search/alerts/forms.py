"""The forms of saved searches."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from search.alerts.queries import query_from
from search.models import Period
from search.query import Query

MAX_PARAMETERS = 4000


class FollowForm(forms.Form):
    """An address, how often, in which language; the search itself is hidden.

    `website` is a trap: people do not see it, programs fill it in.
    """

    address = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Enter an e-mail address."),
            "invalid": _("Enter an e-mail address like name@example.org."),
        },
    )
    period = forms.ChoiceField(label=_("Write to me"), choices=Period)
    lang = forms.ChoiceField(label=_("Language of the letters"), choices=settings.LANGUAGES)
    parameters = forms.CharField(
        required=False, max_length=MAX_PARAMETERS, widget=forms.HiddenInput
    )
    website = forms.CharField(required=False)

    query: Query

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "follow-%s")
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Read the hidden search."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        query = query_from(cleaned.get("parameters", ""), cleaned.get("lang", "ru"))
        if query is None or "parameters" in self.errors:
            self.add_error(None, _("This search cannot be followed. Start again from its page."))
        else:
            self.query = query
        return cleaned

    @property
    def is_trapped(self) -> bool:
        """Whether a program filled it in."""
        return bool(self.cleaned_data.get("website"))


class PeriodForm(forms.Form):
    """Another rhythm of a saved search."""

    period = forms.ChoiceField(choices=Period)
