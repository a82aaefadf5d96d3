"""What the desk's queues of discussions have in common."""

from abc import abstractmethod
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from cms.desk.queues import Decision, Person
from cms.desk.rows import RowQueue, refusal_of_claim
from cms.roles import group_names
from cms.workflow.rules import StaleDecision
from platforms.enums import (
    Rule,
    Verdict,
)
from platforms.models import Contribution, Discussion
from platforms.rules import SECTION_GROUPS
from platforms.services import discussions, moderation
from platforms.services.moderators import is_platform_moderator

SECTION = "platforms"
DUE_DAYS = 2


class TalkQueue(RowQueue):
    """Rows of discussions: all for moderators of the section, a platform's for its own."""

    sections = (SECTION,)
    rules = Rule.choices
    can_undo = True

    def may_use(self, user: Any) -> bool:
        """Moderators of the section, specialists, administrators, moderators of a platform."""
        if not user.is_authenticated:
            return False
        is_general = user.is_superuser or SECTION_GROUPS & group_names(user)
        return bool(is_general or is_platform_moderator(user))

    def count(self, user: Any) -> int:
        """How many wait for the user."""
        return self._of(user).count()

    @transaction.atomic
    def decide(
        self,
        user: Any,
        key: str,
        version: str,
        decision: Decision,
        reason: str,
        rule: str = "",
    ) -> None:
        """Publish or leave the text as it is, or turn it down by a rule."""
        row = self._lock(key)
        self._require_free(row, user)
        self._require_version(version, self._version(row))
        verdict = self._verdict(row, decision)
        moderation.decide(row, verdict, actor=user, rule=rule, remark=reason)

    def undo(self, user: Any, key: str) -> None:
        """Take back the user's own decision of the last minutes."""
        rulings = self._rulings(key).filter(by=user, undone_at__isnull=True)
        ruling = rulings.first()
        if ruling is None:
            raise StaleDecision(_("This decision can no longer be taken back."))
        moderation.undo(ruling, actor=user)

    def _lock(self, key: str) -> Any:
        """A row that waits, its topic locked before it."""
        topic = self._topics(key).first() if key.isdigit() else None
        if topic is not None:
            discussions.lock(topic)
        return super()._lock(key)

    def _of(self, user: Any) -> QuerySet[Any]:
        waiting = self._waiting()
        if moderation.decides_everywhere(user):
            return waiting
        return waiting.filter(**{f"{self.platform_path}__in": moderation.moderated_by(user)})

    platform_path: str

    @staticmethod
    @abstractmethod
    def _topics(key: str) -> QuerySet[Discussion]:
        """The topic of the row with a key."""

    @staticmethod
    @abstractmethod
    def _rulings(key: str) -> QuerySet[Any]:
        """Decisions on the row with a key, the newest first."""

    @staticmethod
    @abstractmethod
    def _version(row: Any) -> str:
        """What a decision carries back."""

    @staticmethod
    @abstractmethod
    def _verdict(row: Any, decision: Decision) -> Verdict:
        """What the desk's decision means for the row."""


def writer(row: Contribution | Discussion) -> Person:
    """Who wrote it, as the desk names people."""
    return Person(row.author_id, row.author_name)


def refusal_of(row: Contribution | Discussion, user: Any) -> str:
    """Why the user may not decide on the row; "" where nothing stands in the way."""
    if row.author_id == user.pk:
        return _("You wrote this yourself; somebody else decides on it.")
    return refusal_of_claim(row, user)
