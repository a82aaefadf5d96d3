"""Adding to the log of decisions."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import UTC
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from wagtail.models import Page

from cms.models.audit import AuditEntry, AuditHead

FIRST = "0" * 64
"""What the first row has in the place of the hash of the one before."""

HASHED = (
    "sequence",
    "moment",
    "action",
    "subject_type",
    "subject_key",
    "subject_title",
    "actor",
    "rule",
    "reason",
    "data",
    "previous_hash",
)
"""The fields that the hash of a row covers, in their order: everything but the hash itself."""

_FORM = 1  # of the text that is hashed; a later one keeps the older rows verifiable
_TITLE_LENGTH = 255


@transaction.atomic
def record(
    action: str,
    subject: models.Model,
    *,
    actor: Any,
    rule: str = "",
    reason: str = "",
    data: Mapping[str, Any] | None = None,
) -> AuditEntry:
    """Add a decision to the log, in the caller's transaction: it stands or falls with it.

    `action` is a key such as "workflow.approve"; `rule` names what the decision rests on. Names
    and addresses of people belong neither into `data` nor into `rule`; of `actor` the number is
    kept. The last row stays locked until the transaction ends, so this comes last in it.
    """
    head = _lock_head()
    entry = AuditEntry(
        sequence=head.sequence + 1,
        moment=timezone.now(),
        action=action,
        subject_type=subject._meta.label_lower,
        subject_key=str(subject.pk),
        subject_title=_title_of(subject),
        actor=getattr(actor, "pk", None),
        rule=rule,
        reason=reason.strip(),
        data=canonical(data or {}),
        previous_hash=head.hash,
    )
    entry.hash = digest([getattr(entry, name) for name in HASHED])
    entry.save(force_insert=True)
    AuditHead.objects.filter(pk=head.pk).update(sequence=entry.sequence, hash=entry.hash)
    return entry


def canonical(data: Any) -> str:
    """The one way to write `data` as JSON: keys in order, no spaces, letters as they are."""
    return json.dumps(
        data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


def digest(values: Sequence[Any]) -> str:
    """The hash of a row, given its fields in the order of `HASHED`."""
    sequence, moment, *rest = values
    text = canonical(
        [_FORM, sequence, moment.astimezone(UTC).isoformat("T", "microseconds"), *rest]
    )
    return hashlib.sha256(text.encode()).hexdigest()


def _lock_head() -> AuditHead:
    heads = AuditHead.objects.select_for_update()
    try:
        return heads.get()
    except AuditHead.DoesNotExist:
        return heads.get_or_create(pk=1, defaults={"sequence": 0, "hash": FIRST})[0]


def _title_of(subject: models.Model) -> str:
    """A title for people: the subject's `audit_title`, or that of the page it is or is about."""
    title = getattr(subject, "audit_title", None)
    if title is None:
        page = subject if isinstance(subject, Page) else getattr(subject, "page", None)
        title = page.title if isinstance(page, Page) else ""
    return str(title)[:_TITLE_LENGTH]
