"""A letter from its templates: subject, plain text, and HTML made from the text."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import get_language, override
from wagtail.admin.utils import get_admin_base_url

from cms.mailing.kinds import key_of


class KnownLetter(EmailMultiAlternatives):
    """A letter that says its kind and language to the log; `once` keeps it from being doubled."""

    kind = ""
    language = ""
    once = ""


def compose(
    template: str,
    context: Mapping[str, Any],
    *,
    language: str = "",
    to: Sequence[str] = (),
    bcc: Sequence[str] = (),
    once: str = "",
) -> KnownLetter:
    """The letter of `<template>_subject.txt` and `<template>.txt` in a language.

    Its HTML part is the text with paragraphs and links. Whoever sends it from a task that may run
    twice gives `once`, which names the occasion: each recipient gets one letter for it.
    """
    with override(language or get_language()):
        letter_language = get_language() or ""
        subject = " ".join(render_to_string(f"{template}_subject.txt", dict(context)).split())
        text = render_to_string(f"{template}.txt", dict(context)).strip() + "\n"
        html = render_to_string("mail/plain.html", _frame(subject, text, letter_language))
    message = KnownLetter(subject, text, to=list(to), bcc=list(bcc))
    message.attach_alternative(html, "text/html")
    message.kind, message.once = key_of(template), once
    message.language = letter_language
    return message


def _frame(subject: str, text: str, language: str) -> dict[str, str]:
    return {
        "lang": language,
        "name": subject,
        "text": text,
        "home_url": f"{get_admin_base_url() or ''}/{language}/",
    }
