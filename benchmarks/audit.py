"""The check of the log of decisions beside a plain reading of the same rows.

    python -m benchmarks.audit [--rows 100000]

Fills a log on a SQLite and on a PostgreSQL of its own, and prints seconds of the check and of an
iteration over all fields that does nothing with them; the best of three. Ends with 1 where the
check takes longer than the limit of 5 seconds for 100 000 rows.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.services.postgres import postgres

LIMIT = 5 / 100_000
"""Seconds a row."""

_BATCH = 100


def main() -> int:
    """Measure on both databases, each in a process of its own."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.here:
        return measure(options.rows)
    print(f"{'database':12}{'rows':>9}{'iteration, s':>14}{'check, s':>10}{'ratio':>7}")
    with tempfile.TemporaryDirectory() as scratch, postgres() as server:
        addresses = (f"sqlite:///{Path(scratch) / 'audit.sqlite3'}", server)
        return max(_measured(address, options.rows, scratch) for address in addresses)


def _measured(address: str, rows: int, scratch: str) -> int:
    environment = os.environ | {
        "DATABASE_URL": address,
        "VAR_DIR": scratch,
        "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
    }
    command = [sys.executable, "-m", "benchmarks.audit", "--here", "--rows", str(rows)]
    return subprocess.run(command, env=environment, check=False).returncode


def measure(rows: int) -> int:
    """Fill the log of this database and print its line; 1 where the check is too slow."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from cms.audit.chain import HASHED
    from cms.audit.verification import problems
    from cms.models import AuditEntry

    call_command("migrate", verbosity=0)
    fill(rows)

    def iterate() -> None:
        entries = AuditEntry.objects.order_by("sequence").values_list(*HASHED, "hash")
        if sum(1 for _entry in entries.iterator(chunk_size=2000)) != rows:
            raise RuntimeError("The log was not filled.")

    def check() -> None:
        if found := list(problems()):
            raise RuntimeError(found[0])

    plain, checked = best(iterate), best(check)
    print(
        f"{connection.vendor:12}{rows:9}{plain:14.2f}{checked:10.2f}{checked / plain:7.1f}",
        flush=True,
    )
    return int(checked > LIMIT * rows)


def fill(rows: int) -> None:
    """Add decisions, many to a transaction."""
    from django.db import transaction

    from cms.audit.chain import record
    from cms.models import Topic

    topic = Topic(pk=1)
    for start in range(0, rows, _BATCH):
        with transaction.atomic():
            for number in range(start, min(start + _BATCH, rows)):
                record(
                    "workflow.approve",
                    topic,
                    actor=topic,
                    rule="Согласование: Новости",
                    reason=f"Решение {number}: источник проверен, замечаний нет.",
                    data={"revision": number, "task": 3, "task_state": number, "workflow": 2},
                )


def best(work: Callable[[], None]) -> float:
    """Seconds of the quickest of three runs."""
    times = []
    for _time in range(3):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


if __name__ == "__main__":
    raise SystemExit(main())
