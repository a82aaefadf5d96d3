"""The test run's own services."""

import json
import sys
import urllib.request

import pytest
from django.db import connection

from tests.factories import UserFactory
from tests.services import elasticsearch, missing, templates
from tests.services.postgres import main


@pytest.mark.django_db
def test_each_test_starts_without_accounts():
    from cms.models import User

    assert not User.objects.exists()
    UserFactory(username="kept-out")
    assert User.objects.count() == 1


@pytest.mark.postgres
@pytest.mark.django_db
def test_postgres_run_uses_a_real_server():
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        assert int(cursor.fetchone()[0]) >= 150000


def test_browser_opens_a_page_of_the_live_server(page, live_server):
    answer = page.goto("/ru/accounts/login/")
    assert answer.status == 200
    assert page.locator("input[name=login]").count() == 1
    assert all(url.startswith(live_server.url) for url in page.requested)


def test_key_of_the_kept_database_changes_with_a_migration(tmp_path, monkeypatch):
    (tmp_path / "news" / "migrations").mkdir(parents=True)
    migration = tmp_path / "news" / "migrations" / "0001_initial.py"
    monkeypatch.setattr(templates, "ROOT", tmp_path)
    migration.write_text("one")
    before = templates.key()
    migration.write_text("two")
    assert templates.key() != before


def test_missing_postgres_is_a_failure_only_where_required(monkeypatch, capsys):
    from contextlib import contextmanager

    from tests.services import postgres as module

    @contextmanager
    def unavailable():
        raise module.ServerUnavailableError("no server")
        yield

    monkeypatch.setattr(module, "postgres", unavailable)
    monkeypatch.delenv("REQUIRE_SERVICES", raising=False)
    assert main(["true"]) == 0
    monkeypatch.setenv("REQUIRE_SERVICES", "1")
    assert main(["true"]) == 1
    assert "PostgreSQL is missing" in capsys.readouterr().err


@pytest.fixture(scope="module")
def search_server():
    """A search server that this module may kill."""
    try:
        with elasticsearch.server() as running:
            yield running
    except elasticsearch.ServerUnavailableError as error:
        missing("Elasticsearch", str(error))


def health(server):
    with urllib.request.urlopen(f"{server.url}/_cluster/health", timeout=10) as answer:
        return json.load(answer)


def test_search_server_has_the_analysis_of_the_official_build(search_server):
    body = {"tokenizer": "standard", "filter": ["lowercase", "asciifolding"], "text": "Café ЁЛКА"}
    request = urllib.request.Request(
        f"{search_server.url}/_analyze",
        json.dumps(body).encode(),
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        tokens = [token["token"] for token in json.load(answer)["tokens"]]
    assert tokens == ["cafe", "ёлка"]


def test_killed_search_server_starts_again_over_its_data(search_server):
    address = search_server.url
    request = urllib.request.Request(f"{address}/kept", method="PUT")
    assert urllib.request.urlopen(request, timeout=30).status == 200
    search_server.kill()
    with pytest.raises(OSError, match=r"refused|reset"):
        health(search_server)
    search_server.start()
    assert search_server.url == address
    assert urllib.request.urlopen(f"{address}/kept", timeout=30).status == 200


def test_search_server_given_from_outside_is_used_as_it_is(monkeypatch, tmp_path):
    monkeypatch.setenv(elasticsearch.VARIABLE, "http://127.0.0.1:1")
    file = tmp_path / "address"
    code = f"import os; open({str(file)!r}, 'w').write(os.environ[{elasticsearch.VARIABLE!r}])"
    assert elasticsearch.main([sys.executable, "-c", code]) == 0
    assert file.read_text() == "http://127.0.0.1:1"


def test_missing_search_server_is_a_failure_only_where_required(monkeypatch, capsys):
    monkeypatch.delenv(elasticsearch.VARIABLE, raising=False)
    monkeypatch.setattr(elasticsearch, "_java_home", _no_java)
    monkeypatch.delenv("REQUIRE_SERVICES", raising=False)
    assert elasticsearch.main(["true"]) == 0
    monkeypatch.setenv("REQUIRE_SERVICES", "1")
    assert elasticsearch.main(["true"]) == 1
    assert "Elasticsearch is missing" in capsys.readouterr().err


def _no_java():
    raise elasticsearch.ServerUnavailableError("no Java")
