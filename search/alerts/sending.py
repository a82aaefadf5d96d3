"""From a row to a letter on its way, at most once.

The task carries the row's key alone: the queue never holds an address or a text. A row is marked
before the letter leaves; a worker killed in between leaves a row that says so, and nobody sends
that letter again but an administrator.
"""

import logging
from smtplib import SMTPResponseException

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop
from django_tasks import task

from cms.mailing.sending import DRY_RUN, send_now
from cms.scheduling.retries import DELAYS, idempotent
from search.alerts.letters import compose
from search.models import Letter, SavedSearch

logger = logging.getLogger(__name__)

INTERRUPTED = gettext_noop("The worker ended while sending; the letter may have arrived.")
NOTHING_LEFT = gettext_noop("Nothing in it is public any more.")


class LetterNotSent(Exception):  # noqa: N818 -- says what happened, kept in the task's row
    """The mail server did not take a letter; the message holds no address."""


def queue_letter(
    search: SavedSearch, kind: str, period: str, keys: list[str] | None = None
) -> Letter:
    """Make the row of a letter and its task, both in the caller's transaction."""
    with transaction.atomic():
        letter = Letter.objects.create(search=search, kind=kind, period=period, keys=keys or [])
        send_letter.enqueue(str(letter.pk))
    return letter


def send_again(letter: Letter) -> bool:
    """Put a letter that was not sent back into the queue; False where there is none to send."""
    with transaction.atomic():
        is_mine = Letter.objects.filter(pk=letter.pk, state=Letter.State.FAILED).update(
            state=Letter.State.QUEUED, reason="", attempts=0
        )
        if is_mine:
            send_letter.enqueue(str(letter.pk))
    return bool(is_mine)


@idempotent
@task(queue_name="mail")
def send_letter(pk: str) -> str:
    """Send a waiting letter; gives the state it is in afterwards, empty where it is gone.

    Raises LetterNotSent for a mail server that refuses or is away, so that it is tried again.
    """
    letter = Letter.objects.select_related("search").filter(pk=pk).first()
    if letter is None:
        return ""
    if letter.state == Letter.State.SENDING:
        # The queue gives a task to a second worker only when the first is known to be gone.
        _end(letter, Letter.State.FAILED, INTERRUPTED)
        return letter.state
    is_mine = Letter.objects.filter(pk=pk, state=Letter.State.QUEUED).update(
        state=Letter.State.SENDING, attempts=letter.attempts + 1
    )
    if not is_mine:
        return letter.state
    letter.attempts += 1
    return _send(letter)


def _send(letter: Letter) -> str:
    failure = ""
    try:
        message = compose(letter)
        was_sent = message is not None and send_now(message)
    except Exception as error:  # noqa: BLE001 -- any failure is told by the row, without the address
        failure = _summary(error)
    if failure:
        is_last = letter.attempts > len(DELAYS)
        _end(letter, Letter.State.FAILED if is_last else Letter.State.QUEUED, failure)
        raise LetterNotSent(failure)
    if message is None:
        _end(letter, Letter.State.FAILED, NOTHING_LEFT)
    elif not was_sent:
        _end(letter, Letter.State.FAILED, DRY_RUN)
    else:
        _end(letter, Letter.State.SENT)
    return letter.state


def _end(letter: Letter, state: str, reason: str = "") -> None:
    letter.state, letter.reason = state, reason
    if state == Letter.State.SENT:
        letter.sent_at = timezone.now()
    # The reader may have left meanwhile: nothing is written then.
    Letter.objects.filter(pk=letter.pk).update(
        state=letter.state, reason=letter.reason, sent_at=letter.sent_at
    )


def _summary(error: Exception) -> str:
    """The kind of the error and the server's code; its text may repeat the address."""
    code = f" {error.smtp_code}" if isinstance(error, SMTPResponseException) else ""
    return f"{type(error).__name__}{code}"[:200]
