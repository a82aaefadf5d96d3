"""Writing in discussions: every change of a topic or contribution goes through here."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from platforms.enums import ContributionState
from platforms.models import Contribution, ContributionEdition, Discussion


@transaction.atomic
def add_contribution(discussion: Discussion, *, shown: bool, **fields: Any) -> Contribution:
    """Write a contribution under the next number; shown at once, or waiting for a moderator.

    Raises ValidationError where the topic or its platform takes nothing.
    """
    topic = lock(discussion)
    topic.last_number += 1
    contribution = Contribution(discussion=topic, number=topic.last_number, **fields)
    if shown:
        contribution.show(contribution.created_at)
    contribution.save()
    _recount(topic)
    return contribution


def show(contribution: Contribution, at: datetime | None = None) -> None:
    """Let everybody read the contribution."""
    _change(contribution, lambda row: row.show(at))


def hide(contribution: Contribution) -> None:
    """Take a contribution off the page; a line says that a moderator did."""
    _change(contribution, Contribution.hide)


def reject(contribution: Contribution) -> None:
    """Do not publish a contribution."""
    _change(contribution, Contribution.reject)


def remove(contribution: Contribution) -> None:
    """Take a contribution off the page for its author; a line says so where it was shown."""
    _change(contribution, Contribution.remove)


def put_back(contribution: Contribution) -> None:
    """Let a contribution wait for a moderator once more."""
    _change(contribution, Contribution.wait)


@transaction.atomic
def edit(contribution: Contribution, *, text: str, shown: bool) -> None:
    """Change what a contribution says, and keep what it said before.

    Without `shown` it waits for a moderator again.
    """
    topic = lock(contribution.discussion)
    row = _locked(contribution)
    now = timezone.now()
    ContributionEdition.objects.create(contribution=row, text=row.text, until=now)
    row.text, row.edited_at = text, now
    if row.state == ContributionState.SHOWN and not shown:
        row.wait()
    row.save()
    _recount(topic)


def lock(discussion: Discussion) -> Discussion:
    """The topic under its lock, which whoever changes it or its contributions takes first."""
    topics = Discussion.objects.select_for_update(of=("self",)).select_related("platform")
    return topics.get(pk=discussion.pk)


@transaction.atomic
def _change(contribution: Contribution, change: Callable[[Contribution], None]) -> None:
    topic = lock(contribution.discussion)
    row = _locked(contribution)
    change(row)
    row.claimed_by = row.claimed_at = None
    row.save()
    _recount(topic)
    contribution.refresh_from_db()


def _locked(contribution: Contribution) -> Contribution:
    return Contribution.objects.select_for_update().get(pk=contribution.pk)


def _recount(topic: Discussion) -> None:
    topic.recount()
    topic.save()
