"""Every arrow of moderation, allowed and refused."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import WorkflowState

from cms.models import ModerationTask, ModerationTaskState
from cms.workflow.rules import DecisionRefused, StaleDecision
from tests.factories.moderation import make_news, submit, waiting_state

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(make_user):
    return make_user("editors-news")


@pytest.fixture
def moderator(make_user):
    return make_user("moderators-news")


@pytest.fixture
def page(section, editor):
    return make_news(section("news"), owner=editor)


@pytest.fixture
def state(page, editor):
    return submit(page, editor)


def test_start_sets_due_date_and_priority(state):
    task = ModerationTask.objects.get(pk=state.task_id)

    assert state.due_at == state.started_at + timedelta(days=task.due_days)
    assert state.priority == task.default_priority
    assert task.due_days == 3


def test_approval_publishes(page, state, moderator):
    state.task.specific.on_action(state, moderator, "approve")

    page.refresh_from_db()
    state.refresh_from_db()
    assert page.live is True
    assert page.live_revision_id == state.revision_id
    assert (state.status, state.finished_by) == ("approved", moderator)


def test_return_keeps_page_private_and_tells_why(page, state, moderator):
    state.task.specific.on_action(state, moderator, "reject", comment="Нет источника.")

    page.refresh_from_db()
    workflow = WorkflowState.objects.get(pk=state.workflow_state_id)
    assert page.live is False
    assert workflow.status == "needs_changes"
    assert workflow.current_task_state.comment == "Нет источника."


def test_resubmission_after_return_waits_again(page, state, editor, moderator):
    state.reject(user=moderator, comment="Нет источника.")

    page.lead = "С источником."
    page.save_revision(user=editor)
    page.current_workflow_state.resume(user=editor)

    again = waiting_state(page)
    assert again.pk != state.pk
    assert again.revision.content["lead"] == "С источником."


@pytest.mark.parametrize("comment", ["", "   \n"])
def test_return_without_reason_is_refused(state, moderator, comment):
    with pytest.raises(DecisionRefused):
        state.reject(user=moderator, comment=comment)

    state.refresh_from_db()
    assert state.status == "in_progress"


@pytest.mark.parametrize("action", ["approve", "reject"])
def test_author_of_revision_is_refused(section, make_user, action):
    both = make_user("editors-news", "moderators-news")
    colleague = make_user("editors-news")
    page = make_news(section("news"), owner=both)
    state = submit(page, colleague)

    with pytest.raises(DecisionRefused):
        state.task.specific.on_action(state, both, action, comment="Своё.")

    assert state.task.specific.get_actions(page, both) == []
    page.refresh_from_db()
    assert page.live is False


@pytest.mark.parametrize("action", ["approve", "reject"])
def test_submitter_is_refused(section, make_user, editor, action):
    submitter = make_user("moderators-news")
    page = make_news(section("news"), owner=editor)
    state = submit(page, submitter)

    with pytest.raises(DecisionRefused):
        state.task.specific.on_action(state, submitter, action, comment="Своё.")

    assert state.task.specific.get_actions(page, submitter) == []


def test_superuser_is_refused_on_own_version(section, make_user):
    superuser = make_user(is_superuser=True)
    page = make_news(section("news"), owner=superuser)
    state = submit(page, superuser)

    with pytest.raises(DecisionRefused):
        state.approve(user=superuser)

    assert state.task.specific.get_actions(page, superuser) == []


def test_nobody_is_refused(state):
    with pytest.raises(DecisionRefused):
        state.approve(user=None)


def test_moderator_of_other_section_is_refused(state, page, make_user):
    stranger = make_user("moderators-library")

    with pytest.raises(DecisionRefused):
        state.task.specific.on_action(state, stranger, "approve")

    assert state.task.specific.get_actions(page, stranger) == []


def test_actions_of_moderator(state, page, moderator):
    actions = state.task.specific.get_actions(page, moderator)

    assert [name for name, _label, _modal in actions] == ["reject", "approve", "approve"]


def test_second_decision_is_refused(state, moderator, make_user):
    second = make_user("moderators-news")
    mine = ModerationTaskState.objects.get(pk=state.pk)
    theirs = ModerationTaskState.objects.get(pk=state.pk)
    mine.approve(user=moderator)

    with pytest.raises(StaleDecision) as refused:
        theirs.reject(user=second, comment="Поздно.")

    assert moderator.get_full_name() in str(refused.value)


def test_edit_in_moderation_moves_the_state_and_makes_the_editor_an_author(
    page, state, moderator, make_user
):
    stale = ModerationTaskState.objects.get(pk=state.pk)
    page.lead = "Поправлено модератором."
    revision = page.save_revision(user=moderator)

    state.refresh_from_db()
    assert state.revision_id == revision.pk
    with pytest.raises(StaleDecision):
        stale.approve(user=make_user("moderators-news"))
    with pytest.raises(DecisionRefused):
        state.approve(user=moderator)
    state.approve(user=make_user("moderators-news"))
    page.refresh_from_db()
    assert page.lead == "Поправлено модератором."


def test_claim_of_another_is_respected_until_it_lapses(state, moderator, make_user, settings):
    other = make_user("moderators-news")
    state.claimed_by, state.claimed_at = other, timezone.now()
    state.save()
    with pytest.raises(DecisionRefused) as refused:
        state.approve(user=moderator)
    assert other.get_full_name() in str(refused.value)

    long_ago = timezone.now() - timedelta(minutes=settings.DESK_CLAIM_MINUTES + 1)
    ModerationTaskState.objects.filter(pk=state.pk).update(claimed_at=long_ago)
    state.approve(user=moderator)

    state.refresh_from_db()
    assert (state.status, state.claimed_by) == ("approved", None)


def test_approval_with_future_date_is_a_schedule(page, editor, moderator):
    page.go_live_at = timezone.now() + timedelta(days=2)
    page.save_revision(user=editor)
    state = submit(page, editor)
    state.approve(user=moderator)

    page.refresh_from_db()
    state.revision.refresh_from_db()
    assert page.live is False
    assert state.revision.approved_go_live_at == page.go_live_at


def test_platform_page_needs_specialist_then_moderator(section, make_user):
    editor = make_user("editors-platforms")
    specialist = make_user("platform-specialists")
    moderator = make_user("moderators-platforms")
    page = section("platforms")
    page.title = "Технологические платформы России"
    page.save_revision(user=editor)
    page.get_workflow().start(page, editor)
    first = waiting_state(page)
    with pytest.raises(DecisionRefused):
        first.task.specific.on_action(first, moderator, "approve")
    first.task.specific.on_action(first, specialist, "approve")

    second = waiting_state(page)
    assert second.task_id != first.task_id
    with pytest.raises(DecisionRefused):
        second.task.specific.on_action(second, specialist, "approve")
    second.task.specific.on_action(second, moderator, "approve")

    page.refresh_from_db()
    assert page.title == "Технологические платформы России"


def test_edit_at_second_step_goes_back_to_the_first(section, make_user):
    editor = make_user("editors-platforms")
    specialist = make_user("platform-specialists")
    moderator = make_user("moderators-platforms")
    second_moderator = make_user("moderators-platforms")
    page = section("platforms")
    page.title = "Платформы"
    page.save_revision(user=editor)
    page.get_workflow().start(page, editor)
    waiting_state(page).approve(user=specialist)
    page.title = "Платформы, иначе"
    page.save_revision(user=moderator)

    waiting_state(page).approve(user=second_moderator)

    again = waiting_state(page)
    assert again.task.specific.groups.get().name == "platform-specialists"
    page.refresh_from_db()
    assert page.title != "Платформы, иначе"
    again.approve(user=specialist)
    page.refresh_from_db()
    assert page.title == "Платформы, иначе"
