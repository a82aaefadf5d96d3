"""Starting the process that reads a file, and judging how it ended."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django.conf import settings

from cms.enums import ExtractionProblem

CHILD = "library.extraction.child"


@dataclass(frozen=True)
class Reading:
    """What came out of a file: `problem` is empty when its text was read.

    `page_count` is the number of pages, known or not; `pages` gives (number, text) of those with
    text and can be read once.
    """

    problem: str
    page_count: int | None
    pages: Iterator[tuple[int, str]]


@contextmanager
def reading(path: Path, extension: str) -> Iterator[Reading]:
    """Read a file in a process of its own, within the limits of the settings.

    Never raises for what is in the file: a process that dies or runs too long is the problem
    `limits`.
    """
    with tempfile.TemporaryFile("w+", encoding="utf-8") as output:
        finished = _run(path, extension, output)
        end = _last_record(output) if finished else None
        if end is None:
            yield Reading(ExtractionProblem.LIMITS, None, iter(()))
        elif end["end"] != "done":
            yield Reading(end["end"], end["pages"], iter(()))
        else:
            yield Reading("", end["pages"], _pages(output))


def _run(path: Path, extension: str, output: IO[str]) -> bool:
    seconds = settings.DOCUMENT_EXTRACTION_SECONDS
    command = [
        sys.executable,
        "-m",
        CHILD,
        str(path),
        extension,
        str(settings.DOCUMENT_MAX_PAGES),
        str(settings.DOCUMENT_EXTRACTION_MEGABYTES),
        str(seconds),
    ]
    # An empty environment: the process that opens files of strangers holds no secret.
    environment = {"PYTHONIOENCODING": "utf-8", "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(  # noqa: S603 -- the command is ours, the file's name is made here
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.DEVNULL,
            cwd=settings.BASE_DIR,
            env=environment,
            timeout=seconds + 5,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def _last_record(output: IO[str]) -> dict[str, Any] | None:
    output.seek(0)
    last = ""
    for line in output:
        last = line
    record = json.loads(last) if last else {}
    output.seek(0)
    return record if "end" in record else None


def _pages(output: IO[str]) -> Iterator[tuple[int, str]]:
    for line in output:
        record = json.loads(line)
        if "page" in record:
            yield record["page"], record["text"]
