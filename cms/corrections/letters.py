"""The one letter to whoever suggested a correction."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.utils import get_admin_base_url

from cms.mailing.composing import KnownLetter, compose
from cms.mailing.kinds import SAMPLE_ADDRESS
from cms.models.corrections import CorrectionState, SuggestedCorrection

TEMPLATE = "cms/corrections/mail"


def answer(correction: SuggestedCorrection, address: str) -> KnownLetter:
    """What was decided, in the language in which the correction was suggested."""
    context = {
        "correction": correction,
        "page": correction.page,
        "url": correction.page.full_url,
        "is_applied": correction.state == CorrectionState.APPLIED,
    }
    return _letter(context, address, correction.language)


def sample() -> KnownLetter:
    """The letter with made-up particulars."""
    context = {
        "correction": {"names_field": True, "reason": _("The number was checked.")},
        "page": {"title": _("A page")},
        "url": f"{get_admin_base_url()}/",
        "is_applied": True,
    }
    return _letter(context, SAMPLE_ADDRESS)


def _letter(context: Mapping[str, Any], address: str, language: str = "") -> KnownLetter:
    return compose(TEMPLATE, context, language=language, to=[address])
