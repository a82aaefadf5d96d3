"""Times of events: typed on the clocks of the place, kept in UTC, shown on those clocks again."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from home.models import EventPage
from tests.factories.front import add_event

pytestmark = pytest.mark.django_db


def form_of(page, **data):
    form_class = EventPage.get_edit_handler().get_form_class()
    blank = {
        "title": page.title,
        "slug": page.slug,
        "starts_at": "2026-05-10 14:00",
        "ends_at": "2026-05-10 16:30",
        "timezone": "Europe/Moscow",
        "format": "onsite",
        "body-count": "0",
        "materials-count": "0",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
    }
    return form_class({**blank, **data}, instance=page, parent_page=page.get_parent())


@pytest.mark.parametrize(
    ("zone", "start"),
    [
        ("Europe/Moscow", datetime(2026, 5, 10, 11, tzinfo=UTC)),
        ("Asia/Vladivostok", datetime(2026, 5, 10, 4, tzinfo=UTC)),
        ("Europe/Kaliningrad", datetime(2026, 5, 10, 12, tzinfo=UTC)),
        ("Europe/Copenhagen", datetime(2026, 5, 10, 12, tzinfo=UTC)),
    ],
)
@pytest.mark.parametrize("editor_zone", ["Europe/Moscow", "Asia/Kamchatka"])
def test_times_are_those_of_the_place_wherever_the_editor_is(zone, start, editor_zone):
    page = add_event()[0]

    with timezone.override(editor_zone):
        form = form_of(page, timezone=zone)
        assert form.is_valid(), form.errors
        saved = form.save(commit=False)

    assert saved.starts_at == start
    assert saved.starts_local.strftime("%H:%M") == "14:00"


def test_form_shows_the_clocks_of_the_place():
    page = add_event(timezone="Asia/Vladivostok")[0]

    form = form_of(page)

    assert form.initial["starts_at"].isoformat() == "2011-10-26T17:00:00"


def test_old_offsets_are_those_of_their_day():
    page = add_event(timezone="Asia/Vladivostok")[0]

    assert page.zone_label.endswith("UTC+11")
    assert add_event("here")[0].zone_label.endswith("UTC+4")
    assert form_of(page, timezone="Asia/Vladivostok").is_valid()


@pytest.mark.parametrize("reading", ["2026-03-29 02:30", "2026-10-25 02:30"])
def test_a_time_the_clocks_skip_or_repeat_is_refused(reading):
    form = form_of(
        add_event()[0], timezone="Europe/Berlin", starts_at=reading, ends_at="2026-12-01 10:00"
    )

    assert not form.is_valid()
    assert list(form.errors) == ["starts_at"]


def test_an_end_before_the_start_is_refused_at_its_field():
    form = form_of(add_event()[0], ends_at="2026-05-10 13:00")

    assert not form.is_valid()
    assert list(form.errors) == ["ends_at"]


def test_the_database_refuses_an_end_before_the_start():
    page = add_event()[0]

    with pytest.raises(IntegrityError), transaction.atomic():
        EventPage.objects.filter(pk=page.pk).update(ends_at=datetime(2000, 1, 1, tzinfo=UTC))


def test_a_point_off_the_globe_is_refused():
    page = add_event()[0]
    page.place = "SRID=4326;POINT(37 95)"

    with pytest.raises(ValidationError) as refused:
        page.full_clean()

    assert list(refused.value.message_dict) == ["place"]


def test_editing_form_opens(client_as):
    page = add_event()[0]

    response = client_as("editors-events").get(reverse("wagtailadmin_pages:edit", args=[page.pk]))

    assert response.status_code == 200
    assert 'value="2011-10-26 10:00"' in response.content.decode()
