"""Letters about claims and messages, as the office previews and logs them."""

from django.utils.translation import gettext_lazy as _

from cms.mailing.composing import KnownLetter, compose
from cms.mailing.kinds import SAMPLE_ADDRESS, LetterKind, key_of, register_kind
from cms.models import Organisation
from platforms.models import OrganisationClaim, RelayedMessage
from platforms.services.people import CLAIM_LETTER, MESSAGE_LETTER


def register_letters() -> None:
    """Register both; what people write to each other stays out of the log."""
    register_kind(LetterKind(key_of(CLAIM_LETTER), _("Decision on a claim"), claim_sample))
    register_kind(
        LetterKind(
            key_of(MESSAGE_LETTER),
            _("Message to an organisation"),
            message_sample,
            keeps_text=False,
        )
    )


def claim_sample() -> KnownLetter:
    """A claim that was turned down."""
    claim = OrganisationClaim(
        organisation=_organisation(), position="—", reason="Lorem ipsum dolor sit amet."
    )
    context = {"claim": claim, "confirms": False, "url": "https://portal.example/"}
    return compose(CLAIM_LETTER, context, to=[SAMPLE_ADDRESS])


def message_sample() -> KnownLetter:
    """A message to an organisation."""
    context = {
        "relayed": RelayedMessage(text="Lorem ipsum dolor sit amet."),
        "organisation": _organisation(),
        "sender_name": "N. N.",
        "url": "https://portal.example/",
    }
    return compose(MESSAGE_LETTER, context, to=[SAMPLE_ADDRESS])


def _organisation() -> Organisation:
    return Organisation(name_ru="Организация", name_en="Organisation")
