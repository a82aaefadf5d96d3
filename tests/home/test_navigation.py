"""The menu and the footer: labels, aims, languages, and what keeps them fresh."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from home.blocks.links import MaterialBlock, NavigationLinkBlock
from home.models import Navigation
from home.navigation import Link, navigation_of
from tests.factories.front import add_standard_page

pytestmark = pytest.mark.django_db


def link(page=None, address="", ru="Имя", en="Name"):
    return {
        "type": "link",
        "value": {
            "label_ru": ru,
            "label_en": en,
            "page": page.pk if page else None,
            "address": address,
        },
    }


def save(*links, columns=()):
    site = Site.objects.get(is_default_site=True)
    row = Navigation.for_site(site)
    row.menu = list(links)
    row.footer = list(columns)
    row.save()
    return site


def test_menu_of_nobody_is_the_sections(client):
    menu = client.get("/en/").context["menu"]

    assert [item["url"] for item in menu] == [
        f"/en/{slug}/"
        for slug in ("clusters", "platforms", "legal", "library", "news", "events", "about")
    ]


def test_one_page_serves_both_languages():
    russian, _english = add_standard_page()
    site = save(link(russian, ru="Контакты", en="Contacts"))

    assert navigation_of(site, "ru").menu == (Link("Контакты", "/ru/about/contacts/"),)
    assert navigation_of(site, "en").menu == (Link("Contacts", "/en/about/contacts/"),)


def test_page_without_translation_is_marked():
    (russian,) = add_standard_page(languages=("ru",))
    site = save(link(russian), link(address="search/"))

    assert navigation_of(site, "en").menu[0] == Link("Name", "/ru/about/contacts/", "ru")


def test_addresses_within_and_outside_the_site():
    site = save(
        link(address="search/"), link(address="/admin/"), link(address="https://example.org/")
    )

    assert navigation_of(site, "en").menu == (
        Link("Name", "/en/search/"),
        Link("Name", "/admin/"),
        Link("Name", "https://example.org/", is_external=True),
    )


def test_withdrawn_page_leaves_the_menu(client, committed):
    pages = add_standard_page()
    site = save(link(pages[0]), link(address="search/"))
    assert len(navigation_of(site, "ru").menu) == 2

    with committed():
        for page in pages:
            page.unpublish()

    assert [item.url for item in navigation_of(site, "ru").menu] == ["/ru/search/"]


def test_saved_menu_shows_at_once(client, committed):
    client.get("/ru/")

    with committed():
        save(link(address="search/", ru="Поиск по порталу"))

    assert "Поиск по порталу" in client.get("/ru/").content.decode()


def test_cached_menu_costs_no_query():
    site = save(*(link(page) for page in add_standard_page()))
    navigation_of(site, "ru")

    with CaptureQueriesContext(connection) as captured:
        navigation_of(site, "ru")

    assert len(captured) == 0


def test_menu_costs_the_same_with_many_links():
    site = save(*(link(add_standard_page(f"p{number}")[0]) for number in range(7)))

    with CaptureQueriesContext(connection) as captured:
        assert len(navigation_of(site, "en").menu) == 7

    assert len(captured) <= 5


def test_footer_columns(client):
    russian, _english = add_standard_page()
    save(
        columns=[
            {
                "type": "column",
                "value": {
                    "title_ru": "О нас",
                    "title_en": "About us",
                    "links": [link(russian)["value"]],
                },
            }
        ]
    )

    page = client.get("/en/").content.decode()

    assert "<h2>About us</h2>" in page
    assert '<a href="/en/about/contacts/">Name</a>' in page


def test_current_section_is_marked(client):
    add_standard_page()

    menu = client.get("/ru/about/contacts/").context["menu"]

    assert [item["url"] for item in menu if item["is_current"]] == ["/ru/about/"]


@pytest.mark.parametrize(("page", "address"), [(False, ""), (True, "search/")])
def test_link_has_exactly_one_aim(section, page, address):
    block = NavigationLinkBlock()
    value = block.to_python(link(section("news") if page else None, address)["value"])

    with pytest.raises(ValidationError):
        block.clean(value)


def test_material_is_a_document_or_an_address():
    block = MaterialBlock()

    with pytest.raises(ValidationError):
        block.clean(block.to_python({"title": "Программа", "document": None, "link": ""}))
    assert block.clean(
        block.to_python({"title": "Запись", "document": None, "link": "https://example.org/"})
    )
