"""From a row of the log to a letter on its way, at most once.

A row is marked before the letter leaves. A worker killed in between leaves a row that says so; the
letter may have arrived, so it is held back until an administrator sends it again.
"""

import logging
from smtplib import SMTPResponseException

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.core.mail.utils import DNS_NAME
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_noop
from django_tasks import task

from cms.models.mail import Letter, LetterState
from cms.scheduling.retries import DELAYS, idempotent

logger = logging.getLogger(__name__)

INTERRUPTED = gettext_noop("The worker ended while sending; the letter may have arrived.")
DRY_RUN = gettext_noop("Dry run: nothing was sent.")


class LetterNotSent(Exception):  # noqa: N818 -- says what happened, kept in the task's row
    """The mail server did not take a letter; the message holds no address."""


def send_now(message: EmailMessage) -> bool:
    """Send a letter by `MAIL_DELIVERY_BACKEND`; for tasks that must keep no copy of it.

    Every letter leaves by this. With `MAIL_DRY_RUN` nothing is sent, and it gives False.
    """
    if settings.MAIL_DRY_RUN:
        logger.info("Dry run: a letter to %d recipients was not sent.", len(message.recipients()))
        return False
    message.connection = get_connection(settings.MAIL_DELIVERY_BACKEND)
    message.send()
    return True


@idempotent
@task(queue_name="mail")
def deliver(pk: str) -> str:
    """Send a waiting letter; gives the state it is in afterwards, empty where it is gone.

    Raises LetterNotSent for a mail server that refuses or is away, so that it is tried again.
    """
    letter = Letter.objects.filter(pk=pk).first()
    if letter is None:
        return ""
    if letter.state == LetterState.SENDING:
        # The queue gives a task to a second worker only when the first is known to be gone.
        return _end(letter, LetterState.HELD, INTERRUPTED)
    waiting = Letter.objects.filter(pk=pk, state=LetterState.QUEUED)
    if not waiting.update(state=LetterState.SENDING, attempts=F("attempts") + 1):
        return letter.state
    letter.attempts += 1
    try:
        was_sent = send_now(message_of(letter))
    except Exception as error:  # noqa: BLE001 -- any failure is told by the row, without the address
        failure = _summary(error)
        is_last = letter.attempts > len(DELAYS)
        _end(letter, LetterState.FAILED if is_last else LetterState.QUEUED, failure)
        raise LetterNotSent(failure) from None
    if was_sent:
        return _end(letter, LetterState.SENT)
    return _end(letter, LetterState.HELD, DRY_RUN)


def message_of(letter: Letter) -> EmailMultiAlternatives:
    """The letter of a row, with the same number at every attempt."""
    message = EmailMultiAlternatives(
        letter.subject,
        letter.text,
        letter.sender,
        [letter.recipient],
        reply_to=letter.reply_to,
        headers={**letter.headers, "Message-ID": letter.message_id},
    )
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    return message


def send_again(letter: Letter) -> Letter | None:
    """Put a letter back into the queue; gives its row, None where there is nothing to send.

    One that was not sent keeps its row and number; of one that was sent a new copy is made.
    """
    with transaction.atomic():
        current = Letter.objects.select_for_update().filter(pk=letter.pk).first()
        if current is None or not may_be_sent_again(current):
            return None
        if current.state == LetterState.SENT:
            current = _copy(current)
        else:
            current.state, current.attempts, current.last_error = LetterState.QUEUED, 0, ""
            current.save(update_fields=["state", "attempts", "last_error"])
        deliver.enqueue(str(current.pk))
    return current


def may_be_sent_again(letter: Letter) -> bool:
    """Whether there is something to send and nobody is at it."""
    ended = (LetterState.SENT, LetterState.FAILED, LetterState.HELD)
    return letter.is_whole and letter.state in ended


def _copy(letter: Letter) -> Letter:
    names = ("kind", "recipient", "language", "subject", "text", "html", "sender", "reply_to")
    copy = Letter(**{name: getattr(letter, name) for name in names})
    copy.headers, copy.keeps_text = letter.headers, letter.keeps_text
    copy.keeps_address = letter.keeps_address
    copy.message_id = f"<{copy.pk.hex}@{DNS_NAME}>"
    copy.save(force_insert=True)
    return copy


def _end(letter: Letter, state: LetterState, error: str = "") -> str:
    letter.state, letter.last_error = state, error
    if state == LetterState.SENT:
        letter.sent_at = timezone.now()
        if not letter.keeps_text:
            letter.text = letter.html = ""
        if not letter.keeps_address:
            letter.recipient = ""
    letter.save(update_fields=["state", "last_error", "sent_at", "text", "html", "recipient"])
    return letter.state


def _summary(error: Exception) -> str:
    """The kind of the error and the server's code; its text may repeat the address."""
    code = f" {error.smtp_code}" if isinstance(error, SMTPResponseException) else ""
    return f"{type(error).__name__}{code}"[:200]
