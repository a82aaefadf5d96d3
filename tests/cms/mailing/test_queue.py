"""Mail goes by the log and the queue, and is sent as it was written."""

import pytest
from django.core import mail
from django.core.mail import EmailMessage, EmailMultiAlternatives, send_mail
from django.db import transaction
from django.utils.translation import override
from django_tasks_db.models import DBTaskResult

from cms.mailing.composing import compose
from cms.mailing.sending import deliver
from cms.models import Letter

pytestmark = pytest.mark.django_db


def send(recipient="to@example.org"):
    send_mail("Тема", "Текст", "from@example.org", [recipient])
    return Letter.objects.get(recipient=recipient)


def test_letter_arrives_as_written():
    letter = EmailMultiAlternatives(
        "Тема",
        "Текст",
        "from@example.org",
        ["to@example.org"],
        reply_to=["answer@example.org"],
        headers={"Auto-Submitted": "auto-generated"},
    )
    letter.attach_alternative("<p>Текст</p>", "text/html")

    assert letter.send() == 1

    (sent,) = mail.outbox
    assert (sent.subject, sent.body, sent.from_email) == ("Тема", "Текст", "from@example.org")
    assert (sent.to, sent.reply_to) == (["to@example.org"], ["answer@example.org"])
    assert sent.alternatives[0].content == "<p>Текст</p>"
    assert sent.extra_headers["Auto-Submitted"] == "auto-generated"
    assert sent.extra_headers["Message-ID"] == Letter.objects.get().message_id


def test_each_recipient_has_a_row_and_a_letter_of_their_own():
    EmailMessage(
        "Тема", "Текст", to=["Анна <a@example.org>"], cc=["b@example.org"], bcc=["c@example.org"]
    ).send()

    expected = ["a@example.org", "b@example.org", "c@example.org"]
    assert sorted(Letter.objects.values_list("recipient", flat=True)) == expected
    assert sorted(letter.to for letter in mail.outbox) == [[one] for one in expected]
    assert len({letter.extra_headers["Message-ID"] for letter in mail.outbox}) == 3
    assert all(letter.recipients() == letter.to for letter in mail.outbox)


def test_task_holds_neither_address_nor_text(database_queue):
    letter = send()

    row = DBTaskResult.objects.get()
    assert (row.queue_name, mail.outbox) == ("mail", [])
    assert row.args_kwargs == {"args": [str(letter.pk)], "kwargs": {}}
    deliver.call(str(letter.pk))
    deliver.call(str(letter.pk))
    assert len(mail.outbox) == 1


def test_letter_falls_with_its_transaction(database_queue):
    with transaction.atomic():
        send()
        assert (DBTaskResult.objects.count(), Letter.objects.count()) == (1, 1)
        transaction.set_rollback(True)

    assert (DBTaskResult.objects.count(), Letter.objects.count()) == (0, 0)


def test_attachments_and_other_parts_are_refused():
    letter = EmailMessage("Тема", "Текст", to=["to@example.org"])
    letter.attach("a.txt", "a")
    with pytest.raises(ValueError, match="attachment"):
        letter.send()

    letter = EmailMultiAlternatives("Тема", "Текст", to=["to@example.org"])
    letter.attach_alternative("BEGIN:VCALENDAR", "text/calendar")
    with pytest.raises(ValueError, match="plain text and HTML"):
        letter.send()
    assert not Letter.objects.exists()


def test_log_says_template_and_language():
    context = {"title": "Страница", "url": "https://example.org/admin/", "due_at": None}
    with override("ru"):
        compose("cms/desk/mail/overdue", context, language="en", to=["a@example.org"]).send()
        send("b@example.org")

    known = Letter.objects.get(recipient="a@example.org")
    assert (known.kind, known.language) == ("cms.desk.overdue", "en")
    assert known.subject == "Overdue decision: Страница"
    assert '<a href="https://example.org/admin/"' in known.html
    other = Letter.objects.get(recipient="b@example.org")
    assert (other.kind, other.language) == ("", "ru")


def test_html_part_shows_markup_of_a_title_as_text():
    context = {"title": "<b>Жирная</b>", "url": "https://example.org/", "due_at": None}
    letter = compose("cms/desk/mail/overdue", context, to=["a@example.org"])

    html = letter.alternatives[0].content
    assert "<b>" in letter.body
    assert "<b>" not in html
    assert "&lt;b&gt;Жирная" in html


def test_one_letter_for_an_occasion():
    def remind(recipients, once="overdue:1"):
        context = {"title": "Страница", "url": "/", "due_at": None}
        letter = compose("cms/desk/mail/overdue", context, bcc=recipients)
        letter.once = once
        letter.send()

    remind(["a@example.org"])
    remind(["a@example.org", "b@example.org"])
    assert [letter.to for letter in mail.outbox] == [["a@example.org"], ["b@example.org"]]
    remind(["a@example.org"], once="overdue:2")
    assert len(mail.outbox) == 3
