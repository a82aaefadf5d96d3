"""Asking for consents, giving and revoking them."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from cms.models import User
from cms.models.consents import REQUIRED, Consent, ConsentText, Purpose


@dataclass(frozen=True)
class Standing:
    """How a person stands to one purpose.

    `text` is the one in force, `consent` what the person agreed to last and has not revoked.
    """

    purpose: Purpose
    text: ConsentText
    consent: Consent | None

    @property
    def is_outdated(self) -> bool:
        """Whether the person agreed to a former text."""
        return self.consent is not None and self.consent.text_id != self.text.pk

    @property
    def is_required(self) -> bool:
        """Whether the account ends without it."""
        return self.purpose in REQUIRED


def text_in_force(purpose: Purpose) -> ConsentText | None:
    """The latest text of a purpose that is in force; None where none was written."""
    texts = ConsentText.objects.filter(purpose=purpose, in_force_from__lte=timezone.now())
    return texts.order_by("-version").first()


@transaction.atomic
def give(*, user: User, text: ConsentText) -> Consent:
    """Note that `user` agrees to `text`; a consent to a former text of the purpose ends."""
    standing = Consent.objects.filter(user=user, text__purpose=text.purpose, revoked_at=None)
    known = standing.filter(text=text).first()
    standing.exclude(text=text).update(revoked_at=timezone.now())
    return known or Consent.objects.create(user=user, text=text)


def revoke(*, user: User, purpose: Purpose) -> None:
    """Note that `user` no longer agrees.

    Raises ValueError for a purpose without which there is no account: that one ends with it.
    """
    if purpose in REQUIRED:
        raise ValueError(f"The consent to {purpose} ends with the account.")
    standing = Consent.objects.filter(user=user, text__purpose=purpose, revoked_at=None)
    standing.update(revoked_at=timezone.now())


def is_given(user: User, purpose: Purpose) -> bool:
    """Whether `user` agrees to the processing of personal data for `purpose`."""
    return Consent.objects.filter(user=user, text__purpose=purpose, revoked_at=None).exists()


def standings(user: User) -> list[Standing]:
    """How `user` stands to every purpose that has a text in force."""
    given = Consent.objects.filter(user=user, revoked_at=None).select_related("text")
    by_purpose = {consent.text.purpose: consent for consent in given}
    return [
        Standing(purpose, text, by_purpose.get(purpose))
        for purpose in Purpose
        if (text := text_in_force(purpose))
    ]
