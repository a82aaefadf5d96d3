"""The calendar of openings and deadlines, read by a library that knows the format."""

from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar
from wagtail.models import PageViewRestriction

from tests.factories import RegionFactory, TopicFactory
from tests.factories.instruments import instrument_index, make_instrument, make_pair

pytestmark = pytest.mark.django_db

ALL = "/ru/clusters/instruments/calendar.ics"


def events(client, address):
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(response.content).walk("VEVENT")


def summaries(client, address):
    return sorted(str(event["SUMMARY"]) for event in events(client, address))


def test_first_and_last_day_are_whole_days_with_stable_uids(client):
    ru, _en = make_pair(open_from=date(2026, 3, 1), deadline=date(2026, 3, 31))

    opens, closes = events(client, "/en/clusters/instruments/calendar.ics")

    assert opens.decoded("DTSTART") == date(2026, 3, 1)
    assert opens.decoded("DTEND") == date(2026, 3, 2)
    assert str(opens["UID"]) == f"{ru.translation_key}-opens@testserver"
    assert closes.decoded("DTSTART") == date(2026, 3, 31)
    assert str(closes["UID"]) == f"{ru.translation_key}-deadline@testserver"
    assert str(closes["SUMMARY"]).startswith("Last day of applications: Measure")
    assert "Moscow time" in str(closes["DESCRIPTION"])
    assert str(closes["URL"]).endswith(f"/en/clusters/instruments/{ru.slug}/")


def test_a_card_without_days_is_not_in_it(client):
    make_instrument(open_from=None, deadline=None)
    make_instrument(title="С началом", open_from=date(2026, 3, 1))

    assert summaries(client, ALL) == ["Начало приёма заявок: С началом"]


def test_filters_of_the_listing_hold(client, clock):
    clock(datetime(2026, 3, 10, 12, tzinfo=UTC))
    topic, region = TopicFactory(slug="sme-topic"), RegionFactory()
    make_instrument(title="А", kind="loan", recipients=["sme"], topics=[topic])
    make_instrument(title="Б", regions=[region], recipients=["company", "university"])
    make_instrument(title="В", open_from=None, deadline=date(2026, 3, 9), recipients=["sme"])

    def found(query):
        return [text.split(": ")[1] for text in summaries(client, f"{ALL}?{query}")]

    assert found("") == ["А", "Б", "В"]
    assert found("instrument_kind=loan") == ["А"]
    assert found("recipient=sme") == ["А", "В"]
    assert found("recipient=university&recipient=sme") == ["А", "Б", "В"]
    assert found("instrument_state=closed") == ["В"]
    assert found("instrument_state=permanent&recipient=sme") == ["А"]
    assert found("topic=sme-topic") == ["А"]
    assert found(f"region={region.code}") == ["Б"]


@pytest.mark.parametrize(
    "query",
    ["instrument_kind=%00", "instrument_state=always", "recipient=%00", "topic=%00", "region=%00"],
)
def test_a_filter_that_fits_nothing_gives_an_empty_calendar(client, query):
    make_instrument()

    assert summaries(client, f"{ALL}?{query}") == []


def test_only_public_cards_are_in_it(client):
    make_instrument(published=False)
    closed = make_instrument()
    assert len(summaries(client, ALL)) == 1

    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)

    assert summaries(client, ALL) == []
    assert client.get(f"/ru/clusters/instruments/{closed.slug}/calendar.ics").status_code == 404


def test_one_card_has_a_calendar_of_its_own(client):
    page = make_instrument(title="Одна", deadline=date(2027, 1, 1))
    make_instrument(title="Другая")

    found = summaries(client, f"/ru/clusters/instruments/{page.slug}/calendar.ics")

    assert found == ["Начало приёма заявок: Одна", "Последний день приёма заявок: Одна"]
    assert client.get("/ru/clusters/instruments/%00/calendar.ics").status_code == 404


def test_lines_are_folded_and_end_as_the_standard_says(client):
    make_instrument(title="Длинное название меры поддержки " * 6)

    body = client.get(ALL).content

    assert b"\n" not in body.replace(b"\r\n", b"")
    assert max(map(len, body.split(b"\r\n"))) <= 75


def test_listing_leads_to_the_calendar_with_its_filters(client):
    html = client.get(f"{instrument_index().get_url()}?recipient=sme&q=слово").content.decode()

    assert 'href="/ru/clusters/instruments/calendar.ics?recipient=sme"' in html
