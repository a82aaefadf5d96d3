"""The desk's pages ask as many questions for a hundred rows as for one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.moderation import make_news, submit

pytestmark = pytest.mark.django_db

STEPS = (1, 9, 90)


@pytest.fixture
def editor(make_user):
    return make_user("editors-news")


@pytest.fixture
def moderator(client_as):
    return client_as("moderators-news")


def counted(client, address):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def counts(client, address, add):
    """Numbers of queries at 1, 10 and 100 rows."""
    client.get(address)
    found = []
    for more in STEPS:
        for _index in range(more):
            add()
        found.append(counted(client, address))
    return found


def test_item(section, editor, moderator):
    state = submit(make_news(section("news"), owner=editor), editor)

    def add():
        submit(make_news(section("news"), owner=editor), editor)

    found = counts(moderator, reverse("desk:item", args=["pages", state.pk]), add)

    assert found[0] == found[1] == found[2]
    assert found[0] <= 40


def test_statistics(section, editor, moderator):
    def add():
        submit(make_news(section("news"), owner=editor), editor).approve(user=moderator.user)

    found = counts(moderator, reverse("desk:statistics"), add)

    assert found[0] == found[1] == found[2]
    assert found[0] <= 25


@pytest.mark.parametrize("group", ["editors-news", "moderators-news", "administrators"])
def test_dashboard(section, client_as, make_user, group):
    client = client_as(group)
    other = make_user("editors-news")

    def add():
        make_news(section("news"), title="Моя", owner=client.user)
        submit(make_news(section("news"), title="Чужая", owner=other), other)
        make_news(section("news"), title="Без перевода", live=True)

    found = counts(client, reverse("wagtailadmin_home"), add)

    assert found[0] == found[1] == found[2]
    assert found[0] <= 60
