"""What topics and contributions have in common."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.models import User
from cms.models.claims import Claimable
from cms.written_text import cleaned
from platforms.states import Stateful

NAMELESS = _("A participant of the discussion")
TITLE_LENGTH = 200
CAPACITY_LENGTH = 200


class Written(Claimable, Stateful):
    """What somebody wrote: whose it is, in what capacity and language, and when.

    `text` is a little HTML (see `cms.written_text`), cleaned whenever it is saved.
    """

    author = models.ForeignKey(
        User,
        verbose_name=_("author"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="%(class)ss",
    )
    capacity = models.CharField(
        _("speaks as"),
        max_length=CAPACITY_LENGTH,
        blank=True,
        help_text=_("Organisation and position, as the author states them."),
    )
    language = models.CharField(
        _("language"), max_length=2, choices=settings.LANGUAGES, default="ru"
    )
    text = models.TextField(_("text"))
    created_at = models.DateTimeField(_("written"), default=timezone.now)

    class Meta:
        abstract = True

    @property
    def author_name(self) -> str:
        """The name the author speaks under; never the name of the account."""
        name = self.author.get_full_name() if self.author else ""
        return name or str(NAMELESS)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Clean the text."""
        self.text = cleaned(self.text)
        super().save(*args, **kwargs)
