"""A clock that stands where a test puts it."""

import pytest
from django.utils import timezone


@pytest.fixture
def clock(monkeypatch):
    """Put Django's clock to a moment: clock(datetime(2026, 3, 20, 21, tzinfo=UTC))."""

    def at(moment):
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return at
