"""Doors with a password: limits of attempts, and what the visitor sees beyond them."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from wagtail.models import PageViewRestriction

from cms.sections import section_page
from cms.throttle import Limit
from tests.factories import UserFactory
from tests.factories.foundation import PASSWORD

pytestmark = pytest.mark.django_db

DOORS = ["/admin/login/", "/ru/_util/login/"]


def attempt(client, door, username="anna", password="wrong", **extra):
    return client.post(door, {"username": username, "password": password}, **extra)


@pytest.mark.parametrize("door", DOORS)
def test_sixth_attempt_is_refused_even_with_the_right_password(door):
    user = UserFactory(username="anna")
    client = Client()
    statuses = [attempt(client, door).status_code for _ in range(5)]
    refused = attempt(client, door, password=PASSWORD)
    assert statuses == [200] * 5
    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= 300
    assert "_auth_user_id" not in client.session
    assert user.last_login is None


@pytest.mark.parametrize("door", DOORS)
def test_what_was_typed_is_kept_without_the_password(door):
    client = Client()
    for _ in range(5):
        attempt(client, door)
    page = attempt(client, door, password="typed-secret").content.decode()
    assert 'value="anna"' in page
    assert "typed-secret" not in page


@pytest.mark.parametrize("door", DOORS)
def test_limit_is_per_account_and_address(door):
    UserFactory(username="anna")
    UserFactory(username="boris")
    client = Client()
    for _ in range(6):
        attempt(client, door)
    assert attempt(client, door, username="ANNA ").status_code == 429
    assert attempt(client, door, username="boris", password=PASSWORD).status_code == 302
    elsewhere = attempt(Client(), door, password=PASSWORD, REMOTE_ADDR="192.0.2.7")
    assert elsewhere.status_code == 302


@pytest.mark.parametrize("door", DOORS)
def test_right_password_clears_the_count(door):
    UserFactory(username="anna")
    for _ in range(3):
        for _ in range(4):
            attempt(Client(), door)
        assert attempt(Client(), door, password=PASSWORD).status_code == 302


def test_one_address_may_not_try_every_account():
    statuses = [attempt(Client(), DOORS[0], f"user{n}").status_code for n in range(51)]
    assert statuses == [200] * 50 + [429]


def test_header_of_a_client_is_not_believed_without_a_proxy(settings):
    client = Client()
    for number in range(5):
        attempt(client, DOORS[0], HTTP_X_REAL_IP=f"192.0.2.{number}")
    assert attempt(client, DOORS[0], HTTP_X_REAL_IP="192.0.2.9").status_code == 429
    settings.CLIENT_ADDRESS_HEADER = "HTTP_X_REAL_IP"
    assert attempt(client, DOORS[0], HTTP_X_REAL_IP="192.0.2.9").status_code == 200


def test_password_reset_is_limited_by_account_and_sends_no_letter_beyond(mailoutbox):
    UserFactory(username="anna", email="anna@example.org")
    client = Client()
    url = reverse("wagtailadmin_password_reset")
    answers = [client.post(url, {"email": "anna@example.org"}) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [302, 302, 302, 429]
    assert len(mailoutbox) == 3
    assert 'value="anna@example.org"' in answers[-1].content.decode()


def test_password_of_a_page_is_limited():
    page = section_page("about", "ru")
    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.PASSWORD, password="open-sesame"
    )
    url = reverse("wagtailcore_authenticate_with_password", args=[restriction.pk, page.pk])
    client = Client()
    form = {"password": "wrong", "return_url": page.url}
    assert [client.post(url, form).status_code for _ in range(11)] == [200] * 10 + [429]


def test_limit_counts_each_source_and_forgets():
    limit = Limit("test", 2, 60)
    assert [bool(limit.take("a")) for _ in range(3)] == [False, False, True]
    assert not limit.take("b")
    limit.forget("a")
    assert not limit.take("a")


def test_sources_are_kept_hashed():
    Limit("test", 2, 60).take("192.0.2.1", "anna")
    assert "192.0.2.1" not in str(cache._cache.keys())


@pytest.mark.django_db
def test_password_is_named_in_russian(client):
    assert client.get("/admin/login/").context["form"]["password"].label == "Пароль"
