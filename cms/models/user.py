"""The account: Django's, with the reader's display preferences."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """An account; `display` keeps the settings of the version for the visually impaired.

    An erased account (`removed_at`) tells nothing of the person; what it contributed stays.
    """

    display = models.JSONField(_("display preferences"), default=dict, blank=True)
    removed_at = models.DateTimeField(_("erased"), null=True, blank=True, editable=False)

    class Meta(AbstractUser.Meta):
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def get_full_name(self) -> str:
        """The name under which the person speaks."""
        return gettext("Removed author") if self.removed_at else super().get_full_name()
