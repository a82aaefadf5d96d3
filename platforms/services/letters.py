"""Letters to authors: what was decided on their texts, by which rule, and what they can do."""

from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from wagtail.admin.utils import get_admin_base_url

from cms.desk.undoing import UNDO_SECONDS
from cms.mail import language_of, write_to
from platforms.enums import AppealState, Verdict
from platforms.models import Appeal, Ruling

RULING, APPEAL = "platforms/mail/ruling", "platforms/mail/appeal"
_AT_ONCE = 200
_SETTLED = timedelta(seconds=UNDO_SECONDS)


def tell_authors() -> int:
    """Write of the decisions that can no longer be taken back; gives how many letters went out.

    Each decision is marked in the transaction that puts its letter into the queue.
    """
    waiting = Ruling.objects.filter(
        told_at__isnull=True, undone_at__isnull=True, at__lt=timezone.now() - _SETTLED
    ).order_by("at")
    sent = 0
    for key in list(waiting.values_list("pk", flat=True)[:_AT_ONCE]):
        with transaction.atomic():
            rows = Ruling.objects.select_for_update(of=("self",), skip_locked=True)
            ruling = rows.filter(pk=key, told_at__isnull=True, undone_at__isnull=True).first()
            if ruling is None:
                continue
            Ruling.objects.filter(pk=key).update(told_at=timezone.now())
            sent += _tell(ruling)
    return sent


def tell_of_appeal(row: Appeal) -> bool:
    """Write to the author what became of an appeal."""
    author = row.ruling.subject.author
    context = {
        "title": str(row),
        "is_granted": row.state == AppealState.GRANTED,
        "remark": row.remark,
        "url": _own_page(author),
    }
    return write_to(author, APPEAL, context)


def _tell(ruling: Ruling) -> bool:
    if ruling.verdict == Verdict.KEPT:
        return False
    subject = ruling.subject
    context = {
        "title": str(subject),
        "is_shown": not ruling.is_against_author,
        "is_hidden": ruling.verdict == Verdict.HIDDEN,
        # Called by the template, in the language of the letter.
        "rule": ruling.get_rule_display,
        "reason": lambda: ruling.reason,
        "url": _own_page(subject.author),
    }
    return write_to(subject.author, RULING, context)


def _own_page(author: object) -> str:
    with override(language_of(author)):
        return f"{get_admin_base_url()}{reverse('talks:mine')}"
