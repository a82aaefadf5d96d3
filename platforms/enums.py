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
