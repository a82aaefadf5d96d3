"""The whole way in a real Chromium: sign-up, letter, security key; without JavaScript; axe."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail

from cms.models import User
from tests.e2e.test_accessibility import RULES, overflow, violations
from tests.factories import UserFactory
from tests.factories.accounts import make_consent_text
from tests.factories.foundation import PASSWORD

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

PAGES = ("", "name/", "email/", "password/change/", "2fa/", "sessions/", "2fa/webauthn/")


@pytest.fixture
def key(page):
    """A security key in the port of the browser."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "usb",
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


def fill(page, **values):
    for name, value in values.items():
        page.fill(f"input[name={name}]", value)


def sign_in(page, name):
    page.goto("/ru/accounts/login/")
    fill(page, login=name, password=PASSWORD)
    page.press("input[name=password]", "Enter")


def test_reader_signs_up_without_javascript(live_server, browser):
    make_consent_text()
    context = browser.new_context(
        base_url=live_server.url, java_script_enabled=False, viewport={"width": 390, "height": 800}
    )
    page = context.new_page()
    page.goto("/ru/")
    page.get_by_role("link", name="Войти").click()
    page.get_by_role("link", name="Нет учётной записи?").click()
    fill(page, first_name="Анна", last_name="Иванова", email="anna@example.org", password1=PASSWORD)
    page.get_by_label("Я даю согласие").check()
    page.get_by_role("button", name="Зарегистрироваться").click()
    page.get_by_role("heading", name="Проверьте почту").wait_for()
    link = re.search(r"http\S+confirm-email/\S+", mail.outbox[0].body)[0]
    page.goto(link)
    page.get_by_role("button", name="Да, подтвердить").click()
    page.get_by_text("Анна Иванова").wait_for()
    context.close()


def test_security_key_is_added_and_opens_the_office(page, key, settings):
    settings.STAFF_SECOND_FACTOR = True
    UserFactory(username="anna", is_superuser=True)
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda m: "Content Security" in m.text and errors.append(m.text))
    sign_in(page, "anna")
    page.get_by_role("link", name="Добавить ключ").click()
    fill(page, password=PASSWORD)
    page.press("input[name=password]", "Enter")
    page.fill("input[name=name]", "Мой ключ")
    page.get_by_role("button", name="Добавить").click()
    page.get_by_role("heading", name="Резервные коды").wait_for()
    assert Authenticator.objects.get(type="webauthn").wrap().name == "Мой ключ"

    page.goto("/admin/")
    assert page.url.endswith("/admin/")
    page.context.clear_cookies()
    sign_in(page, "anna")
    page.get_by_role("button", name="Использовать ключ безопасности").click()
    page.wait_for_url("**/admin/")
    assert errors == []


def test_pages_of_an_account_pass_axe_and_fit_a_telephone(page):
    make_consent_text()
    UserFactory(username="anna")
    sign_in(page, "anna")
    page.get_by_role("heading", name="Учётная запись").wait_for()
    assert User.objects.get(username="anna").last_login is not None
    wrong = {}
    for language in ("ru", "en"):
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 900})
            for name in PAGES:
                page.goto(f"/{language}/accounts/{name}")
                found = violations(page, RULES) if width > 1000 else []
                if overflow(page):
                    found.append(f"{overflow(page)} px too wide")
                if found:
                    wrong[f"{language} {width} {name}"] = found
    assert wrong == {}


@pytest.mark.parametrize(
    ("address", "button", "field"),
    [("login/", "Войти", "login"), ("signup/", "Зарегистрироваться", "first_name")],
)
def test_mistake_is_told_and_leads_to_its_field(page, address, button, field):
    make_consent_text()
    page.goto(f"/ru/accounts/{address}")
    page.get_by_role("button", name=button).click()
    summary = page.locator(".govuk-error-summary")
    summary.get_by_role("link").first.click()
    assert page.evaluate("document.activeElement.name") == field
    assert violations(page, RULES) == []
