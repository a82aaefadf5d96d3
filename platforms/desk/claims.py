"""The desk's queue of claims to speak for an organisation."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.desk.pages import person
from cms.desk.queues import NOBODY, Decision, DeskItem, ItemDetail, Person
from cms.desk.rows import RowQueue, refusal_of_claim
from cms.sections import SECTIONS
from cms.workflow.rules import DecisionRefused, not_a_moderator
from platforms.enums import ClaimState
from platforms.models import OrganisationClaim
from platforms.services import people

DUE_DAYS = 5
SECTION = "platforms"
SPECIALISTS = "platform-specialists"


class ClaimQueue(RowQueue):
    """Claims, decided by specialists and moderators of the platforms' section."""

    key = "claims"
    label = gettext_lazy("Organisations of participants")
    sections = (SECTION,)

    def _deciding(self) -> frozenset[str]:
        return super()._deciding() | {SPECIALISTS}

    def items(self, user: Any) -> Sequence[DeskItem]:
        """What waits, the oldest first; one query."""
        rows = self._waiting().select_related("organisation", "user", "claimed_by")
        return [self._item(row, user) for row in rows.order_by("asked_at", "pk")]

    def detail(self, request: HttpRequest, item: DeskItem) -> ItemDetail:
        """The claim beside those who speak for the organisation already."""
        row = OrganisationClaim.objects.select_related("organisation", "user").get(pk=item.key)
        context = {
            "claim": row,
            "name": people.name_of(row.user),
            # The host is evidence; the address itself is not the specialist's affair.
            "host": row.user.email.rpartition("@")[2],
            "others": people.speakers(row.organisation, request.user),
        }
        return ItemDetail("platforms/people/desk_claim.html", context)

    @transaction.atomic
    def decide(self, user: Any, key: str, version: str, decision: Decision, reason: str) -> None:
        """Confirm the claim, or turn it down with a reason."""
        row = self._lock(key)
        # Asked of the database: the account's groups may have changed since it was loaded.
        if not (user.is_superuser or user.groups.filter(name__in=self._deciding()).exists()):
            raise DecisionRefused(not_a_moderator())
        self._require_free(row, user)
        self._require_version(version, _version_of(row))
        try:
            people.decide(row, by=user, confirms=decision == Decision.APPROVE, reason=reason)
        except ValidationError as error:
            raise DecisionRefused(" ".join(error.messages)) from error

    @staticmethod
    def _waiting() -> QuerySet[OrganisationClaim]:
        return OrganisationClaim.objects.filter(state=ClaimState.WAITING)

    def _item(self, row: OrganisationClaim, user: Any) -> DeskItem:
        refusal = refusal_of_claim(row, user)
        if row.user_id == user.pk:
            refusal = _("Nobody decides on the own claim.")
        return DeskItem(
            queue=self.key,
            key=str(row.pk),
            version=_version_of(row),
            title=row.organisation.name,
            kind=_("Claim to speak for an organisation"),
            section=SECTION,
            section_label=str(SECTIONS[SECTION].title),
            language="ru",
            author=Person(row.user_id, people.name_of(row.user)),
            submitted_at=row.asked_at,
            due_at=row.asked_at + timedelta(days=DUE_DAYS),
            step=_("Claims of participants"),
            claimed_by=person(row.claimed_by) if row.is_claimed else NOBODY,
            refusal=refusal,
        )


def _version_of(row: OrganisationClaim) -> str:
    return f"{int(row.asked_at.timestamp() * 1_000_000)}"
