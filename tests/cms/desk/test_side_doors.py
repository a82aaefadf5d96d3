"""No way around the desk: nobody makes their own text public, moderators included."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from cms.models import ModerationTaskState
from cms.scheduling.publication import publish_due
from tests.cms.desk.test_conflicts import form_data
from tests.factories.moderation import make_news, submit

pytestmark = pytest.mark.django_db

GROUPS = ["editors-news", "moderators-news"]
OLD, OWN = "Одобренный текст.", "Собственный текст."


@pytest.fixture(params=GROUPS)
def author(request, client_as):
    """A client of the author: an editor, and a moderator of the section."""
    return client_as(request.param)


@pytest.fixture
def page(section, author, make_user):
    """A public page with a newer version of the author's own that nobody has read."""
    page = make_news(section("news"), lead=OLD, owner=author.user)
    submit(page, author.user).approve(user=make_user("moderators-news"))
    page.refresh_from_db()
    page.lead = OWN
    page.save_revision(user=author.user)
    return page


def url(name, *args):
    return reverse(f"wagtailadmin_pages:{name}", args=args)


def assert_not_public(page, client):
    shown = client.get(page.get_url())
    assert OWN not in shown.content.decode()
    for copy in Page.objects.filter(live=True).exclude(pk=page.pk).specific():
        assert getattr(copy, "lead", "") != OWN


def test_publish_button(page, author, client):
    author.post(url("edit", page.pk), form_data(author, page, lead=OWN) | {"action-publish": "1"})
    assert_not_public(page, client)


def test_create_and_publish(page, author, client, section):
    target = url("add", "home", "newspage", section("news").pk)
    data = form_data(author, page, lead=OWN, title="Новая", slug="novaya")
    author.post(target, data | {"action-publish": "1"})
    assert_not_public(page, client)


def test_submit_and_approve(page, author, client):
    author.post(url("edit", page.pk), form_data(author, page) | {"action-submit": "1"})
    state = ModerationTaskState.objects.get(status="in_progress")
    action = url("workflow_action", page.pk, "approve", state.pk)
    author.post(action, {"comment": ""})
    approval = {"action-workflow-action": "1", "workflow-action-name": "approve"}
    author.post(url("edit", page.pk), form_data(author, page) | approval)
    state.refresh_from_db()
    assert state.status == "in_progress"
    assert_not_public(page, client)


def test_bulk_publish(page, author, client):
    author.post(f"/admin/bulk/wagtailcore/page/publish/?id={page.pk}", {"include_descendants": ""})
    assert_not_public(page, client)


def test_copy_with_publication(page, author, client, section):
    data = {"new_title": "К", "new_slug": "k", "new_parent_page": section("news").pk}
    author.post(url("copy", page.pk), data | {"publish_copies": "on"})
    assert_not_public(page, client)


def test_alias_of_a_draft(page, author, client, section):
    data = {"new_title": "К", "new_slug": "k", "new_parent_page": section("news").pk}
    author.post(url("copy", page.pk), data | {"alias": "on", "publish_copies": "on"})
    assert_not_public(page, client)


def test_schedule(page, author, client):
    past = timezone.localtime() - timedelta(minutes=5)
    data = form_data(author, page, lead=OWN, go_live_at=past.strftime("%Y-%m-%d %H:%M"))
    author.post(url("edit", page.pk), data)
    author.post(url("edit", page.pk), data | {"action-publish": "1"})
    soon = (timezone.localtime() + timedelta(hours=1)).strftime("%Y-%m-%d %H:%M")
    author.post(
        url("edit", page.pk),
        form_data(author, page, lead=OWN, go_live_at=soon) | {"action-publish": "1"},
    )
    publish_due()
    assert not page.revisions.filter(approved_go_live_at__isnull=False).exists()
    assert_not_public(page, client)


def test_revert_and_publish(page, author, client):
    own = page.get_latest_revision()
    page.lead = OLD
    page.save_revision(user=author.user)
    data = form_data(author, page, lead=OWN) | {"revision": own.pk, "action-publish": "1"}
    author.post(url("edit", page.pk), data)
    assert_not_public(page, client)


def test_unpublish_and_publish(page, author, client):
    author.post(url("unpublish", page.pk))
    author.post(url("edit", page.pk), form_data(author, page, lead=OWN) | {"action-publish": "1"})
    author.post(f"/admin/bulk/wagtailcore/page/publish/?id={page.pk}", {"include_descendants": ""})
    assert_not_public(page, client)


@pytest.mark.parametrize("action", ["publish", "revert_to_page_revision", "copy", "create_alias"])
def test_actions_of_the_office_api(page, author, client, action):
    data = {"revision_id": page.latest_revision_id, "slug": "api", "keep_live": True}
    author.post(f"/admin/api/main/pages/{page.pk}/action/{action}/", data)
    assert_not_public(page, client)


def test_move_publishes_no_draft(page, author, client, section):
    author.post(url("move_confirm", page.pk, section("news").pk))
    page.refresh_from_db()
    assert_not_public(page, client)
