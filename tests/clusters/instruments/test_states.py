"""Open, planned, closed: by the clocks of Moscow, on the page and in the catalogue."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from clusters.enums import InstrumentState
from clusters.instruments.states import moscow_today, state_on
from clusters.models import InstrumentStanding, SupportInstrumentPage
from clusters.services.instruments import refresh_instrument_states
from search import catalogue
from search.query import Query
from tests.factories.instruments import make_instrument

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2026, 3, 10), date(2026, 3, 20)


@pytest.mark.parametrize(
    ("day", "open_from", "deadline", "state"),
    [
        (date(2026, 3, 9), FIRST, LAST, "planned"),
        (date(2026, 3, 10), FIRST, LAST, "open"),
        (date(2026, 3, 20), FIRST, LAST, "open"),
        (date(2026, 3, 21), FIRST, LAST, "closed"),
        (date(2026, 3, 9), FIRST, None, "planned"),
        (date(2026, 3, 10), FIRST, None, "permanent"),
        (date(2026, 3, 20), None, LAST, "open"),
        (date(2026, 3, 21), None, LAST, "closed"),
        (date(2026, 3, 21), None, None, "planned"),
    ],
)
def test_state_by_the_days_is_the_same_in_python_and_in_the_database(
    day, open_from, deadline, state
):
    page = make_instrument(open_from=open_from, deadline=deadline)

    assert state_on(day, open_from, deadline) == state
    assert SupportInstrumentPage.objects.with_state(day).get().state_that_day == state
    others = set(InstrumentState.values) - {state}
    assert list(SupportInstrumentPage.objects.in_states([state], day)) == [page]
    assert not SupportInstrumentPage.objects.in_states(others, day).exists()


@pytest.mark.parametrize(
    ("moment", "state"),
    [
        # 23:59:59 and midnight of Moscow, which is UTC+3 in 2026.
        (datetime(2026, 3, 9, 20, 59, 59, tzinfo=UTC), "planned"),
        (datetime(2026, 3, 9, 21, 0, tzinfo=UTC), "open"),
        (datetime(2026, 3, 20, 20, 59, 59, tzinfo=UTC), "open"),
        (datetime(2026, 3, 20, 21, 0, tzinfo=UTC), "closed"),
    ],
)
@pytest.mark.parametrize("zone", ["Asia/Kamchatka", "America/New_York"])
def test_the_day_changes_at_midnight_in_moscow_wherever_the_reader_is(moment, state, zone, clock):
    page = make_instrument(open_from=FIRST, deadline=LAST)

    clock(moment)
    with timezone.override(zone):
        assert page.state == state
        assert SupportInstrumentPage.objects.with_state().get().state_that_day == state


def test_page_tells_the_state_and_days_in_words(client, clock):
    page = make_instrument(open_from=FIRST, deadline=LAST)

    clock(datetime(2026, 3, 20, 20, 0, tzinfo=UTC))
    html = client.get(page.get_url()).content.decode()

    assert '<span class="tag ok">приём заявок идёт</span>' in html
    assert "с 10 марта 2026 по 20 марта 2026 включительно" in html


def found(state):
    filters = {"kind": ("instrument",), "instrument_state": (state,)}
    return [row.hit.title.text for row in catalogue.search(Query(filters=filters)).results]


def test_facet_follows_the_calendar_by_the_periodic_job(own_index, committed, clock):
    clock(datetime(2026, 3, 20, 20, 59, tzinfo=UTC))
    with committed():
        make_instrument(title="Срочная", open_from=FIRST, deadline=LAST)
        make_instrument(title="Бессрочная", open_from=FIRST)
        refresh_instrument_states()
    assert found("open") == ["Срочная"]

    clock(datetime(2026, 3, 20, 21, 1, tzinfo=UTC))
    with committed():
        changed = refresh_instrument_states()

    assert len(changed) == 1
    assert found("open") == []
    assert found("closed") == ["Срочная"]
    assert found("permanent") == ["Бессрочная"]
    assert refresh_instrument_states() == []


def test_standing_of_a_withdrawn_card_goes():
    page = make_instrument()
    refresh_instrument_states()
    assert InstrumentStanding.objects.get().state == "permanent"

    page.unpublish()
    refresh_instrument_states()

    assert not InstrumentStanding.objects.exists()


def test_moscow_today_is_not_that_of_utc(clock):
    clock(datetime(2026, 3, 20, 22, tzinfo=UTC))

    assert moscow_today() == date(2026, 3, 21)
