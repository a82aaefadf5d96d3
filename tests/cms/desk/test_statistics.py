"""Statistics of the desk against an example worked by hand."""

import csv
import io
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.desk import statistics
from cms.models import ModerationTaskState
from tests.factories.moderation import make_news, submit

pytestmark = pytest.mark.django_db

START = datetime(2012, 9, 10, 9, 0, tzinfo=UTC)
PAGE = reverse("desk:statistics")
CSV = reverse("desk:statistics_csv")


def decided(hours, *, section="news", approved=True, moderator="А", submitted=START):
    return statistics.Decided(
        section=section,
        title="Новость",
        step="Одобрение",
        submitted_at=submitted,
        decided_at=submitted + timedelta(hours=hours),
        approved=approved,
        moderator=moderator,
    )


def test_percentile_between_two_ranks():
    # Sorted: 1 2 3 4 5 6 7 8 10 20; position 0.9 · 9 = 8.1, so 10 + 0.1 · (20 − 10) = 11.
    assert statistics.percentile_90([5, 1, 20, 3, 2, 4, 6, 10, 8, 7]) == pytest.approx(11)


def test_percentile_of_one_value_is_that_value():
    assert statistics.percentile_90([7]) == 7


def test_percentile_of_nothing_is_refused():
    with pytest.raises(ValueError, match="No values"):
        statistics.percentile_90([])


def test_summaries_by_section_and_month():
    october = START + timedelta(days=30)
    rows = statistics.by_section_and_month(
        [
            decided(2),
            decided(4, approved=False),
            decided(12),
            decided(1, section="legal"),
            decided(48, submitted=october),
        ]
    )

    # News in September: 2, 4, 12 h. Median 4; position 0.9 · 2 = 1.8, so 4 + 0.8 · 8 = 10.4.
    assert [(row.month, row.decided, row.approved, row.returned) for row in rows] == [
        (date(2012, 10, 1), 1, 1, 0),
        (date(2012, 9, 1), 1, 1, 0),
        (date(2012, 9, 1), 3, 2, 1),
    ]
    assert [row.median_hours for row in rows] == [48, 1, 4]
    assert rows[2].p90_hours == pytest.approx(10.4)


def test_month_is_that_of_moscow():
    evening = datetime(2012, 9, 30, 21, 30, tzinfo=UTC)

    assert decided(0, submitted=evening).month == date(2012, 10, 1)


def test_moderators_by_number_of_decisions():
    rows = statistics.by_moderator([decided(1), decided(3, moderator="Б"), decided(5)])

    assert [(row.label, row.decided, row.median_hours) for row in rows] == [
        ("А", 2, 3),
        ("Б", 1, 3),
    ]


@pytest.fixture
def history(section, make_user):
    """Two decided news and one that waits; gives the moderator."""
    editor, moderator = make_user("editors-news"), make_user("moderators-news")
    for title, hours, approve in (("Первая", 2, True), ("=Вторая", 6, False)):
        state = submit(make_news(section("news"), title=title, owner=editor), editor)
        if approve:
            state.approve(user=moderator)
        else:
            state.reject(user=moderator, comment="Нет источника.")
        finished = timezone.now()
        ModerationTaskState.objects.filter(pk=state.pk).update(
            started_at=finished - timedelta(hours=hours), finished_at=finished
        )
    submit(make_news(section("news"), title="Ждёт", owner=editor), editor)
    return moderator


def rows_of(response):
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_page_shows_figures_and_keeps_moderators_to_administrators(history, client, client_as):
    client.force_login(history)
    mine = client.get(PAGE)
    boss = client_as(is_superuser=True).get(PAGE)

    assert mine.context["waiting"] == [("Новости", 1)]
    assert mine.context["total"].median_hours == pytest.approx(4, abs=0.01)
    assert mine.context["moderators"] is None
    assert [row.label for row in boss.context["moderators"]] == [history.get_full_name()]


def test_csv_is_streamed_and_harmless(history, client, client_as):
    client.force_login(history)
    mine = client.get(CSV)
    boss = rows_of(client_as(is_superuser=True).get(CSV))

    assert mine.streaming is True
    mine = rows_of(mine)
    assert mine[0] == ["section", "title", "step", "submitted", "decided", "hours", "decision"]
    assert [(row[0], row[1], row[5], row[6]) for row in mine[1:]] == [
        ("news", "Первая", "2.00", "approved"),
        ("news", "'=Вторая", "6.00", "returned"),
    ]
    assert boss[0][-1] == "moderator"
    assert boss[1][-1] == history.get_full_name()


def test_others_see_nothing_of_the_section(history, client_as):
    stranger = client_as("moderators-library")

    assert stranger.get(PAGE).context["total"] is None
    assert rows_of(stranger.get(CSV))[1:] == []
    editor = client_as("editors-news")
    assert editor.get(PAGE).status_code == 302
    assert editor.get(CSV).status_code == 302


def test_queries_do_not_grow(history, client, section, make_user):
    client.force_login(history)
    client.get(PAGE)
    counts = []
    editor = make_user("editors-news")
    for more in (0, 9):
        for _ in range(more):
            submit(make_news(section("news"), owner=editor), editor).approve(user=history)
        with CaptureQueriesContext(connection) as captured:
            client.get(PAGE)
        counts.append(len(captured))

    assert counts[0] == counts[1] <= 25
