"""Publication and expiry at the set time."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from wagtail.models import PageLogEntry, Revision

from cms.scheduling.locks import exclusive, take
from cms.scheduling.publication import publish_due
from home.models import NewsPage
from tests.factories.moderation import make_news, submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def schedule(section, make_user):
    """Approve news for a moment: schedule("Заголовок", hours=-1)."""

    def make(title, *, hours, expire_hours=None):
        now = timezone.now()
        editor = make_user("editors-news")
        expire_at = None if expire_hours is None else now + timedelta(hours=expire_hours)
        page = make_news(
            section("news"),
            title=title,
            owner=editor,
            go_live_at=now + timedelta(days=1),
            expire_at=expire_at,
        )
        submit(page, editor).approve(user=make_user("moderators-news"))
        moment = now + timedelta(hours=hours)
        revision = page.get_latest_revision()
        revision.content["go_live_at"] = moment.isoformat()
        Revision.objects.filter(pk=revision.pk).update(
            approved_go_live_at=moment, content=revision.content
        )
        return page

    return make


def live_titles():
    return set(NewsPage.objects.live().values_list("title", flat=True))


def test_due_revision_is_published_and_later_one_waits(schedule, client):
    due = schedule("Пора", hours=-1)
    schedule("Рано", hours=1)
    assert client.get(due.url).status_code == 404

    report = publish_due()

    assert report.published == ["Пора"]
    assert live_titles() == {"Пора"}
    assert client.get(due.url).status_code == 200
    assert PageLogEntry.objects.filter(page=due, action="wagtail.publish.scheduled").count() == 1
    assert publish_due().published == []


def test_expired_page_is_withdrawn(section, client):
    page = make_news(section("news"), title="Срок вышел", live=True)
    NewsPage.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    assert client.get(page.url).status_code == 200

    report = publish_due()

    page.refresh_from_db()
    assert report.expired == ["Срок вышел"]
    assert (page.live, page.expired) == (False, True)
    assert client.get(page.url).status_code == 404


def test_revision_that_ends_before_it_begins_is_never_public(schedule):
    page = schedule("Опоздала", hours=-2, expire_hours=-1)

    report = publish_due()

    page.refresh_from_db()
    assert (report.published, report.expired) == (["Опоздала"], ["Опоздала"])
    assert (page.live, page.expired) == (False, True)


def test_bad_page_does_not_stop_the_others(schedule, caplog):
    schedule("Первая", hours=-3)
    bad = schedule("Сломанная", hours=-2)
    schedule("Третья", hours=-1)
    revision = bad.get_latest_revision()
    revision.content["published_on"] = "не дата"
    Revision.objects.filter(pk=revision.pk).update(content=revision.content)

    report = publish_due()

    assert report.published == ["Первая", "Третья"]
    assert report.failed == [f"revision {revision.pk}"]
    assert live_titles() == {"Первая", "Третья"}
    assert "Scheduled change failed" in caplog.text


@pytest.mark.parametrize("command", ["publish_due", "publish_scheduled"])
def test_commands(schedule, command):
    schedule("Пора", hours=-1)
    out = StringIO()

    call_command(command, stdout=out)

    assert out.getvalue() == "published: Пора\n"
    assert live_titles() == {"Пора"}


def test_command_fails_where_a_page_failed(schedule):
    page = schedule("Сломанная", hours=-1)
    revision = page.get_latest_revision()
    revision.content["published_on"] = "не дата"
    Revision.objects.filter(pk=revision.pk).update(content=revision.content)

    with pytest.raises(CommandError):
        call_command("publish_due", stdout=StringIO())


def test_second_run_at_once_is_skipped(schedule):
    schedule("Пора", hours=-1)
    if connection.vendor == "postgresql":
        other = connection.copy()
        with other.cursor() as cursor:
            import zlib

            cursor.execute("SELECT pg_advisory_lock(%s)", [zlib.crc32(b"publish-due")])
            report = publish_due()
        other.close()
    else:
        take("publish-due", "elsewhere:1:x")
        report = publish_due()

    assert report.skipped is True
    assert live_titles() == set()


def test_lapsed_lease_is_taken_over():
    if connection.vendor == "postgresql":
        pytest.skip("PostgreSQL uses advisory locks.")
    take("publish-due", "elsewhere:1:x", seconds=-1)

    with exclusive("publish-due") as held:
        assert held is True
