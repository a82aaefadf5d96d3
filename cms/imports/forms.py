"""Forms of the import."""

from django import forms
from django.utils.translation import gettext_lazy as _


class UploadForm(forms.Form):
    """A file to check."""

    file = forms.FileField(
        label=_("CSV or XLSX file"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )


class ConfirmForm(forms.Form):
    """The token of a checked file."""

    token = forms.CharField(widget=forms.HiddenInput, max_length=5000)
