"""The form of a suggested correction."""

import time
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, TimestampSigner
from django.db import models
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.models.corrections import OTHER

if TYPE_CHECKING:
    from cms.corrections.page import CorrectableMixin

FASTEST_SECONDS = 3
LONGEST_SECONDS = 24 * 60 * 60
_SALT = "cms.corrections"


class CorrectionForm(forms.Form):
    """One wrong field and its right value; the trap and the time keep machines out."""

    field = forms.ChoiceField(label=gettext_lazy("What is wrong"))
    value = forms.CharField(label=gettext_lazy("What it should be"), max_length=500)
    remark = forms.CharField(
        label=gettext_lazy("How do you know"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail for one answer"),
        required=False,
        help_text=gettext_lazy(
            "If you want to know the decision. The address is used for that letter only and erased."
        ),
    )
    # People do not see it; whoever fills it in is none.
    website = forms.CharField(required=False)
    started = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, page: "CorrectableMixin", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.page = page
        names = page.fields_to_correct()
        fields = [name for name in names if not name.startswith(OTHER)]
        self.fields["field"].choices = [
            ("", _("Choose")),
            *((name, capfirst(page.field_name(name))) for name in (*names, OTHER)),
        ]
        if any(isinstance(page._meta.get_field(name), models.DateField) for name in fields):
            self.fields["value"].help_text = _("A day like %(day)s, a number in digits.") % {
                "day": date_format(date(2015, 12, 31), "SHORT_DATE_FORMAT")
            }
        self.fields["started"].initial = started_now()

    def clean_website(self) -> str:
        """Nothing may stand in the trap."""
        if self.cleaned_data["website"]:
            raise ValidationError(_("This field must stay empty."))
        return ""

    def clean_started(self) -> str:
        """The form was filled in by a person's hands: not within seconds, not last week."""
        text = self.cleaned_data["started"]
        try:
            moment = float(TimestampSigner(salt=_SALT).unsign(text, max_age=LONGEST_SECONDS))
        except (BadSignature, ValueError):
            raise ValidationError(_("The form has expired. Send it once more.")) from None
        if time.time() - moment < FASTEST_SECONDS:
            raise ValidationError(_("That was very fast. Send it once more."))
        return text

    def clean(self) -> dict[str, Any]:
        """The value must be one that the field of the page takes."""
        data = super().clean() or {}
        name, value = data.get("field"), data.get("value", "")
        if name and not name.startswith(OTHER) and value:
            try:
                data["value"] = self.page.read_correction(name, value)
            except ValidationError as error:
                self.add_error("value", error)
        return data


def started_now() -> str:
    """The signed moment at which a form is shown."""
    return TimestampSigner(salt=_SALT).sign(str(time.time()))
