"""What is new in a saved search, and one letter about it for each period.

New is what arrived in the catalogue after the search was confirmed, fits the search now, and was
not told in a letter before. Nothing depends on clocks of two processes or on a run that did not
take place: what was not told stays new for `search.arrivals.WINDOW`.
"""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from search import arrivals, catalogue
from search.alerts.periods import period_at
from search.alerts.queries import query_of
from search.alerts.sending import queue_letter
from search.models import Letter, Period, SavedSearch
from search.query import Query, Sort

logger = logging.getLogger(__name__)

MOST = 500
"""Things told in one letter at most; the others remain new for the next one."""
_BATCH = 50


def tell_news(now: datetime | None = None) -> int:
    """Make the letters that are due; gives their number.

    While the index is away nothing is marked as dealt with, and the next run makes up for it. A
    search that cannot be asked any more, or fails, leaves the others alone.
    """
    now = now or timezone.now()
    arrived = arrivals.recent()
    made = 0
    for searches in _batches(due(now), _BATCH):
        made += _tell(searches, arrived, now)
    return made


def due(now: datetime) -> list[SavedSearch]:
    """Confirmed searches whose current period was not dealt with."""
    waiting = SavedSearch.objects.filter(confirmed_at__isnull=False, paused_at=None)
    found: list[SavedSearch] = []
    for period in Period.values:
        current = period_at(period, now)
        found += waiting.filter(period=period).exclude(told_period=current)
    return found


def drop_old_letters() -> int:
    """Delete records of letters older than `ALERTS_LOG_DAYS`; gives their number."""
    days = timedelta(days=settings.ALERTS_LOG_DAYS)
    oldest = timezone.now() - max(days, arrivals.WINDOW + timedelta(days=1))
    return Letter.objects.filter(created_at__lt=oldest).delete()[0]


def _tell(searches: list[SavedSearch], arrived: Mapping[str, datetime], now: datetime) -> int:
    told = _told(searches)
    asked: list[tuple[SavedSearch, Query]] = []
    nothing: list[SavedSearch] = []
    for search in searches:
        query = query_of(search)
        if query is None:
            logger.warning("The saved search %s cannot be asked any more.", search.pk)
            continue
        keys = _candidates(search, arrived, told.get(search.pk, frozenset()))
        if keys:
            asked.append((search, replace(query, keys=keys, sort=Sort.NEWEST, limit=MOST)))
        else:
            nothing.append(search)
    made = 0
    for search, found in _answers(asked):
        if found:
            made += _make_letter(search, found, now)
        else:
            nothing.append(search)
    _mark(nothing, now)
    return made


def _candidates(
    search: SavedSearch, arrived: Mapping[str, datetime], told: frozenset[str]
) -> tuple[str, ...]:
    since = search.since or search.created_at
    return tuple(key for key, at in arrived.items() if at > since and key not in told)


def _told(searches: Iterable[SavedSearch]) -> dict[object, frozenset[str]]:
    told: dict[object, set[str]] = {}
    letters = Letter.objects.filter(search__in=list(searches), kind=Letter.Kind.NEWS)
    for search, keys in letters.values_list("search_id", "keys"):
        told.setdefault(search, set()).update(keys)
    return {search: frozenset(keys) for search, keys in told.items()}


def _answers(
    asked: list[tuple[SavedSearch, Query]],
) -> list[tuple[SavedSearch, list[str]]]:
    """New keys of each search; those the index could not answer are left out."""
    try:
        answers = catalogue.search_all(query for _search, query in asked)
    except Exception:
        logger.exception("Saved searches are asked one by one.")
        return [pair for one in asked for pair in _answer_alone(*one)]
    return [
        (search, [result.hit.key for result in answer.results])
        for (search, _query), answer in zip(asked, answers, strict=True)
        if not answer.is_degraded
    ]


def _answer_alone(search: SavedSearch, query: Query) -> list[tuple[SavedSearch, list[str]]]:
    try:
        answer = catalogue.search(query)
    except Exception:
        logger.exception("The saved search %s cannot be answered.", search.pk)
        return []
    if answer.is_degraded:
        return []
    return [(search, [result.hit.key for result in answer.results])]


def _make_letter(search: SavedSearch, keys: list[str], now: datetime) -> int:
    """The letter, its task and the mark of the period stand or fall together."""
    current = period_at(search.period, now)
    with transaction.atomic():
        is_mine = (
            SavedSearch.objects.filter(pk=search.pk, period=search.period, paused_at=None)
            .exclude(told_period=current)
            .update(told_period=current)
        )
        if is_mine:
            queue_letter(search, Letter.Kind.NEWS, current, keys)
    return is_mine


def _mark(searches: Iterable[SavedSearch], now: datetime) -> None:
    by_period: dict[str, list[UUID]] = {}
    for search in searches:
        by_period.setdefault(search.period, []).append(search.pk)
    for period, keys in by_period.items():
        SavedSearch.objects.filter(pk__in=keys, period=period).update(
            told_period=period_at(period, now)
        )


def _batches(searches: list[SavedSearch], size: int) -> list[list[SavedSearch]]:
    return [searches[start : start + size] for start in range(0, len(searches), size)]
