"""Mail goes by the queue and is sent as it was written."""

import pytest
from django.core import mail
from django.core.mail import EmailMessage, EmailMultiAlternatives, send_mail
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from cms.mail import deliver

pytestmark = pytest.mark.django_db

LOCMEM = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture(autouse=True)
def _queued(settings):
    settings.EMAIL_BACKEND = "cms.mail.QueuedBackend"
    settings.MAIL_DELIVERY_BACKEND = LOCMEM


@pytest.fixture
def database_queue(settings):
    settings.TASKS = {
        "default": {
            "BACKEND": "django_tasks_db.DatabaseBackend",
            "QUEUES": ["default", "mail"],
        }
    }


def test_letter_arrives_as_written():
    letter = EmailMultiAlternatives(
        "Тема", "Текст", "from@example.org", ["to@example.org"], bcc=["copy@example.org"]
    )
    letter.attach_alternative("<p>Текст</p>", "text/html")

    assert letter.send() == 1

    (sent,) = mail.outbox
    assert (sent.subject, sent.body, sent.from_email) == ("Тема", "Текст", "from@example.org")
    assert (sent.to, sent.bcc) == (["to@example.org"], ["copy@example.org"])
    assert sent.alternatives[0].content == "<p>Текст</p>"
    assert sent.extra_headers["Message-ID"].startswith("<")


def test_letter_waits_in_the_queue_and_keeps_its_number(database_queue):
    send_mail("Тема", "Текст", "from@example.org", ["to@example.org"])

    row = DBTaskResult.objects.get()
    assert (row.queue_name, mail.outbox) == ("mail", [])
    for _attempt in range(2):
        (data,) = DBTaskResult.objects.get().args_kwargs["args"]
        deliver.call(data)
    first, second = mail.outbox
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]


def test_letter_falls_with_its_transaction(database_queue):
    with transaction.atomic():
        send_mail("Тема", "Текст", "from@example.org", ["to@example.org"])
        assert DBTaskResult.objects.count() == 1
        transaction.set_rollback(True)

    assert DBTaskResult.objects.count() == 0


def test_attachment_is_refused():
    letter = EmailMessage("Тема", "Текст", to=["to@example.org"])
    letter.attach("a.txt", "a")

    with pytest.raises(ValueError, match="attachments"):
        letter.send()
