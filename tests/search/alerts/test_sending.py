"""From the row to the letter: states, attempts, no second letter, no trace of an address."""

import io
import json
import logging
import smtplib

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from cms.scheduling.worker import Worker
from search import indexing
from search.alerts.sending import LetterNotSent, queue_letter, send_again, send_letter
from search.engines import engine
from search.engines.base import EngineUnavailable
from search.models import Letter, SavedSearch
from tests.search.alerts.conftest import ADDRESS

pytestmark = pytest.mark.django_db
REFUSING = "tests.search.alerts.test_sending.RefusingBackend"


class RefusingBackend(BaseEmailBackend):
    """A mail server that refuses and repeats the address in its answer, as servers do."""

    def send_messages(self, email_messages):
        """Refuse."""
        (to,) = email_messages[0].to
        raise smtplib.SMTPDataError(550, f"<{to}>: no such user".encode())


@pytest.fixture
def database_queue(settings):
    settings.TASKS = {
        "default": {
            "BACKEND": "django_tasks_db.DatabaseBackend",
            "QUEUES": ["default", "mail"],
        }
    }


@pytest.fixture
def letter(saved, database_queue):
    """A letter in the queue."""
    return queue_letter(saved("q=лазер"), Letter.Kind.CONFIRM, "1")


def state(letter):
    letter.refresh_from_db()
    return letter.state, letter.reason


def test_sent_letter_is_not_sent_by_a_second_run_of_its_task(letter):
    assert send_letter.call(str(letter.pk)) == "sent"
    assert send_letter.call(str(letter.pk)) == "sent"

    (message,) = mail.outbox
    assert message.extra_headers["Message-ID"] == f"<{letter.pk.hex}@127.0.0.1>"
    assert message.extra_headers["Auto-Submitted"] == "auto-generated"
    assert state(letter) == ("sent", "")
    assert letter.sent_at


def test_letter_and_task_fall_with_their_transaction(saved, database_queue):
    search = saved()
    with transaction.atomic():
        queue_letter(search, Letter.Kind.NEWS, "1")
        transaction.set_rollback(True)

    assert not Letter.objects.filter(kind=Letter.Kind.NEWS).exists()
    assert DBTaskResult.objects.filter(task_path__contains="send_letter").count() == 1


def test_one_letter_for_a_search_and_a_period(saved):
    search = saved()
    queue_letter(search, Letter.Kind.NEWS, "2026-11-25")
    with pytest.raises(IntegrityError), transaction.atomic():
        queue_letter(search, Letter.Kind.NEWS, "2026-11-25")


def test_refused_letter_waits_for_the_next_attempt_and_is_given_up_after_six(letter, settings):
    settings.MAIL_DELIVERY_BACKEND = REFUSING
    for _attempt in range(5):
        with pytest.raises(LetterNotSent):
            send_letter.call(str(letter.pk))
        assert state(letter) == ("queued", "SMTPDataError 550")
    with pytest.raises(LetterNotSent):
        send_letter.call(str(letter.pk))
    assert state(letter) == ("failed", "SMTPDataError 550")
    settings.MAIL_DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    assert send_again(letter) is True
    assert send_again(letter) is False

    assert send_letter.call(str(letter.pk)) == "sent"
    assert len(mail.outbox) == 1


def test_letter_whose_worker_died_while_sending_is_not_sent_again(letter):
    Letter.objects.filter(pk=letter.pk).update(state=Letter.State.SENDING)

    assert send_letter.call(str(letter.pk)) == "failed"

    assert mail.outbox == []
    assert state(letter)[1].startswith("The worker ended while sending")


def test_letter_of_a_reader_who_left_is_not_sent(letter):
    SavedSearch.objects.all().delete()

    assert send_letter.call(str(letter.pk)) == ""
    assert mail.outbox == []


def everything_in_the_database():
    """Every row of every table as text."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            yield from (repr(row) for row in cursor.fetchall())


@pytest.mark.parametrize("written", [ADDRESS, " Reader@EXAMPLE.org"])
def test_forgotten_address_is_nowhere(saved, database_queue, settings, caplog, written):
    caplog.set_level(logging.DEBUG)
    kept = saved("q=б", address="other@example.org")
    for number in (1, 2):
        queue_letter(saved(f"q=а{number}"), Letter.Kind.NEWS, "1")
    settings.MAIL_DELIVERY_BACKEND = REFUSING
    for row in DBTaskResult.objects.all():
        Worker(once=True).run_task(row)
    assert set(Letter.objects.values_list("reason", flat=True)) >= {"SMTPDataError 550"}
    assert any(ADDRESS in row for row in everything_in_the_database())
    output = io.StringIO()

    call_command("forget_address", written, stdout=output)

    assert output.getvalue() == "Saved searches deleted: 2.\n"
    assert not any(ADDRESS in row.lower() for row in everything_in_the_database())
    assert ADDRESS not in caplog.text
    assert list(SavedSearch.objects.all()) == [kept]


def test_queue_and_log_never_hold_an_address(letter, settings, caplog):
    caplog.set_level(logging.DEBUG)
    settings.MAIL_DELIVERY_BACKEND = REFUSING
    row = DBTaskResult.objects.get(args_kwargs__args=[str(letter.pk)])
    assert row.args_kwargs == {"args": [str(letter.pk)], "kwargs": {}}
    Worker(once=True).run_task(row)

    row.refresh_from_db()
    assert "LetterNotSent" in row.exception_class_path
    for text in (row.traceback, json.dumps(row.args_kwargs), caplog.text):
        assert ADDRESS not in text


def test_record_of_letters_is_for_administrators(client_as, saved, settings):
    letter = Letter.objects.filter(search=saved("q=лазер")).first()
    Letter.objects.filter(pk=letter.pk).update(state=Letter.State.FAILED, reason="OSError")
    administrator = client_as("administrators")
    base = "/admin/reports/letters/"

    listing = administrator.get(base).content.decode()
    page = administrator.get(f"{base}{letter.pk}/").content.decode()
    html = administrator.get(f"{base}{letter.pk}/html/").content.decode()

    assert ADDRESS in listing
    assert "OSError" in listing
    assert ADDRESS in page
    assert "Вы уже следите за этим поиском: «лазер»" in page
    assert "<h1" not in html
    assert "«лазер»" in html
    administrator.post(f"{base}{letter.pk}/")
    assert state(letter) == ("sent", "")
    assert len(mail.outbox) == 1
    editor = client_as("moderators-news")
    for url in (base, f"{base}{letter.pk}/", f"{base}{letter.pk}/html/"):
        answer = editor.get(url)
        assert ADDRESS not in answer.content.decode()
        assert answer.status_code == 302


@pytest.mark.parametrize("number", [1, 10, 50])
def test_record_costs_the_same_for_any_number(
    client_as, saved, number, django_assert_max_num_queries
):
    search = saved()
    for each in range(number):
        Letter.objects.create(search=search, kind="news", period=str(each))
    administrator = client_as("administrators")
    administrator.get("/admin/reports/letters/")

    with django_assert_max_num_queries(20):
        administrator.get("/admin/reports/letters/")


def test_letter_is_in_the_language_of_its_search_whatever_the_worker_speaks(saved):
    queue_letter(saved("q=laser", lang="en"), Letter.Kind.CONFIRM, timezone.now().isoformat())

    assert mail.outbox[0].subject == "You follow this search already: “laser”"


def test_letter_waits_for_the_index_that_is_away(saved, news, database_queue, monkeypatch):
    page = news("Лазер")
    indexing.drain()
    letter = queue_letter(saved("q=лазер"), Letter.Kind.NEWS, "1", [str(page.translation_key)])

    def away(*args):
        raise EngineUnavailable("gone")

    with monkeypatch.context() as patch:
        patch.setattr(type(engine()), "search", away)
        with pytest.raises(LetterNotSent):
            send_letter.call(str(letter.pk))
    assert state(letter) == ("queued", "IndexAway")

    assert send_letter.call(str(letter.pk)) == "sent"
