"""The portal with its demonstration for a measurement, and what is measured of a request.

The database is a PostgreSQL of its own; time of that server is not counted as ours.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.services.postgres import postgres

ROUNDS = 15


@contextmanager
def portal(**settings: str) -> Iterator[None]:
    """Django set up over a loaded demonstration; `settings` are more environment variables."""
    with postgres() as address, tempfile.TemporaryDirectory() as scratch:
        os.environ.update(
            DATABASE_URL=address,
            VAR_DIR=scratch,
            SEARCH_INLINE_DRAIN="0",
            DEBUG="0",
            DJANGO_SETTINGS_MODULE="cms.settings.dev",
            **settings,
        )
        (Path(scratch) / "static").mkdir()
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        with Path(os.devnull).open("w") as nowhere:
            for command in ("migrate", "load_demo", "rebuild_catalogue"):
                call_command(command, verbosity=0, stdout=nowhere)
        try:
            yield
        finally:
            connection.close()


@contextmanager
def served(urlconf: str) -> Iterator[str]:
    """The address of a server of the portal in this process with the addresses of `urlconf`."""
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.test.testcases import LiveServerThread
    from django.test.utils import override_settings

    with override_settings(ROOT_URLCONF=urlconf):
        server = LiveServerThread("127.0.0.1", StaticFilesHandler)
        server.daemon = True
        server.start()
        server.is_ready.wait()
        if server.error:
            raise server.error
        try:
            yield f"http://127.0.0.1:{server.port}"
        finally:
            server.terminate()


def visit(url: str) -> Callable[[], None]:
    """A request of a reader without an account, through every middleware."""
    from django.test import Client

    client = Client(SERVER_NAME="127.0.0.1")

    def ask() -> None:
        answer = client.get(url)
        if answer.status_code != 200:
            raise RuntimeError(f"{url}: {answer.status_code}")

    return ask


def queries(ask: Callable[[], object]) -> int:
    """Queries of one request, after one that warmed up."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    ask()
    with CaptureQueriesContext(connection) as captured:
        ask()
    return len(captured)


def median_ms(ask: Callable[[], object], clock: Callable[[], float], rounds: int = ROUNDS) -> float:
    """The median of milliseconds by a clock: `time.perf_counter`, or `time.process_time` for CPU.

    Queries are not recorded meanwhile.
    """
    times = []
    for _round in range(rounds):
        started = clock()
        ask()
        times.append((clock() - started) * 1000)
    return statistics.median(times)


def cpu_ms(ask: Callable[[], object]) -> float:
    """CPU time of this process for one request: the median of rounds after one that warmed up."""
    ask()
    return median_ms(ask, time.process_time, rounds=2 * ROUNDS)
