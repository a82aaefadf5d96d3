"""A reader follows a search by e-mail in a real browser: form, letter, button, news, leaving."""

import re
from datetime import timedelta
from email import message_from_bytes
from email.policy import default

import pytest
from django.core.management import call_command
from django.utils import timezone
from django.utils.timezone import localdate
from playwright.sync_api import expect

from home.models import NewsPage
from search import indexing
from search.alerts.news import tell_news
from tests.e2e.test_accessibility import RULES, overflow, violations

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def letters(settings, live_server, tmp_path):
    """Letters that left since the last call, in their order."""
    settings.MAIL_DELIVERY_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)
    settings.WAGTAILADMIN_BASE_URL = live_server.url
    seen = set()

    def read():
        files = sorted(set(tmp_path.glob("*.log")) - seen)
        seen.update(files)
        texts = [file.read_bytes().removesuffix(b"-" * 79 + b"\n") for file in files]
        return [message_from_bytes(text, policy=default) for text in texts]

    return read


def body(letter):
    return letter.get_body(("plain",)).get_content()


def link(letter, part):
    return next(url for url in re.findall(r"https?://\S+", body(letter)) if part in url)


@pytest.mark.parametrize("width", [1280, 390])
def test_reader_follows_a_search_and_leaves(page, letters, section, own_index, width):
    page.set_viewport_size({"width": width, "height": 900})
    call_command("rebuild_catalogue", verbosity=0)
    page.goto("/ru/news/?q=лазер")
    page.get_by_text("Сообщать о новом по почте").click()
    page.get_by_label("Электронная почта").fill("reader@")
    page.get_by_role("button", name="Писать мне").click()
    # The summary takes the focus when its script starts; a click before that would lose it again.
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    page.get_by_role("link", name="Укажите адрес вида name@example.org.").click()
    expect(page.get_by_label("Электронная почта")).to_be_focused()
    assert page.get_by_label("Электронная почта").input_value() == "reader@"
    well_made(page)
    page.get_by_label("Электронная почта").fill("reader@example.org")
    page.get_by_role("button", name="Писать мне").click()
    expect(page.locator("h1")).to_have_text("Проверьте почту")
    well_made(page)

    (letter,) = letters()
    page.goto(link(letter, "/follow/confirm/"))
    well_made(page)
    page.get_by_role("button", name="Да, пишите мне").click()
    expect(page.locator("h1")).to_have_text("Подтверждено")
    well_made(page)
    page.get_by_role("link", name="Мои сохранённые поиски").click()
    expect(page.locator(".rows h2")).to_have_text(["«лазер», Новости"])
    well_made(page)

    section("news").add_child(instance=NewsPage(title="Новый лазер", published_on=localdate()))
    indexing.drain()
    tell_news(timezone.now() + timedelta(days=1))
    (letter,) = letters()
    assert letter["Subject"].strip() == "1 новый материал: «лазер», Новости"
    page.goto(link(letter, "/ru/news/"))
    expect(page.locator("h1")).to_have_text("Новый лазер")

    page.goto(link(letter, "/follow/leave/"))
    well_made(page)
    page.get_by_role("button", name="Прекратить письма").click()
    expect(page.locator("h1")).to_have_text("Писем больше не будет")
    well_made(page)
    section("news").add_child(instance=NewsPage(title="Ещё лазер", published_on=localdate()))
    indexing.drain()
    tell_news(timezone.now() + timedelta(days=2))
    assert letters() == []


def well_made(page):
    """No violation of the rules of accessibility, nothing wider than the window."""
    assert violations(page, RULES) == []
    assert overflow(page) == 0
