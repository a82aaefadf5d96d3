"""The desk's queues of contributions and topics."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.desk.pages import person
from cms.desk.queues import NOBODY, Decision, DeskItem, ItemDetail, Person
from cms.desk.rows import RowQueue
from cms.numbers import rounded
from cms.roles import group_names
from cms.workflow.rules import DecisionRefused, StaleDecision
from platforms.enums import (
    AppealState,
    ContributionState,
    DiscussionState,
    FlagState,
    Rule,
    Verdict,
)
from platforms.models import Appeal, Contribution, Discussion, Flag, Ruling
from platforms.rules import SECTION_GROUPS
from platforms.scoring import ANONYMOUS, priority_of, score, weights_of
from platforms.services import appeals, discussions, moderation
from platforms.services.moderators import is_platform_moderator
from platforms.services.taking_part import is_newcomer

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
        if row.is_claimed_by_another(user):
            raise DecisionRefused(_("Somebody else is looking at it now."))
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
        if row.is_claimed_by_another(user):
            raise DecisionRefused(_("Somebody else is looking at it now."))
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
        elif row.is_claimed_by_another(user):
            refusal = _("Somebody else is looking at it now.")
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


def writer(row: Contribution | Discussion) -> Person:
    """Who wrote it, as the desk names people."""
    return Person(row.author_id, row.author_name)


def refusal_of(row: Contribution | Discussion, user: Any) -> str:
    """Why the user may not decide on the row; "" where nothing stands in the way."""
    if row.author_id == user.pk:
        return _("You wrote this yourself; somebody else decides on it.")
    if row.is_claimed_by_another(user):
        return _("Somebody else is looking at it now.")
    return ""


QUEUES = (ContributionQueue(), TopicQueue(), AppealQueue())
"""Queues of discussions, in the order of the desk."""
