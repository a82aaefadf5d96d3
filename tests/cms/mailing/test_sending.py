"""What becomes of a letter: sent once, tried again, held back, sent again by hand, forgotten."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail import send_mail
from django.utils import timezone

from cms.mailing.composing import compose
from cms.mailing.pruning import prune_letters
from cms.mailing.sending import DRY_RUN, INTERRUPTED, LetterNotSent, deliver, send_again
from cms.models import Letter, LetterState

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(database_queue):
    send_mail("Тема", "Текст", "from@example.org", ["to@example.org"])
    return Letter.objects.get()


def known(**extra):
    context = {"title": "Страница", "url": "/", "due_at": None, **extra}
    compose("cms/desk/mail/overdue", context, to=["to@example.org"]).send()
    return Letter.objects.get()


def set_sent(letter, days):
    moment = timezone.now() - timedelta(days=days)
    Letter.objects.filter(pk=letter.pk).update(sent_at=moment, created_at=moment)


def test_sent_letter_says_when(waiting):
    assert deliver.call(str(waiting.pk)) == "sent"

    waiting.refresh_from_db()
    assert (waiting.state, waiting.attempts, waiting.last_error) == ("sent", 1, "")
    assert waiting.sent_at is not None
    assert len(mail.outbox) == 1


def test_refused_letter_waits_and_is_given_up_after_six_attempts(waiting, refusing):
    states = []
    for _attempt in range(6):
        with pytest.raises(LetterNotSent) as raised:
            deliver.call(str(waiting.pk))
        waiting.refresh_from_db()
        states.append(waiting.state)

    assert states == ["queued"] * 5 + ["failed"]
    assert (waiting.attempts, waiting.last_error) == (6, "SMTPResponseException 550")
    assert "example.org" not in str(raised.value)
    assert deliver.call(str(waiting.pk)) == "failed"


def test_letter_of_a_worker_that_died_while_sending_is_held_back(waiting):
    Letter.objects.update(state=LetterState.SENDING)

    assert deliver.call(str(waiting.pk)) == "held"

    waiting.refresh_from_db()
    assert waiting.last_error == INTERRUPTED
    assert mail.outbox == []


def test_vanished_letter_is_no_error(waiting):
    pk = str(waiting.pk)
    waiting.delete()

    assert deliver.call(pk) == ""


def test_dry_run_writes_and_sends_nothing(settings):
    settings.MAIL_DRY_RUN = True

    letter = known()

    assert (letter.state, letter.last_error, letter.sent_at) == ("held", DRY_RUN, None)
    assert letter.may_be_read
    assert "Страница" in letter.text
    assert mail.outbox == []
    settings.MAIL_DRY_RUN = False
    assert deliver.call(str(letter.pk)) == "held"
    assert mail.outbox == []


def test_unsent_letter_is_sent_again_under_its_number(waiting, refusing, settings):
    Letter.objects.update(state=LetterState.HELD, attempts=6)

    assert send_again(waiting).pk == waiting.pk
    settings.MAIL_DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    deliver.call(str(waiting.pk))

    (sent,) = mail.outbox
    assert sent.extra_headers["Message-ID"] == waiting.message_id
    assert Letter.objects.get().attempts == 1


def test_sent_letter_is_sent_again_as_a_copy():
    first = known()

    copy = send_again(first)

    assert copy.pk != first.pk
    assert len(mail.outbox) == 2
    numbers = {letter.extra_headers["Message-ID"] for letter in mail.outbox}
    assert numbers == {first.message_id, copy.message_id}
    assert mail.outbox[0].body == mail.outbox[1].body


@pytest.mark.parametrize("state", [LetterState.QUEUED, LetterState.SENDING])
def test_letter_on_its_way_is_not_sent_again(waiting, state):
    Letter.objects.update(state=state)

    assert send_again(waiting) is None


def test_letter_for_its_recipient_alone_is_forgotten_when_sent(waiting):
    assert not waiting.may_be_read

    deliver.call(str(waiting.pk))

    waiting.refresh_from_db()
    assert (waiting.text, waiting.html) == ("", "")
    assert send_again(waiting) is None


def test_address_given_for_one_letter_is_dropped_when_sent():
    context = {
        "correction": {"names_field": True},
        "page": {"title": "Страница"},
        "is_applied": True,
    }
    compose("cms/corrections/mail", context, to=["to@example.org"]).send()

    (sent,) = mail.outbox
    assert sent.to == ["to@example.org"]
    assert "to@example.org" not in str(Letter.objects.values().get())


def test_text_is_kept_some_days_after_sending(settings):
    letter = known()
    set_sent(letter, settings.MAIL_TEXT_DAYS - 1)
    assert prune_letters() == (0, 0)
    set_sent(letter, settings.MAIL_TEXT_DAYS + 1)

    assert prune_letters() == (1, 0)

    letter.refresh_from_db()
    assert (letter.text, letter.html, letter.recipient) == ("", "", "to@example.org")
    assert not letter.may_be_read
    set_sent(letter, settings.MAIL_LOG_DAYS + 1)
    assert prune_letters() == (0, 1)
    assert not Letter.objects.exists()


def test_letter_never_sent_keeps_its_text_unless_it_is_for_one_alone(waiting, settings):
    moment = timezone.now() - timedelta(days=settings.MAIL_TEXT_DAYS + 1)
    Letter.objects.update(created_at=moment, keeps_text=True)
    assert prune_letters() == (0, 0)
    Letter.objects.update(keeps_text=False, keeps_address=False)

    assert prune_letters() == (1, 0)

    assert Letter.objects.get().recipient == ""
