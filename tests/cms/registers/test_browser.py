"""The place field, blocks and registers in a real browser: nothing is asked of another host."""

import pytest
from playwright.sync_api import expect

from cms.models import Region
from tests.factories import RegionFactory, TopicFactory

pytestmark = pytest.mark.django_db(transaction=True)

MOSCOW = "SRID=4326;POINT(37.6173 55.7558)"


@pytest.fixture
def office(page, sign_in, make_user, live_server):
    """The admin of a signed-in administrator; collects errors of scripts and of the policy."""
    sign_in(page, make_user("administrators"))
    page.errors = []
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.on(
        "console",
        lambda line: page.errors.append(line.text) if line.type == "error" else None,
    )
    yield page
    assert page.errors == []
    assert [
        url for url in page.requested if not url.startswith((live_server.url, "data:", "blob:"))
    ] == []


def fill_region(page):
    page.goto("/admin/registers/regions/create/")
    for name, value in {
        "name_ru": "Калужская область",
        "name_en": "Kaluga Oblast",
        "code": "RU-KLU",
        "okato": "29000000000",
        "capital_ru": "Калуга",
        "capital_en": "Kaluga",
    }.items():
        page.fill(f"#id_{name}", value)
    page.select_option("#id_federal_district", "central")


def test_pin_is_set_on_the_map_saved_and_read_back(office):
    fill_region(office)
    expect(office.locator("#id_place")).to_have_value("")
    expect(office.locator(".place-field__land")).to_have_count(83)
    office.locator("#id_place_map").click(position={"x": 300, "y": 200})
    typed = office.input_value("#id_place")
    latitude, longitude = (float(part) for part in typed.split(","))
    office.click("button.action-save")
    office.wait_for_url("**/registers/regions/")
    region = Region.objects.get()
    assert region.place == f"SRID=4326;POINT({longitude:.10g} {latitude:.10g})"
    office.goto(f"/admin/registers/regions/edit/{region.pk}/")
    expect(office.locator("#id_place")).to_have_value(f"{latitude:.10g}, {longitude:.10g}")
    expect(office.locator(".leaflet-marker-icon")).to_have_css("opacity", "1")
    pin = office.locator(".leaflet-marker-icon")
    assert pin.evaluate("image => image.naturalWidth") > 0


def test_typed_coordinates_move_the_pin(office):
    fill_region(office)
    office.fill("#id_place", "54,5138; 36,2612")
    expect(office.locator(".leaflet-marker-icon")).to_have_css("opacity", "1")
    office.click("button.action-save")
    office.wait_for_url("**/registers/regions/")
    assert Region.objects.get().place == "SRID=4326;POINT(36.2612 54.5138)"


def test_bad_coordinates_are_told_at_once_and_refused(office):
    fill_region(office)
    office.fill("#id_place", "где-то под Калугой")
    expect(office.locator(".help-warning")).to_be_visible()
    office.click("button.action-save")
    expect(office.locator(".error-message").first).to_be_visible()
    expect(office.locator("#id_place")).to_have_value("где-то под Калугой")
    assert Region.objects.count() == 0


def test_untouched_place_stays_empty(office):
    fill_region(office)
    expect(office.locator(".place-field__land")).to_have_count(83)
    office.click("button.action-save")
    office.wait_for_url("**/registers/regions/")
    assert Region.objects.get().place == ""


def test_place_block_in_a_body_is_saved(office, section):
    from home.models import StandardPage

    page = StandardPage(title="Где мы", slug="where")
    page.body = [("map_place", {"name": "Москва", "place": MOSCOW, "address": ""})]
    section("about").add_child(instance=page)
    office.goto(f"/admin/pages/{page.pk}/edit/")
    field = office.locator("[name='body-0-value-place']")
    expect(field).to_have_value("55.7558, 37.6173")
    expect(office.locator(".place-field__land")).to_have_count(83)
    field.fill("54.5138, 36.2612")
    office.get_by_role("button", name="Сохранить").or_(
        office.locator("button.action-save")
    ).first.click()
    office.wait_for_load_state()
    expect(office.locator(".messages .success, .w-messages .success").first).to_be_visible()
    page.refresh_from_db()
    revised = page.get_latest_revision_as_object()
    assert revised.body[0].value["place"] == "SRID=4326;POINT(36.2612 54.5138)"


def test_every_page_of_a_register_opens(office):
    region = RegionFactory(name_ru="Калужская область")
    law = TopicFactory(slug="law", name_ru="Право")
    TopicFactory(slug="tax", name_ru="Налоги", parent=law)
    for path, word in {
        "registers/regions/": "Калужская область",
        "registers/regions/?q=Калуж": "Калужская область",
        "registers/topics/": "— Налоги",
        f"registers/topics/?parent__id__exact={law.pk}": "— Налоги",
        f"registers/topics/edit/{law.pk}/": "Право",
        f"registers/topics/inspect/{law.pk}/": "Налоги",
        f"registers/topics/delete/{law.pk}/": "Налоги",
        f"registers/topics/history/{law.pk}/": "Право",
        f"registers/regions/inspect/{region.pk}/": "Калужская область",
        "registers/organisations/": "",
        "registers/organisations/create/": "",
        "imports/": "",
        "imports/topics/": "",
    }.items():
        answer = office.goto(f"/admin/{path}")
        assert answer.status == 200, path
        expect(office.locator("main")).to_contain_text(word)


def test_import_by_hand(office, tmp_path):
    file = tmp_path / "topics.csv"
    file.write_text("slug;name_ru;name_en\nlaw;Право;Law\n", encoding="cp1251")
    office.goto("/admin/imports/topics/")
    office.set_input_files("input[type=file]", file)
    office.locator("main form button[type=submit]").click()
    expect(office.locator("[data-count=new]")).to_have_text("1")
    office.locator("main form button[type=submit]").click()
    office.wait_for_url("**/imports/batch/*/")
    office.locator("button.serious").click()
    expect(office.locator("button.serious")).to_have_count(0)


def test_new_place_block_starts_empty_and_must_be_filled(office, section):
    from cms.blocks.story import StoryBlock
    from home.models import StandardPage

    page = StandardPage(title="Где мы", slug="where")
    section("about").add_child(instance=page)
    office.goto(f"/admin/pages/{page.pk}/edit/")
    office.locator("button.c-sf-add-button").first.click()
    label = str(StoryBlock().child_blocks["map_place"].label)
    office.get_by_role("option", name=label).click()
    expect(office.locator("[name='body-0-value-place']")).to_have_value("")
    expect(office.locator(".place-field__land")).to_have_count(83)
    office.fill("[name='body-0-value-name']", "Обнинск")
    office.fill("[name='body-0-value-place']", "55, 190")
    expect(office.locator(".help-warning")).to_be_visible()
    office.locator("[id='body-0-value-place_map']").click(position={"x": 300, "y": 200})
    expect(office.locator(".help-warning")).to_have_count(0)
    expect(office.locator("[name='body-0-value-place']")).not_to_have_value("55, 190")


def test_event_has_the_same_place_field(office, section):
    office.goto(f"/admin/pages/add/home/eventpage/{section('events').pk}/")
    expect(office.locator("#id_place[data-controller~='place-field']")).to_have_value("")
    office.fill("#id_place", "55.0968, 36.6101")
    expect(office.locator(".place-field__land")).to_have_count(83)
