"""From signing up to a confirmed account; nothing tells whether an address has one."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse
from django.utils import translation

from cms.models import User
from tests.factories import UserFactory
from tests.factories.accounts import make_consent_text
from tests.factories.foundation import PASSWORD

pytestmark = pytest.mark.django_db

FORM = {
    "first_name": "Анна",
    "last_name": "Иванова",
    "email": "Anna@Example.org",
    "password1": PASSWORD,
    "consent": "on",
}


@pytest.fixture(autouse=True)
def text():
    """The text of the consent that is asked for."""
    return make_consent_text()


def sign_up(client, language="ru", **changes):
    shown = client.get(f"/{language}/accounts/signup/").context["form"]["text"].value()
    data = {**FORM, "text": shown, **changes}
    return client.post(f"/{language}/accounts/signup/", data)


def link_of(letter) -> str:
    """The path of the link of a letter; its HTML has the same."""
    found = re.search(r"https?://testserver(/\S+)", letter.body)[1]
    assert f"http://testserver{found}" in letter.alternatives[0].content
    return found


def test_account_works_after_the_link_of_the_letter_was_followed_and_confirmed(mailoutbox):
    client = Client()
    assert sign_up(client)["Location"] == "/ru/accounts/confirm-email/"
    user = User.objects.get(email="anna@example.org")
    assert user.get_full_name() == "Анна Иванова"
    assert "_auth_user_id" not in client.session

    letter = mailoutbox[0]
    assert letter.to == ["anna@example.org"]
    link = link_of(letter)
    page = client.get(link).content.decode()
    assert "anna@example.org" in page
    assert not EmailAddress.objects.get(user=user).verified
    assert client.post(link)["Location"] == "/ru/accounts/"
    assert EmailAddress.objects.get(user=user).verified
    assert client.session["_auth_user_id"] == str(user.pk)
    assert "Анна Иванова" in client.get("/ru/accounts/").content.decode()


def test_link_followed_elsewhere_confirms_but_signs_nobody_in(mailoutbox):
    sign_up(Client())
    elsewhere = Client()
    assert elsewhere.post(link_of(mailoutbox[0]))["Location"] == "/ru/accounts/login/"
    assert "_auth_user_id" not in elsewhere.session
    data = {"login": "anna@example.org", "password": PASSWORD}
    assert elsewhere.post("/ru/accounts/login/", data)["Location"] == "/ru/accounts/"


def test_unconfirmed_account_does_not_sign_in(mailoutbox):
    sign_up(Client())
    client = Client()
    data = {"login": "anna@example.org", "password": PASSWORD}
    assert client.post("/ru/accounts/login/", data)["Location"] == "/ru/accounts/confirm-email/"
    assert "_auth_user_id" not in client.session


def test_user_name_tells_nothing():
    sign_up(Client())
    assert re.fullmatch(r"u[0-9a-z]{10}", User.objects.get(email="anna@example.org").username)


def test_known_address_is_answered_as_an_unknown_one(mailoutbox):
    UserFactory(email="anna@example.org", username="anna")
    known, unknown = Client(), Client()
    answers = [sign_up(known), sign_up(unknown, email="boris@example.org")]
    assert answers[0]["Location"] == answers[1]["Location"]
    pages = [
        client.get(answer["Location"]).content.decode().replace("boris@", "anna@")
        for client, answer in zip((known, unknown), answers, strict=True)
    ]
    assert pages[0] == pages[1]
    assert User.objects.filter(email="anna@example.org").count() == 1
    assert [letter.to for letter in mailoutbox] == [["anna@example.org"], ["boris@example.org"]]
    assert mailoutbox[0].subject == "У вас уже есть учётная запись"
    assert link_of(mailoutbox[0]) == reverse("account_reset_password")


def test_forgotten_password_of_nobody_is_answered_as_of_somebody(mailoutbox):
    UserFactory(email="anna@example.org")
    url = reverse("account_reset_password")
    places = [
        Client().post(url, {"email": address})["Location"]
        for address in ("anna@example.org", "nobody@example.org")
    ]
    assert places[0] == places[1]
    assert len(mailoutbox) == 2
    assert link_of(mailoutbox[1]) == reverse("account_signup")


def test_trap_makes_no_account(mailoutbox):
    assert sign_up(Client(), website="http://spam")["Location"] == "/ru/accounts/confirm-email/"
    assert not User.objects.filter(email="anna@example.org").exists()
    assert mailoutbox == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"first_name": ""}, "first_name"),
        ({"email": "no address"}, "email"),
        ({"password1": "short"}, "password1"),
        ({"password1": "1234567890123"}, "password1"),
    ],
)
def test_mistake_is_shown_and_linked_to_its_field(changes, field):
    answer = sign_up(Client(), **changes)
    page = answer.content.decode()
    assert list(answer.context["form"].errors) == [field]
    assert f'href="#id_{field}"' in page
    assert f'aria-describedby="id_{field}-' in page
    assert not User.objects.filter(email="anna@example.org").exists()


def test_letter_is_in_the_language_of_the_page(mailoutbox):
    sign_up(Client(), language="en")
    assert mailoutbox[0].subject == "Confirm your address"
    assert "/en/accounts/confirm-email/" in mailoutbox[0].body
    assert '<html lang="en">' in mailoutbox[0].alternatives[0].content


def test_new_password_by_letter_ends_every_session_and_tells_of_it(mailoutbox):
    user = UserFactory(username="anna", email="anna@example.org")
    elsewhere = Client()
    elsewhere.force_login(user)
    client = Client()
    client.post(reverse("account_reset_password"), {"email": "anna@example.org"})
    form = client.get(link_of(mailoutbox[0]))["Location"]
    new = {"password1": "another-horse-battery", "password2": "another-horse-battery"}
    assert client.post(form, new)["Location"] == reverse("account_reset_password_from_key_done")
    user.refresh_from_db()
    assert user.check_password("another-horse-battery")
    assert elsewhere.get("/ru/accounts/").status_code == 302
    assert "_auth_user_id" not in client.session
    # The link works once.
    again = Client().get(link_of(mailoutbox[0]))
    assert "Эта ссылка не действует" in again.content.decode()


def test_change_of_password_keeps_this_session_and_ends_the_others(mailoutbox):
    user = UserFactory(username="anna", email="anna@example.org")
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    here, elsewhere = Client(), Client()
    for client in (here, elsewhere):
        client.force_login(user)
    data = {
        "oldpassword": PASSWORD,
        "password1": "another-horse-battery",
        "password2": "another-horse-battery",
    }
    assert here.post(reverse("account_change_password"), data)["Location"] == "/ru/accounts/"
    assert here.get("/ru/accounts/").status_code == 200
    assert elsewhere.get("/ru/accounts/").status_code == 302
    assert mailoutbox[0].subject == "Пароль изменён"
    assert "127.0.0.1" in mailoutbox[0].body


def test_change_of_address_asks_the_password_and_waits_for_the_link(mailoutbox):
    user = UserFactory(username="anna", email="anna@example.org")
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    client = Client()
    client.force_login(user)
    url = reverse("account_email")
    again = client.post(url, {"email": "new@example.org", "action_add": "1"})["Location"]
    assert again == f"{reverse('account_reauthenticate')}?next=%2Fru%2Faccounts%2Femail%2F"
    client.post(again, {"password": PASSWORD, "next": url})
    assert [letter.to for letter in mailoutbox] == [["new@example.org"]]
    user.refresh_from_db()
    assert user.email == "anna@example.org"
    assert "new@example.org" in client.get("/ru/accounts/").content.decode()

    client.post(link_of(mailoutbox[0]))
    user.refresh_from_db()
    assert user.email == "new@example.org"
    assert list(EmailAddress.objects.values_list("email", flat=True)) == ["new@example.org"]
    assert mailoutbox[-1].to == ["anna@example.org"]
    assert "anna@example.org" in mailoutbox[-1].body
    assert "new@example.org" in mailoutbox[-1].body


def test_name_is_corrected(client_as):
    client = client_as()
    data = {"first_name": "Анна", "last_name": "Петрова"}
    assert client.post(reverse("account_name"), data)["Location"] == "/ru/accounts/"
    assert "Анна Петрова" in client.get("/ru/accounts/").content.decode()
    assert client.post(reverse("account_name"), {"first_name": ""}).status_code == 200


def test_pages_of_an_account_are_kept_by_no_cache(client, client_as):
    for url in ("login", "signup", "password/reset", "password/reset/done", "confirm-email"):
        with translation.override("ru"):
            answer = client.get(f"/ru/accounts/{url}/")
        assert "no-store" in answer["Cache-Control"], url
    assert client_as().get("/ru/accounts/")["Cache-Control"] == "private, no-store"


def test_anonymous_page_leads_to_the_door_without_a_cookie(client):
    answer = client.get("/ru/")
    assert 'href="/ru/accounts/login/"' in answer.content.decode()
    assert not answer.cookies


@pytest.mark.parametrize("groups", [(), ("editors-news",)])
def test_header_of_a_signed_in_reader(client_as, groups):
    page = client_as(*groups).get("/ru/").content.decode()
    assert 'href="/ru/accounts/"' in page
    assert ('href="/admin/"' in page) == bool(groups)
