"""Checking the log of decisions: every row against its hash, its neighbour and the head."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection

from cms.audit.chain import FIRST, HASHED, digest
from cms.models.audit import AuditEntry, AuditHead

logger = logging.getLogger(__name__)

TRIGGERS = {
    "sqlite": {
        "audit_no_update",
        "audit_no_delete",
        "audit_no_replace",
        "audit_head_forward",
        "audit_head_stays",
        "audit_head_once",
    },
    "postgresql": {"audit_entry_guard", "audit_entry_keep", "audit_head_guard", "audit_head_keep"},
}
"""Names of the triggers that refuse changes, by database."""

_CHUNK = 2000


@dataclass(frozen=True)
class Anchor:
    """A row's number and hash that were kept elsewhere."""

    sequence: int
    hash: str


@dataclass(frozen=True)
class Problem:
    """What is wrong, and at which row (0: with the log as a whole)."""

    sequence: int
    text: str


def head() -> Anchor:
    """The end of the log as the database has it: row 0 where nothing was decided yet."""
    found = AuditHead.objects.first()
    return Anchor(found.sequence, found.hash) if found else Anchor(0, FIRST)


def problems(anchor: Anchor | None = None) -> Iterator[Problem]:
    """Every problem of the log, in the order of its rows; rows are read as a stream.

    Decisions taken meanwhile do no harm. Whoever may write the tables and switch off the triggers
    can forge a whole new end of the log; only an `anchor` kept outside shows that.
    """
    if missing := _missing_triggers():
        yield Problem(0, "triggers are missing: " + ", ".join(sorted(missing)))
    known = {mark.sequence: mark.hash for mark in (head(), anchor) if mark and mark.sequence}
    expected, previous = 1, FIRST
    rows = AuditEntry.objects.order_by("sequence").values_list(*HASHED, "hash")
    for *values, own in rows.iterator(chunk_size=_CHUNK):
        sequence = values[0]
        is_gap = sequence != expected
        if is_gap:
            yield Problem(expected, _gap(expected, sequence - 1))
        if digest(values) != own:
            yield Problem(sequence, "the row was changed")
        elif not is_gap and values[-1] != previous:
            yield Problem(sequence, f"the row does not follow from row {expected - 1}")
        if known.pop(sequence, own) != own:
            yield Problem(sequence, "the row is not the one that was noted under this number")
        expected, previous = sequence + 1, own
    for sequence in sorted(known):
        if sequence >= expected:
            yield Problem(expected, _gap(expected, sequence))
    if expected - 1 > (end := head().sequence):
        yield Problem(end + 1, "rows stand beyond the end of the log")


def note_head() -> None:
    """Check the log and say its end in the logs, which are kept on another machine."""
    found = list(problems())
    for problem in found:
        logger.error("Log of decisions, row %d: %s", problem.sequence, problem.text)
    if not found:
        end = head()
        logger.info("Log of decisions: in order up to row %d, %s", end.sequence, end.hash)


def _gap(first: int, last: int) -> str:
    return "the row is missing" if first == last else f"rows up to {last} are missing"


def _missing_triggers() -> set[str]:
    queries = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE tgenabled IN ('O', 'A')",
    }
    with connection.cursor() as cursor:
        cursor.execute(queries[connection.vendor])
        return TRIGGERS[connection.vendor] - {name for (name,) in cursor.fetchall()}
