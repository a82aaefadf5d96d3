"""Reading discussions: lists, threads, stable links, feeds; what is not public shows nowhere."""

from datetime import timedelta
from html import unescape
from xml.etree import ElementTree as ET

import pytest
from wagtail.models import PageViewRestriction

from platforms.discussions.topic import PAGE_SIZE
from platforms.models import Contribution, DiscussionIndexPage, PlatformPage
from tests.factories.discussions import make_contribution, make_topic
from tests.factories.platforms import make_platform

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


def index(language="ru"):
    return f"/{language}/platforms/discussions/"


def read(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def test_setup_makes_the_page_in_both_languages():
    assert DiscussionIndexPage.objects.live().count() == 2


def test_list_shows_topics_newest_activity_first(client):
    old, fresh = make_topic(title="Давняя тема"), make_topic(title="Свежая тема")
    make_contribution(old)
    old.refresh_from_db()
    fresh.active_at = old.active_at - timedelta(days=1)
    fresh.save()
    page = read(client, index())
    assert page.index("Давняя тема") < page.index("Свежая тема")
    assert "1 сообщение" in page


def test_list_filters_by_platform_and_state(client):
    platform = make_platform("lasers").platform
    make_topic(platform, title="О лазерах")
    make_topic(platform, title="Давно закрыта", state="closed")
    make_topic(title="О другом")
    page = read(client, f"{index()}?platform=lasers")
    assert "О лазерах" in page
    assert "О другом" not in page
    page = read(client, f"{index()}?platform=lasers&state=closed")
    assert "Давно закрыта" in page
    assert "О лазерах" not in page


def test_topic_page_shows_a_thread_with_authors_and_capacities(client, make_user):
    topic = make_topic(title="Как открыть?", text="Расскажите")
    author = make_user(username="secret-name", first_name="Анна", last_name="Пример")
    first = make_contribution(topic, author=author, capacity="Инженер завода", text="Первое слово")
    make_contribution(topic, text="Second word", language="en", capacity="Guest", reply_to=first)
    page = read(client, f"{index()}{topic.pk}/")
    for words in ("Как открыть?", "Расскажите", "Анна Пример", "Инженер завода", "Первое слово"):
        assert words in page
    assert "в ответ на № 1" in page
    assert 'class="prose" lang="en"' in page
    assert "secret-name" not in page
    assert "Участник обсуждения" in page


def test_topic_is_read_in_english_too(client):
    topic = make_topic(title="Тема", translated_title="The topic", translated_text="<p>Ask</p>")
    page = read(client, f"{index('en')}{topic.pk}/")
    assert "<h1>The topic</h1>" in page
    assert '<h1 lang="ru">Тема</h1>' not in page
    untranslated = make_topic(title="Только по-русски")
    page = read(client, f"{index('en')}{untranslated.pk}/")
    assert '<h1 lang="ru">Только по-русски</h1>' in page


@pytest.mark.parametrize("state", ["pending", "hidden", "rejected"])
def test_unpublished_topics_are_nowhere(client, state):
    topic = make_topic(state=state, title="Тайная тема")
    assert "Тайная тема" not in read(client, index())
    read(client, f"{index()}{topic.pk}/", 404)
    read(client, f"/ru/discussions/{topic.pk}/feed/", 404)


def test_topics_of_platforms_that_are_not_public_are_nowhere(client):
    shown, hidden = make_platform("shown"), make_platform("hidden")
    topic = make_topic(hidden.platform, title="Закрытая площадка")
    make_contribution(topic, text="Внутреннее слово")
    make_topic(shown.platform, title="Открытая площадка")
    assert "Закрытая площадка" in read(client, index())
    for page in PlatformPage.objects.filter(platform=hidden.platform):
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert "Закрытая площадка" not in read(client, index())
    assert "Внутреннее слово" not in read(client, "/ru/discussions/feed/")
    read(client, f"{index()}{topic.pk}/", 404)
    read(client, f"{index()}{topic.pk}/c/1/", 404)


@pytest.mark.parametrize(
    ("state", "line"),
    [
        ("hidden", "Скрыто модератором."),
        ("removed", "Удалено автором."),
        ("pending", None),
        ("rejected", None),
    ],
)
def test_what_is_not_shown_leaves_at_most_a_line(client, state, line):
    topic = make_topic()
    make_contribution(topic, text="Видимое слово")
    contribution = make_contribution(topic, text="Невидимое слово")
    if state in ("hidden", "removed"):
        getattr(contribution, {"hidden": "hide", "removed": "remove"}[state])()
        contribution.save()
    else:
        contribution.delete()
        make_contribution(topic, state=state, text="Невидимое слово")
    page = read(client, f"{index()}{topic.pk}/")
    assert "Видимое слово" in page
    assert "Невидимое слово" not in page
    assert "Невидимое слово" not in read(client, f"/ru/discussions/{topic.pk}/feed/")
    if line:
        assert line in page
    else:
        assert "Скрыто" not in page
        assert "Удалено" not in page


def test_stable_link_leads_to_the_page_of_the_contribution(client):
    topic = make_topic()
    rows = [make_contribution(topic) for _ in range(PAGE_SIZE + 1)]
    last_of_first = make_contribution(topic, reply_to=rows[0])
    address = f"{index()}{topic.pk}/"
    assert client.get(f"{address}c/1/").url == f"{address}#c-1"
    assert client.get(f"{address}c/{last_of_first.number}/").url == f"{address}#c-27"
    answer = client.get(f"{address}c/{PAGE_SIZE + 1}/")
    assert answer.url == f"{address}?page=2#c-26"
    assert 'id="c-26"' in read(client, answer.url)
    assert client.get(f"{address}c/99/").status_code == 404


def test_page_beyond_the_end_is_not_found(client):
    topic = make_topic()
    make_contribution(topic)
    read(client, f"{index()}{topic.pk}/?page=9", 404)


def test_summary_and_official_answer_stand_on_top(client):
    topic = make_topic(state="closed")
    topic.summary = "<p>Сошлись на одном</p>"
    topic.answer, topic.answer_status = "<p>Принимаем</p>", "accepted"
    topic.answer_signature, topic.answer_at = "Координатор платформы", topic.closed_at
    topic.save()
    page = read(client, f"{index()}{topic.pk}/")
    for words in ("Сошлись на одном", "Принимаем", "Координатор платформы", "принято"):
        assert words in page
    assert "Обсуждение можно читать" in page


def test_hostile_text_is_cleaned_when_shown(client):
    topic = make_topic()
    contribution = make_contribution(topic)
    Contribution.objects.filter(pk=contribution.pk).update(
        text='<p onclick="x()">Слово<script>alert(1)</script></p>'
    )
    page = read(client, f"{index()}{topic.pk}/")
    assert "<p>Слово</p>" in page
    assert "alert(1)" not in page


def test_feed_of_a_topic(client):
    topic = make_topic(title="Тема ленты")
    make_contribution(topic, text="В ленту & дальше", capacity="Инженер")
    answer = client.get(f"/ru/discussions/{topic.pk}/feed/")
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    entry = ET.fromstring(answer.content).find(f"{ATOM}entry")
    assert entry.find(f"{ATOM}title").text == "Тема ленты — № 1"
    assert entry.find(f"{ATOM}link").get("href") == (f"http://testserver{index()}{topic.pk}/c/1/")
    said = unescape(entry.find(f"{ATOM}summary").text)
    assert said == "<p>В ленту &amp; дальше</p>"


def test_feed_of_all_is_filtered_by_platform(client):
    lasers = make_topic(make_platform("lasers").platform)
    make_contribution(lasers, text="Про лазеры")
    make_contribution(make_topic(), text="Про другое")
    assert "Про другое" in read(client, "/ru/discussions/feed/")
    page = read(client, "/ru/discussions/feed/?platform=lasers")
    assert "Про лазеры" in page
    assert "Про другое" not in page


@pytest.mark.parametrize("number", [1, 10, 100])
def test_topic_costs_the_same_whatever_its_size(
    client, make_user, number, django_assert_max_num_queries
):
    topic = make_topic()
    first = make_contribution(topic, author=make_user(username="first"))
    for place in range(number - 1):
        make_contribution(topic, reply_to=first if place % 2 else None)
    client.get(f"{index()}{topic.pk}/")
    with django_assert_max_num_queries(12):
        client.get(f"{index()}{topic.pk}/")


@pytest.mark.parametrize("number", [1, 10, 30])
def test_list_costs_the_same_whatever_its_size(client, number, django_assert_max_num_queries):
    platform = make_platform("busy").platform
    for _ in range(number):
        make_topic(platform)
    client.get(index())
    with django_assert_max_num_queries(12):
        client.get(index())
