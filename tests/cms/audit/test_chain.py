"""The log of decisions: one gapless chain, whoever writes and whatever fails."""

import hashlib

import pytest
from django.db import IntegrityError, connection, transaction

from cms.audit.chain import FIRST, record
from cms.models import AuditEntry, AuditHead, Region
from tests.cms.workflow.test_concurrency import at_once
from tests.factories import RegionFactory, TopicFactory
from tests.factories.moderation import make_news


@pytest.mark.django_db
def test_entry_says_what_was_decided_and_names_nobody(make_user):
    user = make_user(first_name="Мария", last_name="Иванова", email="maria@example.org")
    region = RegionFactory()

    entry = record(
        "test.approve", region, actor=user, rule="правило", reason=" Всё верно. ", data={"b": 1}
    )

    entry.refresh_from_db()
    assert (entry.sequence, entry.action, entry.rule) == (1, "test.approve", "правило")
    assert (entry.subject_type, entry.subject_key) == ("cms.region", str(region.pk))
    assert (entry.actor, entry.reason, entry.details) == (user.pk, "Всё верно.", {"b": 1})
    everything = str(AuditEntry.objects.values().get())
    assert not any(word in everything for word in ("Мария", "Иванова", "example.org"))


@pytest.mark.django_db
def test_hash_is_the_documented_one(make_user):
    entry = record("a.b", RegionFactory(pk=77), actor=None, data={"я": [1, None], "a": "x"})

    entry.refresh_from_db()
    moment = entry.moment.strftime("%Y-%m-%dT%H:%M:%S.%f+00:00")
    text = (
        f'[1,1,"{moment}","a.b","cms.region","77","",null,"","",'
        r'"{\"a\":\"x\",\"я\":[1,null]}",'
        f'"{"0" * 64}"]'
    )
    assert entry.hash == hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.django_db
def test_each_row_holds_the_hash_of_the_one_before(section):
    page = make_news(section("news"), title="Заголовок")

    first, second = (record("page.note", page, actor=None) for _time in range(2))

    assert (first.previous_hash, second.previous_hash) == (FIRST, first.hash)
    assert (first.sequence, second.sequence) == (1, 2)
    assert second.subject_title == "Заголовок"
    head = AuditHead.objects.get()
    assert (head.sequence, head.hash) == (2, second.hash)


@pytest.mark.django_db
def test_rollback_leaves_neither_row_nor_gap():
    region = RegionFactory()
    record("test.kept", region, actor=None)
    with transaction.atomic():
        record("test.lost", region, actor=None)
        transaction.set_rollback(True)

    after = record("test.after", region, actor=None)

    assert after.sequence == 2
    assert not AuditEntry.objects.filter(action="test.lost").exists()


@pytest.mark.django_db
def test_data_that_is_no_json_is_refused():
    with pytest.raises(ValueError, match="JSON"):
        record("test.bad", RegionFactory(), actor=None, data={"x": float("nan")})
    assert not AuditEntry.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "forge",
    [
        lambda: AuditEntry.objects.filter(sequence=1).update(reason="другая"),
        lambda: AuditEntry.objects.filter(sequence=1).delete(),
        lambda: AuditHead.objects.update(hash="0" * 64),
        lambda: AuditHead.objects.update(sequence=0),
        lambda: AuditHead.objects.all().delete(),
        lambda: AuditEntry.objects.get(sequence=1).save(),
    ],
    ids=["update", "delete", "head-hash", "head-back", "head-delete", "save"],
)
def test_database_refuses_to_change_the_log(forge):
    for _time in range(2):
        record("test.note", RegionFactory(), actor=None)
    before = list(AuditEntry.objects.values())

    with pytest.raises(IntegrityError, match="only ever added to"), transaction.atomic():
        forge()

    assert list(AuditEntry.objects.values()) == before
    assert record("test.note", TopicFactory(), actor=None).sequence == 3


@pytest.mark.django_db
def test_database_refuses_to_replace_or_empty_the_log():
    record("test.note", RegionFactory(), actor=None)
    statement = {
        "sqlite": "INSERT OR REPLACE INTO cms_auditentry SELECT * FROM cms_auditentry",
        "postgresql": "TRUNCATE cms_auditentry",
    }[connection.vendor]

    with (
        pytest.raises(IntegrityError, match="only ever added to"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)

    assert AuditEntry.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_writers_at_once_make_one_chain():
    regions = [RegionFactory() for _number in range(4)]

    def write(region):
        for number in range(10):
            with transaction.atomic():
                record("test.note", Region.objects.get(pk=region.pk), actor=None)
                if number % 3 == 2:
                    transaction.set_rollback(True)

    results = at_once(*(lambda region=region: write(region) for region in regions))

    assert results == [None] * 4
    entries = list(AuditEntry.objects.order_by("sequence"))
    assert [entry.sequence for entry in entries] == list(range(1, 29))
    assert [entry.previous_hash for entry in entries[1:]] == [entry.hash for entry in entries[:-1]]
