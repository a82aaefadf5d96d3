"""Handing out what is kept of a person, and erasing it."""

import secrets
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from cms.accounts import personal_data
from cms.accounts.holdings import end_sessions
from cms.audit.chain import record
from cms.audit.decisions import ERASE
from cms.models import User
from cms.models.consents import Consent
from cms.roles import ADMINISTRATORS, is_administrator


class LastAdministrator(Exception):  # noqa: N818 -- says why not
    """Without this account nobody could administer the portal."""


def data_of(user: User) -> dict[str, Any]:
    """Everything that is kept of a person, by kind."""
    return {name: holding.export(user) for name, holding in personal_data.holdings().items()}


@transaction.atomic
def erase(*, user: User) -> None:
    """Take away everything that tells of a person; contributions stay, by a removed author.

    The row of the account stays without a name, an address, a password and rights, for the
    contributions refer to it. The log of decisions notes its number. Raises LastAdministrator for
    the only one there is.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    if is_administrator(user) and not _other_administrators(user).exists():
        raise LastAdministrator
    for holding in personal_data.holdings().values():
        holding.erase(user)
    end_sessions(user)
    for model in (Authenticator, EmailAddress):
        model.objects.filter(user=user).delete()
    _empty(user)
    record(ERASE, user, actor=user)


def _empty(user: User) -> None:
    now = timezone.now()
    Consent.objects.filter(user=user, revoked_at=None).update(revoked_at=now)
    user.groups.set(Group.objects.none())
    user.user_permissions.clear()
    user.username = f"removed-{secrets.token_hex(8)}"
    user.first_name = user.last_name = user.email = ""
    user.display = {}
    user.is_active = user.is_staff = user.is_superuser = False
    user.last_login = None
    user.date_joined = user.removed_at = now
    user.set_unusable_password()
    user.save()


def _other_administrators(user: User) -> Any:
    others = User.objects.filter(is_active=True).exclude(pk=user.pk)
    return others.filter(Q(is_superuser=True) | Q(groups__name=ADMINISTRATORS))
