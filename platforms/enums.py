"""Choices of the portal of technology platforms."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PlatformRole(models.TextChoices):
    """What an organisation does in a platform."""

    COORDINATOR = "coordinator", _("co-ordinator")
    MEMBER = "member", _("member")


class Moderation(models.TextChoices):
    """When contributions to a platform's discussions are looked at."""

    BEFORE = "before", _("before they are shown")
    AFTER = "after", _("after they are shown; those of newcomers before")


class Visibility(models.TextChoices):
    """Who sees a line of a profile."""

    NOBODY = "nobody", _("nobody")
    ACCOUNTS = "accounts", _("people who are signed in")
    EVERYBODY = "everybody", _("everybody")


class ClaimState(models.TextChoices):
    """Where a claim to speak for an organisation stands."""

    WAITING = "waiting", _("waits for a specialist")
    CONFIRMED = "confirmed", _("confirmed")
    TURNED_DOWN = "turned-down", _("turned down")
    WITHDRAWN = "withdrawn", _("withdrawn")
