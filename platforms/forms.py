"""Forms of discussions."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from platforms.enums import AnswerStatus, Rule
from platforms.models.written import CAPACITY_LENGTH, TITLE_LENGTH
from platforms.services.taking_part import LONGEST


class Trapped(forms.Form):
    """A form with a field that people do not see: whoever fills it in is none."""

    website = forms.CharField(required=False)

    def clean_website(self) -> str:
        """Nothing may stand in the trap."""
        if self.cleaned_data["website"]:
            raise ValidationError(_("This field must stay empty."))
        return ""


class TextForm(Trapped):
    """The text of a contribution."""

    text = forms.CharField(
        label=_("Text"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_(
            "A blank line begins a paragraph. Lines that begin with a dash or a number are a list, "
            "lines that begin with > are a quotation. Addresses become links."
        ),
    )


class ReplyForm(TextForm):
    """A contribution."""

    capacity = forms.CharField(
        label=_("You speak as"),
        required=False,
        max_length=CAPACITY_LENGTH,
        help_text=_("Organisation and position, if you like. Shown beside your name."),
    )
    language = forms.ChoiceField(label=_("Language of the text"), choices=settings.LANGUAGES)
    field_order = ("text", "capacity", "language")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = get_language()


class TopicForm(ReplyForm):
    """A new topic of one of the platforms given."""

    platform = forms.ChoiceField(label=_("Technology platform"))
    title = forms.CharField(
        label=_("Title"),
        max_length=TITLE_LENGTH,
        help_text=_("The question itself, so that one understands it in a list."),
    )
    field_order = ("platform", "title", "text", "capacity", "language")

    def __init__(self, *args: Any, platforms: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["platform"].choices = [("", _("Choose")), *platforms]


class ReportForm(Trapped):
    """What a reader thinks is wrong with a contribution."""

    rule = forms.ChoiceField(
        label=_("What is wrong with it"), choices=[("", _("Choose")), *Rule.choices]
    )
    note = forms.CharField(
        label=_("Remark for the moderator"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RulingForm(forms.Form):
    """By which rule a text is hidden."""

    rule = forms.ChoiceField(label=_("Rule"), choices=[("", _("Choose")), *Rule.choices])
    remark = forms.CharField(
        label=_("Remark to the author"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SummaryForm(forms.Form):
    """What a moderator says of the discussion as a whole."""

    summary = forms.CharField(
        label=_("Summary of the moderator"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Stands above the contributions. Empty: there is none."),
    )


class AnswerForm(forms.Form):
    """The official answer, signed."""

    status = forms.ChoiceField(
        label=_("What became of it"), choices=[("", _("Choose")), *AnswerStatus.choices]
    )
    answer = forms.CharField(
        label=_("Official answer"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    signature = forms.CharField(
        label=_("Signed by"),
        max_length=CAPACITY_LENGTH,
        help_text=_("Name, position and organisation: everybody sees them."),
    )


class AppealForm(Trapped):
    """Why a decision is wrong."""

    text = forms.CharField(
        label=_("Why the decision is wrong"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Another moderator reads it and decides. You may appeal once."),
    )
