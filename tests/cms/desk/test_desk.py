"""The desk's table, an item's page, decisions one by one and in bulk."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from cms.desk.pages import PageQueue, version_of
from cms.desk.queues import Decision
from cms.enums import Priority
from cms.models import ModerationTaskState
from cms.workflow.rules import DecisionRefused, StaleDecision
from tests.factories.moderation import make_news, submit, waiting_state

pytestmark = pytest.mark.django_db

INDEX = reverse("desk:index")


@pytest.fixture
def editor(make_user):
    return make_user("editors-news")


@pytest.fixture
def waiting(section, editor):
    """Make and submit news: waiting("Заголовок")."""

    def make(title="Новость", **fields):
        return submit(make_news(section("news"), title=title, owner=editor, **fields), editor)

    return make


@pytest.fixture
def moderator(client_as):
    return client_as("moderators-news")


def titles(response):
    return [item.title for item in response.context["page"]]


def item_url(state):
    return reverse("desk:item", args=["pages", state.pk])


def token(state):
    return f"pages:{state.pk}:{version_of(state.revision)}"


def decide(client, state, decision, reason="", version=None):
    data = {"do": "decide", "decision": decision, "reason": reason}
    data["version"] = version or version_of(state.revision)
    return client.post(item_url(state), data)


def messages_of(response):
    return [str(message) for message in response.context["messages"]]


def test_desk_shows_what_waits_for_my_groups(waiting, moderator, section, make_user):
    state = waiting("Кластеры получили субсидии")
    author = make_user("editors-events")
    from home.models import EventPage

    events = section("events")
    now = timezone.now()
    event = EventPage(title="Форум", starts_at=now, ends_at=now, locale=events.locale, live=False)
    events.add_child(instance=event)
    event.save_revision(user=author)
    submit(event, author)

    response = moderator.get(INDEX)

    assert titles(response) == ["Кластеры получили субсидии"]
    item = response.context["page"][0]
    assert (item.section, item.language, item.author.name) == (
        "news",
        "ru",
        state.revision.user.get_full_name(),
    )


def test_desk_is_closed_to_editors_and_strangers(waiting, client, client_as):
    waiting()
    editor = client_as("editors-news")

    assert editor.get(INDEX).status_code == 302
    assert editor.get(INDEX, follow=True).redirect_chain[-1][0] == reverse("wagtailadmin_home")
    assert client.get(INDEX).status_code == 302


def test_filters_stand_in_the_address(waiting, moderator, section, make_user):
    waiting("Русская")
    other = make_user("editors-news")
    english = submit(make_news(section("news", "en"), title="English", owner=other), other)
    late = waiting("Просроченная")
    ModerationTaskState.objects.filter(pk=late.pk).update(due_at=timezone.now() - timedelta(days=1))
    PageQueue().claim(moderator.user, str(english.pk))

    def shown(query):
        return set(titles(moderator.get(f"{INDEX}?{query}")))

    assert shown("language=en") == {"English"}
    assert shown("due=overdue") == {"Просроченная"}
    assert shown("due=later") == {"Русская", "English"}
    assert shown(f"author={other.pk}") == {"English"}
    assert shown("mine=claimed") == {"English"}
    assert shown("mine=free") == {"Русская", "Просроченная"}
    assert shown("section=news") == {"Русская", "English", "Просроченная"}
    assert shown("section=nothing&author=999&due=never&sort=bogus&p=99") == {
        "Русская",
        "English",
        "Просроченная",
    }


def test_order(waiting, moderator):
    first, second, third = waiting("Бета"), waiting("Альфа"), waiting("Гамма")
    now = timezone.now()
    for state, days in ((first, 3), (second, 2), (third, 1)):
        ModerationTaskState.objects.filter(pk=state.pk).update(due_at=now + timedelta(days=days))
    ModerationTaskState.objects.filter(pk=first.pk).update(priority=Priority.URGENT)

    assert titles(moderator.get(INDEX)) == ["Бета", "Гамма", "Альфа"]
    assert titles(moderator.get(f"{INDEX}?sort=title")) == ["Альфа", "Бета", "Гамма"]
    assert titles(moderator.get(f"{INDEX}?sort=-title")) == ["Гамма", "Бета", "Альфа"]


def test_paging(waiting, moderator):
    for number in range(27):
        waiting(f"Новость {number:02}")

    first = moderator.get(f"{INDEX}?sort=title")
    second = moderator.get(f"{INDEX}?sort=title&p=2")

    assert len(titles(first)) == 25
    assert titles(second) == ["Новость 25", "Новость 26"]
    assert "sort=title&amp;p=2" in first.content.decode()


def test_queries_do_not_grow_with_the_rows(waiting, moderator):
    counts = []
    for more in (1, 9, 90):
        for number in range(more):
            waiting(f"Новость {more}-{number}")
        with CaptureQueriesContext(connection) as captured:
            assert moderator.get(INDEX).status_code == 200
        counts.append(len(captured))

    assert counts[0] == counts[1] == counts[2]
    assert counts[0] <= 25


def test_item_compares_with_live_side_by_side(section, editor, moderator):
    page = make_news(section("news"), owner=editor, live=True, lead="Было сто рублей.")
    page.lead = "Стало двести рублей."
    page.save_revision(user=editor)
    state = submit(page, editor)

    response = moderator.get(item_url(state))

    changes = {change.label: change for change in response.context["changes"]}
    assert len(changes) == 1
    (change,) = changes.values()
    assert "Было" in change.before
    assert "Стало" not in change.before
    assert "Стало" in change.after
    assert "Было" not in change.after
    assert response.context["is_first"] is False


def test_first_publication_shows_the_whole_content(waiting, moderator):
    response = moderator.get(item_url(waiting("Совсем новая", lead="Вводная <b>строка</b>.")))

    assert response.context["is_first"] is True
    body = response.content.decode()
    assert "Вводная &lt;b&gt;строка&lt;/b&gt;." in body
    assert "<b>строка</b>" not in body


def test_approve_publishes_and_is_logged(waiting, moderator):
    state = waiting("Готово")

    response = moderator.post(
        item_url(state),
        {"do": "decide", "decision": "approve", "version": version_of(state.revision)},
        follow=True,
    )

    page = state.workflow_state.content_object
    page.refresh_from_db()
    assert page.live is True
    assert response.redirect_chain[-1][0] == INDEX
    entry = PageLogEntry.objects.filter(page=page, action="wagtail.workflow.approve").get()
    assert entry.user == moderator.user


def test_return_needs_a_reason_and_keeps_what_was_typed(waiting, moderator):
    state = waiting()

    response = decide(moderator, state, "return", reason=" ")

    assert response.status_code == 422
    assert response.context["decision_form"].errors["reason"]
    state.refresh_from_db()
    assert state.status == "in_progress"


def test_return_reaches_the_author_on_form_and_dashboard(waiting, moderator, editor, client):
    state = waiting("На доработку")
    decide(moderator, state, "return", reason="Укажите источник суммы.")

    client.force_login(editor)
    page_id = int(state.workflow_state.object_id)
    form = client.get(reverse("wagtailadmin_pages:edit", args=[page_id]))
    home = client.get(reverse("wagtailadmin_home"))

    assert any("Укажите источник суммы." in text for text in messages_of(form))
    assert "Укажите источник суммы." in home.content.decode()


def test_stale_version_is_refused(waiting, moderator):
    state = waiting()
    seen = version_of(state.revision)
    page = state.workflow_state.content_object.specific
    page.lead = "Переписано."
    page.save_revision(user=state.revision.user)

    response = decide(moderator, state, "approve", version=seen)

    page.refresh_from_db()
    assert response.status_code == 302
    assert page.live is False
    assert waiting_state(page).status == "in_progress"


def test_version_overwritten_in_place_is_stale(waiting, moderator, editor):
    state = waiting()
    seen = version_of(state.revision)
    page = state.workflow_state.content_object.specific
    page.lead = "Автосохранение."
    page.save_revision(user=editor, overwrite_revision=state.revision)

    with pytest.raises(StaleDecision):
        PageQueue().decide(moderator.user, str(state.pk), seen, Decision.APPROVE, "")


def test_already_decided_says_by_whom(waiting, moderator, client_as):
    state = waiting()
    second = client_as("moderators-news")
    decide(moderator, state, "approve")

    refused = second.post(
        item_url(state),
        {"do": "decide", "decision": "approve", "version": version_of(state.revision)},
        follow=True,
    )
    opened = second.get(item_url(state), follow=True)

    name = moderator.user.get_full_name()
    assert any(name in text for text in messages_of(refused))
    assert any(name in text for text in messages_of(opened))


def test_claim_is_seen_by_others_and_released(waiting, moderator, client_as):
    state = waiting()
    moderator.post(item_url(state), {"do": "claim"})
    second = client_as("moderators-news")

    listed = second.get(INDEX).context["page"][0]
    assert listed.claimed_by.pk == moderator.user.pk
    assert listed.refusal
    assert decide(second, state, "approve").status_code == 302
    state.refresh_from_db()
    assert state.status == "in_progress"
    second.post(item_url(state), {"do": "release"})
    assert second.get(INDEX).context["page"][0].claimed_by.pk == moderator.user.pk

    moderator.post(item_url(state), {"do": "release"})
    assert second.get(INDEX).context["page"][0].claimed_by.pk is None
    decide(second, state, "approve")
    state.refresh_from_db()
    assert state.status == "approved"


def test_claim_of_own_version_is_refused(section, make_user):
    both = make_user("editors-news", "moderators-news")
    state = submit(make_news(section("news"), owner=both), both)

    with pytest.raises(DecisionRefused):
        PageQueue().claim(both, str(state.pk))


def test_priority_is_set(waiting, moderator):
    state = waiting()

    moderator.post(item_url(state), {"do": "priority", "priority": "40"})
    moderator.post(item_url(state), {"do": "priority", "priority": "41"})

    state.refresh_from_db()
    assert state.priority == Priority.URGENT


def test_bulk_decides_each_row_by_its_own_right(waiting, section, client_as, make_user):
    moderator = client_as("moderators-news", "editors-news")
    good = waiting("Хорошая")
    own = submit(make_news(section("news"), title="Своя", owner=moderator.user), moderator.user)
    stale = waiting("Изменённая")
    stale_token = token(stale)
    page = stale.workflow_state.content_object.specific
    page.save_revision(user=stale.revision.user)
    claimed = waiting("Занятая")
    PageQueue().claim(make_user("moderators-news"), str(claimed.pk))

    response = moderator.post(
        INDEX,
        {
            "decision": "approve",
            "items": [
                token(good),
                token(own),
                stale_token,
                token(claimed),
                "pages:999999:1.1",
                "x",
            ],
        },
        follow=True,
    )

    report = response.context["report"]
    assert report["done"] == ["Хорошая"]
    assert [row["title"] for row in report["skipped"]][:3] == ["Своя", "Изменённая", "Занятая"]
    assert len(report["skipped"]) == 5
    assert all(row["reason"] for row in report["skipped"])
    statuses = dict(ModerationTaskState.objects.values_list("pk", "status"))
    assert statuses[good.pk] == "approved"
    assert {statuses[own.pk], statuses[stale.pk], statuses[claimed.pk]} == {"in_progress"}


def test_bulk_return_without_reason_changes_nothing(waiting, moderator):
    state = waiting()

    moderator.post(INDEX, {"decision": "return", "items": [token(state)], "reason": ""})

    state.refresh_from_db()
    assert state.status == "in_progress"


def test_bulk_return_with_reason(waiting, moderator):
    first, second = waiting("Одна"), waiting("Другая")

    response = moderator.post(
        INDEX,
        {"decision": "return", "items": [token(first), token(second)], "reason": "Дубли."},
        follow=True,
    )

    assert response.context["report"]["done"] == ["Одна", "Другая"]
    comments = ModerationTaskState.objects.filter(status="rejected").values_list("comment")
    assert set(comments) == {("Дубли.",)}


def test_foreign_item_is_not_shown(waiting, client_as):
    state = waiting("Чужая")
    stranger = client_as("moderators-library")

    response = stranger.get(item_url(state), follow=True)

    assert "Чужая" not in response.content.decode()
    assert decide(stranger, state, "approve").status_code == 302
    state.refresh_from_db()
    assert state.status == "in_progress"


def test_unknown_queue_and_action_are_not_found(waiting, moderator):
    state = waiting()

    unknown = reverse("desk:item", args=["nothing", "1"])
    assert moderator.get(unknown, follow=True).status_code == 404
    assert moderator.post(item_url(state), {"do": "explode"}, follow=True).status_code == 404
