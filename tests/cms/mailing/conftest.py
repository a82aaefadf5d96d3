"""Letters by the queue, as an installation sends them."""

import pytest


@pytest.fixture(autouse=True)
def _queued(settings):
    """Letters go by the log, and in the end into the outbox of the tests."""
    settings.EMAIL_BACKEND = "cms.mailing.queue.QueuedBackend"
    settings.MAIL_DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def database_queue(settings):
    """Tasks wait in the database."""
    settings.TASKS = {
        "default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "mail"]}
    }


@pytest.fixture
def refusing(settings):
    """A mail server that refuses every letter."""
    settings.MAIL_DELIVERY_BACKEND = "tests.cms.mailing.servers.Refusing"
