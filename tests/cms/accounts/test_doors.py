"""Doors with a password: limits of attempts, where they lead, and the closed doors of Wagtail."""

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse
from wagtail.models import PageViewRestriction

from cms.sections import section_page
from tests.factories import UserFactory
from tests.factories.accounts import make_consent_text
from tests.factories.foundation import PASSWORD

pytestmark = pytest.mark.django_db

DOORS = ["/ru/accounts/login/", "/en/accounts/login/"]


def attempt(client, door=DOORS[0], login="anna", password="wrong", **extra):
    return client.post(door, {"login": login, "password": password}, **extra)


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


def test_what_was_typed_is_kept_without_the_password():
    client = Client()
    for _ in range(5):
        attempt(client)
    page = attempt(client, password="typed-secret").content.decode()
    assert 'value="anna"' in page
    assert "typed-secret" not in page
    assert "Слишком много попыток. Повторите через" in page


def test_limit_is_per_account_and_address():
    UserFactory(username="anna")
    UserFactory(username="boris")
    client = Client()
    for _ in range(6):
        attempt(client)
    assert attempt(client, login="ANNA ").status_code == 429
    elsewhere = attempt(Client(), password=PASSWORD, REMOTE_ADDR="192.0.2.7")
    assert elsewhere.status_code == 302
    assert attempt(client, login="boris", password=PASSWORD).status_code == 302


def test_right_password_clears_the_count():
    UserFactory(username="anna")
    for _ in range(3):
        for _ in range(4):
            assert attempt(Client()).status_code == 200
        assert attempt(Client(), password=PASSWORD).status_code == 302


def test_one_address_may_not_try_every_account():
    statuses = [attempt(Client(), login=f"user{n}").status_code for n in range(51)]
    assert statuses == [200] * 50 + [429]


def test_header_of_a_client_is_not_believed_without_a_proxy(settings):
    client = Client()
    for number in range(5):
        attempt(client, HTTP_X_REAL_IP=f"192.0.2.{number}")
    assert attempt(client, HTTP_X_REAL_IP="192.0.2.9").status_code == 429
    settings.CLIENT_ADDRESS_HEADER = "HTTP_X_REAL_IP"
    assert attempt(client, HTTP_X_REAL_IP="192.0.2.9").status_code == 200


def test_password_reset_is_limited_by_account_and_sends_no_letter_beyond(mailoutbox):
    UserFactory(username="anna", email="anna@example.org")
    client = Client()
    url = reverse("account_reset_password")
    answers = [client.post(url, {"email": "anna@example.org"}) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [302, 302, 302, 429]
    assert len(mailoutbox) == 3
    assert 'value="anna@example.org"' in answers[-1].content.decode()


def test_sign_ups_are_limited_and_what_was_typed_is_kept():
    make_consent_text()
    client = Client()
    url = reverse("account_signup")
    statuses = [client.post(url, {"email": "no"}).status_code for _ in range(20)]
    refused = client.post(url, {"email": "anna@example.org", "password1": "typed-secret"})
    page = refused.content.decode()
    assert statuses == [200] * 20
    assert refused.status_code == 429
    assert 'value="anna@example.org"' in page
    assert "typed-secret" not in page


def test_an_account_s_other_attempts_are_limited_and_told_when_to_come_back(client_as):
    client = client_as()
    url = reverse("account_change_password")
    statuses = [client.post(url, {"oldpassword": "wrong"}).status_code for _ in range(5)]
    refused = client.post(url, {"oldpassword": "wrong"})
    assert statuses == [200] * 5
    assert refused.status_code == 429
    assert refused["Retry-After"] == "300"
    assert "Повторите через 5 минут." in refused.content.decode()


@pytest.mark.parametrize("name", ["anna", "ANNA@example.org"])
def test_name_and_address_both_sign_in(name):
    user = UserFactory(username="anna", email="anna@example.org")
    client = Client()
    assert attempt(client, login=name, password=PASSWORD)["Location"] == "/ru/accounts/"
    assert client.session["_auth_user_id"] == str(user.pk)


def test_address_that_administrators_gave_counts_as_confirmed():
    user = UserFactory(username="anna", email="Anna@example.org")
    attempt(Client(), password=PASSWORD)
    address = EmailAddress.objects.get(user=user)
    assert (address.email, address.verified, address.primary) == ("anna@example.org", True, True)


def test_address_that_is_somebody_s_own_is_not_confirmed_twice():
    owner = UserFactory(username="owner", email="anna@example.org")
    EmailAddress.objects.create(user=owner, email="anna@example.org", verified=True)
    UserFactory(username="anna", email="anna@example.org")
    client = Client()
    assert attempt(client, password=PASSWORD)["Location"] == "/ru/accounts/"
    assert EmailAddress.objects.get().user == owner


def test_account_without_an_address_signs_in():
    UserFactory(username="anna", email="")
    assert attempt(Client(), password=PASSWORD)["Location"] == "/ru/accounts/"


def test_closed_account_does_not_sign_in():
    UserFactory(username="anna", is_active=False)
    client = Client()
    assert attempt(client, password=PASSWORD)["Location"] == "/ru/accounts/inactive/"
    assert "_auth_user_id" not in client.session


def test_who_works_here_is_led_to_the_workplace(make_user):
    make_user("editors-news", username="anna")
    assert attempt(Client(), password=PASSWORD)["Location"] == "/admin/"


@pytest.mark.parametrize(
    ("door", "target"),
    [
        ("/admin/login/", "/ru/accounts/login/"),
        ("/admin/login/?next=/admin/pages/", "/ru/accounts/login/?next=%2Fadmin%2Fpages%2F"),
        ("/admin/login/?next=https://evil.example/", "/ru/accounts/login/"),
        ("/admin/login/?next=//evil.example/", "/ru/accounts/login/"),
        ("/en/_util/login/?next=/en/about/", "/en/accounts/login/?next=%2Fen%2Fabout%2F"),
        ("/admin/password_reset/", "/ru/accounts/password/reset/"),
        ("/admin/password_reset/confirm/MQ/abc-def/", "/ru/accounts/password/reset/"),
        ("/admin/", "/ru/accounts/login/?next=/admin/"),
    ],
)
def test_doors_of_wagtail_lead_to_ours(door, target):
    assert Client().get(door)["Location"] == target


@pytest.mark.parametrize("door", ["/admin/login/", "/ru/_util/login/"])
def test_doors_of_wagtail_take_no_password(door):
    UserFactory(username="anna")
    client = Client()
    answer = client.post(door, {"username": "anna", "password": PASSWORD})
    assert answer["Location"] == "/ru/accounts/login/"
    assert "_auth_user_id" not in client.session


def test_foreign_next_is_not_followed():
    UserFactory(username="anna")
    data = {"login": "anna", "password": PASSWORD, "next": "https://evil.example/"}
    assert Client().post(DOORS[0], data)["Location"] == "/ru/accounts/"


def test_page_for_accounts_opens_after_signing_in():
    page = section_page("about", "ru")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    UserFactory(username="anna")
    client = Client()
    door = client.get(page.url)["Location"]
    assert door == f"/ru/accounts/login/?next={page.url}"
    data = {"login": "anna", "password": PASSWORD, "next": page.url}
    assert client.post(DOORS[0], data)["Location"] == page.url
    assert client.get(page.url).status_code == 200


def test_reader_at_the_office_is_not_sent_in_a_circle(client_as):
    client = client_as()
    answer = client.get("/admin/", follow=True)
    assert [url for url, _status in answer.redirect_chain] == [
        "/ru/accounts/login/?next=/admin/",
        "/ru/accounts/",
    ]
    assert answer.status_code == 200


def test_signing_out_of_the_office_ends_the_session(client_as):
    client = client_as("editors-news")
    assert client.post("/admin/logout/")["Location"] == "/ru/accounts/login/"
    assert "_auth_user_id" not in client.session


def test_office_changes_neither_password_nor_address(client_as):
    page = client_as("editors-news").get("/admin/account/").content.decode()
    assert "old_password" not in page
    assert 'name="name_email-email"' not in page
    assert 'name="name_email-first_name"' in page
