"""The desk's queue of topics."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.desk.pages import person
from cms.desk.queues import NOBODY, Decision, DeskItem, ItemDetail
from cms.numbers import rounded
from platforms.desk.base import DUE_DAYS, SECTION, TalkQueue, refusal_of, writer
from platforms.enums import (
    DiscussionState,
    Verdict,
)
from platforms.models import Discussion, Ruling
from platforms.scoring import priority_of, score


class TopicQueue(TalkQueue):
    """Topics that wait to be opened."""

    key = "topics"
    label = gettext_lazy("Topics of discussions")
    platform_path = "platform"

    def items(self, user: Any) -> Sequence[DeskItem]:
        """What waits for the user, the oldest first."""
        rows = self._of(user).select_related("platform", "author", "claimed_by")
        return [self._item(row, user) for row in rows]

    def detail(self, request: HttpRequest, item: DeskItem) -> ItemDetail:
        """The text of the topic."""
        topic = Discussion.objects.select_related("platform", "author").get(pk=item.key)
        rulings = list(topic.rulings.select_related("by"))
        return ItemDetail("platforms/desk/topic.html", {"topic": topic, "rulings": rulings})

    @staticmethod
    def _waiting() -> QuerySet[Discussion]:
        return Discussion.objects.filter(state=DiscussionState.PENDING).order_by("created_at", "pk")

    @staticmethod
    def _topics(key: str) -> QuerySet[Discussion]:
        return Discussion.objects.filter(pk=key)

    @staticmethod
    def _rulings(key: str) -> QuerySet[Any]:
        return Ruling.objects.filter(discussion=key)

    @staticmethod
    def _version(row: Discussion) -> str:
        return f"{int(row.created_at.timestamp() * 1_000_000)}.{row.state}"

    @staticmethod
    def _verdict(row: Discussion, decision: Decision) -> Verdict:
        return Verdict.APPROVED if decision == Decision.APPROVE else Verdict.REJECTED

    def _item(self, row: Discussion, user: Any) -> DeskItem:
        value = score((), waited=timezone.now() - row.created_at, is_new=True)
        return DeskItem(
            queue=self.key,
            key=str(row.pk),
            version=self._version(row),
            title=row.title,
            kind=_("Topic"),
            section=SECTION,
            section_label=row.platform.name,
            language=row.language,
            author=writer(row),
            submitted_at=row.created_at,
            due_at=row.created_at + timedelta(days=DUE_DAYS),
            priority=priority_of(value),
            step=_("score %(value)s") % {"value": rounded(value, 1)},
            claimed_by=person(row.claimed_by) if row.is_claimed else NOBODY,
            refusal=refusal_of(row, user),
        )
