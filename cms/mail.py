"""Mail leaves by the task queue: written with the business transaction, sent by the worker.

A letter sent from within a request is lost when the mail server is away, and goes out even when
the request's transaction fails. The row of the task stands or falls with the transaction, and a
failed sending is tried again; the message number is given once, so that a letter sent twice
(the worker died after sending) is recognised as the same.
"""

from collections.abc import Mapping, Sequence
from email.utils import make_msgid
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.utils import DNS_NAME
from django.template.loader import render_to_string
from django.utils.translation import override
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


def language_of(account: Any) -> str:
    """The language in which an account reads letters: that of its office."""
    profile = getattr(account, "wagtail_userprofile", None)
    return str(profile.get_preferred_language()) if profile else settings.LANGUAGE_CODE


def write_to(account: Any, template: str, context: Mapping[str, Any]) -> bool:
    """Send an account a letter in its language; False where it is closed or has no address.

    Made of `<template>_subject.txt` and `<template>.txt`; functions in the context are called by
    the templates, so that they speak that language too.
    """
    if account is None or not account.is_active or not account.email:
        return False
    with override(language_of(account)):
        subject = render_to_string(f"{template}_subject.txt", dict(context))
        body = render_to_string(f"{template}.txt", dict(context))
    EmailMessage(" ".join(subject.split()), body, to=[account.email]).send()
    return True


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
