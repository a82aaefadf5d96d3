"""Sessions: listed, ended one by one, and by themselves when nobody uses them."""

import time

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from cms.accounts.middleware import SEEN_AT
from cms.scheduling.jobs import clear_sessions
from tests.factories import UserFactory
from tests.factories.foundation import PASSWORD

pytestmark = pytest.mark.django_db

HOUR = 60 * 60


@pytest.fixture
def clients():
    """Three browsers of Anna's and one of Boris's."""

    def enter(name, browser):
        client = Client(headers={"User-Agent": browser})
        client.post(reverse("account_login"), {"login": name, "password": PASSWORD})
        return client

    UserFactory(username="anna")
    UserFactory(username="boris")
    return [enter("anna", name) for name in ("Laptop", "Phone", "Library")] + [
        enter("boris", "Office")
    ]


def is_in(client) -> bool:
    return client.get("/ru/accounts/").status_code == 200


def test_own_sessions_are_listed_this_one_first(clients):
    page = clients[1].get(reverse("usersessions_list"))
    agents = [session.user_agent for session in page.context["sessions"]]
    assert agents[0] == "Phone"
    assert sorted(agents) == ["Laptop", "Library", "Phone"]


def test_one_session_is_ended(clients):
    target = UserSession.objects.get(user_agent="Library").pk
    clients[1].post(reverse("usersessions_list"), {"session": target})
    assert [is_in(client) for client in clients] == [True, True, False, True]


def test_all_others_are_ended(clients):
    clients[1].post(reverse("usersessions_list"))
    assert [is_in(client) for client in clients] == [False, True, False, True]


@pytest.mark.parametrize("number", ["0", "no"])
def test_session_of_somebody_else_is_not_ended(clients, number):
    target = UserSession.objects.get(user_agent="Office").pk
    for value in (target, number):
        clients[0].post(reverse("usersessions_list"), {"session": value})
    assert [is_in(client) for client in clients] == [True] * 4


def test_change_of_password_ends_the_others(clients):
    new = "another-horse-battery"
    data = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    clients[0].post(reverse("account_change_password"), data)
    assert [is_in(client) for client in clients] == [True, False, False, True]
    page = clients[0].get(reverse("usersessions_list"))
    assert [session.user_agent for session in page.context["sessions"]] == ["Laptop"]


def age(client, hours):
    session = client.session
    session[SEEN_AT] = time.time() - hours * HOUR
    session.save()


@pytest.mark.parametrize("address", ["/admin/", "/ru/", "/ru/accounts/"])
def test_staff_session_ends_after_eight_hours_without_a_request(client_as, address):
    client = client_as("editors-news")
    age(client, 7.9)
    assert client.get("/admin/").status_code == 200
    age(client, 8.1)
    client.get(address)
    assert "_auth_user_id" not in client.session


def test_session_of_a_reader_goes_on(client_as):
    client = client_as()
    age(client, 200)
    assert is_in(client)
    assert time.time() - client.session[SEEN_AT] < 60


def test_request_is_noted_every_five_minutes_at_most(client_as, django_assert_num_queries):
    client = client_as()
    noted = client.session[SEEN_AT]
    client.get("/ru/")
    assert client.session[SEEN_AT] == noted
    age(client, 0.1)
    client.get("/ru/")
    assert client.session[SEEN_AT] > noted - 1


def test_remembered_session_outlives_the_browser_and_another_does_not():
    UserFactory(username="anna")
    for remember, is_kept in (("on", True), ("", False)):
        client = Client()
        data = {"login": "anna", "password": PASSWORD, "remember": remember}
        client.post(reverse("account_login"), data)
        assert bool(client.cookies["sessionid"]["max-age"]) == is_kept


def test_places_of_ended_sessions_are_forgotten(clients):
    Session.objects.filter(session_key=clients[0].session.session_key).delete()
    clear_sessions()
    assert sorted(UserSession.objects.values_list("user_agent", flat=True)) == [
        "Library",
        "Office",
        "Phone",
    ]
