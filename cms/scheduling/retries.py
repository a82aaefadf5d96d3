"""Failed and abandoned tasks: tried again with a growing delay, or given up loudly.

The task queue keeps a failed row as it is. A row of a task declared idempotent is made ready again
10 s, 1 min, 10 min, 1 h and 6 h after its failures; the sixth failure is final and logged as an
error. The number of attempts is the number of workers that took the row.
"""

import logging
from datetime import timedelta
from typing import TypeVar

from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks import TaskResultStatus
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from cms.scheduling.locks import LEASE_SECONDS, is_alive
from cms.scheduling.models import Lease

logger = logging.getLogger(__name__)

DELAYS = (
    timedelta(seconds=10),
    timedelta(minutes=1),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=6),
)
WORKER_LEASE = "worker:"

AnyTask = TypeVar("AnyTask", bound=Task)

# Tasks of Wagtail that bring a copy (index, reference, focal point, file) to a known state.
_idempotent = {
    "wagtail.tasks.update_reference_index_task",
    "wagtail.tasks.delete_file_from_storage_task",
    "wagtail.images.tasks.set_image_focal_point_task",
    "modelsearch.tasks.insert_or_update_object_task",
}


class WorkerLost(Exception):  # noqa: N818 -- says what happened, kept in the row for people
    """The process that ran the task is gone."""


def idempotent(task: AnyTask) -> AnyTask:
    """Declare that running the task twice does no harm, so that it is retried.

    Stands above `@task`; returns the task itself.
    """
    _idempotent.add(task.module_path)
    return task


def is_idempotent(path: str) -> bool:
    """Whether the task at this dotted path may be run twice.

    Imports its module: a process that never ran the task has not read its declaration yet.
    """
    try:
        import_string(path)
    except ImportError:
        return False
    return path in _idempotent


def settle(row: DBTaskResult) -> None:
    """Decide what becomes of a failed row: another attempt later, or the end, said in the log."""
    attempts = len(row.worker_ids)
    if row.exception_class_path.endswith(".DoesNotExist"):
        logger.info("Task %s %s: its object is gone.", row.task_path, row.pk)
    elif attempts <= len(DELAYS) and is_idempotent(row.task_path):
        run_after = (row.finished_at or timezone.now()) + DELAYS[attempts - 1]
        DBTaskResult.objects.filter(pk=row.pk, status=TaskResultStatus.FAILED).update(
            status=TaskResultStatus.READY, run_after=run_after
        )
    else:
        logger.error(
            "Task %s %s is dead after %d attempts: %s",
            row.task_path,
            row.pk,
            attempts,
            row.exception_class_path,
        )


def retry_failed() -> int:
    """Make ready again what failed and was not settled, as when the worker died in between."""
    lately = timezone.now() - timedelta(days=1)
    waiting = [
        row
        for row in DBTaskResult.objects.failed().filter(finished_at__gte=lately)
        if len(row.worker_ids) <= len(DELAYS)
        and not row.exception_class_path.endswith(".DoesNotExist")
        and is_idempotent(row.task_path)
    ]
    for row in waiting:
        settle(row)
    return len(waiting)


def reap() -> int:
    """Fail the rows whose worker is gone without finishing them; gives their number."""
    # The rows first: a worker that starts between the two reads has its lease before its row.
    running = list(DBTaskResult.objects.running().only("pk", "worker_ids", "started_at"))
    leases = Lease.objects.filter(name__startswith=WORKER_LEASE)
    alive = {lease.name.removeprefix(WORKER_LEASE) for lease in leases if is_alive(lease)}
    reaped = 0
    for row in running:
        if row.worker_ids and row.worker_ids[-1] not in alive:
            reaped += _fail(row.pk, row.worker_ids[-1])
    Lease.objects.filter(
        name__startswith=WORKER_LEASE, until__lt=timezone.now() - timedelta(seconds=LEASE_SECONDS)
    ).delete()
    return reaped


def _fail(pk: object, worker: str) -> int:
    with transaction.atomic():
        row = DBTaskResult.objects.running().select_for_update().filter(pk=pk).first()
        if row is None or row.worker_ids[-1] != worker:
            return 0
        row.set_failed(WorkerLost("The worker ended while the task was running."))
        settle(row)
    return 1
