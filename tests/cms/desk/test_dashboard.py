"""The first page of the administration: each panel for those who may act on it."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cms.dashboard import DashboardPanel, register_panel
from cms.desk.panels import (
    MyDraftsPanel,
    SilentDocumentsPanel,
    UntranslatedPanel,
    WaitingPanel,
)
from cms.models import PortalDocument
from search.dashboard import SearchIndexPanel
from search.models import OutboxEntry
from tests.factories import PortalDocumentFactory
from tests.factories.moderation import make_news, submit

pytestmark = pytest.mark.django_db

HOME = reverse("wagtailadmin_home")


def panels(client):
    """Panels that are shown, by class, with their rows."""
    response = client.get(HOME)
    return {
        type(panel): list(panel.rows())
        for panel in response.context["panels"]
        if isinstance(panel, DashboardPanel)
    }


def test_panels_of_moderator_and_editor(section, client_as):
    editor, moderator = client_as("editors-news"), client_as("moderators-news")
    page = make_news(section("news"), title="На стол", owner=editor.user)
    state = submit(page, editor.user)

    of_moderator, of_editor = panels(moderator), panels(editor)

    assert [row.title for row in of_moderator[WaitingPanel]] == ["На стол"]
    assert of_moderator[WaitingPanel][0].url == reverse("desk:item", args=["pages", state.pk])
    assert WaitingPanel not in of_editor
    assert [row.title for row in of_editor[MyDraftsPanel]] == ["На стол"]
    assert SilentDocumentsPanel in of_moderator


def test_stock_panels_are_replaced(section, client_as):
    editor = client_as("editors-news")
    submit(make_news(section("news"), owner=editor.user), editor.user)

    names = {type(panel).__name__ for panel in editor.get(HOME).context["panels"]}

    assert not names & {
        "WorkflowObjectsToModeratePanel",
        "UserObjectsInWorkflowModerationPanel",
        "RecentEditsPanel",
    }


def test_own_version_does_not_wait_for_me(section, client_as):
    both = client_as("editors-news", "moderators-news")
    submit(make_news(section("news"), owner=both.user), both.user)

    assert panels(both)[WaitingPanel] == []


def test_returned_draft_stands_first_with_its_reason(section, client_as, make_user):
    editor = client_as("editors-news")
    returned = make_news(section("news"), title="Возвращённая", owner=editor.user)
    submit(returned, editor.user).reject(
        user=make_user("moderators-news"), comment="Нет источника."
    )
    make_news(section("news"), title="Черновик", owner=editor.user)

    rows = panels(editor)[MyDraftsPanel]

    assert [row.title for row in rows] == ["Возвращённая", "Черновик"]
    assert "Нет источника." in rows[0].note


def test_silent_documents(client_as):
    silent = PortalDocumentFactory(title="Скан без текста")
    PortalDocumentFactory(title="Обычный")
    PortalDocument.objects.filter(pk=silent.pk).update(extraction_state="no_text")
    PortalDocument.objects.exclude(pk=silent.pk).update(extraction_state="done")

    rows = panels(client_as("moderators-library"))[SilentDocumentsPanel]

    assert [row.title for row in rows] == ["Скан без текста"]


def test_untranslated_pages_of_my_sections(section, client_as):
    alone = make_news(section("news"), title="Только по-русски", live=True)
    pair = make_news(section("news"), title="Пара", live=True)
    make_news(section("news", "en"), title="Pair", live=True, translation_key=pair.translation_key)

    of_news = panels(client_as("editors-news"))[UntranslatedPanel]
    of_library = panels(client_as("editors-library"))[UntranslatedPanel]

    assert [row.title for row in of_news] == ["Только по-русски"]
    assert of_news[0].url == reverse("wagtailadmin_pages:edit", args=[alone.pk])
    assert of_library == []


def test_late_search_index_is_told_to_administrators(client_as):
    boss = client_as(is_superuser=True)
    OutboxEntry.objects.all().delete()
    assert panels(boss)[SearchIndexPanel] == []
    late = timezone.now() - timedelta(minutes=10)
    OutboxEntry.objects.create(key="00000000-0000-0000-0000-000000000001", next_attempt_at=late)

    assert len(panels(boss)[SearchIndexPanel]) == 1
    assert SearchIndexPanel not in panels(client_as("moderators-news"))


def test_registering_twice_is_a_mistake():
    with pytest.raises(ValueError, match="twice"):
        register_panel(WaitingPanel, order=1)


def test_admin_is_ours_and_asks_no_other_host(client_as):
    body = client_as("moderators-news").get(HOME).content.decode()
    loaded = re.findall(r'src="(https?://[^"]+)"|<link[^>]+href="(https?://[^"]+)"', body)

    assert "Wagtail" not in re.findall(r"<title>(.*?)</title>", body, re.DOTALL)[0]
    assert loaded == []
    assert "css/admin.css" in body
