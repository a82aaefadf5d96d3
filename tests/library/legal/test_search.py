"""Acts are found in their own section and through the interface of the catalogue."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.legal import make_act, make_translation, provision

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_index")]
API = "/api/v1/catalogue/"


@pytest.fixture
def order(committed):
    """The order in both languages, in the index."""
    with committed():
        act = make_act(
            number="2227-р",
            kind="government_order",
            slug="order-2227r-2011",
            title="Об утверждении Стратегии инновационного развития",
            text=[provision("section", "9", "Перечисляет кластеры и технопарки регионов")],
        )
        make_translation(
            act,
            slug="order-2227r-2011",
            title="On Approving the Strategy for Innovative Development",
            text=[provision("section", "9", "Lists clusters and technology parks of regions")],
        )
        make_act(number="188", title="О порядке закупок")
    return act


@pytest.mark.parametrize("query", ["стратегиями", "технопарков", "2227-р", "2227р", "2227-Р"])
def test_listing_finds_an_act_by_any_form_and_by_number(client, order, query):
    listing = client.get("/ru/legal/", {"q": query}).context["listing"]
    assert [result["hit"].slug for result in listing["results"]] == ["order-2227r-2011"]


def test_found_provision_leads_to_its_anchor(client, order):
    data = client.get(API, {"q": "технопарками", "lang": "ru", "kind": "legal"}).json()
    assert [result["slug"] for result in data["results"]] == ["order-2227r-2011"]
    [passage] = data["results"][0]["passages"]
    assert passage["anchor"] == "section-9"
    assert passage["url"].endswith("/ru/legal/government-order/2013/2227-r/#section-9")
    assert "<mark>" in passage["highlight"]


def test_both_languages_find_the_same_act(client, order):
    data = client.get(API, {"q": "technology parks", "lang": "en"}).json()
    assert [(result["slug"], result["lang"]) for result in data["results"]] == [
        ("order-2227r-2011", "en")
    ]


def test_facets_of_the_section(client, order):
    listing = client.get("/ru/legal/").context["listing"]
    assert listing["total"] == 2
    facets = {
        facet.name: {choice.value: choice.count for choice in facet.choices}
        for facet in listing["facets"]
    }
    assert facets["force"] == {"in_force": 2}
    assert facets["act_kind"] == {"government_order": 1, "government_resolution": 1}
    assert facets["level"] == {"federal": 2}
    assert facets["year"] == {"2013": 2}

    chosen = client.get("/ru/legal/", {"act_kind": "government_order"}).context["listing"]
    assert [result["hit"].slug for result in chosen["results"]] == ["order-2227r-2011"]


def test_listing_costs_the_same_for_one_and_ten_acts(client, committed):
    counts = {}
    for size in (1, 9):
        with committed():
            for _ in range(size):
                make_act()
        client.get("/ru/legal/")
        with CaptureQueriesContext(connection) as queries:
            response = client.get("/ru/legal/")
        counts[response.context["listing"]["total"]] = len(queries)
    assert set(counts) == {1, 10}
    assert max(counts.values()) <= 10
