"""Who may decide on a revision, and when a decision is refused."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from wagtail.models import Revision, TaskState


class DecisionRefused(PermissionDenied):
    """A decision that the rules do not allow; the message says why, in the reader's language."""


class StaleDecision(DecisionRefused):
    """The decision was about another revision, or somebody has decided already."""


def version_of(revision: "Revision") -> str:
    """What a decision is about: the revision and the moment its text was last written.

    Autosave writes into the same revision, so the number alone would not tell two texts apart.
    """
    return f"{revision.pk}.{int(revision.created_at.timestamp() * 1_000_000)}"


def has_approved() -> str:
    """What to tell somebody who has approved and waits for other groups."""
    return _("You have approved this version; other groups decide now.")


def already_decided(state: "TaskState") -> str:
    """What to tell somebody whose decision comes second."""
    if state.finished_by is None:
        return _("This version is no longer waiting: it was withdrawn or the text was changed.")
    return _("%(name)s has already decided on this version: %(decision)s.") % {
        "name": state.finished_by.get_full_name() or state.finished_by.get_username(),
        "decision": state.get_status_display().lower(),
    }


def text_has_changed() -> str:
    """What to tell somebody who decided on a text that is no longer the newest."""
    return _("The text was changed after you opened it. Read the new version, then decide.")


def item_has_changed() -> str:
    """What to tell somebody who decided on a row that is no longer what it was."""
    return _("This was changed after you opened it. Look at it again, then decide.")


def claimed_by_another(state: Any) -> str:
    """What to tell somebody who decides on what another is looking at."""
    return _("%(name)s is looking at this version now.") % {
        "name": state.claimed_by.get_full_name() or state.claimed_by.get_username()
    }


def own_work() -> str:
    """What to tell somebody who would decide on work of their own."""
    return _("You wrote or submitted this version; somebody else decides on it.")


def not_a_moderator() -> str:
    """What to tell somebody who may not decide in this section."""
    return _("You may not decide on pages of this section.")


def interested_ids(revision: "Revision", requested_by_id: int | None) -> set[int]:
    """Ids of the accounts whose own work the revision is: its author and who submitted it."""
    return {pk for pk in (revision.user_id, requested_by_id) if pk is not None}


def is_own_work(user: Any, revision: "Revision", requested_by_id: int | None) -> bool:
    """Whether the four eyes rule keeps `user` from deciding on the revision.

    It holds for everybody, administrators and superusers included: a rule that the most powerful
    account can switch off proves nothing to a reader of the log.
    """
    return user is not None and user.pk in interested_ids(revision, requested_by_id)


def require_two_pairs_of_eyes(user: Any, state: "TaskState") -> None:
    """Raise `DecisionRefused` where `user` would decide on work of their own, or is nobody."""
    if user is None:
        raise DecisionRefused(_("A decision needs a person who takes it."))
    if is_own_work(user, state.revision, state.workflow_state.requested_by_id):
        raise DecisionRefused(
            _("You wrote or submitted this version; somebody else decides on it.")
        )


def require_no_obstacle(page: Any) -> None:
    """Raise `DecisionRefused` where something keeps the page from becoming public."""
    obstacle = page.specific.obstacle() if hasattr(page.specific, "obstacle") else None
    if obstacle is not None:
        raise DecisionRefused(obstacle.text)


def require_reason(comment: str) -> None:
    """Raise `DecisionRefused` where a version is returned without saying why."""
    if not comment.strip():
        raise DecisionRefused(_("Say why the version is returned: the author will read it."))
