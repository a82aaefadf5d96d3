"""One at a time: advisory locks on PostgreSQL, lease rows elsewhere."""

import os
import socket
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from time import sleep

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from cms.scheduling.models import Lease

LEASE_SECONDS = 60
_LOOK_AGAIN_SECONDS = 0.5


def holder_name() -> str:
    """This process as the holder of a lease: host and process id."""
    return f"{socket.gethostname()[:48]}:{os.getpid()}"


def is_alive(lease: Lease) -> bool:
    """Whether the lease still binds: not lapsed, and its process not known to be dead."""
    return lease.until > timezone.now() and not _is_dead_here(lease.holder)


def take(name: str, holder: str, seconds: int = LEASE_SECONDS) -> bool:
    """Take or prolong a lease for `holder`; False while another holds it."""
    until = timezone.now() + timedelta(seconds=seconds)
    try:
        with transaction.atomic():
            lease = Lease.objects.select_for_update().filter(name=name).first()
            if lease is None:
                Lease.objects.create(name=name, holder=holder, until=until)
                return True
            if lease.holder != holder and is_alive(lease):
                return False
            Lease.objects.filter(name=name).update(holder=holder, until=until)
            return True
    except IntegrityError:
        return False


def give_back(name: str, holder: str) -> None:
    """End a lease that `holder` holds."""
    Lease.objects.filter(name=name, holder=holder).delete()


@contextmanager
def exclusive(name: str, *, wait: bool = False) -> Iterator[bool]:
    """Hold the job `name` while the block runs; gives False where another process holds it.

    With `wait` it looks again every half a second until it can have it.

    On PostgreSQL the lock belongs to the session and falls with it, however the process dies. A
    lease on SQLite falls with its process too where both run on one machine, and after
    `LEASE_SECONDS` otherwise; a job longer than that bears a second one by locking its rows.
    """
    if connection.vendor == "postgresql":
        with _advisory(zlib.crc32(name.encode()), wait=wait) as held:
            yield held
        return
    holder = f"{holder_name()}:{os.urandom(4).hex()}"
    while not (held := take(name, holder)) and wait:
        sleep(_LOOK_AGAIN_SECONDS)
    try:
        yield held
    finally:
        if held:
            give_back(name, holder)


@contextmanager
def _advisory(key: int, *, wait: bool) -> Iterator[bool]:
    while not (held := _try_advisory(key)) and wait:
        sleep(_LOOK_AGAIN_SECONDS)
    try:
        yield held
    finally:
        if held:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [key])


def _try_advisory(key: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
        return bool(cursor.fetchone()[0])


def _is_dead_here(holder: str) -> bool:
    host, _, rest = holder.partition(":")
    pid = rest.partition(":")[0]
    if host != socket.gethostname()[:48] or not pid.isdigit():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
