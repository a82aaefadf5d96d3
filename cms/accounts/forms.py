"""The forms of an account, allauth's with our words and without placeholders."""

from typing import Any

from allauth.account import forms as allauth
from allauth.account.app_settings import EmailVerificationMethod
from allauth.account.models import EmailAddress
from allauth.mfa.base import forms as second_factor
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn import forms as keys
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cms.accounts import consents
from cms.models import User
from cms.models.consents import Purpose


class Plain:
    """For a form of allauth: no placeholders, which vanish with the first letter typed.

    What a password must be is said in one sentence, not in Django's list.
    """

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name == "password1":
                field.help_text = _(
                    "At least 10 characters, not digits alone, no common password, not your name."
                )


class SignInForm(Plain, allauth.LoginForm):
    """Sign in with the address or the user name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail or user name")
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        self.fields["password"].help_text = ""
        self.fields["remember"].label = _("Remember me on this device")

    def _clean_with_password(self, credentials: dict[str, Any]) -> Any:
        """Ask for no confirmation of accounts that administrators made: they know the person."""
        cleaned = super()._clean_with_password(credentials)
        user = self._login.user
        if not EmailAddress.objects.filter(user_id=user.pk).exists():
            _vouch_for(user)
            self._login.email_verification = EmailVerificationMethod.NONE
        return cleaned


def _vouch_for(user: User) -> None:
    """Take the address that administrators gave an account for confirmed, unless it is taken."""
    address = user.email.lower()
    if address and not EmailAddress.objects.filter(email=address, verified=True).exists():
        EmailAddress.objects.create(user=user, email=address, primary=True, verified=True)


class PersonForm(forms.ModelForm):
    """The name under which a person speaks."""

    class Meta:
        model = User
        fields = ["first_name", "last_name"]
        widgets = {
            "first_name": forms.TextInput(attrs={"autocomplete": "given-name"}),
            "last_name": forms.TextInput(attrs={"autocomplete": "family-name"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in (("first_name", _("First name")), ("last_name", _("Last name"))):
            self.fields[name].label = label
            self.fields[name].required = True


class SignUpForm(Plain, allauth.SignupForm):
    """A new account: the name under which a person speaks, an address, a password."""

    first_name = forms.CharField(
        label=_("First name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    last_name = forms.CharField(
        label=_("Last name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )
    consent = forms.BooleanField(
        label=_("I agree to the processing of my personal data for keeping the account"),
        error_messages={"required": _("Without this consent there can be no account.")},
    )
    # Which text was shown: another may come into force while the form is filled in.
    text = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ("first_name", "last_name", "email", "password1", "consent")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail")
        self.fields["email"].help_text = _("Shown to nobody. A letter with a link goes to it.")
        self.consent_text = consents.text_in_force(Purpose.ACCOUNT)
        if self.consent_text:
            self.fields["text"].initial = self.consent_text.pk

    def clean(self) -> dict[str, Any]:
        """Also: the text that was agreed to is the one in force."""
        cleaned = super().clean()
        if self.consent_text is None or cleaned.get("text") != self.consent_text.pk:
            self.add_error("consent", _("The text of the consent has changed. Read it again."))
            if self.consent_text:
                self.data = {**self.data.dict(), "text": self.consent_text.pk}
        return cleaned

    def custom_signup(self, request: HttpRequest, user: User) -> None:
        """Note the consent with the new account."""
        consents.give(user=user, text=self.consent_text)


class ChangeAddressForm(Plain, allauth.AddEmailForm):
    """Another address in place of the present one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("New e-mail")


class NewPasswordForm(Plain, allauth.ChangePasswordForm):
    """Another password."""


class FirstPasswordForm(Plain, allauth.SetPasswordForm):
    """A password for an account that has none."""


class ForgottenPasswordForm(Plain, allauth.ResetPasswordForm):
    """The address to which the letter with a link goes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail")


class PasswordByLetterForm(Plain, allauth.ResetPasswordKeyForm):
    """A new password, by the link of a letter."""


class PasswordAgainForm(Plain, allauth.ReauthenticateForm):
    """The password once more, before something that matters."""


class CodeForm(Plain, second_factor.AuthenticateForm):
    """A code of an app or a recovery code, after the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code of the app or recovery code")


class CodeAgainForm(Plain, second_factor.ReauthenticateForm):
    """A code once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code of the app or recovery code")


class FirstCodeForm(Plain, ActivateTOTPForm):
    """The first code of an app, which shows that it was set up rightly."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code that the app shows now")
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class NewKeyForm(Plain, keys.AddWebAuthnForm):
    """A security key and what its owner calls it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the key")


class KeyNameForm(Plain, keys.EditWebAuthnForm):
    """Another name of a key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the key")
