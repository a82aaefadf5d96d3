"""Real workers killed at any moment: no letter twice, no thing lost without a word."""

import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta
from email import message_from_bytes

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from cms.models import Lease
from search import indexing
from search.models import Letter, SavedSearch
from tests.search.children import child_environment

pytestmark = pytest.mark.django_db(transaction=True)
READERS = 12


@pytest.fixture
def start(tmp_path):
    """Start a worker on the tests' database that writes letters into `start.folder`."""
    folder = tmp_path / "letters"
    folder.mkdir()
    running = []

    def begin(*options):
        environment = child_environment() | {
            "DJANGO_SETTINGS_MODULE": "tests.search.alerts.worker_settings",
            "LETTERS_FOLDER": str(folder),
            "ALERTS_HOUR": "0",
        }
        process = subprocess.Popen(
            [sys.executable, "manage.py", "worker", "--interval", "0.1", *options],
            cwd=settings.BASE_DIR,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        running.append(process)
        return process

    begin.folder = folder
    yield begin
    for process in running:
        if process.poll() is None:
            process.kill()
        process.wait()


def test_worker_killed_at_any_moment_sends_no_letter_twice(start, saved, news):
    yesterday = timezone.now() - timedelta(days=2)
    for number in range(READERS):
        saved("q=лазер", address=f"reader{number}@example.org")
    SavedSearch.objects.update(since=yesterday, told_period="2020-01-01")
    news("Лазер новый")
    indexing.drain()
    Letter.objects.all().delete()
    DBTaskResult.objects.all().delete()

    chance = random.Random(11)
    for _ in range(6):
        worker = start()
        time.sleep(chance.uniform(1.5, 4))
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        _run_at_once()
    for _ in range(3):
        start("--once").wait(timeout=120)
        _run_at_once()

    letters = Letter.objects.filter(kind=Letter.Kind.NEWS)
    states = Counter(letters.values_list("state", flat=True))
    written = [message_from_bytes(file.read_bytes()) for file in start.folder.iterdir()]
    numbers = Counter(message["Message-ID"] for message in written)
    sent = {
        f"<{pk.hex}@127.0.0.1>" for pk in letters.filter(state="sent").values_list("pk", flat=True)
    }
    assert letters.count() == READERS
    assert set(numbers.values()) == {1}
    assert {message["To"] for message in written} <= set(
        SavedSearch.objects.values_list("address", flat=True)
    )
    assert set(states) <= {"sent", "failed"}
    assert sent <= set(numbers)
    for failed in letters.filter(state="failed"):
        assert re.match("The worker ended while sending", failed.reason)
    assert states["sent"] >= READERS - 6


def _run_at_once():
    """What the worker would do later is due now: other attempts, and the job of letters."""
    connection.close()
    DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now())
    Lease.objects.filter(name="job:alerts-tell").delete()
