"""What readers look for, as counts by day.

The page of results carries a signed note of what was looked for and found. A script sends it back,
so that robots, prefetched pages and repeated requests are not counted and a search never waits for
a writing. Kept are the text, the day, the language and numbers: no address, no person, no session.
"""

import re
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.timezone import localdate

from search.models import SearchCount
from search.text import clean_query

_SALT = "search.log"
_VALID = timedelta(hours=2)
MAX_CHARACTERS = 100
MAX_POSITION = 10_000
# What may be a person's: addresses of mail, numbers of telephones, passports and cards.
_PERSONAL = re.compile(r"@|(?:\d[\s().,/+–—-]*){10}")


@dataclass(frozen=True)
class Note:
    """What one page of results says of its search."""

    text: str
    language: str
    found: int


def sign(text: str, language: str, found: int) -> str:
    """A note for the page of results; empty where the text is not to be kept."""
    kept = normalised(text)
    return signing.dumps((kept, language, found), salt=_SALT) if kept else ""


def read(signed: str) -> Note | None:
    """The note, or None where it is not ours or too old."""
    try:
        text, language, found = signing.loads(signed, salt=_SALT, max_age=_VALID)
    except signing.BadSignature:
        return None
    return Note(text, language, found)


def normalised(text: str) -> str:
    """The text as it is counted: small letters, single spaces; empty if it may be personal."""
    whole = " ".join(clean_query(text).lower().split())
    # Before cutting: the first half of an address would look like words.
    return "" if _PERSONAL.search(whole) else whole[:MAX_CHARACTERS].rstrip()


def count_search(note: Note) -> None:
    """Count a search and whether it found nothing."""
    _add(note, {"searches": 1, "empty": int(note.found == 0)})


def count_click(note: Note, position: int) -> None:
    """Count a result that was opened; `position` is 1 for the first."""
    _add(note, {"clicks": 1, "positions": position})


def prune() -> int:
    """Forget days older than SEARCH_LOG_DAYS; gives the number of rows."""
    oldest = localdate() - timedelta(days=settings.SEARCH_LOG_DAYS)
    return SearchCount.objects.filter(day__lt=oldest).delete()[0]


def _add(note: Note, numbers: dict[str, int]) -> None:
    key = {"day": localdate(), "language": note.language, "text": note.text}
    changes = {name: F(name) + number for name, number in numbers.items()}
    rows = SearchCount.objects.filter(**key)
    if rows.update(found=note.found, **changes):
        return
    try:
        with transaction.atomic():
            SearchCount.objects.create(**key, found=note.found, **numbers)
    except IntegrityError:  # another process counted the first one a moment ago
        rows.update(found=note.found, **changes)
