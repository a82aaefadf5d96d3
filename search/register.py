"""The registers of the editors as a search reads them: from memory, fresh after every change.

A change of any row puts a new stamp into the cache that all processes share; a process whose stamp
differs reads the rows again. A cache that forgot its stamp costs one reading. A process that does
not share the cache, as the worker beside a server with a cache of its own, hears nothing and reads
the rows again after `MOST_SECONDS`.
"""

from dataclasses import dataclass
from time import monotonic
from typing import Any
from uuid import uuid4

from django.core.cache import cache
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from wagtail.contrib.search_promotions.models import Query, SearchPromotion

from search.models import Term
from search.terms import Phrase, Terms, asked_as

_STAMP = "search:register"
MOST_SECONDS = 60
"""How long a copy is used without a reading."""


@dataclass(frozen=True)
class Register:
    """What the rows say at a moment of the process's clock, in seconds.

    `promoted` has the primary keys of promotions beside the words they answer.
    """

    stamp: str
    read_at: float
    terms: Terms
    promoted: tuple[tuple[Phrase, int], ...]


_read: Register | None = None


def terms() -> Terms:
    """What may stand for what."""
    return _register().terms


def promoted(words: tuple[str, ...]) -> tuple[int, ...]:
    """Primary keys of the promotions for a query of just those words, in any form."""
    asked = tuple(map(asked_as, words))
    return tuple(key for phrase, key in _register().promoted if phrase.is_met_by(asked))


def connect() -> None:
    """Hear of every change of a row."""
    for model in (Term, SearchPromotion, Query):
        for signal in (post_save, post_delete):
            signal.connect(_on_change, sender=model, dispatch_uid=f"search.register.{model}")


def renew() -> None:
    """Let every process read the rows again, for changes that send no signal."""
    cache.set(_STAMP, uuid4().hex, timeout=None)


def _on_change(**kwargs: Any) -> None:
    # Again after the commit: another process may have read the old rows in between.
    renew()
    transaction.on_commit(renew)


def _register() -> Register:
    global _read  # noqa: PLW0603 -- one copy per process is the point
    stamp = cache.get(_STAMP)
    if _read is None or not _is_fresh(_read, stamp):
        if stamp is None:
            cache.add(_STAMP, uuid4().hex, timeout=None)
            stamp = cache.get(_STAMP, "")
        _read = Register(stamp, monotonic(), _terms(), _promotions())
    return _read


def _is_fresh(read: Register, stamp: str | None) -> bool:
    return read.stamp == stamp and monotonic() - read.read_at < MOST_SECONDS


def _terms() -> Terms:
    return Terms.of(term.row for term in Term.objects.filter(is_active=True))


def _promotions() -> tuple[tuple[Phrase, int], ...]:
    rows = SearchPromotion.objects.order_by("sort_order", "pk")
    return tuple(
        (Phrase.of(text), pk) for pk, text in rows.values_list("pk", "query__query_string")
    )
