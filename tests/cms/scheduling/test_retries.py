"""What becomes of failed and abandoned tasks."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from cms.models import Lease
from cms.scheduling.locks import holder_name, take
from cms.scheduling.retries import DELAYS, WORKER_LEASE, reap, retry_failed, settle

pytestmark = pytest.mark.django_db

IDEMPOTENT = "tests.cms.scheduling.probe.failing_idempotent"
ONCE = "tests.cms.scheduling.probe.failing_once"


def make_row(path=IDEMPOTENT, *, status="FAILED", workers=("w1",), error="builtins.RuntimeError"):
    return DBTaskResult.objects.create(
        status=status,
        task_path=path,
        args_kwargs={"args": [], "kwargs": {}},
        backend_name="default",
        worker_ids=list(workers),
        started_at=timezone.now(),
        finished_at=timezone.now() if status == "FAILED" else None,
        exception_class_path=error if status == "FAILED" else "",
    )


def fresh(row):
    return DBTaskResult.objects.get(pk=row.pk)


@pytest.mark.parametrize("attempts", [1, 2, 3, 4, 5])
def test_delay_grows_with_the_attempts(attempts):
    row = make_row(workers=["w"] * attempts)

    settle(row)

    again = fresh(row)
    assert again.status == "READY"
    assert again.run_after - row.finished_at == DELAYS[attempts - 1]


def test_delays_are_those_promised():
    assert [delay.total_seconds() for delay in DELAYS] == [10, 60, 600, 3600, 21600]


def test_sixth_failure_is_final_and_said(caplog):
    row = make_row(workers=["w"] * 6)

    settle(row)
    retry_failed()

    assert fresh(row).status == "FAILED"
    assert "is dead after 6 attempts" in caplog.text


def test_task_not_declared_idempotent_is_not_retried(caplog):
    row = make_row(ONCE)

    settle(row)
    retry_failed()

    assert fresh(row).status == "FAILED"
    assert "is dead after 1 attempts" in caplog.text


def test_vanished_object_is_no_alarm(caplog):
    row = make_row(error="cms.models.PortalDocument.DoesNotExist")

    settle(row)

    assert fresh(row).status == "FAILED"
    assert "is dead" not in caplog.text


def test_failure_left_unsettled_is_found():
    row = make_row()

    assert retry_failed() == 1
    assert fresh(row).status == "READY"


def test_row_of_living_worker_is_left_alone():
    worker = f"{holder_name()}:abc"
    take(WORKER_LEASE + worker, worker)
    row = make_row(status="RUNNING", workers=[worker])

    assert reap() == 0
    assert fresh(row).status == "RUNNING"


def test_row_of_lapsed_worker_is_failed_and_retried():
    Lease.objects.create(
        name=WORKER_LEASE + "elsewhere:1:x",
        holder="elsewhere:1:x",
        until=timezone.now() - timedelta(seconds=1),
    )
    row = make_row(status="RUNNING", workers=["elsewhere:1:x"])
    once = make_row(ONCE, status="RUNNING", workers=["elsewhere:1:x"])

    assert reap() == 2
    again = fresh(row)
    assert again.status == "READY"
    assert again.exception_class_path.endswith("WorkerLost")
    assert fresh(once).status == "FAILED"


def test_row_of_unknown_worker_is_failed():
    row = make_row(status="RUNNING", workers=["nobody"])

    assert reap() == 1
    assert fresh(row).status == "READY"


def test_worker_that_starts_while_others_are_reaped_keeps_its_row():
    started = []

    def start_worker(execute, sql, params, many, context):
        answer = execute(sql, params, many, context)
        if not started:
            started.append("new:1:x")
            take(WORKER_LEASE + "new:1:x", "new:1:x")
            started.append(make_row(status="RUNNING", workers=["new:1:x"]))
        return answer

    with connection.execute_wrapper(start_worker):
        assert reap() == 0
    assert fresh(started[1]).status == "RUNNING"
