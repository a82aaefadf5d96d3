"""The desk's queue of contributions."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.desk.pages import person
from cms.desk.queues import NOBODY, Decision, DeskItem, ItemDetail
from cms.numbers import rounded
from platforms.desk.base import DUE_DAYS, SECTION, TalkQueue, refusal_of, writer
from platforms.enums import (
    ContributionState,
    FlagState,
    Verdict,
)
from platforms.models import Contribution, Discussion, Flag, Ruling
from platforms.scoring import ANONYMOUS, priority_of, score, weights_of
from platforms.services.taking_part import is_newcomer


class ContributionQueue(TalkQueue):
    """Contributions that wait for their first decision, and shown ones that readers reported."""

    key = "contributions"
    label = gettext_lazy("Contributions to discussions")
    platform_path = "discussion__platform"

    def items(self, user: Any) -> Sequence[DeskItem]:
        """What waits for the user with scores; a fixed number of queries."""
        rows = list(self._of(user).select_related("discussion__platform", "author", "claimed_by"))
        flags: dict[int, list[Flag]] = {}
        for flag in Flag.objects.filter(state=FlagState.WAITING, contribution__in=rows):
            flags.setdefault(flag.contribution_id, []).append(flag)
        reporters = {one.reporter_id for several in flags.values() for one in several}
        weights = weights_of(key for key in reporters if key is not None)
        return [self._item(row, flags.get(row.pk, []), weights, user) for row in rows]

    def detail(self, request: HttpRequest, item: DeskItem) -> ItemDetail:
        """The text with what it answers, its former texts, reports and its author's record."""
        rows = Contribution.objects.select_related(
            "discussion__platform", "author", "reply_to__author"
        )
        row = rows.get(pk=item.key)
        flags = list(row.flags.filter(state=FlagState.WAITING).select_related("reporter"))
        weights = weights_of(one.reporter_id for one in flags if one.reporter_id is not None)
        written = Contribution.objects.filter(author=row.author_id) if row.author_id else None
        context = {
            "row": row,
            "topic": row.discussion,
            "flags": [
                {"row": one, "weight": round(100 * weights.get(one.reporter_id or 0, ANONYMOUS))}
                for one in flags
            ],
            "editions": list(row.editions.all()),
            "rulings": list(row.rulings.select_related("by")),
            "is_newcomer": row.author is not None and is_newcomer(row.author),
            "shown_number": written.filter(state=ContributionState.SHOWN).count() if written else 0,
            "turned_down": written.filter(
                state__in=(ContributionState.REJECTED, ContributionState.HIDDEN)
            ).count()
            if written
            else 0,
        }
        return ItemDetail("platforms/desk/contribution.html", context)

    @staticmethod
    def _waiting() -> QuerySet[Contribution]:
        flags = Flag.objects.filter(contribution=OuterRef("pk"), state=FlagState.WAITING)
        return Contribution.objects.filter(
            Q(state=ContributionState.PENDING) | Q(Exists(flags), state=ContributionState.SHOWN)
        ).order_by("created_at", "pk")

    @staticmethod
    def _topics(key: str) -> QuerySet[Discussion]:
        return Discussion.objects.filter(contributions=key)

    @staticmethod
    def _rulings(key: str) -> QuerySet[Any]:
        return Ruling.objects.filter(contribution=key)

    @staticmethod
    def _version(row: Contribution) -> str:
        moment = int((row.edited_at or row.created_at).timestamp() * 1_000_000)
        newest = row.flags.filter(state=FlagState.WAITING).order_by("-pk").first()
        return f"{moment}.{row.state}.{newest.pk if newest else 0}"

    @staticmethod
    def _verdict(row: Contribution, decision: Decision) -> Verdict:
        is_new = row.state == ContributionState.PENDING
        if decision == Decision.APPROVE:
            return Verdict.APPROVED if is_new else Verdict.KEPT
        return Verdict.REJECTED if is_new else Verdict.HIDDEN

    def _item(
        self, row: Contribution, flags: list[Flag], weights: Mapping[int, float], user: Any
    ) -> DeskItem:
        is_new = row.state == ContributionState.PENDING
        since = row.edited_at or row.created_at
        if not is_new and flags:
            since = min(flag.created_at for flag in flags)
        value = score(
            (weights.get(flag.reporter_id or 0, ANONYMOUS) for flag in flags),
            waited=timezone.now() - since,
            is_new=is_new,
        )
        moment = int((row.edited_at or row.created_at).timestamp() * 1_000_000)
        newest = max((flag.pk for flag in flags), default=0)
        return DeskItem(
            queue=self.key,
            key=str(row.pk),
            version=f"{moment}.{row.state}.{newest}",
            title=str(row),
            kind=_("Contribution") if is_new else _("Reported contribution"),
            section=SECTION,
            section_label=row.discussion.platform.name,
            language=row.language,
            author=writer(row),
            submitted_at=since,
            due_at=since + timedelta(days=DUE_DAYS),
            priority=priority_of(value),
            step=_("score %(value)s") % {"value": rounded(value, 1)},
            claimed_by=person(row.claimed_by) if row.is_claimed else NOBODY,
            refusal=refusal_of(row, user),
        )
