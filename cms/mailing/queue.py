"""Mail leaves by the task queue: written with the business transaction, sent by the worker.

A letter sent from within a request is lost when the mail server is away, and goes out even when
the request's transaction fails. Its rows stand or fall with the transaction, one for each
recipient; the task carries the key of a row and neither address nor text.
"""

import hashlib
from collections.abc import Sequence
from email.utils import make_msgid, parseaddr
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.utils import DNS_NAME
from django.db import transaction
from django.utils.translation import get_language

from cms.mailing.kinds import kinds
from cms.mailing.sending import deliver
from cms.models.mail import Letter

_SUBJECT_LENGTH = 500
HTML = "text/html"


class QueuedBackend(BaseEmailBackend):
    """Puts letters into the log and into the queue "mail"; here no letter has an attachment."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Make the rows of the letters and their tasks; gives the number of letters."""
        for message in email_messages:
            with transaction.atomic():
                queue(message)
        return len(email_messages)


def queue(message: EmailMessage) -> list[Letter]:
    """Make a row and a task for each recipient, each of whom gets a copy of their own."""
    letters = []
    for recipient in dict.fromkeys(parseaddr(name)[1] for name in message.recipients()):
        letter, is_new = _row(message, recipient)
        if is_new:
            deliver.enqueue(str(letter.pk))
            letters.append(letter)
    return letters


def _row(message: EmailMessage, recipient: str) -> tuple[Letter, bool]:
    headers = {str(name): str(value) for name, value in message.extra_headers.items()}
    given = headers.pop("Message-ID", "")
    is_alone = len(message.recipients()) == 1
    key = getattr(message, "kind", "")
    kind = kinds().get(key)
    values: dict[str, Any] = {
        "kind": key,
        "recipient": recipient,
        "language": getattr(message, "language", "") or get_language() or "",
        "subject": str(message.subject)[:_SUBJECT_LENGTH],
        "text": str(message.body),
        "html": _html(message),
        "sender": str(message.from_email),
        "reply_to": list(message.reply_to),
        "headers": headers,
        "message_id": given if given and is_alone else make_msgid(domain=str(DNS_NAME)),
        "keeps_text": kind is not None and kind.keeps_text,
        "keeps_address": kind is None or kind.keeps_address,
    }
    once = getattr(message, "once", "")
    if not once:
        return Letter.objects.create(**values), True
    mark = f"{once}:{hashlib.sha256(recipient.encode()).hexdigest()[:32]}"
    return Letter.objects.get_or_create(once=mark, defaults=values)


def _html(message: EmailMessage) -> str:
    if message.attachments:
        raise ValueError("A queued letter cannot carry attachments.")
    parts = getattr(message, "alternatives", [])
    if any(part.mimetype != HTML for part in parts):
        raise ValueError("A queued letter is plain text and HTML.")
    return str(parts[0].content) if parts else ""
