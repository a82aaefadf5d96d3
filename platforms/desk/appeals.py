"""The desk's queue of appeals."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.desk.pages import person
from cms.desk.queues import NOBODY, Decision, DeskItem, ItemDetail
from cms.desk.rows import refusal_of_claim
from platforms.desk.base import DUE_DAYS, SECTION, TalkQueue, refusal_of, writer
from platforms.enums import (
    AppealState,
    Verdict,
)
from platforms.models import Appeal, Discussion, Ruling
from platforms.scoring import priority_of, score
from platforms.services import appeals


class AppealQueue(TalkQueue):
    """Appeals of authors; approving one grants it."""

    key = "appeals"
    label = gettext_lazy("Appeals of authors")
    platform_path = "discussion__platform"
    rules = ()
    can_undo = False

    def items(self, user: Any) -> Sequence[DeskItem]:
        """What waits for the user; those he decided on first say that they are not his."""
        rows = self._of(user).select_related(
            "discussion__platform",
            "ruling__contribution__author",
            "ruling__contribution__discussion",
            "ruling__discussion__author",
            "claimed_by",
        )
        return [self._item(row, user) for row in rows]

    def detail(self, request: HttpRequest, item: DeskItem) -> ItemDetail:
        """The text, the decision with its rule, and the objection."""
        row = Appeal.objects.select_related("ruling__by").get(pk=item.key)
        subject = row.ruling.subject
        context = {"appeal": row, "ruling": row.ruling, "subject": subject}
        return ItemDetail("platforms/desk/appeal.html", context)

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
        """Grant the appeal, or let the decision stand with a reason."""
        row = self._lock(key)
        self._require_free(row, user)
        self._require_version(version, self._version(row))
        granted = decision == Decision.APPROVE
        appeals.decide(row, actor=user, granted=granted, remark=reason)

    @staticmethod
    def _waiting() -> QuerySet[Appeal]:
        return Appeal.objects.filter(state=AppealState.WAITING).order_by("created_at", "pk")

    @staticmethod
    def _topics(key: str) -> QuerySet[Discussion]:
        return Discussion.objects.filter(appeals=key)

    @staticmethod
    def _rulings(key: str) -> QuerySet[Any]:
        return Ruling.objects.none()

    @staticmethod
    def _version(row: Appeal) -> str:
        return f"{int(row.created_at.timestamp() * 1_000_000)}.{row.state}"

    @staticmethod
    def _verdict(row: Appeal, decision: Decision) -> Verdict:
        return Verdict.SHOWN if decision == Decision.APPROVE else Verdict.KEPT

    def _item(self, row: Appeal, user: Any) -> DeskItem:
        subject = row.ruling.subject
        refusal = refusal_of(subject, user)
        if row.first_by_id == user.pk:
            refusal = _("You took the decision; another moderator decides on the appeal.")
        elif claimed := refusal_of_claim(row, user):
            refusal = claimed
        value = score((), waited=timezone.now() - row.created_at, is_new=True)
        return DeskItem(
            queue=self.key,
            key=str(row.pk),
            version=self._version(row),
            title=str(subject),
            kind=_("Appeal"),
            section=SECTION,
            section_label=row.discussion.platform.name,
            language=subject.language,
            author=writer(subject),
            submitted_at=row.created_at,
            due_at=row.created_at + timedelta(days=DUE_DAYS),
            priority=priority_of(value),
            step=_("score %(value).1f") % {"value": value},
            claimed_by=person(row.claimed_by) if row.is_claimed else NOBODY,
            refusal=refusal,
        )
