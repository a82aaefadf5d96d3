"""Discussions of platforms, with contributions in every state."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from cms.models import User
from cms.written_text import to_html
from home.demo.context import stable_key
from platforms.enums import ContributionState, Verdict
from platforms.models import Contribution, Discussion, Platform
from platforms.services import discussions, moderation

if TYPE_CHECKING:
    from home.demo.context import DemoContext

_VERDICTS = {
    ContributionState.HIDDEN: Verdict.HIDDEN,
    ContributionState.REJECTED: Verdict.REJECTED,
}
_DISCUSSED = timedelta(hours=5)


def load(context: "DemoContext") -> None:
    """Add the topics that are not there, with what was said in them."""
    facts = context.facts("topics")
    platforms = {platform.slug: platform for platform in Platform.objects.all()}
    accounts = {user.username: user for user in User.objects.all()}
    known = set(Discussion.objects.values_list("key", flat=True))
    now = timezone.now().replace(minute=20, second=0, microsecond=0)
    new = [row for row in facts["topics"] if stable_key(f"topic/{row['slug']}") not in known]
    for row in new:
        topic = _topic(row, platforms[row["platform"]], now)
        said: dict[str, Contribution] = {}
        for comment in facts["comments"]:
            if comment["topic"] == row["slug"]:
                said[comment["slug"]] = _contribution(comment, topic, said, accounts, now)
        _conclude(topic, row, now)
    context.say(f"{len(new)} discussions")


def _topic(row: dict[str, Any], platform: Platform, now: datetime) -> Discussion:
    opened = _moment(row, now)
    topic = Discussion(
        key=stable_key(f"topic/{row['slug']}"),
        platform=platform,
        title=row["title_ru"],
        text=to_html(row["text_ru"]),
        translated_title=row["title_en"],
        translated_text=to_html(row["text_en"]),
        capacity="Организация-координатор",
        created_at=opened,
        is_demo=True,
    )
    topic.save()
    topic.open(opened)
    topic.save()
    return topic


def _contribution(
    row: dict[str, Any],
    topic: Discussion,
    said: dict[str, Contribution],
    accounts: dict[str, User],
    now: datetime,
) -> Contribution:
    state = ContributionState(row["state"])
    contribution = discussions.add_contribution(
        topic,
        shown=state not in (ContributionState.PENDING, ContributionState.REJECTED),
        author=accounts.get(row.get("account", "")),
        capacity=row[f"author_role_{row['lang']}"],
        language=row["lang"],
        text=to_html(row["text"]),
        reply_to=said.get(row.get("reply_to", "")),
        created_at=_moment(row, now) + len(said) * _DISCUSSED / 10,
    )
    if state == ContributionState.REMOVED:
        discussions.remove(contribution)
    if state in _VERDICTS:
        if state == ContributionState.HIDDEN:
            moderation.report(contribution, rule=row["rule"])
        moderation.decide(
            contribution, _VERDICTS[state], actor=accounts["moderator"], rule=row["rule"]
        )
    return contribution


def _conclude(topic: Discussion, row: dict[str, Any], now: datetime) -> None:
    topic = Discussion.objects.get(pk=topic.pk)
    concluded = now - timedelta(days=row.get("closed_days", 1))
    if "summary_ru" in row:
        topic.summary, topic.summary_at = to_html(row["summary_ru"]), concluded
    if "answer_ru" in row:
        topic.answer, topic.answer_at = to_html(row["answer_ru"]), concluded
        topic.answer_status, topic.answer_signature = row["answer_status"], row["signature_ru"]
    if "closed_days" in row:
        topic.close(concluded)
    topic.save()


def _moment(row: dict[str, Any], now: datetime) -> datetime:
    return now - timedelta(days=row["days"]) + _DISCUSSED
