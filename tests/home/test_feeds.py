"""The Atom feed of news and the calendars of events, read by libraries that know the formats."""

from datetime import UTC, date, datetime
from xml.etree import ElementTree

import pytest
from icalendar import Calendar

from tests.factories import RegionFactory, TopicFactory
from tests.factories.front import add_event, add_news

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def entries(client, address):
    response = client.get(address)
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.content).findall(f"{ATOM}entry")


def titles(client, address):
    return [entry.findtext(f"{ATOM}title") for entry in entries(client, address)]


def events(client, address):
    response = client.get(address)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(response.content).walk("VEVENT")


def summaries(client, address):
    return [str(event["SUMMARY"]) for event in events(client, address)]


def test_feed_entry_says_what_the_page_says(client):
    add_news("a", topics=[TopicFactory(name_ru="Форсайт", name_en="Foresight")])

    (entry,) = entries(client, "/en/news/feed/")

    assert entry.findtext(f"{ATOM}title") == "News a"
    assert entry.findtext(f"{ATOM}summary") == "Lead a"
    assert entry.find(f"{ATOM}link").get("href").endswith("/en/news/a/")
    assert entry.findtext(f"{ATOM}published") == "2012-08-28T00:00:00+04:00"
    assert entry.findtext(f"{ATOM}updated") == "2024-01-02T03:04:00+00:00"
    assert entry.find(f"{ATOM}category").get("term") == "Foresight"
    assert entry.get(LANG) is None


def test_characters_that_xml_forbids_do_not_break_the_feed(client):
    add_news("a", languages=("ru",), title="Совет\x0bрегионов", lead="Строка\x0bстрока \ud7ff\x01")

    (entry,) = entries(client, "/ru/news/feed/")

    assert entry.findtext(f"{ATOM}title") == "Совет регионов"
    assert entry.findtext(f"{ATOM}summary") == "Строка строка \ud7ff "


def test_feed_id_stays_when_title_and_slug_change(client):
    page = add_news("a")[0]
    (before,) = entries(client, "/ru/news/feed/")
    page.title, page.slug = "Иначе", "inache"
    page.save()

    (after,) = entries(client, "/ru/news/feed/")

    assert after.findtext(f"{ATOM}title") == "Иначе"
    assert after.findtext(f"{ATOM}id") == before.findtext(f"{ATOM}id")


def test_ids_of_the_languages_differ(client):
    add_news("a")

    ids = {entries(client, f"/{lang}/news/feed/")[0].findtext(f"{ATOM}id") for lang in ("ru", "en")}

    assert len(ids) == 2


def test_feed_is_newest_first_and_marks_the_other_language(client):
    add_news("old", published_on=date(2011, 1, 1))
    add_news("new", languages=("ru",), published_on=date(2013, 1, 1))

    found = entries(client, "/en/news/feed/")

    assert [entry.findtext(f"{ATOM}title") for entry in found] == ["Новость new", "News old"]
    assert [entry.get(LANG) for entry in found] == ["ru", None]


def test_feed_keeps_to_its_filters(client):
    topic, region = TopicFactory(slug="funding"), RegionFactory(code="RU-KLU")
    add_news("both", topics=[topic], regions=[region])
    add_news("topic", topics=[topic], published_on=date(2013, 5, 1))
    add_news("none")

    assert titles(client, "/en/news/feed/?topic=funding") == ["News topic", "News both"]
    assert titles(client, "/en/news/feed/?topic=funding&region=RU-KLU") == ["News both"]
    assert titles(client, "/en/news/feed/?year=2013&year=2014") == ["News topic"]
    assert titles(client, "/en/news/feed/?topic=funding&topic=other&year=2012") == ["News both"]


@pytest.mark.parametrize("query", ["topic=%00", "year=abc", "year=99999", "region=' OR 1=1"])
def test_feed_with_a_filter_that_fits_nothing_is_empty(client, query):
    add_news("a")

    assert titles(client, f"/ru/news/feed/?{query}") == []


@pytest.mark.parametrize("query", ["topic=%00", "year=0000", "year=abc", "event_format=%00"])
def test_calendar_with_a_filter_that_fits_nothing_is_empty(client, query):
    add_event("a")

    assert summaries(client, f"/ru/events/calendar.ics?{query}") == []


def test_calendar_of_an_event_that_cannot_be_is_not_found(client):
    assert client.get("/ru/events/%00/event.ics").status_code == 404


def test_calendar_event_is_in_utc_with_place_and_stable_uid(client):
    page = add_event("far", timezone="Asia/Vladivostok", topics=[TopicFactory(name_en="Forums")])[1]

    (event,) = events(client, "/en/events/far/event.ics")

    assert event.decoded("DTSTART") == datetime(2011, 10, 26, 6, tzinfo=UTC)
    assert event.decoded("DTEND") == datetime(2011, 10, 26, 14, tzinfo=UTC)
    assert str(event["UID"]) == f"{page.translation_key}@testserver"
    assert event["GEO"].to_ical() == "55.751;37.545"
    assert str(event["LOCATION"]) == "Moscow"
    assert event["CATEGORIES"].to_ical() == b"Forums"
    assert str(event["URL"]).endswith("/en/events/far/")


def test_calendar_lines_are_folded_and_end_as_the_standard_says(client):
    add_event("long", languages=("ru",), title="Форум " * 40)

    body = client.get("/ru/events/calendar.ics").content

    assert b"\r\n" in body
    assert b"\n" not in body.replace(b"\r\n", b"")
    assert max(map(len, body.split(b"\r\n"))) <= 75


def test_calendar_keeps_to_its_filters_in_order_of_time(client):
    topic = TopicFactory(slug="forums")
    add_event("late", topics=[topic])
    add_event(
        "early",
        topics=[topic],
        format="online",
        starts_at=datetime(2010, 12, 31, 6, tzinfo=UTC),
        ends_at=datetime(2011, 1, 1, 6, tzinfo=UTC),
    )
    add_event("other")

    assert summaries(client, "/en/events/calendar.ics?topic=forums") == [
        "Forum early",
        "Forum late",
    ]
    assert summaries(client, "/en/events/calendar.ics?event_format=online") == ["Forum early"]
    assert summaries(client, "/en/events/calendar.ics?year=2010") == ["Forum early"]
    assert summaries(client, "/en/events/calendar.ics?year=2012") == []
    assert summaries(client, "/en/events/calendar.ics?event_format=unknown") == []


def test_calendar_has_each_event_once_in_the_reader_language(client):
    add_event("both")
    add_event("russian", languages=("ru",))

    assert sorted(summaries(client, "/en/events/calendar.ics")) == ["Forum both", "Форум russian"]
    assert sorted(summaries(client, "/ru/events/calendar.ics")) == ["Форум both", "Форум russian"]


@pytest.mark.usefixtures("hidden")
@pytest.mark.parametrize("language", ["ru", "en"])
def test_nothing_hidden_is_told(client, language):
    add_news("seen")
    add_event("seen")

    feed = client.get(f"/{language}/news/feed/").content.decode()
    calendar = client.get(f"/{language}/events/calendar.ics").content.decode()

    assert feed.count("<entry") == 1
    assert calendar.count("BEGIN:VEVENT") == 1
    assert "secret" not in feed + calendar
    for slug in ("draft-secret", "restricted-secret", "expired-secret", "no-such"):
        assert client.get(f"/{language}/events/{slug}/event.ics").status_code == 404


def test_feed_and_calendar_cost_the_same_with_many_rows(client, django_assert_max_num_queries):
    for number in range(12):
        add_news(f"n{number}", topics=[TopicFactory()])
        add_event(f"e{number}", topics=[TopicFactory()])

    with django_assert_max_num_queries(4):
        assert len(entries(client, "/ru/news/feed/")) == 12
    with django_assert_max_num_queries(4):
        assert len(events(client, "/ru/events/calendar.ics")) == 12
