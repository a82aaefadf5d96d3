"""Forms of a decision."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ApprovalForm(forms.Form):
    """An approval, with a remark for the log where there is one."""

    comment = forms.CharField(
        label=_("Comment"), required=False, widget=forms.Textarea({"rows": 3})
    )


class ReturnForm(forms.Form):
    """A return to the author: the reason is required."""

    comment = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea({"rows": 3}),
        help_text=_("The author sees it on the page's form and on the dashboard."),
        error_messages={"required": _("Say why the version is returned: the author will read it.")},
    )
