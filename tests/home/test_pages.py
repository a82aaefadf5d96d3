"""Pages of the front in both languages, and what they cost."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import PortalImageFactory, RegionFactory, TopicFactory
from tests.factories.front import add_event, add_news, add_standard_page

pytestmark = pytest.mark.django_db


def queries(client, address: str) -> int:
    """Queries of the second reader; the first fills the caches of menu and names."""
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize(
    ("language", "title", "lead"), [("ru", "Новость a", "Лид a"), ("en", "News a", "Lead a")]
)
def test_news_page_in_each_language(client, language, title, lead):
    add_news("a", topics=[TopicFactory(name_ru="Форсайт", name_en="Foresight", slug="foresight")])

    page = client.get(f"/{language}/news/a/").content.decode()

    assert f"<h1>{title}</h1>" in page
    assert lead in page
    assert f'<a href="/{language}/search/?topic=foresight">' in page
    assert page.count("<h1") == 1


def test_news_page_with_picture_has_its_alternative_text(client):
    add_news("a", image=PortalImageFactory(alt_ru="Подписание", alt_en="Signing"))

    assert 'alt="Подписание"' in client.get("/ru/news/a/").content.decode()
    assert 'alt="Signing"' in client.get("/en/news/a/").content.decode()


def test_standard_page_and_its_section(client):
    add_standard_page()

    assert "<h1>Контакты</h1>" in client.get("/ru/about/contacts/").content.decode()
    section = client.get("/en/about/").content.decode()
    assert '<a href="/en/about/contacts/">Contacts</a>' in section
    assert "Where to write" in section


def test_section_marks_a_child_in_the_other_language(client):
    add_standard_page(languages=("ru",))

    section = client.get("/en/about/").content.decode()

    assert '<a href="/ru/about/contacts/" lang="ru" hreflang="ru">Контакты</a>' in section


def test_section_without_anything_says_so(client):
    response = client.get("/ru/about/")

    assert 'class="empty"' in response.content.decode()


def test_event_page_shows_the_clock_of_its_place(client):
    add_event("east", timezone="Asia/Vladivostok")

    page = client.get("/en/events/east/").content.decode()

    assert "26 October 2011, 17:00" in page
    assert "UTC+11" in page
    assert "10:00 in Moscow" in page


def test_event_page_in_moscow_names_one_time_only(client):
    add_event("here")

    page = client.get("/en/events/here/").content.decode()

    assert "26 October 2011, 10:00" in page
    assert "in Moscow</span>" not in page


@pytest.mark.parametrize(
    "address", ["/ru/news/a/", "/en/news/a/", "/ru/events/b/", "/en/events/b/"]
)
def test_content_page_costs_the_same_with_many_neighbours(client, address):
    topics = TopicFactory.create_batch(3)
    add_news("a", topics=topics, regions=RegionFactory.create_batch(2))
    add_event("b", topics=topics)
    alone = queries(client, address)
    for number in range(10):
        add_news(f"n{number}")
        add_event(f"e{number}")

    assert queries(client, address) == alone
    assert alone <= 13


def test_news_page_with_picture_stays_within_its_budget(client):
    add_news("a", image=PortalImageFactory(), topics=[TopicFactory()])

    assert queries(client, "/en/news/a/") <= 13


@pytest.mark.parametrize("address", ["/ru/about/contacts/", "/en/about/contacts/"])
def test_standard_page_stays_within_its_budget(client, address):
    add_standard_page()

    assert queries(client, address) <= 12


@pytest.mark.parametrize("address", ["/ru/about/", "/en/about/"])
def test_section_costs_the_same_with_many_pages(client, address):
    add_standard_page("p0")
    few = queries(client, address)
    for number in range(1, 10):
        add_standard_page(f"p{number}")

    assert queries(client, address) == few
    assert few <= 12


def test_listings_cost_the_same_with_1_10_and_100_rows(client, indexed):
    addresses = ("/ru/news/", "/en/news/", "/ru/events/", "/en/events/")
    topic, region = TopicFactory(), RegionFactory()
    made, counts = 0, []
    for wanted in (1, 10, 100):
        for number in range(made, wanted):
            languages = ("ru",) if number % 2 else ("ru", "en")
            add_news(f"n{number}", languages, topics=[topic], regions=[region])
            add_event(f"e{number}", languages, topics=[topic], regions=[region])
        made = wanted
        indexed()
        cache.clear()
        counts.append([queries(client, address) for address in addresses])

    assert counts[0] == counts[1] == counts[2]
    assert max(counts[0]) <= 10


def test_listing_shows_russian_news_to_english_readers_marked(client, indexed):
    add_news("odin", languages=("ru",))
    indexed()

    page = client.get("/en/news/").content.decode()

    assert '<a href="/ru/news/odin/" lang="ru" hreflang="ru">Новость odin</a>' in page


def test_coming_events_stand_first(client, indexed):
    from datetime import timedelta

    from django.utils.timezone import now

    add_event("past")
    add_event("soon", starts_at=now() + timedelta(days=2), ends_at=now() + timedelta(days=3))
    add_event("later", starts_at=now() + timedelta(days=9), ends_at=now() + timedelta(days=9))
    indexed()

    context = client.get("/ru/events/").context

    assert [row["title"] for row in context["upcoming"]] == ["Форум soon", "Форум later"]
    assert context["listing"]["total"] == 3


def test_filters_of_the_listing_reach_feeds_and_calendar(client, indexed):
    indexed()

    news = client.get("/ru/news/?topic=a&topic=b&year=2012&page=2&q=x").context
    events = client.get("/en/events/?event_format=online&sort=title").context

    assert news["listing"]["follow"].atom_url == (
        "/ru/search/feed.atom?q=x&kind=news&year=2012&topic=a&topic=b"
    )
    assert events["calendar_url"] == "/en/events/calendar.ics?event_format=online"
