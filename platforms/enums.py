"""Choices of the portal of technology platforms."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PlatformRole(models.TextChoices):
    """What an organisation does in a platform."""

    COORDINATOR = "coordinator", _("co-ordinator")
    MEMBER = "member", _("member")


class Moderation(models.TextChoices):
    """When contributions to a platform's discussions are looked at."""

    BEFORE = "before", _("before they are shown")
    AFTER = "after", _("after they are shown; those of newcomers before")


class Visibility(models.TextChoices):
    """Who sees a line of a profile."""

    NOBODY = "nobody", _("nobody")
    ACCOUNTS = "accounts", _("people who are signed in")
    EVERYBODY = "everybody", _("everybody")


class ClaimState(models.TextChoices):
    """Where a claim to speak for an organisation stands."""

    WAITING = "waiting", _("waits for a specialist")
    CONFIRMED = "confirmed", _("confirmed")
    TURNED_DOWN = "turned-down", _("turned down")
    WITHDRAWN = "withdrawn", _("withdrawn")


class DiscussionState(models.TextChoices):
    """Where a topic stands."""

    PENDING = "pending", pgettext_lazy("discussion", "waiting for a moderator")
    OPEN = "open", pgettext_lazy("discussion", "open")
    CLOSED = "closed", pgettext_lazy("discussion", "closed")
    HIDDEN = "hidden", pgettext_lazy("discussion", "hidden by a moderator")
    REJECTED = "rejected", pgettext_lazy("discussion", "not published")


class ContributionState(models.TextChoices):
    """Where a contribution stands."""

    PENDING = "pending", pgettext_lazy("contribution", "waiting for a moderator")
    SHOWN = "shown", pgettext_lazy("contribution", "published")
    HIDDEN = "hidden", pgettext_lazy("contribution", "hidden by a moderator")
    REMOVED = "removed", pgettext_lazy("contribution", "removed by its author")
    REJECTED = "rejected", pgettext_lazy("contribution", "not published")


class AnswerStatus(models.TextChoices):
    """What the official answer says of a topic."""

    CONSIDERED = "considered", pgettext_lazy("proposal", "considered")
    ACCEPTED = "accepted", pgettext_lazy("proposal", "accepted")
    REJECTED = "rejected", pgettext_lazy("proposal", "rejected")


READABLE_TOPICS = (DiscussionState.OPEN, DiscussionState.CLOSED)
"""States in which anybody may read a topic."""

DISCUSSION_ARROWS: dict[str, frozenset[str]] = {
    DiscussionState.PENDING: frozenset({DiscussionState.OPEN, DiscussionState.REJECTED}),
    DiscussionState.OPEN: frozenset(
        {DiscussionState.CLOSED, DiscussionState.HIDDEN, DiscussionState.PENDING}
    ),
    DiscussionState.CLOSED: frozenset({DiscussionState.OPEN, DiscussionState.HIDDEN}),
    DiscussionState.HIDDEN: frozenset({DiscussionState.OPEN, DiscussionState.CLOSED}),
    DiscussionState.REJECTED: frozenset({DiscussionState.OPEN, DiscussionState.PENDING}),
}
"""Which state of a topic may follow which; back to waiting when a decision is taken back."""

CONTRIBUTION_ARROWS: dict[str, frozenset[str]] = {
    ContributionState.PENDING: frozenset(
        {ContributionState.SHOWN, ContributionState.REJECTED, ContributionState.REMOVED}
    ),
    ContributionState.SHOWN: frozenset(
        {ContributionState.HIDDEN, ContributionState.REMOVED, ContributionState.PENDING}
    ),
    ContributionState.HIDDEN: frozenset({ContributionState.SHOWN, ContributionState.REMOVED}),
    ContributionState.REJECTED: frozenset(
        {ContributionState.SHOWN, ContributionState.PENDING, ContributionState.REMOVED}
    ),
    ContributionState.REMOVED: frozenset(),
}
"""Which state of a contribution may follow which; what its author removed stays removed."""


class Rule(models.TextChoices):
    """Rules of discussions: what a moderator may turn a text down for, and a reader report."""

    SPAM = "spam", _("spam")
    INSULT = "insult", _("insults people")
    OFF_TOPIC = "off_topic", _("off the topic")
    PERSONAL_DATA = "personal_data", _("personal data of somebody")
    ADVERTISING = "advertising", _("advertising")
    DUPLICATE = "duplicate", _("says the same again")
    LAW = "law", _("against the law")


REASONS: dict[str, Any] = {
    Rule.SPAM: _(
        "Mass mailings and links that have nothing to do with the topic are not published."
    ),
    Rule.INSULT: _("Argue with what is said, not with people: insults are not published."),
    Rule.OFF_TOPIC: _("This has nothing to do with the question that is discussed here."),
    Rule.PERSONAL_DATA: _(
        "It names personal data of somebody: addresses, telephone numbers, circumstances of life."
    ),
    Rule.ADVERTISING: _("Advertising of goods and services is not published in discussions."),
    Rule.DUPLICATE: _("The same has already been said in this discussion."),
    Rule.LAW: _("The law forbids to publish this."),
}
"""What the author reads of each rule."""


class Verdict(models.TextChoices):
    """What a moderator did."""

    APPROVED = "approved", pgettext_lazy("verdict", "published")
    REJECTED = "rejected", pgettext_lazy("verdict", "not published")
    HIDDEN = "hidden", pgettext_lazy("verdict", "hidden")
    SHOWN = "shown", pgettext_lazy("verdict", "shown again")
    KEPT = "kept", pgettext_lazy("verdict", "left as it is")


AGAINST_AUTHOR = (Verdict.REJECTED, Verdict.HIDDEN)
"""Verdicts that need a rule and may be appealed against."""


class FlagState(models.TextChoices):
    """What became of a reader's report."""

    WAITING = "waiting", pgettext_lazy("report", "waiting")
    UPHELD = "upheld", pgettext_lazy("report", "right")
    DISMISSED = "dismissed", pgettext_lazy("report", "not right")


class AppealState(models.TextChoices):
    """What became of an author's appeal."""

    WAITING = "waiting", pgettext_lazy("appeal", "waiting for another moderator")
    GRANTED = "granted", pgettext_lazy("appeal", "granted")
    TURNED_DOWN = "turned_down", pgettext_lazy("appeal", "the decision stands")


APPEAL_ARROWS: dict[str, frozenset[str]] = {
    AppealState.WAITING: frozenset({AppealState.GRANTED, AppealState.TURNED_DOWN}),
    AppealState.GRANTED: frozenset(),
    AppealState.TURNED_DOWN: frozenset(),
}
"""Which state of an appeal may follow which."""
