"""The version for the visually impaired by mouse, by keyboard, with and without JavaScript."""

from cms.display import COOKIE

PANEL = "#display-panel"
OPENER = "[data-display-open]"


def chosen(page) -> dict[str, str]:
    """The display as the page wears it."""
    return page.evaluate("({...document.documentElement.dataset})")


def test_panel_works_by_keyboard_at_once_and_lasts(page, live_server):
    page.goto("/ru/")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "govuk-skip-link"
    page.keyboard.press("Tab")
    assert page.locator(OPENER).evaluate("element => element === document.activeElement")
    page.keyboard.press("Enter")
    page.locator(PANEL).wait_for(state="visible")
    assert page.locator(f"{PANEL} button").first.evaluate("b => b === document.activeElement")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator("html[data-size='2']").wait_for()
    page.locator(f"{PANEL} [data-swatch='blue']").press("Enter")
    page.locator("html[data-scheme='blue']").wait_for()
    assert chosen(page) == {"size": "2", "scheme": "blue"}

    page.goto("/en/no-such-page/")
    assert chosen(page) == {"size": "2", "scheme": "blue"}
    assert page.locator(PANEL).is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(168, 216, 255)"
    assert page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") == 32


def test_usual_version_is_one_press_away(page, live_server):
    page.goto("/ru/")
    page.locator(OPENER).click()
    page.locator(f"{PANEL} [name='spacing'][value='3']").click()
    page.locator("html[data-spacing='3']").wait_for()

    page.locator(f"{PANEL} [name='reset']").click()
    page.locator(PANEL).wait_for(state="hidden")

    assert chosen(page) == {}
    assert page.context.cookies() == []
    assert page.locator(OPENER).evaluate("element => element === document.activeElement")


def test_panel_works_without_javascript(browser, live_server):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/ru/search/?q=nothing")
    page.locator(OPENER).click()
    assert page.url == f"{live_server.url}/ru/search/?q=nothing#display-panel"

    page.locator(f"{PANEL} [name='images'][value='off']").click()
    page.locator(f"{PANEL} [data-swatch='white-on-black']").click()

    html = page.locator("html")
    assert html.get_attribute("data-images") == "off"
    assert html.get_attribute("data-scheme") == "white-on-black"
    assert page.url == f"{live_server.url}/ru/search/?q=nothing#display-panel"
    assert [c["value"] for c in context.cookies() if c["name"] == COOKIE] == [
        "1.1.white-on-black.off.open"
    ]
    context.close()


def test_failure_page_wears_the_choice_too(page, live_server):
    page.goto("/ru/")
    page.locator(OPENER).click()
    page.locator(f"{PANEL} [data-swatch='beige']").click()
    page.locator("html[data-scheme='beige']").wait_for()

    from django.test import RequestFactory

    from cms.views.errors import server_error

    request = RequestFactory().get("/ru/")
    request.COOKIES[COOKIE] = next(
        c["value"] for c in page.context.cookies() if c["name"] == COOKIE
    )
    page.set_content(server_error(request).content.decode())

    assert chosen(page) == {"scheme": "beige"}
