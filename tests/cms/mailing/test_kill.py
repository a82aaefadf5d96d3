"""Workers killed by kill -9 while they send: no letter is lost, none leaves twice."""

import os
import time
from collections import Counter

import pytest
from django.core.mail import send_mail
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from cms.models import Letter
from tests.cms.scheduling.test_worker import PATIENCE, start_worker, wait_for

pytestmark = pytest.mark.django_db(transaction=True)

__all__ = ["start_worker"]


@pytest.fixture(autouse=True)
def _slow_server(monkeypatch, settings):
    settings.TASKS = {
        "default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "mail"]}
    }
    monkeypatch.setitem(os.environ, "MAIL_PROBE_SECONDS", "0.3")
    monkeypatch.setitem(os.environ, "MAIL_PROBE_BACKEND", "tests.cms.mailing.servers.Slow")


def write(number):
    for index in range(number):
        send_mail("Тема", "Текст", "from@example.org", [f"reader-{index}@example.org"])


def finish(start_worker):
    """Let workers run until nothing waits: what was put off is due at once."""
    for _round in range(5):
        DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now())
        start_worker("--once").communicate(timeout=PATIENCE)
        if not DBTaskResult.objects.filter(status__in=["READY", "RUNNING"]).exists():
            return
    raise AssertionError("Tasks were left behind.")


def taken(start_worker):
    return Counter(line.split()[0] for line in start_worker.traces())


def test_letter_taken_before_the_kill_is_held_back_and_not_sent_twice(start_worker, monkeypatch):
    monkeypatch.setitem(os.environ, "MAIL_PROBE_SECONDS", "600")
    write(1)
    process = start_worker()
    wait_for(start_worker.traces, "the letter to be taken")
    process.kill()
    process.communicate()
    assert (Letter.objects.get().state, DBTaskResult.objects.get().status) == (
        "sending",
        "RUNNING",
    )

    monkeypatch.setitem(os.environ, "MAIL_PROBE_SECONDS", "0")
    finish(start_worker)

    assert Letter.objects.get().state == "held"
    assert taken(start_worker) == {"reader-0@example.org": 1}
    assert DBTaskResult.objects.get().status == "SUCCESSFUL"


def test_task_of_a_worker_killed_before_it_sent_is_picked_up(start_worker):
    write(1)
    DBTaskResult.objects.update(
        status="RUNNING", worker_ids=["gone:1:x"], started_at=timezone.now()
    )

    finish(start_worker)

    assert Letter.objects.get().state == "sent"
    assert taken(start_worker) == {"reader-0@example.org": 1}


def test_workers_killed_at_any_moment_lose_and_double_nothing(start_worker):
    write(12)
    for delay in (0.1, 0.25, 0.4):
        process = start_worker()
        before = len(start_worker.traces())
        wait_for(lambda before=before: len(start_worker.traces()) > before, "a letter to be taken")
        time.sleep(delay)
        process.kill()
        process.communicate()

    finish(start_worker)

    states = Counter(Letter.objects.values_list("state", flat=True))
    assert set(states) <= {"sent", "held"}
    assert states["held"] <= 3
    assert sum(states.values()) == 12
    assert taken(start_worker) == {f"reader-{index}@example.org": 1 for index in range(12)}
