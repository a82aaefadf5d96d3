"""Pages of the regions: 83 in both languages, figures beside the median, nothing hidden."""

import re
from decimal import Decimal

import pytest
from wagtail.models import PageViewRestriction

from clusters.enums import IndicatorScope
from clusters.models import IndicatorValue, RegionIndexPage
from home.demo.context import DemoContext
from home.demo.registers import load as load_registers
from search.catalogue import search
from search.indexing import rebuild
from search.query import Query
from tests.factories import RegionFactory
from tests.factories.clusters import make_cluster, make_figure, make_indicator

pytestmark = pytest.mark.django_db


def address(rest="", language="ru"):
    return RegionIndexPage.objects.get(locale__language_code=language).get_url() + rest


@pytest.fixture
def regions():
    return [RegionFactory(code=code) for code in ("RU-TA", "RU-TOM", "RU-KLU")]


def test_all_regions_have_a_page_in_both_languages(client):
    load_registers(DemoContext(lambda line: None))
    for language in ("ru", "en"):
        page = client.get(address(language=language))
        rows = [row for district in page.context["districts"] for row in district["regions"]]
        assert len(rows) == 83
        for row in rows:
            response = client.get(address(f"{row['slug']}/", language))
            assert response.status_code == 200, row["slug"]
            assert f"<h1>{row['region'].name_in(language)}</h1>" in response.content.decode()


@pytest.mark.parametrize("code", ["ru-xx", "RU-TA", "moscow"])
def test_unknown_codes_and_other_spellings_are_not_found(client, regions, code):
    assert client.get(address(f"{code}/")).status_code == 404


def test_figures_stand_beside_the_median(client, regions):
    population = make_indicator("population", scope=IndicatorScope.REGION)
    for region, value in zip(regions, (30, 10, 20), strict=True):
        IndicatorValue.objects.create(
            region=region, indicator=population, year=2012, value=value, source_ru="Росстат"
        )
    standings = {
        code: client.get(address(f"{code}/")).context["standings"][0]
        for code in ("ru-ta", "ru-tom", "ru-klu")
    }
    # Of 10, 20 and 30 the median is 20.
    assert {one.median for one in standings.values()} == {20}
    assert {one.share_shown for one in standings.values()} == {
        "50,0\xa0%",
        "16,7\xa0%",
        "33,3\xa0%",
    }
    assert [(one.rank, one.of, one.comparison) for one in standings.values()] == [
        (1, 3, "выше медианы"),
        (3, 3, "ниже медианы"),
        (2, 3, "равно медиане"),
    ]


def test_sums_count_public_clusters_only(client, regions):
    output = make_indicator("output")
    make_figure(make_cluster("a", region=regions[0]).cluster, output, 2012, 5)
    make_figure(make_cluster("b", region=regions[0]).cluster, output, 2012, 7)
    make_figure(make_cluster("draft", region=regions[0], live=False).cluster, output, 2012, 900)
    response = client.get(address("ru-ta/"))
    assert [one.value for one in response.context["standings"]] == [Decimal(12)]
    assert [page.slug for page in response.context["clusters"]] == ["a", "b"]
    assert "draft" not in response.content.decode()
    assert client.get(address("ru-tom/")).context["standings"] == []


def test_the_switch_of_languages_leads_to_the_same_region(client, regions):
    page = client.get(address("ru-ta/")).content.decode()
    assert 'href="/en/clusters/regions/ru-ta/"' in page
    canonical = re.search('<link rel="canonical" href="([^"]+)"', page)
    assert canonical[1].endswith("/ru/clusters/regions/ru-ta/")


def test_a_region_is_found_by_its_name_and_its_page_can_be_hidden(client, regions, own_index):
    regions[0].name_ru, regions[0].name_en = "Республика Татарстан", "Tatarstan"
    regions[0].save()
    rebuild()
    (found,) = search(Query(text="в Татарстане", filters={"kind": ("region",)})).results
    assert found.hit.url == "/ru/clusters/regions/ru-ta/"
    for page in RegionIndexPage.objects.all():
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert search(Query(text="Татарстан", filters={"kind": ("region",)})).total == 0
    assert client.get(address("ru-ta/")).status_code == 302


@pytest.mark.parametrize("number", [1, 10, 100])
def test_cost_does_not_grow_with_clusters(
    client, regions, number, own_index, committed, django_assert_max_num_queries
):
    output = make_indicator("output")
    with committed():
        for place in range(number):
            page = make_cluster(f"c-{place}", languages=("ru",), region=regions[0])
            make_figure(page.cluster, output, 2012, place)
    client.get(address("ru-ta/"))
    url = address("ru-ta/")
    with django_assert_max_num_queries(16):
        assert len(client.get(url).context["clusters"]) == number
