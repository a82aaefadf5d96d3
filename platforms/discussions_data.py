"""Personal data in discussions: how they are handed out, and how they are erased."""

from typing import Any

from cms.accounts import personal_data
from cms.models import User
from platforms.enums import ContributionState, DiscussionState
from platforms.models import Appeal, Contribution, ContributionEdition, Discussion, Flag
from platforms.services import discussions


def register_all() -> None:
    """Register what discussions keep of a person."""
    personal_data.register("discussions", export, erase)


def export(user: User) -> dict[str, Any]:
    """Everything the person wrote, with its former texts, reports and appeals."""
    written = ("discussion__title", "number", "state", "capacity", "text", "created_at")
    return {
        "topics": list(
            Discussion.objects.filter(author=user).values(
                "title", "state", "capacity", "text", "created_at"
            )
        ),
        "contributions": list(Contribution.objects.filter(author=user).values(*written)),
        "former texts": list(
            ContributionEdition.objects.filter(contribution__author=user).values(
                "contribution__number", "text", "until"
            )
        ),
        "reports": list(Flag.objects.filter(reporter=user).values("rule", "note", "created_at")),
        "appeals": list(_appeals(user).values("text", "state", "created_at")),
    }


def erase(user: User) -> None:
    """Leave what readers can see without its author's name and capacity, and nothing else.

    What was never published, or is no longer shown, loses its text; reports and appeals theirs.
    """
    for row in Contribution.objects.filter(author=user, state=ContributionState.PENDING):
        discussions.remove(row)
    own = Contribution.objects.filter(author=user)
    own.update(capacity="")
    own.exclude(state=ContributionState.SHOWN).update(text="")
    topics = Discussion.objects.filter(author=user)
    for topic in topics.filter(state=DiscussionState.PENDING):
        topic.reject()
        topic.save()
    topics.update(capacity="")
    topics.exclude(state__in=(DiscussionState.OPEN, DiscussionState.CLOSED)).update(
        text="", title="—"
    )
    ContributionEdition.objects.filter(contribution__author=user).delete()
    Flag.objects.filter(reporter=user).update(note="")
    _appeals(user).update(text="")


def _appeals(user: User) -> Any:
    return Appeal.objects.filter(ruling__contribution__author=user) | Appeal.objects.filter(
        ruling__discussion__author=user
    )
