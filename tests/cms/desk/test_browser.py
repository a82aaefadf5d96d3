"""The desk by keyboard in a real browser, and without scripts."""

import pytest
from django.urls import reverse

from tests.factories.moderation import make_news, submit, waiting_state

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def news(section, make_user):
    editor = make_user("editors-news")
    pages = [
        make_news(section("news"), title=title, owner=editor) for title in ("Первая", "Вторая")
    ]
    for each in pages:
        submit(each, editor)
    return pages


def focused(page):
    return page.evaluate("document.activeElement.textContent.trim()")


def test_two_versions_are_decided_on_by_keyboard(news, make_user, page, sign_in):
    first, second = news
    sign_in(page, make_user("moderators-news"))
    page.goto(reverse("desk:index"))

    page.keyboard.press("j")
    assert focused(page) == "Первая"
    page.keyboard.press("j")
    assert focused(page) == "Вторая"
    page.keyboard.press("k")
    assert focused(page) == "Первая"
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-desk-item]")
    page.keyboard.press("a")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-desk]")
    first.refresh_from_db()
    assert first.live is True

    state = waiting_state(second)
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-desk-item]")
    page.keyboard.press("r")
    page.keyboard.type("Укажите источник, а не адрес.")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{reverse('desk:index')}")
    state.refresh_from_db()
    assert (state.status, state.comment) == ("rejected", "Укажите источник, а не адрес.")


def test_desk_works_without_javascript(news, make_user, browser, live_server, sign_in):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, make_user("moderators-news"))
    page.goto(reverse("desk:index"))
    page.get_by_role("link", name="Первая").click()

    page.locator("[data-desk-approve]").click()

    page.wait_for_url(f"**{reverse('desk:index')}")
    context.close()
    news[0].refresh_from_db()
    assert news[0].live is True
