"""Moderation: who decides on what, by which rule, reports, scores, undo, pages of moderators."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from cms.desk.queues import Decision
from cms.enums import Priority
from cms.models import AuditEntry
from cms.workflow.rules import DecisionRefused, StaleDecision
from platforms.desk import ContributionQueue, TopicQueue
from platforms.enums import FlagState, Verdict
from platforms.models import Contribution, Flag, Ruling
from platforms.scoring import priority_of, score, weight
from platforms.services import discussions, moderation
from tests.factories.discussions import make_contribution, make_topic
from tests.factories.platforms import make_platform

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator(make_user):
    return make_user("moderators-platforms", username="moderator")


@pytest.fixture
def own_moderator(make_user):
    """Moderates the platform "lasers" only."""
    platform = make_platform("lasers").platform
    user = make_user(username="own-moderator")
    user.groups.add(platform.moderators)
    return user


def lasers():
    from platforms.models import Platform

    return Platform.objects.get(slug="lasers")


def take(queue, user, row, decision=Decision.APPROVE, reason="", rule=""):
    item = queue.item(user, str(row.pk))
    queue.take(user, item.key, item.version, decision, reason, rule)
    row.refresh_from_db()


@pytest.mark.parametrize(
    ("groups", "sees"),
    [
        (("moderators-platforms",), True),
        (("platform-specialists",), True),
        (("administrators",), True),
        (("editors-platforms",), False),
        (("moderators-clusters",), False),
        ((), False),
    ],
)
def test_queue_is_for_moderators_of_the_section(make_user, groups, sees):
    row = make_contribution(make_topic(), state="pending")
    user = make_user(*groups, username="somebody")
    queue = ContributionQueue()
    assert queue.may_use(user) is sees
    assert queue.count(user) == (1 if sees else 0)
    if not sees:
        with pytest.raises(DecisionRefused):
            moderation.decide(row, Verdict.APPROVED, actor=user)
        row.refresh_from_db()
        assert row.state == "pending"


def test_moderators_of_a_platform_see_and_decide_their_own_only(own_moderator):
    own = make_contribution(make_topic(lasers()), state="pending")
    others = make_contribution(make_topic(), state="pending")
    topic, other_topic = make_topic(lasers(), state="pending"), make_topic(state="pending")
    queue = ContributionQueue()
    assert [item.key for item in queue.items(own_moderator)] == [str(own.pk)]
    assert [item.key for item in TopicQueue().items(own_moderator)] == [str(topic.pk)]
    assert queue.count(own_moderator) == 1
    take(queue, own_moderator, own)
    assert own.state == "shown"
    version = ContributionQueue._version(others)
    with pytest.raises(DecisionRefused):
        queue.take(own_moderator, str(others.pk), version, Decision.APPROVE, "")
    with pytest.raises(DecisionRefused):
        moderation.decide(other_topic, Verdict.APPROVED, actor=own_moderator)
    others.refresh_from_db()
    assert others.state == "pending"


def test_approval_publishes_and_is_logged(moderator):
    row = make_contribution(make_topic(), state="pending")
    take(ContributionQueue(), moderator, row)
    assert row.state == "shown"
    assert Ruling.objects.get().verdict == Verdict.APPROVED
    entry = AuditEntry.objects.latest("sequence")
    assert (entry.action, entry.actor) == ("contributions.approve", moderator.pk)


def test_rejection_needs_a_rule(moderator):
    row = make_contribution(make_topic(), state="pending")
    with pytest.raises(DecisionRefused, match="правило"):
        take(ContributionQueue(), moderator, row, Decision.RETURN, "Просто не нравится")
    row.refresh_from_db()
    assert row.state == "pending"
    take(ContributionQueue(), moderator, row, Decision.RETURN, "Магазин часов", "spam")
    assert row.state == "rejected"
    ruling = Ruling.objects.get()
    assert ruling.reason.startswith("Массовые рассылки")
    assert ruling.reason.endswith("Магазин часов")
    assert AuditEntry.objects.latest("sequence").rule == "desk:contributions:spam"


def test_nobody_decides_on_the_own_text(moderator):
    row = make_contribution(make_topic(), state="pending", author=moderator)
    (item,) = ContributionQueue().items(moderator)
    assert item.refusal
    with pytest.raises(DecisionRefused):
        take(ContributionQueue(), moderator, row)


def test_decision_on_another_text_than_was_read_is_refused(moderator):
    row = make_contribution(make_topic(), state="pending")
    (item,) = ContributionQueue().items(moderator)
    discussions.edit(row, text="<p>Совсем другое</p>", shown=False)
    with pytest.raises(StaleDecision):
        ContributionQueue().take(moderator, item.key, item.version, Decision.APPROVE, "")


def test_new_report_refuses_a_decision_made_without_it(moderator, make_user):
    row = make_contribution(make_topic())
    moderation.report(row, rule="spam", reporter=make_user(username="first"))
    (item,) = ContributionQueue().items(moderator)
    moderation.report(row, rule="insult", reporter=make_user(username="second"))
    with pytest.raises(StaleDecision):
        ContributionQueue().take(moderator, item.key, item.version, Decision.APPROVE, "")


def test_second_moderator_comes_too_late(moderator, make_user):
    row = make_contribution(make_topic(), state="pending")
    other = make_user("moderators-platforms", username="other")
    (item,) = ContributionQueue().items(other)
    take(ContributionQueue(), moderator, row)
    with pytest.raises(StaleDecision):
        ContributionQueue().take(other, item.key, item.version, Decision.RETURN, "", "spam")
    row.refresh_from_db()
    assert row.state == "shown"


@pytest.mark.parametrize(
    ("decision", "rule", "between"),
    [(Decision.APPROVE, "", "shown"), (Decision.RETURN, "spam", "rejected")],
)
def test_decision_is_taken_back_for_a_while(moderator, decision, rule, between):
    topic = make_topic()
    row = make_contribution(topic, state="pending")
    take(ContributionQueue(), moderator, row, decision, "", rule)
    assert row.state == between
    ContributionQueue().undo(moderator, str(row.pk))
    row.refresh_from_db()
    topic.refresh_from_db()
    assert (row.state, row.shown_at, topic.shown_number) == ("pending", None, 0)
    assert Ruling.objects.get().undone_at is not None


def test_decision_is_not_taken_back_late_or_by_another(moderator, make_user):
    row = make_contribution(make_topic(), state="pending")
    take(ContributionQueue(), moderator, row)
    other = make_user("moderators-platforms", username="other")
    with pytest.raises(DecisionRefused):
        ContributionQueue().undo(other, str(row.pk))
    with pytest.raises(DecisionRefused):
        moderation.undo(Ruling.objects.get(), actor=other)
    Ruling.objects.update(at=timezone.now() - timedelta(minutes=11))
    with pytest.raises(StaleDecision):
        ContributionQueue().undo(moderator, str(row.pk))
    row.refresh_from_db()
    assert row.state == "shown"


def test_report_brings_a_shown_contribution_to_the_desk(moderator, make_user):
    row = make_contribution(make_topic())
    assert not ContributionQueue().items(moderator)
    moderation.report(row, rule="insult", note="Смотрите второе слово", reporter=make_user())
    (item,) = ContributionQueue().items(moderator)
    assert item.kind == "Сообщение с жалобой"
    take(ContributionQueue(), moderator, row)
    assert row.state == "shown"
    assert Flag.objects.get().state == FlagState.DISMISSED
    assert not ContributionQueue().items(moderator)


def test_upheld_report_hides_and_undo_brings_both_back(moderator, make_user):
    row = make_contribution(make_topic())
    moderation.report(row, rule="insult", reporter=make_user())
    take(ContributionQueue(), moderator, row, Decision.RETURN, "", "insult")
    assert row.state == "hidden"
    assert Flag.objects.get().state == FlagState.UPHELD
    ContributionQueue().undo(moderator, str(row.pk))
    row.refresh_from_db()
    assert row.state == "shown"
    assert Flag.objects.get().state == FlagState.WAITING


def test_one_reader_reports_once_and_nobody_the_own(make_user):
    author, reader = make_user(username="author"), make_user(username="reader")
    row = make_contribution(make_topic(), author=author)
    moderation.report(row, rule="spam", reporter=reader)
    with pytest.raises(ValidationError):
        moderation.report(row, rule="law", reporter=reader)
    with pytest.raises(ValidationError):
        moderation.report(row, rule="spam", reporter=author)
    pending = make_contribution(make_topic(), state="pending")
    with pytest.raises(ValidationError):
        moderation.report(pending, rule="spam", reporter=reader)
    assert Flag.objects.count() == 1


def test_reports_of_those_who_were_right_weigh_more():
    assert weight(0, 0) == 0.5
    assert weight(8, 0) == 0.9
    assert weight(0, 8) == 0.1


def test_scores_rise_with_reports_and_age():
    day = timedelta(days=1)
    assert priority_of(score([0.1], waited=0 * day, is_new=False)) == Priority.LOW
    assert priority_of(score([], waited=0 * day, is_new=True)) == Priority.NORMAL
    assert priority_of(score([0.9, 0.5], waited=0 * day, is_new=False)) == Priority.HIGH
    assert priority_of(score([0.9] * 3, waited=0 * day, is_new=False)) == Priority.URGENT
    assert priority_of(score([0.01], waited=10 * day, is_new=False)) == Priority.URGENT


@pytest.mark.parametrize("number", [1, 10, 100])
def test_queue_costs_the_same_whatever_its_length(
    moderator, make_user, number, django_assert_max_num_queries
):
    topic, reader = make_topic(), make_user(username="reader")
    for _ in range(number):
        moderation.report(make_contribution(topic), rule="spam", reporter=reader)
    queue = ContributionQueue()
    queue.may_use(moderator)
    with django_assert_max_num_queries(5):
        assert len(queue.items(moderator)) == number


def test_desk_shows_decides_and_takes_back(client, moderator):
    topic = make_topic(title="Тема стола")
    row = make_contribution(topic, state="pending", text="Слово для стола")
    client.force_login(moderator)
    address = f"/admin/desk/contributions/{row.pk}/"
    assert "Тема стола" in client.get("/admin/desk/").content.decode()
    page = client.get(address).content.decode()
    assert "Слово для стола" in page
    version = ContributionQueue().item(moderator, str(row.pk)).version
    data = {"do": "decide", "decision": "return", "version": version}
    answer = client.post(address, data)
    assert answer.status_code == 422
    client.post(address, {**data, "rule": "off_topic"})
    row.refresh_from_db()
    assert row.state == "rejected"
    assert "Можно отменить" in client.get("/admin/desk/").content.decode()
    client.post(address, {"do": "undo"})
    row.refresh_from_db()
    assert row.state == "pending"
    assert "Можно отменить" not in client.get("/admin/desk/").content.decode()


def test_desk_decides_in_bulk(client, moderator):
    topic = make_topic()
    rows = [make_contribution(topic, state="pending", text=f"Слово {n}") for n in range(3)]
    client.force_login(moderator)
    tokens = [item.token for item in ContributionQueue().items(moderator)]
    data = {"items": tokens, "decision": "return", "rule": "spam", "reason": ""}
    client.post("/admin/desk/", data)
    assert {Contribution.objects.get(pk=row.pk).state for row in rows} == {"rejected"}
    assert Ruling.objects.filter(rule="spam").count() == 3


def test_report_by_the_form_with_and_without_an_account(client, make_user):
    row = make_contribution(make_topic())
    address = f"/ru/discussions/{row.discussion_id}/1/report/"
    answer = client.post(address, {"rule": "spam", "note": "Ссылка на магазин"})
    assert "Спасибо" in answer.content.decode()
    assert Flag.objects.get().reporter is None
    reader = make_user(username="reader")
    client.force_login(reader)
    client.post(address, {"rule": "spam"})
    assert Flag.objects.filter(reporter=reader).count() == 1
    assert client.post(address, {"rule": "spam"}).status_code == 422
    assert client.post(address, {"rule": ""}).status_code == 422


def test_reports_are_limited(client):
    from platforms.report_views import PER_READER

    row = make_contribution(make_topic())
    address = f"/ru/discussions/{row.discussion_id}/1/report/"
    for _ in range(PER_READER.allowed):
        client.post(address, {"rule": "spam"})
    answer = client.post(address, {"rule": "spam", "note": "Не теряется"})
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    assert "Не теряется" in answer.content.decode()


def test_moderator_closes_reopens_sums_up_and_answers(client, moderator):
    topic = make_topic()
    client.force_login(moderator)
    address = f"/ru/discussions/{topic.pk}/moderate/"
    client.post(address, {"do": "close"})
    topic.refresh_from_db()
    assert topic.state == "closed"
    client.post(address, {"do": "reopen"})
    client.post(address, {"do": "summary", "summary": "Сошлись\n\nна одном"})
    data = {"do": "answer", "status": "accepted", "answer": "Принимаем", "signature": ""}
    assert client.post(address, data).status_code == 422
    client.post(address, {**data, "signature": "Координатор"})
    topic.refresh_from_db()
    assert topic.state == "open"
    assert topic.summary == "<p>Сошлись</p><p>на одном</p>"
    assert (topic.answer_status, topic.answer_signature) == ("accepted", "Координатор")
    logged = set(AuditEntry.objects.values_list("action", flat=True))
    names = ("close", "reopen", "summary", "answer")
    assert {f"discussions.{name}" for name in names} <= logged


def test_moderator_hides_and_shows_a_topic(client, moderator):
    topic = make_topic()
    client.force_login(moderator)
    address = f"/ru/discussions/{topic.pk}/moderate/"
    assert client.post(address, {"do": "hide", "rule": ""}).status_code == 422
    client.post(address, {"do": "hide", "rule": "law"})
    topic.refresh_from_db()
    assert topic.state == "hidden"
    client.post(address, {"do": "show"})
    topic.refresh_from_db()
    assert topic.state == "open"


def test_moderator_hides_and_shows_a_contribution(client, moderator):
    row = make_contribution(make_topic())
    client.force_login(moderator)
    address = f"/ru/discussions/{row.discussion_id}/1/moderate/"
    client.post(address, {"do": "hide", "rule": "insult", "remark": "Второй абзац"})
    row.refresh_from_db()
    assert row.state == "hidden"
    client.post(address, {"do": "show"})
    row.refresh_from_db()
    assert row.state == "shown"


def test_pages_of_moderators_are_closed_to_others(client, make_user, own_moderator):
    row = make_contribution(make_topic())
    addresses = [
        f"/ru/discussions/{row.discussion_id}/moderate/",
        f"/ru/discussions/{row.discussion_id}/1/moderate/",
    ]
    for address in addresses:
        assert client.get(address).status_code == 302
    for user in (make_user(username="reader"), own_moderator):
        client.force_login(user)
        for address in addresses:
            assert client.get(address).status_code == 403
            assert client.post(address, {"do": "hide", "rule": "law"}).status_code == 403
    row.refresh_from_db()
    assert row.state == "shown"


def test_tools_are_shown_to_moderators_only(client, moderator):
    row = make_contribution(make_topic())
    address = f"/ru/platforms/discussions/{row.discussion_id}/"
    assert "Модерация" not in client.get(address).content.decode()
    client.force_login(moderator)
    assert "Модерация" in client.get(address).content.decode()
