"""Letters of the foundation itself."""

from functools import partial
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.utils import get_admin_base_url

from cms.accounts.letters import TEXTS, kind_of
from cms.accounts.letters import compose as compose_account_letter
from cms.corrections import letters as corrections
from cms.mailing.kinds import SAMPLE_ADDRESS, LetterKind, key_of, register_kind
from cms.workflow import reminders


def register_all() -> None:
    """Register the letters of the desk, of corrections and of accounts."""
    register_kind(
        LetterKind(
            key_of(reminders.TEMPLATE), _("Reminder of an overdue decision"), reminders.sample
        )
    )
    register_kind(
        LetterKind(
            key_of(corrections.TEMPLATE),
            _("Answer to a suggested correction"),
            corrections.sample,
            keeps_text=False,
            keeps_address=False,
        )
    )
    for name, text in TEXTS.items():
        register_kind(
            LetterKind(kind_of(name), text.subject, partial(_account, name), keeps_text=False)
        )


def _account(name: str) -> EmailMultiAlternatives:
    base = get_admin_base_url() or settings.WAGTAILADMIN_BASE_URL
    request = HttpRequest()
    request.META["HTTP_HOST"] = urlsplit(base).netloc
    given = {
        **dict.fromkeys(("activate_url", "password_reset_url", "signup_url"), f"{base}/"),
        "request": request,
        "timestamp": timezone.now(),
        "ip": "192.0.2.1",
        "from_email": SAMPLE_ADDRESS,
        "to_email": "new@example.org",
        "deleted_email": SAMPLE_ADDRESS,
    }
    return compose_account_letter(name, SAMPLE_ADDRESS, given)
