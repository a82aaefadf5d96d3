"""Processes beside the tests, on the tests' database and index."""

import os

from django.conf import settings
from django.db import connection


def child_environment() -> dict[str, str]:
    """The environment of such a process."""
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        url = f"sqlite:///{database['NAME']}"
    else:
        url = f"postgres://{database['USER']}@/{database['HOST']}/{database['NAME']}"
    return os.environ | {
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "tests.search.child_settings",
        "CHILD_INDEX_DIR": str(settings.SEARCH_INDEX_DIR),
        "ELASTICSEARCH_PREFIX": settings.ELASTICSEARCH_PREFIX,
    }
