"""Texts of consents."""

from cms.models import ConsentText
from cms.models.consents import Purpose


def make_consent_text(purpose=Purpose.ACCOUNT, **fields):
    """A text of a consent, by default the next one in force for the account."""
    values = {"text_ru": "Текст согласия", "text_en": "Text of the consent", **fields}
    return ConsentText.objects.create(purpose=purpose, **values)
