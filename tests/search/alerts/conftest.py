"""Readers with saved searches, and a clock that can be set."""

import re
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.utils import timezone

from search import indexing
from search.alerts import subscribing
from search.alerts.news import tell_news
from search.alerts.queries import query_from

MOSCOW = ZoneInfo("Europe/Moscow")
ADDRESS = "reader@example.org"


def moscow(day: int, hour: int = 9, minute: int = 0) -> datetime:
    """A moment of November 2026; the 2nd, 9th, 16th, 23rd and 30th are Mondays."""
    return datetime(2026, 11, day, hour, minute, tzinfo=MOSCOW)


def links(letter, part):
    """Paths with queries of the links of a letter whose address has a part."""
    found = re.findall(r"https?://\S+", letter.body)
    parts = [urlsplit(one) for one in found if part in one]
    return [f"{one.path}?{one.query}" for one in parts]


@pytest.fixture
def saved(index):
    """A confirmed search: saved("q=лазер", address=…, period="weekly"); its mail is forgotten."""

    def make(parameters="", *, address=ADDRESS, period="daily", lang="ru", confirmed=True):
        query = query_from(parameters, lang)
        search = subscribing.save_search(address=address, query=query, period=period)
        if confirmed:
            subscribing.confirm(search)
        search.refresh_from_db()
        mail.outbox.clear()
        return search

    return make


@pytest.fixture
def tell(db):
    """Make the letters due at a moment, or a day later than now; gives those that left."""

    def run(now=None):
        indexing.drain()
        before = len(mail.outbox)
        tell_news(now or timezone.now() + timedelta(days=1))
        return mail.outbox[before:]

    return run
