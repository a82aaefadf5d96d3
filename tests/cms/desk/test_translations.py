"""The way of a translation: translated, submitted, approved by a second person, public, found."""

import pytest
from django.urls import reverse
from django.utils.http import urlencode
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from search.indexing import drain, rebuild
from tests.factories.legal import make_act
from tests.factories.moderation import make_news, submit, waiting_state

pytestmark = pytest.mark.django_db

WORDS = {"title": "Seminar of clusters", "lead": "Machinists shared their experience."}


@pytest.fixture
def editor(client_as):
    return client_as("editors-news")


@pytest.fixture
def translated(section, editor):
    """The draft translation of a public page, started in the office and put into English."""
    original = make_news(section("news"), title="Семинар кластеров", live=True)
    return translate(editor, original)


def translate(client, original, words=WORDS):
    english = Locale.objects.get(language_code="en")
    client.post(f"/admin/localize/submit/page/{original.pk}/", {"locales": [english.pk]})
    translation = Translation.objects.get(source__object_id=original.translation_key)
    for segment in StringSegment.objects.filter(source=translation.source):
        if segment.context.path in words:
            client.put(
                reverse(
                    "wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk]
                ),
                urlencode({"value": words[segment.context.path]}),
                content_type="application/x-www-form-urlencoded",
            )
    return original.get_translation(english)


def edit_url(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def approve(client, page):
    state = waiting_state(page)
    version = client.get(reverse("desk:item", args=["pages", state.pk])).context["item"].version
    return client.post(
        reverse("desk:item", args=["pages", state.pk]),
        {"do": "decide", "decision": "approve", "version": version, "reason": ""},
        follow=True,
    )


def addresses_found(client, word):
    drain()
    answer = client.get("/api/v1/catalogue/", {"q": word, "lang": "en"}).json()
    return [result["url"] for result in answer["results"]]


def test_translation_goes_by_the_desk_to_the_readers(translated, editor, client_as, client):
    rebuild()
    page = editor.get(edit_url(translated)).content.decode()
    assert 'value="submit"' in page

    editor.post(edit_url(translated), {"action": "submit"})

    translated.refresh_from_db()
    assert translated.live is False
    assert waiting_state(translated).revision.as_object().title == WORDS["title"]
    assert addresses_found(client, "machinist") == []

    approve(client_as("moderators-news"), translated)

    translated.refresh_from_db()
    assert translated.live is True
    shown = client.get(translated.get_url()).content.decode()
    assert "Machinists shared their experience." in shown
    assert translated.get_url() in addresses_found(client, "machinist")


def test_stopped_translation_is_submitted_in_the_form(translated, editor, client_as, client):
    from tests.cms.desk.test_conflicts import form_data

    translation = Translation.objects.get(source__object_id=translated.translation_key)
    editor.post(edit_url(translated), {"action": "submit"})
    waiting_state(translated).workflow_state.cancel(user=editor.user)
    editor.post(reverse("wagtail_localize:stop_translation", args=[translation.pk]))

    editor.post(
        edit_url(translated),
        form_data(editor, translated, lead="Toolmakers met.") | {"action-submit": "1"},
    )
    approve(client_as("moderators-news"), translated)

    translated.refresh_from_db()
    assert translated.live is True
    assert "Toolmakers met." in client.get(translated.get_url()).content.decode()


def test_act_is_translated_and_read_by_lawyer_and_moderator(client_as, client):
    editor = client_as("editors-legal")
    act = make_act(title="О станках", owner=editor.user)
    act.save_revision(user=editor.user).publish(user=editor.user, skip_permission_checks=True)
    english = translate(editor, act, {"title": "On machine tools"})

    editor.post(edit_url(english), {"action": "submit"})
    approve(client_as("legal-editors"), english)
    english.refresh_from_db()
    assert english.live is False
    approve(client_as("moderators-legal"), english)

    english.refresh_from_db()
    assert english.live is True
    assert "On machine tools" in client.get(english.get_url()).content.decode()


def test_translator_who_moderates_needs_a_colleague(section, client_as):
    moderator = client_as("moderators-news")
    page = translate(moderator, make_news(section("news"), title="Своя", live=True))

    moderator.post(edit_url(page), {"action": "publish"})
    page.refresh_from_db()
    assert page.live is False

    moderator.post(edit_url(page), {"action": "submit"})
    approve(moderator, page)
    page.refresh_from_db()
    assert page.live is False

    approve(client_as("moderators-news"), page)
    page.refresh_from_db()
    assert page.live is True


def test_returned_translation_is_sent_again(translated, editor, make_user):
    editor.post(edit_url(translated), {"action": "submit"})
    waiting_state(translated).reject(user=make_user("moderators-news"), comment="Уточните.")
    assert "Уточните." in editor.get(edit_url(translated)).content.decode()

    editor.post(edit_url(translated), {"action": "submit"})

    assert waiting_state(translated).workflow_state.status == "in_progress"


def test_what_waits_is_not_replaced_by_its_author(translated, editor):
    editor.post(edit_url(translated), {"action": "submit"})
    revision = waiting_state(translated).revision_id

    response = editor.post(edit_url(translated), {"action": "submit"}, follow=True)

    assert waiting_state(translated).revision_id == revision
    assert "Редакция ждёт решения" in response.content.decode()


def test_missing_texts_are_counted(section, editor):
    page = translate(editor, make_news(section("news"), live=True), {"title": "News"})

    response = editor.post(edit_url(page), {"action": "submit"}, follow=True)

    translation = Translation.objects.get(source__object_id=page.translation_key)
    total = StringSegment.objects.filter(source=translation.source).count()
    assert StringTranslation.objects.count() == 1
    assert any(str(message).startswith(str(total - 1)) for message in response.context["messages"])


def test_other_sections_are_refused(translated, client_as):
    stranger = client_as("editors-events")

    assert stranger.post(edit_url(translated), {"action": "submit"}).status_code == 302
    translated.refresh_from_db()
    assert translated.current_workflow_state is None


def test_original_does_not_replace_a_translation_past_the_desk(translated, editor, make_user):
    submit(translated, editor.user).approve(user=make_user("moderators-news"))
    url = reverse("wagtail_localize:convert_to_alias", args=[translated.pk])

    editor.post(url)

    page = Page.objects.get(pk=translated.pk)
    assert page.alias_of_id is None
    assert page.live is True
