"""People on the portal: for whom they speak, what they show, what they are written."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.models import Organisation
from cms.models.claims import Claimable
from platforms.enums import ClaimState, Visibility


class Profile(models.Model):
    """The capacity in which an account speaks, and who sees what of it.

    `organisation` is there only after a specialist has confirmed a claim. Others see a line only
    with the person's standing consent. The mail address is no part of it: nobody sees it, messages
    go through the portal.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="profile"
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="representatives",
    )
    position = models.CharField(_("position"), max_length=120, blank=True)
    about = models.TextField(_("about yourself"), blank=True, max_length=1000)
    phone = models.CharField(_("telephone"), max_length=50, blank=True)
    organisation_for = models.CharField(
        _("organisation and position are seen by"),
        max_length=10,
        choices=Visibility.choices,
        default=Visibility.EVERYBODY,
    )
    phone_for = models.CharField(
        _("telephone is seen by"),
        max_length=10,
        choices=Visibility.choices,
        default=Visibility.NOBODY,
    )
    takes_messages = models.BooleanField(
        _("takes messages for the organisation"),
        default=True,
        help_text=_("They come as letters; the sender does not learn your address."),
    )

    class Meta:
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")

    def __str__(self) -> str:
        return f"{self.user_id}"

    def shows(self, line: str, reader: Any) -> bool:
        """Whether a reader sees a line ("organisation" or "phone")."""
        if reader.is_authenticated and reader.pk == self.user_id:
            return True
        level = getattr(self, f"{line}_for")
        is_known = bool(reader.is_authenticated)
        return bool(level == Visibility.EVERYBODY or (level == Visibility.ACCOUNTS and is_known))


class OrganisationClaim(Claimable):
    """Somebody says to speak for an organisation; a specialist confirms it or turns it down."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="organisation_claims"
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.CASCADE,
        related_name="claims",
    )
    position = models.CharField(_("position"), max_length=120)
    proof = models.TextField(
        _("how it can be checked"),
        max_length=1000,
        help_text=_("For example a page of the organisation that names you, or whom to ask."),
    )
    state = models.CharField(
        max_length=12, choices=ClaimState.choices, default=ClaimState.WAITING, db_index=True
    )
    asked_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        verbose_name = _("claim to speak for an organisation")
        verbose_name_plural = _("claims to speak for organisations")
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(state="waiting"), name="one_waiting_claim_of_a_person"
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=models.F("user")),
                name="nobody_decides_on_the_own_claim",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.user_id}"


class RelayedMessage(models.Model):
    """A message between two people that went through the portal; neither saw an address."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="messages", verbose_name=_("about")
    )
    sender = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sent_messages"
    )
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="received_messages"
    )
    text = models.TextField(_("message"), max_length=4000)
    answer_to = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, related_name="answers"
    )
    sent_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = _("relayed message")
        verbose_name_plural = _("relayed messages")
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(sender=models.F("recipient")), name="nobody_writes_to_oneself"
            )
        ]

    def __str__(self) -> str:
        return f"{self.sender_id} → {self.recipient_id}"
