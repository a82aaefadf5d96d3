"""The texts of letters about an account, by the name that allauth asks for them with."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cms.mailing.composing import KnownLetter


@dataclass(frozen=True)
class Text:
    """A letter: its subject, its paragraphs with named placeholders, the link it leads to.

    `link` is the name of the address in what allauth gives, `label` the words of the link.
    """

    subject: Any
    paragraphs: tuple[Any, ...]
    link: str = ""
    label: Any = ""


_IGNORE = _("If it was not you, do nothing: without the link nothing happens.")
_NOT_YOU = _("It was done on %(when)s from %(ip)s. If it was not you, set a new password at once.")


def _notice(subject: Any, text: Any) -> Text:
    """A letter that tells of a change after it was made."""
    return Text(subject, (text, _NOT_YOU), "reset_url", _("Set a new password"))


_CONFIRMATION = Text(
    _("Confirm your address"),
    (
        _("This address was given for an account on the portal. Confirm that it is yours."),
        _("The link works for %(days)s days."),
        _IGNORE,
    ),
    "activate_url",
    _("Confirm the address"),
)

TEXTS: Mapping[str, Text] = {
    "account/email/email_confirmation_signup": _CONFIRMATION,
    "account/email/email_confirmation": _CONFIRMATION,
    "account/email/account_already_exists": Text(
        _("You already have an account"),
        (
            _("Somebody, you we hope, asked for an account with this address. There is one."),
            _("If you have forgotten the password, set a new one."),
        ),
        "password_reset_url",
        _("Set a new password"),
    ),
    "account/email/unknown_account": Text(
        _("No account with this address"),
        (
            _("Somebody, you we hope, asked for a new password, but no account has this address."),
            _("Perhaps you signed up with another one. If you have no account yet, sign up."),
        ),
        "signup_url",
        _("Sign up"),
    ),
    "account/email/password_reset_key": Text(
        _("A new password"),
        (_("You, we hope, asked for a new password for your account."), _IGNORE),
        "password_reset_url",
        _("Set a new password"),
    ),
    "account/email/password_changed": _notice(
        _("Your password was changed"), _("The password of your account was changed.")
    ),
    "account/email/password_set": _notice(
        _("Your password was changed"), _("The password of your account was changed.")
    ),
    "account/email/password_reset": _notice(
        _("Your password was changed"), _("The password of your account was changed.")
    ),
    "account/email/email_changed": _notice(
        _("Your address was changed"),
        _("The address of your account was changed from %(from_email)s to %(to_email)s."),
    ),
    "account/email/email_confirm": _notice(
        _("Your address is confirmed"), _("The address of your account is confirmed.")
    ),
    "account/email/email_deleted": _notice(
        _("An address was removed"),
        _("The address %(deleted_email)s was removed from your account."),
    ),
    "mfa/email/totp_activated": _notice(
        _("Codes of an app are switched on"),
        _("Signing in to your account now also asks for a code of an authenticator app."),
    ),
    "mfa/email/totp_deactivated": _notice(
        _("Codes of an app are switched off"),
        _("Signing in to your account no longer asks for a code of an authenticator app."),
    ),
    "mfa/email/webauthn_added": _notice(
        _("A security key was added"), _("A security key was added to your account.")
    ),
    "mfa/email/webauthn_removed": _notice(
        _("A security key was removed"), _("A security key was removed from your account.")
    ),
    "mfa/email/recovery_codes_generated": _notice(
        _("New recovery codes"),
        _("New recovery codes were made for your account; the former ones work no longer."),
    ),
}


def compose(
    name: str, address: str, given: Mapping[str, Any], headers: dict[str, str] | None = None
) -> KnownLetter:
    """The letter `name` to `address` in the language of the moment; `given` is allauth's context.

    Raises KeyError for a letter that has no text.
    """
    text = TEXTS[name]
    request = given["request"]
    values = {
        **given,
        "days": settings.ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS,
        "reset_url": request.build_absolute_uri(reverse("account_reset_password")),
    }
    if "timestamp" in given:
        values["when"] = localtime(given["timestamp"]).strftime("%d.%m.%Y %H:%M %Z")
    language = get_language()
    context = {
        "lang": language,
        "name": text.subject,
        "home_url": request.build_absolute_uri(f"/{language}/"),
        "paragraphs": [str(paragraph) % values for paragraph in text.paragraphs],
        "url": values[text.link],
        "label": text.label,
    }
    message = KnownLetter(
        str(text.subject),
        render_to_string("account/mail/letter.txt", context),
        to=[address],
        headers=headers,
    )
    message.attach_alternative(render_to_string("account/mail/letter.html", context), "text/html")
    message.kind = kind_of(name)
    return message


def kind_of(name: str) -> str:
    """The key of a letter in the log of outgoing letters."""
    return name.replace("/email/", ".")
