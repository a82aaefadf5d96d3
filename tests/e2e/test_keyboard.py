"""The reader's path by keyboard, on a phone and without JavaScript."""


def test_skip_link_leads_to_the_content(page, live_server):
    page.goto("/ru/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "main"


def test_menu_folds_on_a_phone_and_opens_by_keyboard(page, live_server):
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto("/ru/")
    button = page.locator("[data-menu]")
    first = page.locator("#nav a").first

    assert first.is_hidden()
    button.focus()
    page.keyboard.press("Enter")
    assert button.get_attribute("aria-expanded") == "true"
    assert first.is_visible()
    first.focus()
    page.keyboard.press("Escape")
    assert first.is_hidden()
    assert button.evaluate("element => element === document.activeElement")


def test_menu_is_a_plain_list_without_javascript(browser, live_server):
    context = browser.new_context(
        base_url=live_server.url,
        java_script_enabled=False,
        viewport={"width": 360, "height": 800},
    )
    page = context.new_page()
    page.goto("/ru/")

    assert page.locator("#nav a").first.is_visible()
    assert page.locator("[data-menu]").is_hidden()
    context.close()


def test_search_facets_and_reading_by_keyboard_alone(page, portal):
    page.goto("/ru/search/")
    page.locator("#catalogue-q").focus()
    page.keyboard.type("кластер")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ru/search/?*q=*")
    everything = page.locator(".results-head h2").inner_text()

    page.locator("input[name='kind'][value='legal']").focus()
    page.keyboard.press("Space")
    page.locator(".filters > button").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**kind=legal**")
    assert page.locator(".results-head h2").inner_text() != everything

    page.locator(".applied a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "kind=legal" not in url)
    assert page.locator(".results-head h2").inner_text() == everything

    title = page.locator(".result h3 a").first
    heading = title.inner_text()
    title.focus()
    page.keyboard.press("Enter")
    page.locator(".crumbs").wait_for()
    assert page.locator("h1").inner_text().split()[:2] == heading.split()[:2]


def test_focus_is_always_seen(page, portal):
    """Each of the first forty stops of the Tab key has an outline."""
    page.goto("/ru/")
    unseen = []
    for _stop in range(40):
        page.keyboard.press("Tab")
        look = page.evaluate(
            """() => { const e = document.activeElement; const card = e.closest('.card') || e;
            return [e.outerHTML.slice(0, 90), getComputedStyle(e).outlineStyle,
                    getComputedStyle(card).outlineStyle]; }"""
        )
        if look[1] == "none" and look[2] == "none":
            unseen.append(look[0])

    assert unseen == []
