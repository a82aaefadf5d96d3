"""Consent to the processing of personal data: its texts by version, and who agreed to which."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cms.models.user import User


class Purpose(models.TextChoices):
    """What personal data are processed for."""

    ACCOUNT = "account", _("keeping the account")
    PROFILE = "profile", _("showing my contacts to readers")


REQUIRED = frozenset({Purpose.ACCOUNT})
"""Purposes without which there is no account."""


class ConsentText(models.Model):
    """One version of a text; what somebody has agreed to never changes again."""

    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose)
    version = models.PositiveIntegerField(_("version"), editable=False)
    text_ru = models.TextField(_("text in Russian"))
    text_en = models.TextField(_("text in English"))
    in_force_from = models.DateTimeField(_("in force from"), default=timezone.now)
    made_at = models.DateTimeField(_("made"), auto_now_add=True)

    class Meta:
        verbose_name = _("text of a consent")
        verbose_name_plural = _("texts of consents")
        ordering = ["purpose", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["purpose", "version"], name="one_consent_text_each")
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}, {self.version}"

    @property
    def text(self) -> str:
        """The text in the language of the moment."""
        return self.text_en if get_language() == "en" else self.text_ru

    @property
    def is_given(self) -> bool:
        """Whether anybody has agreed to it."""
        return self.pk is not None and self.consents.exists()

    def clean(self) -> None:
        """Refuse to change what somebody has agreed to."""
        if self.is_given:
            raise ValidationError(
                _("Somebody has agreed to this text. Copy it and change the copy: a new version.")
            )

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Give a new text the next number; raises ValidationError for one that was given."""
        self.clean()
        if self._state.adding:
            texts = ConsentText.objects.filter(purpose=self.purpose)
            self.version = (texts.aggregate(last=models.Max("version"))["last"] or 0) + 1
        super().save(*args, **kwargs)


class Consent(models.Model):
    """That a person agreed to a text, and since when no longer."""

    user = models.ForeignKey(
        User, verbose_name=_("user"), on_delete=models.CASCADE, related_name="consents"
    )
    text = models.ForeignKey(
        ConsentText, verbose_name=_("text"), on_delete=models.PROTECT, related_name="consents"
    )
    given_at = models.DateTimeField(_("given"), default=timezone.now)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["-given_at", "-pk"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["user", "text"],
                condition=models.Q(revoked_at=None),
                name="one_standing_consent_each",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.text}"
