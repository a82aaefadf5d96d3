"""A save over a newer version is refused with both texts; direct publication goes by the desk."""

import pytest
from django.urls import reverse
from wagtail.models import Page, Revision

from cms.desk.pages import PageQueue
from tests.factories.moderation import make_news, submit

pytestmark = pytest.mark.django_db

ACTIONS = ["", "action-submit", "action-publish"]


@pytest.fixture
def editor(client_as):
    return client_as("editors-news")


@pytest.fixture
def page(section, editor):
    return make_news(section("news"), title="Исходная", owner=editor.user)


def edit_url(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def form_data(client, page, **changes):
    """What the browser would send: the form as it was loaded, with the changes."""
    response = client.get(edit_url(page))
    data = posted(response.context["form"])
    page.refresh_from_db()
    data["loaded_revision_id"] = str(page.latest_revision_id)
    data["loaded_revision_created_at"] = page.latest_revision.created_at.isoformat()
    return data | changes


def posted(form):
    """Values of a page form and its formsets as a browser sends them."""
    data = {}
    for bound in form:
        value = bound.value()
        if value is None or value is False or hasattr(value, "stream_block"):
            continue
        data[bound.html_name] = value
        if bound.field.show_hidden_initial:
            data[bound.html_initial_name] = value
    data.update({"body-count": "0"})
    for formset in form.formsets.values():
        for name, value in formset.management_form.initial.items():
            data[f"{formset.prefix}-{name}"] = value
    return {name: value for name, value in data.items() if value is not None}


def test_fresh_save_is_accepted(editor, page):
    response = editor.post(edit_url(page), form_data(editor, page, title="Новая редакция"))

    assert response.status_code == 302
    assert page.get_latest_revision().content["title"] == "Исходная"
    page.refresh_from_db()
    assert page.get_latest_revision().content["title"] == "Новая редакция"


@pytest.mark.parametrize("action", ACTIONS)
def test_stale_save_is_refused_with_both_versions(editor, page, client_as, action):
    mine = form_data(editor, page, title="Мой заголовок")
    colleague = client_as("administrators")
    theirs = form_data(colleague, page, title="Чужой заголовок")
    assert colleague.post(edit_url(page), theirs).status_code == 302
    before = Revision.objects.count()

    response = editor.post(edit_url(page), {**mine, action: "1"} if action else mine)

    assert response.status_code == 409
    assert Revision.objects.count() == before
    titles = [change for change in response.context["changes"] if "Мой" in change.after]
    assert len(titles) == 1
    assert "Чужой" in titles[0].before
    assert ("title", "Мой заголовок") in response.context["typed"]
    names = {name for name, _value in response.context["typed"]}
    assert not names & {"loaded_revision_id", "csrfmiddlewaretoken", "action-publish"}
    page.refresh_from_db()
    assert page.get_latest_revision().content["title"] == "Чужой заголовок"
    assert page.current_workflow_state is None


def test_continuing_opens_the_form_with_my_text_and_saves_nothing(editor, page, client_as):
    mine = form_data(editor, page, title="Мой заголовок")
    colleague = client_as("administrators")
    colleague.post(edit_url(page), form_data(colleague, page, title="Чужой заголовок"))
    refused = editor.post(edit_url(page), mine)
    typed = dict(refused.context["typed"]) | {refused.context["continue_name"]: "1"}
    before = Revision.objects.count()

    response = editor.post(edit_url(page), typed)

    assert response.status_code == 200
    assert Revision.objects.count() == before
    assert response.context["form"]["title"].value() == "Мой заголовок"
    page.refresh_from_db()
    again = dict(refused.context["typed"])
    again["loaded_revision_id"] = str(response.context["page"].latest_revision_id)
    again["loaded_revision_created_at"] = response.context["loaded_revision_created_at"]
    assert editor.post(edit_url(page), again).status_code == 302
    page.refresh_from_db()
    assert page.get_latest_revision().content["title"] == "Мой заголовок"
    assert Revision.objects.for_instance(page).count() == 3


def test_version_overwritten_in_place_is_stale(editor, page):
    mine = form_data(editor, page, title="Мой заголовок")
    fresh = Page.objects.get(pk=page.pk).specific
    fresh.title = "Из другой вкладки"
    fresh.save_revision(user=editor.user, overwrite_revision=fresh.latest_revision)

    assert editor.post(edit_url(page), mine).status_code == 409


def test_stale_autosave_gets_json(editor, page, client_as):
    mine = form_data(editor, page, title="Мой заголовок")
    colleague = client_as("administrators")
    colleague.post(edit_url(page), form_data(colleague, page, title="Чужой заголовок"))

    response = editor.post(edit_url(page), mine, headers={"Accept": "application/json"})

    assert response.status_code == 400
    assert response.json()["error_code"] == "invalid_revision"


def test_moderator_cannot_publish_past_the_desk(client_as, section):
    moderator = client_as("moderators-news")
    page = make_news(section("news"), owner=moderator.user)

    response = moderator.post(
        edit_url(page), form_data(moderator, page, title="Сам себе") | {"action-publish": "1"}
    )

    page.refresh_from_db()
    assert response.status_code == 302
    assert page.live is False
    assert page.get_latest_revision().content["title"] == "Сам себе"
    assert "action-publish" not in moderator.get(edit_url(page)).content.decode()


def test_moderator_cannot_publish_in_bulk(client_as, section):
    moderator = client_as("moderators-news")
    page = make_news(section("news"), owner=moderator.user)
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

    moderator.post(f"{url}?id={page.pk}&next=/admin/", {})

    page.refresh_from_db()
    assert page.live is False


def test_administrator_publishes_directly(client_as, section):
    administrator = client_as("administrators")
    page = make_news(section("news"), owner=administrator.user)

    administrator.post(edit_url(page), form_data(administrator, page) | {"action-publish": "1"})

    page.refresh_from_db()
    assert page.live is True


def test_edit_and_approve_in_one_press_keeps_the_text_and_says_why(client_as, section, make_user):
    moderator = client_as("moderators-news")
    author = make_user("editors-news")
    page = make_news(section("news"), owner=author)
    state = submit(page, author)
    data = form_data(moderator, page, title="Поправил и одобрил")
    data |= {"action-workflow-action": "1", "workflow-action-name": "approve"}

    response = moderator.post(edit_url(page), data, follow=True)

    page.refresh_from_db()
    state.refresh_from_db()
    assert page.live is False
    assert state.status == "in_progress"
    assert state.revision.as_object().title == "Поправил и одобрил"
    assert state.revision.user == moderator.user
    assert "решает коллега" in response.content.decode()

    revisions = page.revisions.count()
    data = form_data(moderator, page) | {
        "action-workflow-action": "1",
        "workflow-action-name": "approve",
    }
    response = moderator.post(edit_url(page), data, follow=True)

    page.refresh_from_db()
    assert page.live is False
    assert page.revisions.count() == revisions
    assert "решение примет кто-то другой" in response.content.decode()


def test_approving_in_the_form_without_a_change_publishes(client_as, section, make_user):
    moderator = client_as("moderators-news")
    author = make_user("editors-news")
    page = make_news(section("news"), owner=author)
    submit(page, author)
    data = form_data(moderator, page)
    data |= {"action-workflow-action": "1", "workflow-action-name": "approve"}

    moderator.post(edit_url(page), data)

    page.refresh_from_db()
    assert page.live is True
    assert page.live_revision.user == author


def test_form_respects_a_claim(client_as, section, make_user):
    moderator, other = client_as("moderators-news"), make_user("moderators-news")
    author = make_user("editors-news")
    page = make_news(section("news"), owner=author)
    PageQueue().claim(other, str(submit(page, author).pk))
    data = form_data(moderator, page)
    data |= {"action-workflow-action": "1", "workflow-action-name": "approve"}

    response = moderator.post(edit_url(page), data, follow=True)

    page.refresh_from_db()
    assert page.live is False
    assert other.get_full_name() in response.content.decode()


def test_moderator_cannot_publish_copies(client_as, section):
    moderator = client_as("moderators-news")
    page = make_news(section("news"), title="Образец", live=True)
    url = reverse("wagtailadmin_pages:copy", args=[page.pk])
    data = {"new_title": "Копия", "new_slug": "kopiya", "new_parent_page": section("news").pk}

    moderator.post(url, data | {"publish_copies": "on"})
    assert not Page.objects.filter(slug="kopiya").exists()
    moderator.post(url, data)
    assert Page.objects.get(slug="kopiya").live is False


def test_translator_publishes_nothing(client_as, section, committed):
    from wagtail.models import Locale
    from wagtail_localize.models import TranslationSource
    from wagtail_localize.operations import translate_object

    editor = client_as("editors-news")
    page = make_news(section("news"), title="Исходная", live=True)
    english = Locale.objects.get(language_code="en")
    translate_object(page, [english], user=editor.user)
    assert page.get_translation(english).live is False
    source = TranslationSource.objects.get(object_id=page.translation_key)

    with committed():
        editor.post(f"/admin/localize/update/{source.pk}/", {"publish_translations": "on"})

    assert page.get_translation(english).live is False

    administrator = client_as("administrators")
    with committed():
        administrator.post(f"/admin/localize/update/{source.pk}/", {"publish_translations": "on"})
    assert page.get_translation(english).live is True
