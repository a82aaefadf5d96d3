"""From the outbox into the index, one writer at a time.

A change leaves a row in its own transaction (`touch`). Whoever holds the lock reads the rows, reads
the things from the database, writes the index, and only then removes the rows: a process killed at
any moment leaves rows that are handled again. One thing that cannot be built keeps its row with
the error and is tried later; the others go on.
"""

import fcntl
import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import chain
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from cms.scheduling.locks import exclusive
from search import arrivals
from search.engines import engine
from search.engines.base import EngineUnavailable
from search.models import OutboxEntry
from search.registry import CatalogueEntry, Source, sources

logger = logging.getLogger(__name__)

_BATCH = 200
_DELAYS = (
    timedelta(seconds=10),
    timedelta(minutes=1),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=6),
)
_is_deferred: ContextVar[bool] = ContextVar("_is_deferred", default=False)

Progress = Callable[[int, int], None]
"""Told how many entries are written, of how many."""


@dataclass
class _Batch:
    """Entries built for some keys, and why the others could not be."""

    entries: dict[str, CatalogueEntry] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


def touch(*keys: UUID | str, after: timedelta = timedelta(0)) -> None:
    """Note that things changed, in the transaction of the change; `after` puts it off."""
    due = timezone.now() + after
    OutboxEntry.objects.bulk_create(
        [OutboxEntry(key=key, next_attempt_at=due) for key in dict.fromkeys(keys)]
    )
    if settings.SEARCH_INLINE_DRAIN and not after:
        transaction.on_commit(_drain_after_commit, robust=True)


def drain() -> int:
    """Bring the index up to date; gives how many changes were handled.

    Builds the index first where there is none or it cannot be read. Does nothing while another
    process writes: that one looks again after it let go of the lock, so no row is left behind.
    Raises `EngineUnavailable` while the engine's server is away; the rows wait.
    """
    handled = 0
    while engine().needs_rebuild() or due().exists():
        with _writer_lock() as is_held:
            if not is_held:
                break
            if engine().needs_rebuild():
                _rebuild()
            handled += _handle_due()
    return handled


def keep_up() -> None:
    """`drain` where it can be done: while the engine's server is away the rows wait."""
    try:
        drain()
    except EngineUnavailable as error:
        logger.info("Changes wait for the search index: %s", error)


def rebuild(progress: Progress | None = None) -> int:
    """Write the whole index anew and swap; waits for another writer; gives the number of entries.

    Readers keep the old index until the swap. Changes made meanwhile keep their rows and are
    handled right after it.
    """
    with _writer_lock(wait=True):
        written = _rebuild(progress)
    drain()
    return written


def due() -> QuerySet[OutboxEntry]:
    """Rows whose time has come, oldest first."""
    return OutboxEntry.objects.filter(next_attempt_at__lte=timezone.now()).order_by("pk")


@contextmanager
def deferred() -> Iterator[None]:
    """Put draining off to the end of a bulk load, instead of once per commit."""
    token = _is_deferred.set(True)
    try:
        yield
    finally:
        _is_deferred.reset(token)
    if settings.SEARCH_INLINE_DRAIN:
        keep_up()


def _drain_after_commit() -> None:
    if not _is_deferred.get():
        keep_up()


def _handle_due() -> int:
    handled = 0
    while rows := list(due()[:_BATCH]):
        keys = list(dict.fromkeys(str(row.key) for row in rows))
        batch = _build(keys, sources().values())
        try:
            _write(keys, batch)
        except Exception as error:  # whatever stops the engine, the rows must outlive it
            _postpone(rows, dict.fromkeys(keys, _summary(error)))
            raise
        _postpone(rows, batch.errors)
        done = [row.pk for row in rows if str(row.key) not in batch.errors]
        OutboxEntry.objects.filter(pk__in=done).delete()
        handled += len(done)
    return handled


def _write(keys: list[str], batch: _Batch) -> None:
    gone = [key for key in keys if key not in batch.entries and key not in batch.errors]
    if batch.entries:
        engine().upsert(batch.entries.values())
        arrivals.note(batch.entries)
    if gone:
        engine().delete(gone)


def _rebuild(progress: Progress | None = None) -> int:
    keys = {kind: source.keys() for kind, source in sources().items()}
    total = sum(map(len, keys.values()))
    failed: dict[str, str] = {}

    def entries() -> Iterator[CatalogueEntry]:
        for kind, of_kind in keys.items():
            for chunk in _chunks(of_kind):
                batch = _build([str(key) for key in chunk], [sources()[kind]])
                failed.update(batch.errors)
                yield from batch.entries.values()

    written = engine().rebuild(
        entries(), (lambda done: progress(done, total)) if progress else None
    )
    arrivals.note_present(chain.from_iterable(keys.values()))
    OutboxEntry.objects.bulk_create(
        [
            OutboxEntry(
                key=key, attempts=1, last_error=error, next_attempt_at=timezone.now() + _DELAYS[0]
            )
            for key, error in failed.items()
        ]
    )
    return written


def _build(keys: list[str], among: Iterable[Source]) -> _Batch:
    """Entries with those keys; where building them together fails, one by one."""
    batch = _Batch()
    for source in among:
        try:
            batch.entries.update((entry.key, entry) for entry in source.entries(map(UUID, keys)))
        except Exception:
            logger.exception("Entries of %s are built one by one.", source.kind)
            _build_singly(keys, source, batch)
    for key in batch.errors:
        batch.entries.pop(key, None)
    return batch


def _build_singly(keys: list[str], source: Source, batch: _Batch) -> None:
    for key in keys:
        try:
            batch.entries.update((entry.key, entry) for entry in source.entries([UUID(key)]))
        except Exception as error:
            logger.exception("The entry %s of %s cannot be built.", key, source.kind)
            batch.errors[key] = _summary(error)


def _postpone(rows: list[OutboxEntry], errors: dict[str, str]) -> None:
    for row in rows:
        error = errors.get(str(row.key))
        if error is not None:
            row.last_error = error
            row.next_attempt_at = timezone.now() + _DELAYS[min(row.attempts, len(_DELAYS) - 1)]
            row.attempts = min(row.attempts + 1, 32_000)
            row.save(update_fields=["attempts", "last_error", "next_attempt_at"])


def _summary(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:500]


def _chunks(keys: list[UUID]) -> Iterator[list[UUID]]:
    for start in range(0, len(keys), _BATCH):
        yield keys[start : start + _BATCH]


@contextmanager
def _writer_lock(*, wait: bool = False) -> Iterator[bool]:
    """The one writer's lock, freed when its process dies however it dies; False when taken.

    A file locks out the processes of this host. An index that several hosts share needs the
    database as well; on SQLite all processes stand on one host.
    """
    with _lock_of_host(wait=wait) as is_first:
        if is_first and engine().is_shared and connection.vendor == "postgresql":
            with exclusive("search-writer", wait=wait) as is_only:
                yield is_only
        else:
            yield is_first


@contextmanager
def _lock_of_host(*, wait: bool) -> Iterator[bool]:
    folder = Path(settings.SEARCH_INDEX_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "writer.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            is_held = False
        else:
            is_held = True
        yield is_held
