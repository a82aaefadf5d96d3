"""The second factor: set up, asked for, and no way into the office round it."""

import time
from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from cms.accounts.checks import second_factor_is_required
from cms.accounts.second_factor import SecondFactorAdapter
from tests.factories.foundation import PASSWORD

pytestmark = pytest.mark.django_db

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
OFFICE = "/admin/"


@pytest.fixture(autouse=True)
def _required(settings):
    settings.STAFF_SECOND_FACTOR = True


@pytest.fixture
def anna(make_user):
    """An editor with an app."""
    user = make_user("editors-news", username="anna", email="anna@example.org")
    totp.TOTP.activate(user, SECRET)
    return user


def code(secret=SECRET) -> str:
    """What the app shows now; the server takes each code once."""
    cache.clear()
    return totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30))


def sign_in(client, **extra):
    data = {"login": "anna", "password": PASSWORD, **extra}
    return client.post(reverse("account_login"), data)


def test_password_alone_signs_nobody_in(anna):
    client = Client()
    assert sign_in(client)["Location"] == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session
    assert client.get(OFFICE).status_code == 302


def test_code_opens_the_office_and_next_is_kept(anna):
    client = Client()
    sign_in(client, next="/admin/pages/")
    answer = client.post(reverse("mfa_authenticate"), {"code": code()})
    assert answer["Location"] == "/admin/pages/"
    assert client.get(OFFICE).status_code == 200


def test_wrong_codes_are_limited(anna):
    client = Client()
    sign_in(client)
    url = reverse("mfa_authenticate")
    for _ in range(5):
        assert client.post(url, {"code": "000000"}).status_code == 200
    answer = client.post(url, {"code": totp.format_hotp_value(totp.hotp_value(SECRET, 1))})
    assert "Слишком много" in str(answer.context["form"].errors)
    assert "_auth_user_id" not in client.session


def test_code_works_once(anna):
    first, second = Client(), Client()
    for client in (first, second):
        sign_in(client)
    same = code()
    assert first.post(reverse("mfa_authenticate"), {"code": same}).status_code == 302
    assert second.post(reverse("mfa_authenticate"), {"code": same}).status_code == 200


def test_recovery_code_opens_the_office_once(anna):
    codes = RecoveryCodes.activate(anna)
    one = codes.get_unused_codes()[0]
    for expected in (302, 200):
        client = Client()
        sign_in(client)
        assert client.post(reverse("mfa_authenticate"), {"code": one}).status_code == expected


@pytest.mark.parametrize("door", ["/admin/login/", "/ru/_util/login/", "/en/_util/login/"])
def test_doors_of_wagtail_do_not_lead_round_it(anna, door):
    client = Client()
    client.post(door, {"username": "anna", "password": PASSWORD, "next": OFFICE})
    assert "_auth_user_id" not in client.session
    assert client.get(OFFICE)["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("has_factor", [True, False])
def test_new_password_by_letter_does_not_lead_round_it(anna, has_factor, mailoutbox):
    if not has_factor:
        Authenticator.objects.all().delete()
    client = Client()
    client.post(reverse("account_reset_password"), {"email": "anna@example.org"})
    link = next(line for line in mailoutbox[0].body.splitlines() if line.startswith("http"))
    form = client.get(link.removeprefix("http://testserver"))["Location"]
    new = {"password1": "another-horse-battery", "password2": "another-horse-battery"}
    client.post(form, new)
    assert "_auth_user_id" not in client.session
    sign_in(client, password="another-horse-battery")
    assert client.get(OFFICE).status_code == 302


def test_session_opened_otherwise_is_asked_for_the_factor(anna):
    client = Client()
    client.force_login(anna)
    door = client.get("/admin/pages/")["Location"]
    assert door == f"{reverse('mfa_reauthenticate')}?next=%2Fadmin%2Fpages%2F"
    answer = client.post(door, {"code": code(), "next": "/admin/pages/"})
    assert answer["Location"] == "/admin/pages/"
    assert client.get(OFFICE).status_code == 200


@pytest.mark.parametrize("address", ["/admin/", "/admin/pages/", "/admin/api/main/pages/"])
def test_every_request_of_the_office_is_asked(client_as, address):
    client = client_as("administrators")
    assert client.get(address)["Location"] == reverse("mfa_index")
    assert client.post(address)["Location"] == reverse("mfa_index")


@pytest.mark.django_db(transaction=True)
def test_whoever_has_none_is_led_to_set_one_up_and_gets_in(client_as):
    client = client_as("editors-news", username="anna")
    page = client.get(OFFICE, follow=True).content.decode()
    assert "Рабочее место открывается только со вторым фактором" in page
    assert reverse("mfa_activate_totp") in page

    url = reverse("mfa_activate_totp")
    again = client.get(url)["Location"]
    client.post(again, {"password": PASSWORD, "next": url})
    secret = client.get(url).context["form"].secret
    answer = client.post(url, {"code": code(secret)})
    assert answer["Location"] == reverse("mfa_view_recovery_codes")
    codes = client.get(answer["Location"]).context["unused_codes"]
    assert len(codes) == 10
    assert client.get(OFFICE).status_code == 200


def test_factor_that_was_switched_off_no_longer_opens(anna):
    client = Client()
    sign_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code()})
    assert client.get(OFFICE).status_code == 200
    Authenticator.objects.all().delete()
    assert client.get(OFFICE)["Location"] == reverse("mfa_index")


def test_readers_need_none(client_as, settings):
    client = client_as()
    assert client.get("/ru/accounts/").status_code == 200
    assert client.get("/ru/").status_code == 200


def test_office_opens_without_one_where_the_setting_is_off(client_as, settings):
    settings.STAFF_SECOND_FACTOR = False
    assert client_as("editors-news").get(OFFICE).status_code == 200


def test_secrets_are_kept_encrypted_and_survive_a_new_key(anna, settings):
    kept = Authenticator.objects.get(type=Authenticator.Type.TOTP).data["secret"]
    assert SECRET not in kept
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-key-of-the-site-that-is-long-enough-0123456789"
    assert SecondFactorAdapter().decrypt(kept) == SECRET


@pytest.mark.django_db(transaction=True)
def test_setting_up_is_told_by_letter(client_as, mailoutbox):
    client = client_as(username="anna")
    EmailAddress.objects.create(
        user=client.user, email=client.user.email, primary=True, verified=True
    )
    url = reverse("mfa_activate_totp")
    client.post(client.get(url)["Location"], {"password": PASSWORD, "next": url})
    with_code = {"code": code(client.get(url).context["form"].secret)}
    client.post(url, with_code)
    assert [letter.subject for letter in mailoutbox] == ["Коды приложения включены"]


def test_deployment_is_warned_of_an_office_without_it(settings):
    assert second_factor_is_required() == []
    settings.STAFF_SECOND_FACTOR = False
    assert [found.id for found in second_factor_is_required()] == ["accounts.W001"]


def test_pages_of_the_factor_answer_in_both_languages(anna):
    client = Client()
    client.force_login(anna)
    client.post(reverse("mfa_reauthenticate"), {"code": code()})
    RecoveryCodes.activate(anna)
    key = Authenticator.objects.create(
        user=anna, type=Authenticator.Type.WEBAUTHN, data={"name": "USB", "credential": {}}
    )
    names = ("", "totp/deactivate/", "recovery-codes/", "recovery-codes/generate/", "webauthn/")
    for language in ("ru", "en"):
        for name in (*names, f"webauthn/keys/{key.pk}/edit/", f"webauthn/keys/{key.pk}/remove/"):
            page = client.get(f"/{language}/accounts/2fa/{name}").content.decode()
            assert page.count("<h1>") == 1, name
            assert "<style" not in page


def test_lost_factor_is_taken_off_by_the_operator(anna, settings):
    RecoveryCodes.activate(anna)
    client = Client()
    client.force_login(anna)
    out = StringIO()
    call_command("reset_second_factor", "anna", stdout=out)
    assert out.getvalue() == "2 factors removed, sessions ended.\n"
    assert client.get("/ru/accounts/").status_code == 302
    sign_in(client)
    assert client.get(OFFICE)["Location"] == reverse("mfa_index")
    with pytest.raises(CommandError):
        call_command("reset_second_factor", "nobody")
