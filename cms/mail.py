"""Mail leaves by the task queue: written with the business transaction, sent by the worker.

A letter sent from within a request is lost when the mail server is away, and goes out even when
the request's transaction fails. The row of the task stands or falls with the transaction, and a
failed sending is tried again; the message number is given once, so that a letter sent twice
(the worker died after sending) is recognised as the same.
"""

from collections.abc import Sequence
from email.utils import make_msgid
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.utils import DNS_NAME
from django_tasks import task

from cms.scheduling.retries import idempotent


class QueuedBackend(BaseEmailBackend):
    """Puts letters into the queue "mail"; attachments are refused, no letter here has one."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Enqueue the letters; gives their number."""
        for message in email_messages:
            if message.attachments:
                raise ValueError("A queued letter cannot carry attachments.")
            deliver.enqueue(_as_data(message))
        return len(email_messages)


@idempotent
@task(queue_name="mail")
def deliver(data: dict[str, Any]) -> None:
    """Send one letter by `MAIL_DELIVERY_BACKEND`."""
    alternatives = [(content, mimetype) for content, mimetype in data.pop("alternatives")]
    send_now(EmailMultiAlternatives(**data, alternatives=alternatives))


def send_now(message: EmailMessage) -> None:
    """Send a letter by `MAIL_DELIVERY_BACKEND`; for tasks that must keep no copy of it."""
    message.connection = get_connection(settings.MAIL_DELIVERY_BACKEND)
    message.send()


def _as_data(message: EmailMessage) -> dict[str, Any]:
    headers = {str(name): str(value) for name, value in message.extra_headers.items()}
    headers.setdefault("Message-ID", make_msgid(domain=str(DNS_NAME)))
    return {
        "subject": str(message.subject),
        "body": str(message.body),
        "from_email": message.from_email,
        "to": list(message.to),
        "cc": list(message.cc),
        "bcc": list(message.bcc),
        "reply_to": list(message.reply_to),
        "headers": headers,
        "alternatives": [
            [part.content, part.mimetype] for part in getattr(message, "alternatives", [])
        ],
    }
