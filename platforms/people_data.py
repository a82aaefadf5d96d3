"""What the section keeps of people: handed out on request, erased with the account."""

from typing import Any

from django.db.models import Q

from cms.accounts import personal_data
from cms.models import User
from platforms.models import OrganisationClaim, Profile, RelayedMessage


def register_all() -> None:
    """Register profiles, claims and messages."""
    personal_data.register("profile", _profile, _erase_profile)
    personal_data.register("messages", _messages, _erase_messages)


def _profile(user: User) -> dict[str, Any]:
    lines = ("about", "phone", "position", "organisation_for", "phone_for", "takes_messages")
    claims = OrganisationClaim.objects.filter(user=user)
    return {
        "profile": list(Profile.objects.filter(user=user).values(*lines, "organisation__name_ru")),
        "claims": list(
            claims.values(
                *("organisation__name_ru", "position", "proof", "state"),
                *("asked_at", "decided_at", "reason"),
            )
        ),
    }


def _erase_profile(user: User) -> None:
    Profile.objects.filter(user=user).delete()
    OrganisationClaim.objects.filter(user=user).delete()


def _messages(user: User) -> dict[str, Any]:
    lines = ("organisation__name_ru", "text", "sent_at")
    return {
        "sent": list(RelayedMessage.objects.filter(sender=user).values(*lines)),
        "received": list(RelayedMessage.objects.filter(recipient=user).values(*lines)),
    }


def _erase_messages(user: User) -> None:
    RelayedMessage.objects.filter(Q(sender=user) | Q(recipient=user)).delete()
