"""For whom people speak, and messages that go through the portal."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.admin.utils import get_admin_base_url

from cms.mail import language_of, write_to
from cms.models import Organisation, User
from cms.models.consents import Consent, Purpose
from cms.workflow.rules import DecisionRefused
from platforms.enums import ClaimState
from platforms.models import OrganisationClaim, Profile, RelayedMessage

KEPT_DAYS = 365
CLAIM_LETTER, MESSAGE_LETTER = "platforms/people/mail/claim", "platforms/people/mail/message"


@dataclass(frozen=True)
class Speaker:
    """Somebody who speaks for an organisation, with what is shown of the person."""

    name: str
    position: str
    phone: str
    about: str


def profile_of(user: User) -> Profile:
    """The account's profile, made on first use."""
    return Profile.objects.select_related("organisation").get_or_create(user=user)[0]


def speakers(organisation: Organisation, reader: Any) -> list[Speaker]:
    """Who speaks for an organisation, as far as this reader may see it; one query.

    Nobody who has not agreed to be shown, or agrees no longer, is among them.
    """
    agreed = Consent.objects.filter(
        user=OuterRef("user"), text__purpose=Purpose.PROFILE, revoked_at=None
    )
    profiles = Profile.objects.filter(
        Exists(agreed), organisation=organisation, user__is_active=True
    )
    return [
        Speaker(
            name=name_of(profile.user),
            position=profile.position,
            phone=profile.phone if profile.shows("phone", reader) else "",
            about=profile.about,
        )
        for profile in profiles.select_related("user").order_by("pk")
        if profile.shows("organisation", reader)
    ]


def capacity_of(user: User) -> str:
    """ "Works, engineer" for a confirmed capacity; "" without one."""
    profile = Profile.objects.select_related("organisation").filter(user=user).first()
    if profile is None or profile.organisation is None:
        return ""
    return ", ".join(filter(None, (profile.organisation.name, profile.position)))


@transaction.atomic
def claim(
    user: User, organisation: Organisation, *, position: str, proof: str
) -> OrganisationClaim:
    """Ask to speak for an organisation; a claim that still waits is replaced."""
    OrganisationClaim.objects.filter(user=user, state=ClaimState.WAITING).update(
        state=ClaimState.WITHDRAWN, decided_at=timezone.now()
    )
    return OrganisationClaim.objects.create(
        user=user, organisation=organisation, position=position, proof=proof
    )


@transaction.atomic
def decide(row: OrganisationClaim, *, by: User, confirms: bool, reason: str) -> None:
    """Confirm a waiting claim or turn it down, and tell the person.

    Raises DecisionRefused on the own claim and on one that waits no longer; ValidationError where
    it is turned down without a reason.
    """
    if row.user_id == by.pk:
        raise DecisionRefused(_("Nobody decides on the own claim."))
    if row.state != ClaimState.WAITING:
        raise DecisionRefused(_("The claim is decided already."))
    if not confirms and not reason.strip():
        raise ValidationError(_("Say why it is turned down."))
    row.state = ClaimState.CONFIRMED if confirms else ClaimState.TURNED_DOWN
    row.decided_by, row.decided_at, row.reason = by, timezone.now(), reason.strip()
    row.claimed_by = row.claimed_at = None
    row.save()
    if confirms:
        profile = profile_of(row.user)
        profile.organisation, profile.position = row.organisation, row.position
        profile.save(update_fields=["organisation", "position"])
    write_to(
        row.user,
        CLAIM_LETTER,
        {"claim": row, "confirms": confirms, "url": address("people:profile", row.user)},
    )


def leave_organisation(user: User) -> None:
    """Speak for no organisation from now on."""
    Profile.objects.filter(user=user).update(organisation=None, position="")


def representatives_of(organisations: Iterable[Organisation]) -> QuerySet[Profile]:
    """Profiles of people who may be written to for the organisations."""
    return Profile.objects.filter(
        organisation__in=organisations,
        takes_messages=True,
        user__is_active=True,
    ).exclude(user__email="")


@transaction.atomic
def send(sender: User, organisation: Organisation, text: str) -> list[RelayedMessage]:
    """Write to everybody who takes messages for the organisation.

    Raises ValidationError where nobody does, or the sender alone.
    """
    profiles = representatives_of([organisation]).exclude(user=sender).select_related("user")
    found = [_relay(sender, profile.user, organisation, text) for profile in profiles]
    if not found:
        raise ValidationError(_("Nobody takes messages for this organisation."))
    return found


@transaction.atomic
def answer(message: RelayedMessage, sender: User, text: str) -> RelayedMessage:
    """Answer a message one has received; ValidationError on any other."""
    if message.recipient_id != sender.pk:
        raise ValidationError(_("Only the recipient can answer a message."))
    return _relay(sender, message.sender, message.organisation, text, answer_to=message)


def prune_messages() -> int:
    """Erase messages that are more than a year old; gives their number."""
    old = RelayedMessage.objects.filter(sent_at__lt=timezone.now() - timedelta(days=KEPT_DAYS))
    return old.delete()[0]


def _relay(
    sender: User,
    recipient: User,
    organisation: Organisation,
    text: str,
    answer_to: RelayedMessage | None = None,
) -> RelayedMessage:
    message = RelayedMessage.objects.create(
        organisation=organisation,
        sender=sender,
        recipient=recipient,
        text=text,
        answer_to=answer_to,
    )
    context = {
        "relayed": message,
        "organisation": organisation,
        "sender_name": name_of(sender),
        "url": address("people:message", recipient, message.pk),
    }
    write_to(recipient, MESSAGE_LETTER, context)
    return message


def name_of(user: User) -> str:
    """What others see of an account: the name it gave, never an address or a sign-in name."""
    return user.get_full_name().strip() or _("A participant without a name")


def address(name: str, reader: Any, *args: Any) -> str:
    """The address of a page with its host, in the language of the letter's reader."""
    with override(language_of(reader)):
        return f"{get_admin_base_url()}{reverse(name, args=args)}"
