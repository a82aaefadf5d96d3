"""Texts of consents of the demonstration, and that its accounts agreed to them."""

from typing import TYPE_CHECKING

from cms.models import Consent, ConsentText, User
from cms.models.consents import Purpose
from home.demo.users import ACCOUNTS

if TYPE_CHECKING:
    from home.demo.context import DemoContext


def load(context: "DemoContext") -> None:
    """Make the first versions where there is none; demonstration accounts agree to theirs."""
    for purpose, paragraphs in context.facts("consents").items():
        if not ConsentText.objects.filter(purpose=purpose).exists():
            ConsentText.objects.create(
                purpose=purpose,
                text_ru="\n\n".join(paragraphs["ru"]),
                text_en="\n\n".join(paragraphs["en"]),
            )
    text = ConsentText.objects.filter(purpose=Purpose.ACCOUNT).latest("version")
    names = [account.username for account in ACCOUNTS]
    users = User.objects.filter(username__in=names, consents=None)
    consents = Consent.objects.bulk_create(Consent(user=user, text=text) for user in users)
    context.say(f"{len(consents)} consents")
