"""What moderators do with a topic as a whole; each step is noted in the log of decisions."""

from collections.abc import Callable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.audit.chain import record
from cms.models import User
from cms.workflow.rules import DecisionRefused, StaleDecision, not_a_moderator
from cms.written_text import to_html
from platforms.models import Discussion
from platforms.services import discussions
from platforms.services.moderation import may_moderate
from platforms.states import TransitionError


def close(topic: Discussion, *, actor: User) -> None:
    """Let everybody read the topic and nobody write in it."""
    _change(topic, actor, "close", lambda row: row.close())


def reopen(topic: Discussion, *, actor: User) -> None:
    """Let everybody write in a closed topic again."""

    def change(row: Discussion) -> None:
        if row.closed_at is None:
            raise TransitionError
        row.open()

    _change(topic, actor, "reopen", change)


def summarise(topic: Discussion, *, actor: User, typed: str) -> None:
    """Put a summary above the contributions, or take it away."""

    def change(row: Discussion) -> None:
        row.summary = to_html(typed)
        row.summary_at = timezone.now() if row.summary else None

    _change(topic, actor, "summary", change)


def answer(topic: Discussion, *, actor: User, status: str, typed: str, signature: str) -> None:
    """Put a signed official answer above the contributions, in the place of a former one."""

    def change(row: Discussion) -> None:
        row.answer, row.answer_status = to_html(typed), status
        row.answer_signature, row.answer_by = signature.strip(), actor
        row.answer_at = timezone.now()

    _change(topic, actor, "answer", change, rule=f"answer:{status}")


@transaction.atomic
def _change(
    topic: Discussion,
    actor: User,
    action: str,
    change: Callable[[Discussion], None],
    rule: str = "",
) -> None:
    row = discussions.lock(topic)
    if not may_moderate(actor, row.platform):
        raise DecisionRefused(not_a_moderator())
    try:
        change(row)
    except TransitionError:
        raise StaleDecision(_("Somebody has decided on this meanwhile.")) from None
    row.save()
    record(f"discussions.{action}", row, actor=actor, rule=rule)
