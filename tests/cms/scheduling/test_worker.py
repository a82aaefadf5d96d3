"""The worker as a real process, ended politely and by kill -9."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from cms import periodic
from cms.models import Lease
from cms.scheduling.worker import run_jobs
from home.models import NewsPage

pytestmark = pytest.mark.django_db(transaction=True)

PROBE = "tests.cms.scheduling.probe."
PATIENCE = 60


def enqueue(name, *args, queue="default"):
    return DBTaskResult.objects.create(
        task_path=PROBE + name,
        args_kwargs={"args": list(args), "kwargs": {}},
        queue_name=queue,
        backend_name="default",
    )


def wait_for(condition, what):
    """Wait until the condition holds."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if condition():
            return
        time.sleep(0.1)
    raise AssertionError(f"Waited in vain for {what}.")


@pytest.fixture
def start_worker(tmp_path, own_index):
    """Start a worker on the tests' database; gives the process, `traces()` reads the traces."""
    file = tmp_path / "traces"
    file.touch()
    running = []

    def start(*options):
        database = connection.settings_dict
        environment = os.environ | {
            "TASKS_BACKEND": "django_tasks_db.DatabaseBackend",
            "WORKER_PROBE_FILE": str(file),
            "WORKER_TEST_DATABASE": str(database["NAME"]),
            "SEARCH_INDEX_DIR": settings.SEARCH_INDEX_DIR,
            "ELASTICSEARCH_PREFIX": settings.ELASTICSEARCH_PREFIX,
            "DJANGO_SETTINGS_MODULE": "tests.cms.scheduling.worker_settings",
        }
        process = subprocess.Popen(
            [sys.executable, "manage.py", "worker", "--interval", "0.2", *options],
            cwd=settings.BASE_DIR,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        running.append(process)
        return process

    start.traces = lambda: file.read_text().split("\n")[:-1]
    yield start
    for process in running:
        if process.poll() is None:
            process.kill()
        process.wait()
        process.stdout.close()


def status(row):
    return DBTaskResult.objects.get(pk=row.pk).status


def test_once_runs_jobs_and_tasks_of_every_queue(start_worker, section):
    first, second = enqueue("note", "one", queue="files"), enqueue("note", "two", queue="mail")
    news = section("news")
    page = NewsPage(title="Срок вышел", locale=news.locale, live=True)
    news.add_child(instance=page)
    NewsPage.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))

    process = start_worker("--once")
    output = process.communicate(timeout=PATIENCE)[0].decode()

    assert process.returncode == 0, output
    assert sorted(start_worker.traces()) == ["one", "two"]
    assert (status(first), status(second)) == ("SUCCESSFUL", "SUCCESSFUL")
    assert NewsPage.objects.get(pk=page.pk).expired is True
    assert not Lease.objects.filter(name__startswith="worker:").exists()


def test_polite_end_lets_the_task_finish(start_worker):
    row = enqueue("slow", "job", 2)
    process = start_worker()
    wait_for(lambda: "begin job" in start_worker.traces(), "the task to begin")

    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=PATIENCE)

    assert start_worker.traces() == ["begin job", "end job"]
    assert status(row) == "SUCCESSFUL"


def test_task_of_killed_worker_is_run_again(start_worker):
    row = enqueue("slow", "job", 2)
    process = start_worker()
    wait_for(lambda: "begin job" in start_worker.traces(), "the task to begin")
    process.kill()
    process.communicate()
    assert status(row) == "RUNNING"

    start_worker("--once").communicate(timeout=PATIENCE)
    assert status(row) == "READY"
    DBTaskResult.objects.filter(pk=row.pk).update(run_after=timezone.now())
    start_worker("--once").communicate(timeout=PATIENCE)

    assert status(row) == "SUCCESSFUL"
    assert start_worker.traces() == ["begin job", "begin job", "end job"]


def test_failed_task_is_put_off_and_the_worker_goes_on(start_worker):
    bad, good = enqueue("failing_idempotent"), enqueue("note", "after", queue="files")

    start_worker("--once").communicate(timeout=PATIENCE)

    again = DBTaskResult.objects.get(pk=bad.pk)
    assert again.status == "READY"
    assert again.run_after > timezone.now()
    assert "no luck" in again.traceback
    assert status(good) == "SUCCESSFUL"


def test_running_worker_publishes_at_the_time(start_worker, section):
    news = section("news")
    page = NewsPage(title="К сроку", locale=news.locale, live=False, has_unpublished_changes=True)
    news.add_child(instance=page)
    page.go_live_at = timezone.now() + timedelta(days=1)
    revision = page.save_revision()
    revision.publish()
    revision.refresh_from_db()
    moment = timezone.now() - timedelta(seconds=1)
    revision.content["go_live_at"] = moment.isoformat()
    type(revision).objects.filter(pk=revision.pk).update(
        approved_go_live_at=moment, content=revision.content
    )

    start_worker()

    wait_for(lambda: NewsPage.objects.get(pk=page.pk).live, "the page to be published")


def test_failing_job_does_not_stop_the_others(caplog, monkeypatch):
    ran = []

    def fail():
        raise RuntimeError("no luck")

    jobs = {
        "bad": periodic.Job("bad", 1, fail),
        "good": periodic.Job("good", 1, lambda: ran.append("good")),
    }
    monkeypatch.setattr(periodic, "_jobs", jobs)

    run_jobs({})

    assert ran == ["good"]
    assert "Periodic job bad failed" in caplog.text


def test_shared_job_is_run_by_one_of_the_workers(monkeypatch):
    ran = []
    jobs = {"daily": periodic.Job("daily", 86400, lambda: ran.append("daily"))}
    monkeypatch.setattr(periodic, "_jobs", jobs)

    run_jobs({})
    run_jobs({})

    assert ran == ["daily"]
    Lease.objects.filter(name="job:daily").update(until=timezone.now())
    run_jobs({})
    assert ran == ["daily", "daily"]


def test_registering_twice_is_a_mistake():
    with pytest.raises(ValueError, match="twice"):
        periodic.register("publish-due", 30, lambda: None)
