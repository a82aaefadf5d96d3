"""Whatever a forger does to the log is found, with the number of the row."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from cms.audit import verification
from cms.audit.chain import HASHED, digest, record
from cms.models import AuditEntry, AuditHead
from tests.factories import RegionFactory
from tests.factories.audit import unguarded

# The triggers are switched off by statements that SQLite does not run inside a transaction.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def log():
    region = RegionFactory()
    for number in range(1, 7):
        record("test.note", region, actor=None, reason=f"причина {number}")


def found():
    return [(problem.sequence, problem.text) for problem in verification.problems()]


def verify(*arguments):
    out, errors = StringIO(), StringIO()
    call_command("verify_audit", *arguments, stdout=out, stderr=errors)
    return out.getvalue()


def row(number):
    return AuditEntry.objects.filter(sequence=number)


def test_untouched_log_is_in_order():
    assert found() == []
    end = row(6).get()
    assert f"6:{end.hash}" in verify()
    assert "In order" in verify("--expect", f"6:{end.hash}")


def test_empty_log_is_in_order():
    with unguarded():
        AuditEntry.objects.all().delete()
        AuditHead.objects.all().delete()

    assert "0:" + "0" * 64 in verify()


@pytest.mark.parametrize(
    "change",
    [
        {"reason": "другая"},
        {"actor": 5},
        {"data": '{"a":1}'},
        {"subject_key": "0"},
        {"hash": "f" * 64},
        {"previous_hash": "f" * 64},
    ],
    ids=lambda change: next(iter(change)),
)
def test_changed_row_is_found(change):
    with unguarded():
        row(3).update(**change)

    assert (3, "the row was changed") in found()
    assert {number for number, _text in found()} <= {3, 4}


def test_row_changed_with_its_hash_is_found_by_the_next():
    with unguarded():
        entry = row(3).get()
        entry.reason = "другая"
        row(3).update(reason=entry.reason, hash=digest([getattr(entry, name) for name in HASHED]))

    assert found() == [(4, "the row does not follow from row 3")]


def test_removed_row_is_found():
    with unguarded():
        row(4).delete()

    assert found() == [(4, "the row is missing")]


def test_rows_removed_from_the_end_are_found():
    with unguarded():
        AuditEntry.objects.filter(sequence__gt=4).delete()

    assert found() == [(5, "rows up to 6 are missing")]


def test_swapped_rows_are_found():
    with unguarded():
        AuditEntry.objects.filter(sequence=2).update(sequence=100)
        AuditEntry.objects.filter(sequence=5).update(sequence=2)
        AuditEntry.objects.filter(sequence=100).update(sequence=5)

    assert {2, 5} <= {number for number, text in found() if text == "the row was changed"}


def test_inserted_row_is_found():
    entry = row(6).get()
    entry.sequence, entry.previous_hash = 7, entry.hash
    entry.hash = digest([getattr(entry, name) for name in HASHED])
    entry.save(force_insert=True)

    assert found() == [(7, "rows stand beyond the end of the log")]


def test_new_end_forged_as_a_whole_is_found_by_a_kept_one():
    kept = f"5:{row(5).get().hash}"
    with unguarded():
        AuditEntry.objects.filter(sequence__gt=4).delete()
        fourth = row(4).get()
        AuditHead.objects.update(sequence=4, hash=fourth.hash)
    region = RegionFactory()
    for _time in range(2):
        record("test.note", region, actor=None, reason="подделка")

    assert found() == []
    with pytest.raises(CommandError, match="1 problems"):
        verify("--expect", kept)


def test_missing_trigger_is_found():
    with unguarded():
        ((number, text),) = found()

    missing = ", ".join(sorted(verification.TRIGGERS[connection.vendor]))
    assert (number, text) == (0, f"triggers are missing: {missing}")
    assert found() == []


def test_command_fails_and_says_the_row():
    with unguarded():
        row(2).update(reason="другая")
    errors = StringIO()

    with pytest.raises(CommandError, match="not in order"):
        call_command("verify_audit", stderr=errors)

    assert "row 2: the row was changed" in errors.getvalue()


def test_daily_check_tells_the_logs(caplog):
    caplog.set_level("INFO")
    verification.note_head()
    assert row(6).get().hash in caplog.text
    with unguarded():
        row(2).update(reason="другая")

    verification.note_head()

    assert "row 2: the row was changed" in caplog.text
