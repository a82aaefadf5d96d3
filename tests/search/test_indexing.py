"""From the outbox into the index: nothing lost, nothing in the way of the rest."""

import fcntl
import zlib
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from home.sources import NewsSource
from search import indexing
from search.engines import engine
from search.models import OutboxEntry

pytestmark = pytest.mark.django_db


def test_first_drain_builds_the_index(news):
    news("Первый станок")
    assert not engine().healthy()
    indexing.drain()
    assert engine().healthy()
    assert OutboxEntry.objects.count() == 0
    assert engine().known(["первый"], ("public",)) == {"первый"}


def test_row_falls_with_its_change(index, news):
    with transaction.atomic():
        news("Не состоится")
        assert OutboxEntry.objects.exists()
        transaction.set_rollback(True)
    assert not OutboxEntry.objects.exists()


def test_change_is_indexed_after_commit(index, news, found, committed):
    with committed():
        news("Опора станков")
    assert found("станок") == ["Опора станков"]
    assert OutboxEntry.objects.count() == 0


def test_without_inline_drain_rows_wait_for_the_worker(index, news, found, committed, settings):
    settings.SEARCH_INLINE_DRAIN = False
    with committed():
        news("Опора станков")
    assert found("станок") == []
    assert indexing.drain() > 0
    assert found("станок") == ["Опора станков"]


def test_bulk_load_is_drained_once_at_its_end(index, news, found, committed):
    with indexing.deferred(), committed():
        news("Опора станков")
        news("Новый станок")
    assert sorted(found("станок")) == ["Новый станок", "Опора станков"]


def test_broken_entry_keeps_its_row_and_stops_nobody(index, news, found, monkeypatch):
    good, bad = news("Хороший станок"), news("Плохой станок")
    build = NewsSource.entry

    def break_one(self, key, pages):
        if key == str(bad.translation_key):
            raise ValueError("cannot be read")
        return build(self, key, pages)

    monkeypatch.setattr(NewsSource, "entry", break_one)
    indexing.drain()
    assert found("станок") == [good.title]
    row = OutboxEntry.objects.first()
    assert (row.key, row.last_error) == (bad.translation_key, "ValueError: cannot be read")
    assert row.attempts == 1
    assert row.next_attempt_at > timezone.now() + timedelta(seconds=5)

    monkeypatch.setattr(NewsSource, "entry", build)
    OutboxEntry.objects.update(next_attempt_at=timezone.now())
    indexing.drain()
    assert sorted(found("станок")) == ["Плохой станок", "Хороший станок"]
    assert not OutboxEntry.objects.exists()


def test_rebuild_leaves_a_row_for_what_cannot_be_built(news, monkeypatch):
    news("Хороший станок")
    bad = news("Плохой станок")
    OutboxEntry.objects.all().delete()
    build = NewsSource.entry

    def break_one(self, key, pages):
        if key == str(bad.translation_key):
            raise ValueError("cannot be read")
        return build(self, key, pages)

    monkeypatch.setattr(NewsSource, "entry", break_one)
    indexing.rebuild()
    assert engine().known(["хороший", "плохой"], ("public",)) == {"хороший"}
    assert [row.key for row in OutboxEntry.objects.all()] == [bad.translation_key]


def test_engine_that_cannot_write_leaves_the_rows(index, news, settings, monkeypatch):
    news("Опора станков")
    monkeypatch.setattr(type(engine()), "upsert", _fail)
    with pytest.raises(OSError, match="disk full"):
        indexing.drain()
    rows = OutboxEntry.objects.all()
    assert rows
    assert {row.last_error for row in rows} == {"OSError: disk full"}
    assert not indexing.due().exists()


def _fail(self, entries):
    raise OSError("disk full")


def test_change_during_a_rebuild_is_not_lost(index, news, found):
    news("Опора станков")
    OutboxEntry.objects.all().delete()
    added = []

    def add_one(done, total):
        if not added:
            added.append(news("Новый станок"))

    indexing.rebuild(add_one)
    assert sorted(found("станок")) == ["Новый станок", "Опора станков"]


def test_row_written_while_another_holds_the_lock_waits(index, news, settings, found):
    with (Path(settings.SEARCH_INDEX_DIR) / "writer.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        news("Опора станков")
        assert indexing.drain() == 0
        assert OutboxEntry.objects.exists()
    assert indexing.drain() > 0
    assert found("станок") == ["Опора станков"]


@pytest.mark.postgres
def test_row_written_while_another_host_writes_a_shared_index_waits(
    index, news, found, monkeypatch
):
    monkeypatch.setattr(type(engine()), "is_shared", True)
    news("Опора станков")
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [zlib.crc32(b"search-writer")])
        assert indexing.drain() == 0
        assert OutboxEntry.objects.exists()
    other.close()
    assert indexing.drain() > 0
    assert found("станок") == ["Опора станков"]


def test_row_put_off_is_not_due(db):
    indexing.touch(uuid4(), after=timedelta(seconds=30))
    assert OutboxEntry.objects.count() == 1
    assert not indexing.due().exists()


def test_rebuild_command_shows_its_progress(news, capsys):
    news("Опора станков")
    call_command("rebuild_catalogue")
    output = capsys.readouterr().out
    assert "####] " in output
    assert " entries in " in output
    call_command("rebuild_catalogue", "--if-needed")
    assert "The index is in order" in capsys.readouterr().out
