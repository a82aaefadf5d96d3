"""The test run's own services."""

import pytest
from django.db import connection

from tests.factories import UserFactory
from tests.services import templates
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
    answer = page.goto("/admin/login/")
    assert answer.status == 200
    assert page.locator("input[name=username]").count() == 1
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
