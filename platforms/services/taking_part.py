"""Taking part in discussions: what an author may write, and when it is shown."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.models import User
from cms.written_text import link_number, to_html, to_plain
from platforms.enums import ContributionState, DiscussionState, Moderation
from platforms.models import Contribution, Discussion, Platform
from platforms.services import discussions

APPROVED_FROM = 3
"""So many approved contributions make a newcomer one who is known."""
NEWCOMER_LINKS = 2
"""Links that a text of a newcomer may have."""
EDIT_WINDOW = timedelta(minutes=30)
"""How long after writing the author may change the text."""
REPEATED_WITHIN = timedelta(days=7)
LONGEST = 10_000
SHORTEST = 3


def is_newcomer(author: User) -> bool:
    """Whether fewer than `APPROVED_FROM` contributions of the author are shown."""
    shown = Contribution.objects.filter(author=author, state=ContributionState.SHOWN)
    return shown[:APPROVED_FROM].count() < APPROVED_FROM


def is_shown_at_once(author: User, platform: Platform) -> bool:
    """Whether what the author writes is shown before a moderator has looked at it."""
    return platform.moderation == Moderation.AFTER and not is_newcomer(author)


def reply(
    topic: Discussion,
    *,
    author: User,
    typed: str,
    capacity: str,
    language: str,
    reply_to: Contribution | None = None,
) -> Contribution:
    """Write a contribution; ValidationError says which field the rules do not allow, and why."""
    require_open(topic)
    text = checked_text(typed, author=author)
    return discussions.add_contribution(
        topic,
        shown=is_shown_at_once(author, topic.platform),
        author=author,
        text=text,
        capacity=capacity.strip(),
        language=language,
        reply_to=reply_to,
    )


def start_topic(
    platform: Platform, *, author: User, title: str, typed: str, capacity: str, language: str
) -> Discussion:
    """Open a topic, or let it wait for a moderator; ValidationError as for a contribution."""
    if not platform.is_open:
        raise ValidationError(_("This platform takes no contributions at present."))
    text = checked_text(typed, author=author)
    topic = Discussion(
        platform=platform,
        author=author,
        title=title.strip(),
        text=text,
        capacity=capacity.strip(),
        language=language,
    )
    if is_shown_at_once(author, platform):
        topic.state = DiscussionState.OPEN
        topic.opened_at = topic.active_at = topic.created_at
    topic.save()
    return topic


def may_edit(contribution: Contribution, author: User) -> bool:
    """Whether the author may still change the text."""
    return (
        may_remove(contribution, author)
        and contribution.state in (ContributionState.PENDING, ContributionState.SHOWN)
        and contribution.discussion.takes_contributions
        and timezone.now() < contribution.created_at + EDIT_WINDOW
    )


def may_remove(contribution: Contribution, author: User) -> bool:
    """Whether it is the account's own contribution, and still there to be removed."""
    is_own = author.pk is not None and contribution.author_id == author.pk
    return is_own and contribution.can_become(ContributionState.REMOVED)


def edit_own(contribution: Contribution, *, author: User, typed: str) -> None:
    """Change the text, keeping what it was; ValidationError where the rules do not allow it."""
    if not may_edit(contribution, author):
        raise ValidationError(_("This contribution can no longer be changed."))
    text = checked_text(typed, author=author, but=contribution)
    is_shown = is_shown_at_once(author, contribution.discussion.platform)
    discussions.edit(contribution, text=text, shown=is_shown)


def remove_own(contribution: Contribution, *, author: User) -> None:
    """Take the own contribution away for good; ValidationError for anybody else's."""
    if not may_remove(contribution, author):
        raise ValidationError(_("This contribution cannot be removed."))
    discussions.remove(contribution)


def require_open(topic: Discussion) -> None:
    """Raise ValidationError where nothing can be written in the topic."""
    if not topic.takes_contributions:
        raise ValidationError(_("This discussion is closed; nothing can be written in it."))


def checked_text(typed: str, *, author: User, but: Contribution | None = None) -> str:
    """The text as it is kept; ValidationError for the field `text` where it is not taken."""
    text = to_html(typed)
    if len(to_plain(text)) < SHORTEST:
        raise ValidationError({"text": _("Write what you have to say.")})
    if link_number(text) > NEWCOMER_LINKS and is_newcomer(author):
        words = ngettext(
            "A newcomer’s contribution may have %(number)s link at most.",
            "A newcomer’s contribution may have %(number)s links at most.",
            NEWCOMER_LINKS,
        )
        raise ValidationError({"text": words % {"number": NEWCOMER_LINKS}})
    since = timezone.now() - REPEATED_WITHIN
    same = Contribution.objects.filter(author=author, text=text, created_at__gte=since)
    if but is not None:
        same = same.exclude(pk=but.pk)
    same_topics = Discussion.objects.filter(author=author, text=text, created_at__gte=since)
    if same.exists() or same_topics.exists():
        raise ValidationError({"text": _("You have already written exactly this.")})
    return text
