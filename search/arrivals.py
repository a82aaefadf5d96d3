"""When each thing first became public, told by whoever writes the index.

A thing is new once: withdrawing it, publishing it again, an index written anew and changes of its
text leave its row as it is.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from search.models import Arrival, OutboxEntry

_BATCH = 1000
WINDOW = timedelta(days=30)
"""A thing may be told of as new so long after its arrival, and no longer."""


def note(keys: Iterable[str]) -> None:
    """The things have just been written into the index after a change; unknown ones are new."""
    _add(map(UUID, keys), is_new=True)


def note_present(keys: Iterable[UUID]) -> None:
    """The index was written anew with these things; unknown ones were there before.

    Those with a change waiting are left to `note`: it may be the one that made them public.
    """
    waiting = set(OutboxEntry.objects.values_list("key", flat=True))
    _add((key for key in keys if key not in waiting), is_new=False)


def recent() -> dict[str, datetime]:
    """Moments of the things that arrived within `WINDOW`, by key, the newest first."""
    rows = Arrival.objects.filter(at__gt=timezone.now() - WINDOW).order_by("-at", "key")
    return {str(key): at for key, at in rows.values_list("key", "at") if at}


def _add(keys: Iterable[UUID], *, is_new: bool) -> None:
    wanted = list(dict.fromkeys(keys))
    at = timezone.now() if is_new else None
    for start in range(0, len(wanted), _BATCH):
        rows = [Arrival(key=key, at=at) for key in wanted[start : start + _BATCH]]
        Arrival.objects.bulk_create(rows, ignore_conflicts=True)
