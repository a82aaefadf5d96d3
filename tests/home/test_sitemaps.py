"""Sitemaps: every public page once, with reciprocal alternates, and nothing else."""

from xml.etree import ElementTree

import pytest
from wagtail.models import Page

from home import sitemaps
from home.models import HomePage
from tests.factories.front import add_news, publish

pytestmark = pytest.mark.django_db

NS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def maps(client) -> list[str]:
    index = ElementTree.fromstring(client.get("/sitemap.xml").content)
    return [node.text.removeprefix("http://testserver") for node in index.findall(".//s:loc", NS)]


def urls(client, address) -> dict[str, dict[str, str]]:
    """Alternates by language of every address of a sitemap."""
    body = b"".join(client.get(address).streaming_content)
    return {
        url.findtext("s:loc", namespaces=NS): {
            link.get("hreflang"): link.get("href") for link in url.findall("x:link", NS)
        }
        for url in ElementTree.fromstring(body).findall("s:url", NS)
    }


def test_every_address_of_the_index_is_a_page_that_opens(client):
    add_news("both")
    add_news("russian", languages=("ru",))

    found = {address for part in maps(client) for address in urls(client, part)}

    paths = {address.partition("//")[2].partition("/")[2] for address in found}
    assert {"ru/", "en/", "ru/news/both/", "en/news/both/", "ru/news/russian/"} <= paths
    assert "en/news/russian/" not in paths
    for path in paths:
        assert client.get(f"/{path}").status_code == 200, path


def test_alternates_are_reciprocal_with_a_default(client):
    add_news("both")

    pages = {}
    for language in ("ru", "en"):
        pages |= urls(client, f"/sitemap-home_newspage-{language}-1.xml")

    assert len(pages) == 2
    for address, alternates in pages.items():
        assert set(alternates) == {"ru", "en", "x-default"}
        assert alternates["x-default"] == alternates["ru"]
        assert address in (alternates["ru"], alternates["en"])
        for language in ("ru", "en"):
            assert pages[alternates[language]] == alternates


def test_a_page_without_translation_has_no_alternates(client):
    add_news("russian", languages=("ru",))

    (alternates,) = urls(client, "/sitemap-home_newspage-ru-1.xml").values()

    assert alternates == {}


def test_a_page_outside_of_the_site_is_left_out(client):
    root = Page.get_first_root_node()
    publish(HomePage(title="Черновая", slug="aside"), root, "ru")

    (address,) = urls(client, "/sitemap-home_homepage-ru-1.xml")

    assert address.partition("//")[2].partition("/")[2] == "ru/"


@pytest.mark.usefixtures("hidden")
def test_nothing_hidden_is_listed(client):
    add_news("seen")

    found = [address for part in maps(client) for address in urls(client, part)]

    assert not [address for address in found if "secret" in address]
    assert len([address for address in found if "/news/seen/" in address]) == 2


def test_large_sitemaps_come_in_parts(client, monkeypatch):
    monkeypatch.setattr(sitemaps, "PART", 2)
    for number in range(5):
        add_news(f"n{number}")

    parts = [address for address in maps(client) if "newspage-ru" in address]

    assert len(parts) == 3
    assert [len(urls(client, part)) for part in parts] == [2, 2, 1]
    assert all(alternates for part in parts for alternates in urls(client, part).values())


def test_a_sitemap_takes_two_queries_whatever_its_size(client, django_assert_num_queries):
    for number in range(10):
        add_news(f"n{number}")
    urls(client, "/sitemap-home_newspage-ru-1.xml")

    with django_assert_num_queries(2):
        assert len(urls(client, "/sitemap-home_newspage-ru-1.xml")) == 10


@pytest.mark.parametrize(
    "address",
    ["/sitemap-home_nothing-ru-1.xml", "/sitemap-home_newspage-de-1.xml", "/opensearch-de.xml"],
)
def test_unknown_sitemaps_and_languages_are_not_found(client, address):
    assert client.get(address).status_code == 404


def test_robots_names_the_sitemap_and_closes_the_office(client):
    lines = client.get("/robots.txt").content.decode().splitlines()

    assert "Sitemap: http://testserver/sitemap.xml" in lines
    assert "Disallow: /admin/" in lines


def test_opensearch_names_the_search_page_of_the_language(client):
    ns = {"o": "http://a9.com/-/spec/opensearch/1.1/"}
    description = ElementTree.fromstring(client.get("/opensearch-en.xml").content)

    template = description.find("o:Url", ns).get("template")
    assert template == "http://testserver/en/search/?q={searchTerms}"


def test_favicon_leads_to_our_own_file(client):
    assert client.get("/favicon.ico").url == "/static/img/icon.svg"
