"""A step that closes when so many of its groups have approved, in any order."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Workflow, WorkflowPage, WorkflowTask

from cms.desk.pages import PageQueue, version_of
from cms.desk.queues import Decision
from cms.models import (
    AuditEntry,
    GroupApproval,
    ModerationTaskState,
    ParallelApprovalTask,
)
from cms.workflow.parallel import GroupApproval as Approval
from cms.workflow.parallel import match, standing_of
from cms.workflow.reminders import send_reminder
from cms.workflow.rules import DecisionRefused, StaleDecision
from cms.workflow.setup import setup_section
from home.models import NewsPage
from tests.cms.workflow.test_concurrency import at_once
from tests.factories.moderation import make_news, submit, waiting_state

GROUPS = ("council-a", "council-b", "council-c")

pytestmark = pytest.mark.django_db


def make_step(parent, required=2, groups=GROUPS):
    """Give the pages under `parent` a workflow of one step of several groups."""
    task = ParallelApprovalTask.objects.create(name="Советы", required=required)
    task.groups.set(Group.objects.get_or_create(name=name)[0] for name in groups)
    workflow = Workflow.objects.create(name="Советы")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowPage.objects.update_or_create(page=parent, defaults={"workflow": workflow})
    return task


@pytest.fixture
def editor(make_user):
    return make_user("editors-news")


@pytest.fixture
def state(section, editor):
    make_step(section("news"))
    return submit(make_news(section("news"), title="На троих", owner=editor), editor)


@pytest.fixture
def member(make_user):
    """An account of councils: member("a", "b")."""
    return lambda *names, **fields: make_user(*(f"council-{name}" for name in names), **fields)


def decide(user, state, decision=Decision.APPROVE, reason=""):
    state.refresh_from_db()
    PageQueue().take(user, str(state.pk), version_of(state.revision), decision, reason)
    state.refresh_from_db()


def is_public(state):
    return NewsPage.objects.get(pk=state.workflow_state.object_id).live


@pytest.mark.parametrize("order", ["ab", "ba", "ca"])
def test_two_of_three_groups_close_the_step_in_any_order(state, member, order):
    decide(member(order[0]), state)
    assert (state.status, is_public(state)) == ("in_progress", False)

    decide(member(order[1]), state)

    assert (state.status, is_public(state)) == ("approved", True)


def test_standing_says_who_approved_and_who_is_waited_for(state, member):
    decide(member("b", first_name="Мария", last_name="Иванова"), state, reason="Согласны.")

    standing = standing_of(state)
    assert [group.has_approved for group in standing.groups] == [False, True, False]
    second = standing.groups[1]
    assert (second.title, second.approved_by) == ("council-b", "Мария Иванова")
    assert second.comment == "Согласны."
    assert (standing.approved, standing.required, standing.is_enough) == (1, 2, False)


def test_one_person_counts_for_one_group(state, member):
    both = member("a", "b")
    decide(both, state)

    with pytest.raises(StaleDecision, match="другие группы"):
        decide(both, state)

    assert standing_of(state).approved == 1
    assert not is_public(state)


def test_second_of_the_same_group_is_refused(state, member):
    decide(member("a"), state)

    with pytest.raises(StaleDecision):
        decide(member("a"), state)

    assert GroupApproval.objects.count() == 1


def test_member_of_two_groups_makes_room_for_one_of_the_first(state, member):
    decide(member("a", "b"), state)

    decide(member("a"), state)

    assert is_public(state)


def test_author_does_not_approve_for_a_group(section, member):
    make_step(section("news"))
    author = member("a")
    state = submit(make_news(section("news"), owner=author), author)

    with pytest.raises(DecisionRefused):
        decide(author, state)

    assert not GroupApproval.objects.exists()


def test_stranger_does_not_approve(state, make_user):
    with pytest.raises(DecisionRefused):
        decide(make_user("moderators-news"), state)


def test_administrator_stands_in_for_one_group(state, make_user, member):
    administrator = make_user("administrators")
    decide(administrator, state)
    with pytest.raises(StaleDecision):
        decide(administrator, state)
    assert not is_public(state)

    decide(member("a"), state)

    assert is_public(state)


def test_any_group_returns_the_version(state, member):
    decide(member("a"), state)

    decide(member("c"), state, Decision.RETURN, "Нет источника.")

    assert (state.status, state.comment) == ("rejected", "Нет источника.")
    assert not is_public(state)


def test_whoever_approved_may_still_return(state, member):
    first = member("a")
    decide(first, state)

    decide(first, state, Decision.RETURN, "Нашлась ошибка.")

    assert state.status == "rejected"


def test_new_text_starts_anew(state, member, editor):
    first = member("a")
    decide(first, state)
    page = NewsPage.objects.get(pk=state.workflow_state.object_id)
    page.title = "Другой текст"
    page.save_revision(user=editor)
    state = waiting_state(page)

    assert standing_of(state).approved == 0
    decide(member("b"), state)
    assert not is_public(state)
    decide(first, state)
    assert is_public(state)


def test_autosave_into_the_same_version_starts_anew(state, member):
    decide(member("a"), state)
    type(state.revision).objects.filter(pk=state.revision_id).update(created_at=timezone.now())
    state = ModerationTaskState.objects.get(pk=state.pk)

    assert standing_of(state).approved == 0


def test_returned_and_submitted_again_starts_anew(state, member, editor):
    decide(member("a"), state)
    decide(member("b"), state, Decision.RETURN, "Исправьте.")
    page = NewsPage.objects.get(pk=state.workflow_state.object_id)
    page.save_revision(user=editor)
    page.current_workflow_state.resume(user=editor)

    assert standing_of(waiting_state(page)).approved == 0


def test_step_does_not_close_past_the_groups(state, member):
    decide(member("a"), state)

    with pytest.raises(DecisionRefused):
        state.approve(user=member("b"))

    assert not is_public(state)


def test_more_than_there_are_means_all(section, editor, member):
    make_step(section("news"), required=5, groups=GROUPS[:2])
    state = submit(make_news(section("news"), owner=editor), editor)

    decide(member("a"), state)
    assert not is_public(state)
    decide(member("b"), state)

    assert is_public(state)


def test_every_approval_stands_in_the_log(state, member):
    first, second = member("a"), member("b")
    decide(first, state, reason="Согласны.")
    decide(second, state)

    rows = AuditEntry.objects.order_by("sequence").values_list("action", "actor", "reason")
    assert list(rows) == [
        ("workflow.approve_group", first.pk, "Согласны."),
        ("workflow.approve_group", second.pk, ""),
        ("workflow.approve", second.pk, ""),
    ]
    council = Group.objects.get(name="council-a")
    assert AuditEntry.objects.first().rule == "Советы"
    assert AuditEntry.objects.get(sequence=1).details["groups"] == [council.pk]


def test_refused_approval_leaves_no_trace(state, member):
    decide(member("a"), state)
    claimant = member("b")
    PageQueue().claim(claimant, str(state.pk))

    with pytest.raises(DecisionRefused):
        decide(member("c"), state)

    assert (GroupApproval.objects.count(), AuditEntry.objects.count()) == (1, 1)


def test_desk_shows_the_groups_and_offers_only_a_return_to_whoever_approved(
    state, client_as, member
):
    client = client_as("council-a", "editors-news")
    item = reverse("desk:item", args=["pages", state.pk])
    data = {"do": "decide", "decision": "approve", "reason": "", "version": ""}
    assert 'value="approve"' in client.get(item).content.decode()

    response = client.post(item, data | {"version": version_of(state.revision)}, follow=True)

    words = "Ваше одобрение «На троих» учтено"
    assert any(words in str(message) for message in response.context["messages"])
    page = client.get(item).content.decode()
    assert 'value="approve"' not in page
    assert 'value="return"' in page
    assert "1 из 2 групп" in page
    assert "council-b" in page


def test_form_of_the_page_shows_the_groups(state, client_as, member):
    client = client_as("council-b", "editors-news")
    decide(member("a", first_name="Мария", last_name="Иванова"), state)
    page = state.workflow_state.content_object

    text = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    status = client.get(reverse("wagtailadmin_pages:workflow_history", args=[page.pk])).status_code

    assert "council-a: одобрено, Мария Иванова" in text
    assert "council-b: ожидает" in text
    assert status == 200


def test_number_of_queries_on_the_desk_does_not_grow(
    section, editor, member, django_assert_max_num_queries
):
    make_step(section("news"))
    approver, reader = member("a"), member("b")

    def listed(rows):
        while ModerationTaskState.objects.count() < rows:
            decide(approver, submit(make_news(section("news"), owner=editor), editor))
        with django_assert_max_num_queries(12) as queries:
            assert len(PageQueue().items(reader)) == rows
        return len(queries)

    assert len({listed(1), listed(3), listed(10)}) == 1


def test_groups_are_told_of_a_version_and_reminded_until_they_approve(state, member):
    first, second = member("a"), member("b")
    decide(first, state)
    ModerationTaskState.objects.update(due_at=timezone.now() - timedelta(hours=1))
    mail.outbox.clear()

    assert send_reminder.call(state.pk) == 1

    assert mail.outbox[0].recipients() == [second.email]


def test_setup_does_not_take_the_step_for_the_one_of_a_section(section):
    make_step(section("about"), groups=("moderators-news",))

    workflow = setup_section("news", "Новости", [section("news")])

    tasks = [task.specific for task in workflow.tasks]
    assert not any(isinstance(task, ParallelApprovalTask) for task in tasks)


def test_match_finds_as_many_groups_as_can_be():
    approvals = [Approval(groups=[1, 2]), Approval(groups=[1, 3]), Approval(groups=[1])]

    taken = match(approvals, [1, 2, 3])

    assert {pk: approval.groups for pk, approval in taken.items()} == {
        1: [1],
        2: [1, 2],
        3: [1, 3],
    }
    assert match(approvals, []) == {}
    assert len(match(approvals, [1])) == 1


@pytest.mark.django_db(transaction=True)
def test_approvals_at_once_count_each_and_close_once(section, make_user, member):
    editor = make_user("editors-news")
    make_step(section("news"), required=3)
    state = submit(make_news(section("news"), owner=editor), editor)
    version = version_of(state.revision)
    people = [member("a"), member("b"), member("c"), member("a")]

    results = at_once(
        *(
            lambda user=user: PageQueue().take(user, str(state.pk), version, Decision.APPROVE, "")
            for user in people
        )
    )

    assert results.count(None) == 3
    assert sum(isinstance(result, StaleDecision) for result in results) == 1
    state.refresh_from_db()
    assert (state.status, is_public(state)) == ("approved", True)
    assert GroupApproval.objects.count() == 3
    assert AuditEntry.objects.filter(action="workflow.approve").count() == 1
