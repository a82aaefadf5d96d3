"""The worker: background tasks in the main thread, periodic jobs and a heartbeat beside them."""

import logging
import threading
import time
import uuid
from collections.abc import Callable
from datetime import timedelta

from django.db import close_old_connections, connections, transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker as QueueWorker
from django_tasks_db.models import DBTaskResult

from cms import periodic
from cms.scheduling.locks import LEASE_SECONDS, give_back, holder_name, take
from cms.scheduling.models import Lease
from cms.scheduling.retries import WORKER_LEASE, settle

logger = logging.getLogger(__name__)


class Worker(QueueWorker):
    """Runs tasks of every queue and settles those that failed.

    The row of a task names its worker; the worker's lease, kept fresh by the heartbeat, tells
    other processes that a running row is not abandoned.
    """

    def __init__(self, *, interval: float = 1, once: bool = False) -> None:
        super().__init__(
            queue_names=["*"],
            interval=interval,
            batch=once,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=f"{holder_name()}:{uuid.uuid4().hex[:8]}"[:64],
            excluded_queue_names=[],
        )
        self.once = once
        self.stopping = threading.Event()

    def run(self) -> None:
        """Work until told to stop; with `once`, until the jobs and the waiting tasks are done."""
        self.beat()
        beside = [threading.Thread(target=self._keep_beating, daemon=True)]
        if self.once:
            run_jobs({}, in_turn=False)
        else:
            beside.append(threading.Thread(target=self._keep_time, daemon=True))
        for thread in beside:
            thread.start()
        try:
            super().run()
        finally:
            self.stopping.set()
            for thread in beside:
                thread.join(timeout=10)
            give_back(WORKER_LEASE + self.worker_id, self.worker_id)

    def run_task(self, db_task_result: DBTaskResult) -> None:
        """Run one task; a failed one is tried again later or reported."""
        super().run_task(db_task_result)
        if db_task_result.status == TaskResultStatus.FAILED:
            settle(db_task_result)

    def beat(self) -> None:
        """Say that this worker is alive."""
        take(WORKER_LEASE + self.worker_id, self.worker_id, LEASE_SECONDS)

    def _keep_beating(self) -> None:
        while not self.stopping.wait(LEASE_SECONDS / 4):
            _guarded("heartbeat", self.beat)
        connections.close_all()

    def _keep_time(self) -> None:
        due: dict[str, float] = {}
        while not self.stopping.is_set():
            run_jobs(due)
            self.stopping.wait(self.interval)
        connections.close_all()


def run_jobs(due: dict[str, float], *, in_turn: bool = True) -> None:
    """Run the periodic jobs that are due; `due` keeps their next times on the monotonic clock.

    With `in_turn` a job shared among the workers is run by the first that finds it due.
    """
    for job in periodic.jobs().values():
        now = time.monotonic()
        if due.get(job.name, 0) > now:
            continue
        due[job.name] = now + job.every_seconds
        if not in_turn or not job.is_shared or _is_my_turn(job):
            _guarded(job.name, job.run)


def _is_my_turn(job: periodic.Job) -> bool:
    """Whether this process is the first to ask since the job became due."""
    name, now = f"job:{job.name}", timezone.now()
    # A second less: the next round of the same clock must not come a moment too early.
    until = now + timedelta(seconds=job.every_seconds - 1)
    with transaction.atomic():
        _lease, created = Lease.objects.get_or_create(
            name=name, defaults={"holder": holder_name(), "until": until}
        )
        if created:
            return True
        mine = Lease.objects.filter(name=name, until__lte=now)
        return bool(mine.update(holder=holder_name(), until=until))


def _guarded(name: str, work: Callable[[], object]) -> None:
    close_old_connections()
    try:
        work()
    except Exception:
        logger.exception("Periodic job %s failed", name)
