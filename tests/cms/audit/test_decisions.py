"""Decisions of the desk stand in the log, however they were taken, and only those taken."""

import pytest
from django.urls import reverse

from cms.desk.pages import PageQueue, version_of
from cms.desk.queues import Decision, queues
from cms.desk.rows import RowQueue
from cms.enums import Opinion
from cms.models import AuditEntry, ExternalLink
from cms.workflow.links import answer_link, create_link
from cms.workflow.rules import DecisionRefused
from tests.factories.moderation import make_news, submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(section, make_user):
    editor = make_user("editors-news")
    return submit(make_news(section("news"), title="Субсидии", owner=editor), editor)


@pytest.fixture
def broken(section):
    link = ExternalLink.objects.create(url="https://example.org/a", failures=3, status=404)
    link.pages.add(make_news(section("news"), live=True))
    return link


def send(client, queue, key, version, decision, reason=""):
    address = reverse("desk:item", args=[queue, key])
    data = {"do": "decide", "version": version, "decision": decision, "reason": reason}
    return client.post(address, data)


def entries():
    return list(AuditEntry.objects.order_by("sequence"))


def test_approval_on_the_desk_is_noted(waiting, client_as):
    client = client_as("moderators-news")

    send(client, "pages", waiting.pk, version_of(waiting.revision), "approve", "Годится.")

    (entry,) = entries()
    assert (entry.action, entry.actor, entry.reason) == (
        "workflow.approve",
        client.user.pk,
        "Годится.",
    )
    page = waiting.workflow_state.content_object
    assert (entry.subject_type, entry.subject_key) == ("home.newspage", str(page.pk))
    assert (entry.subject_title, entry.rule) == ("Субсидии", waiting.task.name)
    assert entry.details["revision"] == waiting.revision_id


def test_return_in_the_form_of_the_page_is_noted(waiting, client_as):
    client = client_as("moderators-news")
    page = waiting.workflow_state.content_object
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "reject", waiting.pk])

    client.post(address, {"comment": "Нет источника."})

    (entry,) = entries()
    assert (entry.action, entry.actor) == ("workflow.return", client.user.pk)
    assert entry.reason == "Нет источника."


def test_answer_of_a_review_link_is_noted_when_it_decides(waiting, make_user):
    moderator = make_user("moderators-news")
    opinion = create_link(user=moderator, state=waiting, label="Ректор", days=1, may_decide=False)
    decision = create_link(user=moderator, state=waiting, label="Ректор", days=1, may_decide=True)

    answer_link(opinion[1], Opinion.APPROVE, "")
    assert entries() == []
    answer_link(decision[1], Opinion.APPROVE, "")

    (entry,) = entries()
    assert (entry.action, entry.actor) == ("workflow.approve", moderator.pk)


def test_refused_decision_is_not_noted(waiting, client_as):
    client = client_as("moderators-news")

    send(client, "pages", waiting.pk, "0.0", "approve")
    send(client, "pages", waiting.pk, version_of(waiting.revision), "return", "")
    author, version = waiting.revision.user, version_of(waiting.revision)
    author.groups.set(client.user.groups.all())
    with pytest.raises(DecisionRefused):
        PageQueue().decide(author, str(waiting.pk), version, Decision.APPROVE, "")

    assert entries() == []


def test_decision_on_a_row_is_noted(broken, client_as):
    client = client_as("moderators-news")
    item = queues()["links"].item(client.user, str(broken.pk))

    send(client, "links", broken.pk, item.version, "return", "Замените ссылку.")

    (entry,) = entries()
    assert (entry.action, entry.rule, entry.actor) == ("links.return", "desk:links", client.user.pk)
    assert (entry.subject_type, entry.subject_title) == ("cms.externallink", broken.url)
    assert (entry.reason, entry.details) == ("Замените ссылку.", {"version": item.version})


def test_decisions_in_bulk_are_noted_one_by_one(waiting, broken, client_as):
    client = client_as("moderators-news")
    link = queues()["links"].item(client.user, str(broken.pk))
    page = queues()["pages"].item(client.user, str(waiting.pk))
    stale = f"links:{broken.pk}:0.0.0"

    client.post(
        reverse("desk:index"),
        {"items": [stale, link.token, page.token], "decision": "approve", "reason": ""},
    )

    assert [entry.action for entry in entries()] == ["links.approve", "workflow.approve"]


def test_every_queue_of_rows_notes_by_the_same_hook():
    rows = [queue for queue in queues().values() if isinstance(queue, RowQueue)]
    assert len(rows) >= 3
    assert {type(queue).take for queue in rows} == {RowQueue.take}
