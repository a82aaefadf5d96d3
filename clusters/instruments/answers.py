"""The questions of the finder and what a reader answered; the whole state is in the address."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from clusters.enums import ClusterTie, ProjectStage, Purpose, Recipient
from cms.models import Region

_LARGEST = Decimal(1_000_000)
_NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{1,6})?")


@dataclass(frozen=True)
class Answers:
    """What the reader said; empty or None where nothing was.

    `cost` is in millions of roubles, `share` the part of it in per cent that the reader pays.
    """

    who: str = ""
    purpose: str = ""
    region: Region | None = None
    stage: str = ""
    cost: Decimal | None = None
    share: int | None = None
    tie: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was answered."""
        return self == Answers()


class MillionField(forms.CharField):
    """A number of millions with a comma or a point, blanks allowed."""

    def clean(self, value: Any) -> Decimal | None:
        """The number; None where nothing was written."""
        text = "".join(super().clean(value).split()).replace(",", ".")
        if not text:
            return None
        if not _NUMBER.fullmatch(text):
            raise ValidationError(_("Give a number of millions of roubles, for example 12.5."))
        number = Decimal(text)
        if not 0 < number <= _LARGEST:
            raise ValidationError(_("Give a cost above zero and up to a million of millions."))
        return number


class FinderForm(forms.Form):
    """Seven questions, none of which must be answered."""

    who = forms.ChoiceField(label=_("Who are you?"), required=False)
    purpose = forms.ChoiceField(label=_("What do you need support for?"), required=False)
    region = forms.ChoiceField(label=_("Where is the project carried out?"), required=False)
    stage = forms.ChoiceField(label=_("How far is the project?"), required=False)
    cost = MillionField(
        label=_("What does the project cost, million roubles?"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    share = forms.IntegerField(
        label=_("Which part of it do you pay yourselves, per cent?"),
        required=False,
        min_value=0,
        max_value=100,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), _("Give a whole number from 0 to 100.")
        ),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    tie = forms.ChoiceField(label=_("Are you in a cluster?"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, choices in (
            ("who", Recipient),
            ("purpose", Purpose),
            ("stage", ProjectStage),
            ("tie", ClusterTie),
        ):
            self.fields[name].choices = [
                ("", _("not chosen")),
                *((value, capfirst(str(label))) for value, label in choices.choices),
            ]
        self.regions = {region.code: region for region in Region.objects.all()}
        by_name = sorted(self.regions.values(), key=lambda region: region.name)
        self.fields["region"].choices = [
            ("", _("not chosen")),
            *((region.code, region.name) for region in by_name),
        ]

    def answers(self) -> Answers:
        """What could be read; a wrong answer is named at its field and counts as none."""
        self.is_valid()
        given = {
            name: value for name, value in self.cleaned_data.items() if value not in ("", None)
        }
        if "region" in given:
            given["region"] = self.regions[given["region"]]
        return Answers(**given)
