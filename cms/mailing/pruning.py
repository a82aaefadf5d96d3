"""How long letters are kept: the text some days, the row some months."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from cms.models.mail import Letter


def prune_letters() -> tuple[int, int]:
    """Drop old texts, then old rows; gives the number of either.

    A text goes `MAIL_TEXT_DAYS` after it was sent; one for its recipient alone that was never sent,
    so many days after it was made, and so does an address given for one letter. A row goes
    `MAIL_LOG_DAYS` after it was made.
    """
    now = timezone.now()
    texts_until = now - timedelta(days=settings.MAIL_TEXT_DAYS)
    old = Q(sent_at__lt=texts_until) | Q(
        sent_at__isnull=True, keeps_text=False, created_at__lt=texts_until
    )
    forgotten = Letter.objects.filter(keeps_address=False, created_at__lt=texts_until)
    forgotten.exclude(recipient="").update(recipient="")
    emptied = Letter.objects.filter(old).exclude(text="", html="").update(text="", html="")
    rows_until = now - timedelta(days=settings.MAIL_LOG_DAYS)
    return emptied, Letter.objects.filter(created_at__lt=rows_until).delete()[0]
