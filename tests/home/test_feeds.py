"""The calendars of events, read by a library that knows the format, and the old feed of news."""

from datetime import UTC, datetime

import pytest
from icalendar import Calendar

from tests.factories import TopicFactory
from tests.factories.front import add_event

pytestmark = pytest.mark.django_db


def events(client, address):
    response = client.get(address)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(response.content).walk("VEVENT")


def summaries(client, address):
    return [str(event["SUMMARY"]) for event in events(client, address)]


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
    add_event("seen")

    calendar = client.get(f"/{language}/events/calendar.ics").content.decode()

    assert calendar.count("BEGIN:VEVENT") == 1
    assert "secret" not in calendar
    for slug in ("draft-secret", "restricted-secret", "expired-secret", "no-such"):
        assert client.get(f"/{language}/events/{slug}/event.ics").status_code == 404


def test_calendar_costs_the_same_with_many_rows(client, django_assert_max_num_queries):
    for number in range(12):
        add_event(f"e{number}", topics=[TopicFactory()])

    with django_assert_max_num_queries(4):
        assert len(events(client, "/ru/events/calendar.ics")) == 12


def test_old_address_of_the_feed_leads_to_the_feed_of_the_search_for_news(client):
    answer = client.get("/en/news/feed/?topic=a&topic=b&year=2012&utm=1")

    assert answer.status_code == 301
    assert answer["Location"] == "/en/search/feed.atom?kind=news&topic=a&topic=b&year=2012"
