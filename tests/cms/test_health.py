"""What a load balancer is told."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from cms import health
from search.indexing import drain
from search.models import OutboxEntry

pytestmark = pytest.mark.django_db


def test_live_asks_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get("/livez")
    assert (answer.status_code, answer.content) == (200, b"ok")


def test_ready_names_every_check(client):
    drain()
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["status"]) == (200, "ok")
    assert answer.json()["checks"] == dict.fromkeys(answer.json()["checks"], "ok")
    assert set(answer.json()["checks"]) == {
        "database",
        "migrations",
        "cache",
        "search",
        "search_outbox",
    }
    assert answer["Cache-Control"].startswith("max-age=0, no-cache, no-store")


def broken() -> bool:
    raise OSError("no connection to 10.0.0.1")


@pytest.mark.parametrize(
    ("critical", "status", "code"), [(True, "failed", 503), (False, "degraded", 200)]
)
def test_failing_check(client, monkeypatch, critical, status, code):
    checks = {**health._checks, "probe": health.Check("probe", broken, critical=critical)}
    monkeypatch.setattr(health, "_checks", checks)
    answer = client.get("/readyz")
    assert answer.status_code == code
    assert answer.json()["status"] == status
    assert answer.json()["checks"]["probe"] == "failed"
    assert "10.0.0.1" not in answer.content.decode()


def test_migration_that_is_not_applied_is_noticed():
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'home'")
    assert health.AppliedMigrations()() is False


def test_check_is_registered_once():
    with pytest.raises(ValueError, match="twice"):
        health.register(health.Check("cache", broken))


def test_change_that_waits_too_long_for_the_index_degrades(client):
    drain()
    OutboxEntry.objects.create(key=uuid4(), next_attempt_at=timezone.now() - timedelta(minutes=6))
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["status"]) == (200, "degraded")
    assert answer.json()["checks"]["search_outbox"] == "failed"
