"""Cards of support instruments whose legal basis has changed since they were checked."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from clusters.enums import BasisCheckState
from cms.models import User
from cms.models.claims import Claimable
from library.enums import RelationKind

OPEN = (BasisCheckState.WAITING, BasisCheckState.RETURNED)


class BasisCheck(Claimable):
    """A check that a card needs because of a change of an act behind it.

    `key` is the card's translation key, `act` and `by` those of the changed and the changing act:
    the card's languages share one check. The newest change is named; the card shows them all.
    """

    key = models.UUIDField(_("key of the card"), db_index=True)
    act = models.UUIDField(_("key of the changed act"))
    by = models.UUIDField(_("key of the changing act"), null=True, blank=True)
    kind = models.CharField(_("what happened"), max_length=12, choices=RelationKind.choices)
    changed_on = models.DateField(_("changed on"))
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=BasisCheckState.choices,
        default=BasisCheckState.WAITING,
        db_index=True,
    )
    noticed_at = models.DateTimeField(_("noticed on"), auto_now_add=True)
    decided_by = models.ForeignKey(
        User,
        verbose_name=_("decided by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided on"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("check of a legal basis")
        verbose_name_plural = _("checks of legal bases")
        ordering = ["noticed_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["key"],
                condition=models.Q(state__in=["waiting", "returned"]),
                name="one_open_check_of_a_card",
            )
        ]

    def __str__(self) -> str:
        return f"{self.key}, {self.changed_on}"
