"""The account: Django's, with the reader's display preferences."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """An account; `display` keeps the settings of the version for the visually impaired."""

    display = models.JSONField(_("display preferences"), default=dict, blank=True)

    class Meta(AbstractUser.Meta):
        verbose_name = _("user")
        verbose_name_plural = _("users")
