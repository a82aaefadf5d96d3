"""One letter for each overdue version."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from cms.models import ModerationTaskState
from cms.workflow.reminders import remind_overdue, send_reminder
from tests.factories.moderation import make_news, submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def overdue(section, make_user):
    editor = make_user("editors-news", "moderators-news")
    state = submit(make_news(section("news"), title="Забытая", owner=editor), editor)
    ModerationTaskState.objects.filter(pk=state.pk).update(
        due_at=timezone.now() - timedelta(hours=1)
    )
    mail.outbox.clear()
    return state


def test_moderators_are_reminded_once_and_the_author_is_not(overdue, make_user):
    moderator = make_user("moderators-news")
    make_user("moderators-library")

    assert [remind_overdue(), remind_overdue()] == [1, 0]

    (letter,) = mail.outbox
    assert letter.bcc == [moderator.email]
    assert letter.to == []
    assert "Забытая" in letter.subject
    assert f"/admin/desk/pages/{overdue.pk}/" in letter.body


def test_not_due_is_not_reminded(section, make_user):
    editor = make_user("editors-news")
    submit(make_news(section("news"), owner=editor), editor)
    make_user("moderators-news")
    mail.outbox.clear()

    assert remind_overdue() == 0
    assert mail.outbox == []


def test_decided_meanwhile_is_silent(overdue, make_user):
    overdue.approve(user=make_user("moderators-news"))
    mail.outbox.clear()

    assert send_reminder.call(overdue.pk) == 0
    assert mail.outbox == []
