"""What the worker does by the clock: applications register their periodic jobs here.

`register("search-drain", 1, drain)` in an application's `ready()` is all that is needed. A job
takes no arguments, does its work in its own transactions and may be run again at any moment.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Job:
    """A function run every so many seconds.

    Jobs of a minute and more are run by one of the workers; shorter ones by each of them, so they
    must bear company (`cms.scheduling.locks.exclusive`).
    """

    name: str
    every_seconds: int
    run: Callable[[], object]

    @property
    def is_shared(self) -> bool:
        """Whether the workers agree on who runs it."""
        return self.every_seconds >= 60


_jobs: dict[str, Job] = {}


def register(name: str, every_seconds: int, function: Callable[[], object]) -> None:
    """Add a job; a second one of the same name is a mistake in the code."""
    if name in _jobs:
        raise ValueError(f"The periodic job {name!r} is registered twice.")
    if every_seconds < 1:
        raise ValueError("A periodic job runs once a second at most.")
    _jobs[name] = Job(name, every_seconds, function)


def jobs() -> Mapping[str, Job]:
    """Every job by name, in the order of registration."""
    return _jobs
