"""The search box with suggestions, by keyboard in a real Chromium."""

import pytest

from search import indexing


@pytest.fixture
def box(page, news):
    """The search box of a portal with two news, after two letters were typed."""
    first = news("Станкостроение страны")
    news("Станкоинструмент")
    indexing.rebuild()
    page.goto("/ru/search/")
    found = page.locator("#catalogue-q")
    found.press_sequentially("станкос")
    page.locator("[role='listbox'] [role='option']").first.wait_for()
    found.url = first.url
    return found


def test_suggestion_is_chosen_with_the_arrow_and_enter(page, box):
    assert box.get_attribute("aria-expanded") == "true"
    box.press("ArrowDown")
    chosen = page.locator("[aria-selected='true']")
    assert chosen.get_attribute("id") == box.get_attribute("aria-activedescendant")
    assert chosen.locator("span").first.inner_text() == "Станкостроение страны"
    box.press("Enter")
    page.wait_for_url(f"**{box.url}")


def test_escape_closes_and_enter_sends_what_was_typed(page, box):
    box.press("Escape")
    assert box.get_attribute("aria-expanded") == "false"
    assert page.locator("[role='listbox']").is_hidden()
    box.press("Enter")
    page.wait_for_url("**/ru/search/?q=*")
    assert page.locator("#catalogue-q").input_value() == "станкос"


def test_arrow_up_from_the_box_goes_to_the_last_and_back(page, box):
    box.press("ArrowUp")
    last = page.locator("[role='option']").last
    assert last.get_attribute("aria-selected") == "true"
    box.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") is None
