"""The log of decisions without its guard: what a forger with the database in hand can do."""

import importlib
from contextlib import contextmanager

from django.db import connection

from cms.models import AuditEntry, AuditHead

_guard = importlib.import_module("cms.migrations.0008_log_of_decisions_is_append_only")


@contextmanager
def unguarded():
    """The triggers are away while the block runs."""
    with connection.schema_editor(atomic=False) as editor:
        _guard.drop_triggers(None, editor)
    try:
        yield
    finally:
        with connection.schema_editor(atomic=False) as editor:
            _guard.make_triggers(None, editor)


def empty_log():
    """Remove every row, as a test must before its database is emptied."""
    if AuditEntry.objects.exists() or AuditHead.objects.exists():
        with unguarded():
            AuditEntry.objects.all().delete()
            AuditHead.objects.all().delete()
