"""Personal data that the foundation keeps: the account, the office, corrections, letters."""

import json
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db.models import Q
from wagtail.admin.models import EditingSession, FormState
from wagtail.models import (
    APIToken,
    Comment,
    ModelLogEntry,
    Page,
    PageLogEntry,
    PageSubscription,
)
from wagtail.users.models import UserProfile

from cms.accounts import personal_data
from cms.models import ReviewLink, SuggestedCorrection, User
from cms.models.consents import Consent
from cms.models.mail import Letter


def register_all() -> None:
    """Register what the foundation keeps of a person."""
    personal_data.register("account", _account, _keep)
    personal_data.register("consents", _consents, _keep)
    personal_data.register("office", _office, _erase_office)
    personal_data.register("corrections", _corrections, _erase_corrections)
    personal_data.register("letters", _letters, _erase_letters)


def _keep(_user: User) -> None:
    """Take nothing away: the rows say nothing of anybody once the account is empty."""


def _account(user: User) -> dict[str, Any]:
    return {
        "user name": user.username,
        "first name": user.first_name,
        "last name": user.last_name,
        "e-mail": user.email,
        "display": user.display,
        "made": user.date_joined,
        "last sign-in": user.last_login,
        "roles": sorted(user.groups.values_list("name", flat=True)),
        "addresses": list(
            EmailAddress.objects.filter(user=user).values("email", "verified", "primary")
        ),
        "second factor": list(
            Authenticator.objects.filter(user=user).values("type", "created_at", "last_used_at")
        ),
        "sessions": list(
            UserSession.objects.filter(user=user).values(
                "ip", "user_agent", "created_at", "last_seen_at"
            )
        ),
    }


def end_sessions(user: User) -> None:
    """End every session of a person, those too in which one of the addresses was only typed."""
    words = {user.email.lower(), *_all_addresses(user)} - {""}
    for session in Session.objects.iterator():
        data = session.get_decoded()
        is_own = data.get("_auth_user_id") == str(user.pk)
        if is_own or _mentions(data, words):
            session.delete()
    UserSession.objects.filter(user=user).delete()


def _all_addresses(user: User) -> set[str]:
    """Addresses of the account, confirmed or not."""
    known = EmailAddress.objects.filter(user=user).values_list("email", flat=True)
    return {address.lower() for address in known}


def _mentions(data: Any, words: set[str]) -> bool:
    text = json.dumps(data, ensure_ascii=False, default=str).lower()
    return any(word in text for word in words)


def _consents(user: User) -> list[dict[str, Any]]:
    given = Consent.objects.filter(user=user).select_related("text")
    return [
        {
            "purpose": consent.text.purpose,
            "version": consent.text.version,
            "given": consent.given_at,
            "revoked": consent.revoked_at,
        }
        for consent in given
    ]


def _office(user: User) -> dict[str, Any]:
    return {
        "pages": list(Page.objects.filter(owner=user).values("title", "url_path")),
        "comments": list(Comment.objects.filter(user=user).values("text", "created_at")),
        "actions": [
            {"moment": entry.timestamp, "action": entry.action, "label": entry.label}
            for model in (PageLogEntry, ModelLogEntry)
            for entry in model.objects.filter(user=user)
        ],
    }


def _erase_office(user: User) -> None:
    for profile in UserProfile.objects.filter(user=user):
        profile.avatar.delete(save=False)
        profile.delete()
    for model in (APIToken, EditingSession, FormState, PageSubscription):
        model.objects.filter(user=user).delete()
    ReviewLink.objects.filter(created_by=user).delete()
    # The office notes changes of an account under the name that it had.
    ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(User), object_id=str(user.pk)
    ).update(label="", data={})


def _corrections(user: User) -> list[dict[str, Any]]:
    own = SuggestedCorrection.objects.filter(email__in=personal_data.addresses(user))
    return list(own.values("page__title", "field", "value", "remark", "suggested_at", "state"))


def _erase_corrections(user: User) -> None:
    own = SuggestedCorrection.objects.filter(email__in=personal_data.addresses(user))
    own.update(email="")


def _letters(user: User) -> list[dict[str, Any]]:
    own = Letter.objects.filter(recipient__in=personal_data.addresses(user))
    return list(own.values("subject", "created_at", "sent_at", "state"))


def _erase_letters(user: User) -> None:
    """Delete letters to the addresses of the account, and those in which one of them stands."""
    for address in _all_addresses(user) | set(personal_data.addresses(user)):
        told = Q(text__icontains=address) | Q(html__icontains=address)
        Letter.objects.filter(Q(recipient__iexact=address) | told).delete()
