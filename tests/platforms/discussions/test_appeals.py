"""Letters to authors, their own page, and appeals to another moderator."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from cms.desk.queues import Decision
from cms.workflow.rules import DecisionRefused, StaleDecision
from platforms.desk import AppealQueue
from platforms.enums import Verdict
from platforms.models import Appeal, Contribution, Ruling
from platforms.services import appeals, letters, moderation
from tests.factories.discussions import make_contribution, make_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(make_user):
    user = make_user(username="anna", first_name="Анна", last_name="Пример")
    user.email = "anna@example.org"
    user.save()
    return user


@pytest.fixture
def moderator(make_user):
    return make_user("moderators-platforms", username="moderator")


@pytest.fixture
def other(make_user):
    return make_user("moderators-platforms", username="other-moderator")


@pytest.fixture
def rejected(author, moderator):
    row = make_contribution(make_topic(), state="pending", author=author, text="Спорное слово")
    moderation.decide(row, Verdict.REJECTED, actor=moderator, rule="off_topic", remark="Про воду")
    row.refresh_from_db()
    return row


@pytest.fixture
def appealed(rejected, author):
    return appeals.appeal(Ruling.objects.get(), author=author, text="Это по теме")


def settle():
    """Let the time pass in which a decision can be taken back."""
    Ruling.objects.update(at=timezone.now() - timedelta(minutes=11))


@pytest.fixture
def delivered(settings):
    """The letters that left: straight into the outbox, past the queue."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    return lambda: mail.outbox


def test_author_is_told_once_with_rule_and_reason(rejected, delivered):
    assert letters.tell_authors() == 0
    settle()
    assert letters.tell_authors() == 1
    assert letters.tell_authors() == 0
    (letter,) = delivered()
    assert letter.to == ["anna@example.org"]
    for words in ("не по теме", "Про воду", "не относится к вопросу", "/ru/discussions/mine/"):
        assert words in letter.body


def test_decision_taken_back_is_not_told(rejected, moderator, delivered):
    moderation.undo(Ruling.objects.get(), actor=moderator)
    settle()
    assert letters.tell_authors() == 0
    assert delivered() == []


def test_told_decision_is_not_taken_back(rejected, moderator):
    Ruling.objects.update(told_at=timezone.now())
    with pytest.raises(StaleDecision):
        moderation.undo(Ruling.objects.get(), actor=moderator)


def test_text_without_an_account_gets_no_letter(moderator, delivered):
    row = make_contribution(make_topic(), state="pending")
    moderation.decide(row, Verdict.APPROVED, actor=moderator)
    settle()
    assert letters.tell_authors() == 0
    assert delivered() == []


def test_appeal_is_granted_by_another_moderator(rejected, appealed, other, delivered):
    (item,) = AppealQueue().items(other)
    AppealQueue().take(other, item.key, item.version, Decision.APPROVE, "")
    rejected.refresh_from_db()
    appealed.refresh_from_db()
    assert (rejected.state, appealed.state) == ("shown", "granted")
    (letter,) = delivered()
    assert "согласен с вами" in letter.body
    settle()
    assert letters.tell_authors() == 1  # of the first decision; the appeal's letter told the rest


def test_appeal_is_turned_down_with_a_reason(rejected, appealed, other, delivered):
    with pytest.raises(DecisionRefused):
        appeals.decide(appealed, actor=other, granted=False)
    appeals.decide(appealed, actor=other, granted=False, remark="Тема — лазеры")
    rejected.refresh_from_db()
    assert rejected.state == "rejected"
    (letter,) = delivered()
    assert "Тема — лазеры" in letter.body


def test_who_decided_first_cannot_decide_on_the_appeal(appealed, moderator):
    (item,) = AppealQueue().items(moderator)
    assert item.refusal
    with pytest.raises(DecisionRefused):
        appeals.decide(appealed, actor=moderator, granted=True)
    appealed.decided_by = moderator
    with pytest.raises(ValidationError):
        appealed.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        Appeal.objects.filter(pk=appealed.pk).update(
            decided_by=moderator, decided_at=timezone.now(), state="granted"
        )


def test_appeal_is_decided_once(appealed, other, make_user):
    appeals.decide(appealed, actor=other, granted=True)
    third = make_user("moderators-platforms", username="third")
    with pytest.raises(StaleDecision):
        appeals.decide(appealed, actor=third, granted=True)


def test_one_appeal_for_a_decision(rejected, appealed, author, other):
    with pytest.raises(ValidationError):
        appeals.appeal(Ruling.objects.get(), author=author, text="Ещё раз")
    appeals.decide(appealed, actor=other, granted=False, remark="Нет")
    with pytest.raises(ValidationError):
        appeals.appeal(Ruling.objects.get(), author=author, text="Ещё раз")


def test_only_the_author_appeals_and_only_against_what_stands(
    rejected, author, make_user, moderator
):
    ruling = Ruling.objects.get()
    with pytest.raises(ValidationError):
        appeals.appeal(ruling, author=make_user(username="stranger"), text="Чужое дело")
    approved = make_contribution(make_topic(), state="pending", author=author, text="Другое")
    good = moderation.decide(approved, Verdict.APPROVED, actor=moderator)
    with pytest.raises(ValidationError):
        appeals.appeal(good, author=author, text="Не согласен")
    moderation.undo(ruling, actor=moderator)
    with pytest.raises(ValidationError):
        appeals.appeal(Ruling.objects.get(pk=ruling.pk), author=author, text="Не согласен")


def test_appeal_of_a_text_that_its_author_removed_shows_nothing(rejected, appealed, other):
    rejected.remove()
    rejected.save()
    appeals.decide(appealed, actor=other, granted=True)
    rejected.refresh_from_db()
    assert rejected.state == "removed"


def test_own_page_shows_decisions_and_leads_to_the_appeal(client, rejected, author, make_user):
    assert client.get("/ru/discussions/mine/").status_code == 302
    client.force_login(author)
    page = client.get("/ru/discussions/mine/").content.decode()
    for words in ("Спорное слово", "не по теме", "Про воду"):
        assert words in page
    address = f"/ru/discussions/appeals/{Ruling.objects.get().pk}/"
    assert address in page
    answer = client.post(address, {"text": "Это по теме", "do": "send"})
    assert answer.url == "/ru/discussions/mine/"
    assert Appeal.objects.get().text == "Это по теме"
    page = client.get("/ru/discussions/mine/").content.decode()
    assert "ждёт другого модератора" in page
    assert address not in page
    client.force_login(make_user(username="stranger"))
    assert client.get(address).status_code == 404
    assert "Спорное слово" not in client.get("/ru/discussions/mine/").content.decode()


@pytest.mark.parametrize("number", [1, 10, 100])
def test_own_page_costs_the_same(client, author, moderator, number, django_assert_max_num_queries):
    topic = make_topic()
    for place in range(number):
        row = make_contribution(topic, state="pending", author=author, text=f"Слово {place}")
        if place < 10:
            moderation.decide(row, Verdict.REJECTED, actor=moderator, rule="spam")
    assert Contribution.objects.filter(author=author).count() == number
    client.force_login(author)
    client.get("/ru/discussions/mine/")
    with django_assert_max_num_queries(14):
        client.get("/ru/discussions/mine/")
