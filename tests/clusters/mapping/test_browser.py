"""The map in a real Chromium: keyboard, one announcement, the same without scripts, narrow."""

import pytest
from playwright.sync_api import expect

from clusters.mapping.rows import found
from clusters.mapping.state import State
from tests.factories import RegionFactory
from tests.factories.clusters import make_cluster, make_figure, make_indicator, make_specialisation

MAP = "/ru/clusters/map/"
POINTS = {
    "RU-TA": "SRID=4326;POINT(49.1064 55.7961)",
    "RU-TOM": "SRID=4326;POINT(84.9481 56.4847)",
    "RU-PER": "SRID=4326;POINT(56.2502 58.0105)",
}


@pytest.fixture
def clusters(live_server):
    optics = make_specialisation("optics")
    output = make_indicator("output", name_ru="Выпуск", unit_ru="млрд руб.")
    for place, (code, point) in enumerate(POINTS.items(), start=1):
        region = RegionFactory(code=code, name_ru=f"Регион {place}")
        chosen = [optics] if place > 1 else []
        page = make_cluster(f"c{place}", region=region, place=point, specialisations=chosen)
        for year in (2011, 2012):
            make_figure(page.cluster, output, year, place * 10 + year - 2011)
    return live_server


def focused_name(page):
    return page.evaluate("document.activeElement.getAttribute('aria-label')")


def test_markers_are_walked_by_keyboard_in_the_order_of_the_table(page, clusters):
    page.goto(f"{clusters.url}{MAP}?indicator=output")
    page.locator("a.pin").first.focus()
    names = []
    for _ in range(3):
        names.append(focused_name(page))
        page.keyboard.press("Tab")
    assert names == [
        "Кластер c1, Регион 1, 11\xa0млрд руб., 1 из 3",
        "Кластер c2, Регион 2, 21\xa0млрд руб., 2 из 3",
        "Кластер c3, Регион 3, 31\xa0млрд руб., 3 из 3",
    ]
    table = page.locator(".map-table tbody th a").all_inner_texts()
    assert [name.split(",")[0] for name in names] == table


def test_the_skip_link_leads_past_the_map(page, clusters):
    page.goto(f"{clusters.url}{MAP}")
    skip = page.locator('a[href="#table"]').first
    skip.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "table"


def test_a_filter_changes_the_page_in_place_and_is_said_once(page, clusters):
    page.goto(f"{clusters.url}{MAP}")
    page.evaluate(
        """() => { window.said = []; const one = document.querySelector('[data-map-said]');
            new MutationObserver(() => window.said.push(one.textContent))
                .observe(one, { childList: true, characterData: true, subtree: true });
            window.same = true; }"""
    )
    box = page.get_by_role("checkbox", name="Направление optics")
    box.focus()
    page.keyboard.press("Space")
    page.wait_for_url("**/map/?specialisation=optics")
    assert page.evaluate("window.same") is True
    expect(page.locator("[data-map-said]")).to_have_text("2 кластера из 3")
    assert page.evaluate("window.said") == ["2 кластера из 3"]
    assert page.evaluate("document.activeElement.value") == "optics"
    assert page.locator(".map-table tbody tr").count() == 2
    page.go_back()
    expect(page.locator(".map-table tbody tr")).to_have_count(3)
    expect(page.get_by_role("checkbox", name="Направление optics")).not_to_be_checked()


def test_a_marker_opens_its_panel_and_keeps_the_focus(page, clusters):
    page.goto(f"{clusters.url}{MAP}?indicator=output")
    page.locator("a.pin").nth(1).focus()
    page.keyboard.press("Enter")
    expect(page.locator("#panel-title")).to_have_text("Кластер c2")
    assert "cluster=c2" in page.url
    expect(page.locator("a.pin.sel")).to_be_focused()
    assert page.locator("#panel a[href='/ru/clusters/passports/c2/']").count() == 1


def test_years_play_on_request_only_and_stop(page, clusters):
    page.goto(f"{clusters.url}{MAP}?indicator=output")
    play = page.locator("[data-map-play]")
    assert play.get_attribute("aria-pressed") == "false"
    before = page.url
    play.click()
    page.wait_for_url("**year=2011**")
    page.locator("[data-map-play][aria-pressed='true']").click()
    page.wait_for_selector("[data-map-play][aria-pressed='false']")
    assert page.url != before


def test_the_same_address_without_scripts_is_the_same_map(browser, page, clusters):
    address = f"{clusters.url}{MAP}?indicator=output&year=2011&specialisation=optics&sort=-value"
    page.goto(f"{clusters.url}{MAP}")
    page.get_by_role("checkbox", name="Направление optics").check()
    page.wait_for_url("**specialisation=optics**")
    page.goto(address)
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(address)
    for selector in (".map-table tbody tr", "a.pin", ".map-legend li"):
        assert plain.locator(selector).all_inner_texts() == page.locator(selector).all_inner_texts()
    assert plain.locator("#map-count").inner_text() == "2 кластера из 3"
    plain.get_by_role("checkbox", name="Направление optics").uncheck()
    plain.get_by_role("button", name="Показать", exact=True).click()
    assert plain.locator("#map-count").inner_text() == "3 кластера из 3"
    context.close()


def test_narrow_window_scrolls_the_map_alone(page, clusters):
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{clusters.url}{MAP}?indicator=output")
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(overflow) == 0
    assert page.locator(".mapscroll").evaluate("one => one.scrollWidth > one.clientWidth") is True
    assert page.locator(".map-table").is_visible()


def test_without_images_the_table_says_it_all(page, clusters):
    page.goto(f"{clusters.url}{MAP}?indicator=output")
    page.evaluate("document.documentElement.dataset.images = 'off'")
    assert page.locator("svg.map").first.is_visible() is False
    assert page.locator(".map-table tbody tr").count() == len(
        found(State(indicator="output"), _choices(), "ru").rows
    )


def _choices():
    from clusters.mapping.rows import choices

    return choices()
