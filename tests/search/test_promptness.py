"""A published page is soon found by everybody, at once in the web process or by a worker."""

import subprocess
import sys
from time import monotonic, sleep

import pytest
from django.conf import settings

from home.models import NewsPage
from search import indexing
from search.models import OutboxEntry
from tests.factories.moderation import make_news, submit
from tests.search.children import child_environment

PATIENCE = 60

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def approve(section, make_user):
    """Let a moderator approve a waiting draft with a title; gives the page."""

    def run(title):
        author = make_user("editors-news")
        page = make_news(section("news"), title=title, owner=author)
        submit(page, author).approve(user=make_user("moderators-news"))
        page.refresh_from_db()
        assert page.live
        return page

    return run


@pytest.fixture
def titles(client):
    """Titles the public API finds by a word: titles("кластер")."""

    def ask(text):
        body = client.get("/api/v1/catalogue/", {"q": text}).json()
        return [row["title"] for row in body["results"]]

    return ask


@pytest.fixture
def worker(tmp_path):
    """A worker on the tests' database and index, as `manage.py worker` runs it."""
    environment = child_environment() | {
        "TASKS_BACKEND": "django_tasks_db.DatabaseBackend",
        "SEARCH_INLINE_DRAIN": "0",
    }
    with (tmp_path / "worker.log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "worker"],
            cwd=settings.BASE_DIR,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    yield process
    process.terminate()
    process.wait(timeout=PATIENCE)


def wait_for(condition, what):
    """Wait until the condition holds."""
    end = monotonic() + PATIENCE
    while monotonic() < end:
        if condition():
            return
        sleep(0.1)
    raise AssertionError(f"Waited in vain for {what}.")


def test_approved_page_is_found_by_the_next_request(index, approve, titles, settings):
    settings.SEARCH_INLINE_DRAIN = True
    approve("Опора станков")
    assert titles("станок") == ["Опора станков"]
    assert not OutboxEntry.objects.exists()


def test_approved_page_is_found_once_the_worker_wrote_it(index, approve, titles, worker, settings):
    settings.SEARCH_INLINE_DRAIN = False
    page = approve("Опора станков")
    wait_for(lambda: titles("станок") == ["Опора станков"], "the page to be found")
    page = NewsPage.objects.get(pk=page.pk)
    page.unpublish()
    wait_for(lambda: not OutboxEntry.objects.exists(), "the withdrawal to be written")
    assert titles("станок") == []
    assert indexing.drain() == 0
