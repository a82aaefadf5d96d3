"""A switch that stops asking a server that does not answer."""

import threading
from collections.abc import Callable
from time import monotonic

_FAILURES = 3
_PATIENCE_SECONDS = 0.5
PAUSE_SECONDS = 5.0


class Breaker:
    """Open after three failures in a row, or after failures that cost half a second together.

    While it is open nothing is asked. After a pause one question goes through: its success closes
    the switch, its failure, or no report at all, begins the next pause.
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._failures = 0
        self._lost_seconds = 0.0
        self._shut_until: float | None = None

    def allows(self) -> bool:
        """Whether a question may be put now."""
        with self._lock:
            if self._shut_until is None:
                return True
            now = self._clock()
            if now < self._shut_until:
                return False
            self._shut_until = now + PAUSE_SECONDS
            return True

    def succeeded(self) -> None:
        """The server answered."""
        with self._lock:
            self._failures = 0
            self._lost_seconds = 0.0
            self._shut_until = None

    def failed(self, seconds: float) -> None:
        """The server did not answer, which took so many seconds."""
        with self._lock:
            self._failures += 1
            self._lost_seconds += seconds
            is_open = self._shut_until is not None
            if is_open or self._failures >= _FAILURES or self._lost_seconds >= _PATIENCE_SECONDS:
                self._shut_until = self._clock() + PAUSE_SECONDS
