"""A search server killed under load: readers get answers, publications arrive when it is back."""

import threading
from collections import Counter

import pytest
from django.db import connection
from django.test import Client

from search import catalogue, indexing
from search.models import OutboxEntry
from search.query import Query
from tests.services import elasticsearch, missing

pytestmark = pytest.mark.django_db(transaction=True)
READERS = 3
ADDRESSES = (
    "/ru/search/?q=станок",
    "/en/search/?q=lathe",
    "/ru/search/",
    "/ru/news/",
    "/ru/",
    "/api/v1/catalogue/?q=станок",
    "/api/v1/catalogue/suggest/?q=стан",
    "/ru/search/feed.atom?q=станок",
    "/ru/search/?q=rkfcnth",
)


@pytest.fixture(scope="module")
def server():
    """A search server that may be killed."""
    try:
        with elasticsearch.server() as running:
            yield running
    except elasticsearch.ServerUnavailableError as error:
        missing("Elasticsearch", str(error))


@pytest.fixture
def on_server(server, settings):
    """The catalogue on that server, with the patience of a real installation."""
    settings.SEARCH_ENGINE = "elasticsearch"
    settings.ELASTICSEARCH_URL = server.url
    settings.ELASTICSEARCH_TIMEOUT = 2.0
    settings.API_REQUESTS_PER_MINUTE = 10**6
    return server


class Readers:
    """Threads that ask one address after another until they are stopped."""

    def __init__(self) -> None:
        self.statuses: Counter[int] = Counter()
        self.failures: list[str] = []
        self._enough = threading.Event()
        self._threads = [threading.Thread(target=self._read) for _ in range(READERS)]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_error):
        self._enough.set()
        for thread in self._threads:
            thread.join()

    def _read(self) -> None:
        client = Client(raise_request_exception=False)
        try:
            while not self._enough.is_set():
                for address in ADDRESSES:
                    status = client.get(address).status_code
                    self.statuses[status] += 1
                    if status != 200:
                        self.failures.append(f"{status} {address}")
        finally:
            connection.close()


def test_nothing_is_lost_and_nobody_is_turned_away(on_server, news):
    keys = [news(f"Станок {number}").translation_key for number in range(10)]
    indexing.rebuild()
    assert catalogue.search(Query(text="станок")).total == 10
    with Readers() as readers:
        for number in range(10, 40):
            keys.append(news(f"Станок {number}").translation_key)
            if number == 20:
                on_server.kill()
            indexing.keep_up()
    assert readers.failures == []
    assert readers.statuses[200] > 30
    assert OutboxEntry.objects.filter(key__in=keys[12:]).exists()
    on_server.start()
    _written_when_back()
    assert not OutboxEntry.objects.exists()
    found = catalogue.search(Query(text="станок", limit=100))
    assert not found.is_degraded
    assert {result.hit.key for result in found.results} == {str(key) for key in keys}


def _written_when_back() -> None:
    """Drain, for as long as the engine keeps away from a server that had failed."""
    for _ in range(100):
        indexing.keep_up()
        if not OutboxEntry.objects.exists():
            return
        threading.Event().wait(0.2)


def test_reader_is_told_and_the_site_says_that_it_is_degraded(on_server, news, client):
    news("Станок для всех")
    indexing.rebuild()
    on_server.kill()
    for lang, notice in (
        ("ru", "Поиск временно работает проще"),
        ("en", "Search works in a simpler way"),
    ):
        html = client.get(f"/{lang}/search/", {"q": "Станок"}).content.decode()
        assert notice in html
        assert "Станок для всех" in html
    ready = client.get("/readyz")
    assert ready.status_code == 200
    assert ready.json()["status"] == "degraded"
    assert ready.json()["checks"]["search"] == "failed"
    on_server.start()
