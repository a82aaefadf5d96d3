"""Queues of rows: what waits for a decision and is no version of a page."""

from abc import abstractmethod
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.audit.decisions import record_row
from cms.desk.queues import Decision, DeskQueue
from cms.roles import ADMINISTRATORS, group_names, is_administrator
from cms.workflow.rules import DecisionRefused, StaleDecision, item_has_changed


class RowQueue(DeskQueue):
    """What moderators decide on besides versions of pages: rows that can be claimed.

    `sections` names those whose moderators use the queue; administrators use every queue.
    """

    sections: tuple[str, ...]

    def may_use(self, user: Any) -> bool:
        """Moderators of the sections and administrators."""
        if not user.is_authenticated:
            return False
        return bool(user.is_superuser or self._deciding() & group_names(user))

    def _deciding(self) -> frozenset[str]:
        return frozenset({ADMINISTRATORS, *(f"moderators-{slug}" for slug in self.sections)})

    def count(self, user: Any) -> int:
        """How many rows wait."""
        number: int = self._waiting().count()
        return number

    @transaction.atomic
    def take(
        self, user: Any, key: str, version: str, decision: Decision, reason: str, rule: str = ""
    ) -> None:
        """Take the decision and note it in the log; neither stands without the other.

        A queue with `rules` has a `decide` that takes the rule as well.
        """
        row = self._lock(key)
        named = {"rule": rule} if self.rules else {}
        self.decide(user, key, version, decision, reason, **named)
        record_row(
            self.key,
            row,
            decision=decision.value,
            actor=user,
            reason=reason,
            version=version,
            **named,
        )

    @transaction.atomic
    def claim(self, user: Any, key: str) -> None:
        """Mark the row as being looked at by the user."""
        row = self._lock(key)
        self._require_free(row, user)
        row.claimed_by, row.claimed_at = user, timezone.now()
        row.save(update_fields=["claimed_by", "claimed_at"])

    @transaction.atomic
    def release(self, user: Any, key: str) -> None:
        """End the mark; another's only by an administrator or after it has lapsed."""
        row = self._lock(key)
        if not is_administrator(user):
            self._require_free(row, user)
        row.claimed_by = row.claimed_at = None
        row.save(update_fields=["claimed_by", "claimed_at"])

    @staticmethod
    @abstractmethod
    def _waiting() -> QuerySet[Any]:
        """Rows (`Claimable`) that wait."""

    def _lock(self, key: str) -> Any:
        """A row that waits, under its lock."""
        waiting = self._waiting().select_for_update()
        row = waiting.filter(pk=key).first() if key.isdigit() else None
        if row is None:
            raise StaleDecision(_("This item is no longer on the desk."))
        return row

    @staticmethod
    def _require_free(row: Any, user: Any) -> None:
        """Refuse a decision on what another moderator is looking at."""
        if refusal := refusal_of_claim(row, user):
            raise DecisionRefused(refusal)

    @staticmethod
    def _require_version(given: str, current: str) -> None:
        """Refuse a decision on anything but what the moderator saw."""
        if given != current:
            raise StaleDecision(item_has_changed())


def refusal_of_claim(row: Any, user: Any) -> str:
    """Why the user may not decide on a row that another one has claimed; "" where he may."""
    return _("Somebody else is looking at it now.") if row.is_claimed_by_another(user) else ""
