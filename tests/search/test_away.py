"""Work goes on while the servers of the search are away: changes wait, readers are answered."""

import pytest
from django.core.management import CommandError, call_command

from search import catalogue, indexing
from search.engines.base import EngineUnavailable
from search.models import OutboxEntry
from search.query import Query
from tests.contract.sockets import closed_port

pytestmark = pytest.mark.django_db


@pytest.fixture
def away(db, settings):
    """Settings of an engine whose server is not there."""
    settings.SEARCH_ENGINE = "elasticsearch"
    settings.ELASTICSEARCH_URL = f"http://127.0.0.1:{closed_port()}"
    return settings


def test_change_is_made_and_waits(away, news, committed):
    with committed():
        page = news("Опора станков")
    rows = OutboxEntry.objects.filter(key=page.translation_key)
    assert [(row.attempts, row.last_error) for row in rows] == [(0, "")] * len(rows)
    assert rows
    assert list(indexing.due().filter(key=page.translation_key)) == list(rows.order_by("pk"))
    assert catalogue.search(Query(text="станков")).is_degraded
    with pytest.raises(EngineUnavailable):
        indexing.drain()


def test_change_is_written_when_the_server_is_back(away, news, committed, settings):
    with committed():
        news("Опора станков")
    assert OutboxEntry.objects.exists()
    settings.SEARCH_ENGINE, settings.ELASTICSEARCH_URL = "embedded", ""
    indexing.keep_up()
    assert not OutboxEntry.objects.exists()
    assert catalogue.search(Query(text="станок")).total == 1


@pytest.mark.parametrize("option", [[], ["--if-needed"]])
def test_command_says_that_the_server_is_away(away, option):
    with pytest.raises(CommandError):
        call_command("rebuild_catalogue", *option)
