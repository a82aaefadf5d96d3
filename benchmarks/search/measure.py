"""Time, memory and what is made of them."""

import json
import os
import statistics
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter


def timed(action: Callable[[], object]) -> float:
    """Wall time in seconds."""
    started = perf_counter()
    action()
    return perf_counter() - started


def percentiles(seconds: Sequence[float]) -> dict[str, float]:
    """The median and the 95th percentile, in milliseconds."""
    ordered = sorted(second * 1000 for second in seconds)
    p95 = ordered[max(-(-len(ordered) * 95 // 100) - 1, 0)]
    return {"p50": statistics.median(ordered), "p95": p95, "number": len(ordered)}


def memory(pid: int | None = None) -> float:
    """Resident memory of a process and its children, in megabytes."""
    top = pid or os.getpid()
    total = _resident(top)
    if pid is not None:
        for thread in Path(f"/proc/{top}/task").iterdir():
            total += sum(memory(int(child)) for child in (thread / "children").read_text().split())
    return total


def _resident(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def say(**figures: object) -> None:
    """One line of figures for the runner."""
    print(json.dumps(figures, ensure_ascii=False), flush=True)
