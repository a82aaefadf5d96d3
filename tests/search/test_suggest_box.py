"""The search box with suggestions, by keyboard in a real Chromium."""

import pytest

from search import indexing
from tests.e2e.test_accessibility import RULES, violations


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


def test_keys_of_the_box_leave_the_list(page, box):
    for key in ("Home", "End", "ArrowLeft", "ArrowRight"):
        box.press("ArrowDown")
        assert box.get_attribute("aria-activedescendant")
        box.press(key)
        assert box.get_attribute("aria-activedescendant") is None
    box.press("Home")
    assert box.evaluate("box => box.selectionStart") == 0
    assert box.get_attribute("aria-expanded") == "true"


def test_finger_that_scrolls_the_list_takes_nothing(page, box):
    option = page.locator("[role='option']").first
    option.dispatch_event("pointerdown", {"pointerType": "touch"})
    option.dispatch_event("pointercancel", {"pointerType": "touch"})
    assert page.url.endswith("/ru/search/")
    option.click()
    page.wait_for_url(f"**{box.url}")


def test_list_of_one_kind_suggests_that_kind_alone(page, news):
    news("Станкостроение страны")
    indexing.rebuild()
    found = {}
    for path in ("/ru/news/", "/ru/events/"):
        page.goto(path)
        with page.expect_response("**/suggest/**") as answer:
            page.locator("#catalogue-q").press_sequentially("станкостр")
        found[path] = [one["text"] for one in answer.value.json()["suggestions"]]
    assert found == {"/ru/news/": ["Станкостроение страны", "станкостроение"], "/ru/events/": []}


@pytest.mark.parametrize(
    ("path", "word", "name"),
    [("/ru/search/", "станкос", "Новости"), ("/en/search/", "toolm", "News")],
)
def test_open_list_is_accessible_and_fits_a_narrow_page(page, news, translated, path, word, name):
    translated(news("Станкостроение страны"), "Toolmaking of the country")
    indexing.rebuild()
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(path)
    page.locator("#catalogue-q").press_sequentially(word)
    page.get_by_role("listbox").get_by_role("group", name=name).get_by_role("option").wait_for()
    page.locator("#catalogue-q").press("ArrowDown")
    assert violations(page, RULES) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 320
