"""Tasks that the tests of the worker give it; each leaves its traces in a file."""

import os
import time
from pathlib import Path

from django_tasks import task

from cms.scheduling.retries import idempotent

TRACES = "WORKER_PROBE_FILE"


def leave_trace(text: str) -> None:
    """Add a line to the file of traces."""
    with Path(os.environ[TRACES]).open("a") as file:
        file.write(text + "\n")


@task(queue_name="files")
def note(text: str) -> None:
    """Leave a trace."""
    leave_trace(text)


@idempotent
@task
def slow(text: str, seconds: float) -> None:
    """Leave a trace at the beginning and at the end."""
    leave_trace(f"begin {text}")
    time.sleep(seconds)
    leave_trace(f"end {text}")


@idempotent
@task
def failing_idempotent() -> None:
    """Fail."""
    raise RuntimeError("no luck")


@task
def failing_once() -> None:
    """Fail, and must not be run again."""
    raise RuntimeError("no luck")
