"""Forms of the desk."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cms.desk.listing import ORDERS, Due, Filters, Mine
from cms.desk.queues import Decision
from cms.enums import Priority

ANY = ("", _("any"))


class FilterForm(forms.Form):
    """The filters of the desk, kept in the address."""

    queue = forms.ChoiceField(label=_("Queue"), required=False)
    section = forms.ChoiceField(label=_("Section"), required=False)
    due = forms.ChoiceField(
        label=_("Due"),
        required=False,
        choices=[
            ANY,
            (Due.OVERDUE, _("overdue")),
            (Due.TODAY, _("today")),
            (Due.LATER, _("later")),
        ],
    )
    mine = forms.ChoiceField(
        label=_("Looked at"),
        required=False,
        choices=[
            ANY,
            (Mine.CLAIMED, _("by me")),
            (Mine.FREE, _("by nobody")),
            (Mine.DECIDABLE, _("I may decide")),
        ],
    )
    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=[ANY, *settings.LANGUAGES]
    )
    author = forms.ChoiceField(label=_("Author"), required=False)
    sort = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any,
        *,
        queues: Sequence[tuple[str, str]],
        occurring: Mapping[str, Sequence[tuple[str, str]]],
    ) -> None:
        super().__init__(data)
        self.fields["queue"].choices = [ANY, *queues]
        self.fields["section"].choices = [ANY, *occurring["section"]]
        self.fields["author"].choices = [ANY, *occurring["author"]]

    def filters(self) -> Filters:
        """What was asked for; a value that no longer occurs filters nothing."""
        self.is_valid()
        asked = {name: value for name, value in self.cleaned_data.items() if value}
        if asked.get("sort", "due").removeprefix("-") not in ORDERS:
            asked.pop("sort", None)
        return Filters(**asked)


class DecisionForm(forms.Form):
    """A decision on one version; returning it needs a reason, or one of the rules given."""

    needs_rule = True
    decision = forms.ChoiceField(choices=Decision)
    version = forms.CharField(max_length=64)
    rule = forms.ChoiceField(required=False)
    reason = forms.CharField(required=False, max_length=4000)

    def __init__(self, data: Any, *, rules: Sequence[tuple[str, Any]] = ()) -> None:
        super().__init__(data)
        self.fields["rule"].choices = rules
        self.rules = rules

    def clean(self) -> dict[str, Any]:
        """Require the reason of a return."""
        cleaned = super().clean() or {}
        if cleaned.get("decision") != Decision.RETURN or cleaned.get("rule"):
            return cleaned
        if self.rules and self.needs_rule:
            raise ValidationError({"rule": _("Choose the rule: the author will read it.")})
        if not cleaned.get("reason", "").strip():
            raise ValidationError(
                {"reason": _("Say why the version is returned: the author will read it.")}
            )
        return cleaned


class BulkForm(DecisionForm):
    """The same decision on several items, perhaps of several queues; a token names each."""

    needs_rule = False
    version = None
    items = forms.TypedMultipleChoiceField()

    def __init__(self, data: Any, *, rules: Sequence[tuple[str, Any]] = ()) -> None:
        super().__init__(data, rules=rules)
        tokens = data.getlist("items")
        self.fields["items"].choices = [(token, token) for token in tokens]


class PriorityForm(forms.Form):
    """How urgent an item is."""

    priority = forms.TypedChoiceField(choices=Priority, coerce=lambda value: Priority(int(value)))


class LinkForm(forms.Form):
    """A review link: for whom, for how long, opinion or decision."""

    label = forms.CharField(max_length=120)
    days = forms.IntegerField(min_value=1)
    may_decide = forms.BooleanField(required=False)

    def clean_days(self) -> int:
        """Keep to the longest time allowed."""
        return min(self.cleaned_data["days"], settings.REVIEW_LINK_MAX_DAYS)
