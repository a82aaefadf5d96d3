"""The comparison's page: computed beforehand, public clusters only, at most ten."""

import csv
import io
from decimal import Decimal

import pytest
from django.core.management import call_command
from openpyxl import load_workbook
from wagtail.models import PageViewRestriction

from clusters.enums import IndicatorScope
from clusters.models import ComparisonPage, IndicatorStatistic, IndicatorValue
from clusters.services.statistics import compute_statistics
from tests.factories import RegionFactory
from tests.factories.clusters import make_cluster, make_figure, make_indicator

pytestmark = pytest.mark.django_db


def address(rest="", language="ru"):
    return ComparisonPage.objects.get(locale__language_code=language).get_url() + rest


@pytest.fixture
def employees():
    return make_indicator("employees", is_base=True)


@pytest.fixture
def output():
    return make_indicator("output", name_ru="Выпуск", name_en="Output", order=1, decimals=1)


@pytest.fixture
def pair(employees, output):
    """Alpha: 100 employees, output 10 then 15; beta: 300 and no output in 2013."""
    alpha, beta = make_cluster("alpha"), make_cluster("beta")
    for year, people in ((2012, 100), (2013, 100)):
        make_figure(alpha.cluster, employees, year, people)
    make_figure(beta.cluster, employees, 2013, 300)
    make_figure(alpha.cluster, output, 2012, 10)
    make_figure(alpha.cluster, output, 2013, 15, is_demo=True)
    make_figure(beta.cluster, output, 2013, None)
    compute_statistics()
    return alpha, beta


def test_command_writes_the_same_rows_again(pair, capsys):
    def rows():
        names = ("indicator__slug", "year", "cluster__slug", "region", "value", "rank", "of")
        found = IndicatorStatistic.objects.order_by("indicator", "year", "cluster", "region")
        return list(found.values_list(*names, "percentile", "share", "quotient"))

    before = rows()
    call_command("compute_statistics")
    assert capsys.readouterr().out == f"{len(before)} statistics\n"
    assert rows() == before
    assert ("employees", 2013, "beta", None, 300, 1, 2, 100, 75, None) in before


def test_page_shows_values_changes_and_no_data(client, pair):
    page = client.get(address("?cluster=alpha&cluster=beta")).content.decode()
    assert "15,0" in page
    assert "+50,0\xa0%" in page
    assert "нет данных" in page
    assert "1 из 1" in page
    assert "Демонстрация" in page
    english = client.get(address("?cluster=alpha&cluster=beta", "en")).content.decode()
    assert "Output, 2013" in english
    assert "no data" in english


def test_address_keeps_order_and_takes_one_away(client, pair):
    response = client.get(address("?cluster=beta&cluster=alpha&indicator=output"))
    subjects = response.context["subjects"]
    assert [one["subject"].key for one in subjects] == ["beta", "alpha"]
    assert subjects[0]["without"] == "?cluster=alpha&indicator=output"
    assert [table["indicator"].slug for table in response.context["tables"]] == ["output"]


def test_an_eleventh_and_unknown_ones_are_named(client, employees):
    for number in range(11):
        make_cluster(f"c-{number:02}")
    query = "&".join(f"cluster=c-{number:02}" for number in range(11))
    response = client.get(address(f"?{query}&cluster=ghost&indicator=gold&year=soon"))
    assert len(response.context["subjects"]) == 10
    text = " ".join(response.context["asked"].errors)
    assert "Кластер c-10" in text
    assert "ghost" in text
    assert "gold" in text
    assert "soon" in text


def test_hidden_passports_are_neither_counted_nor_shown(client, pair, output):
    draft = make_cluster("draft", live=False)
    closed = make_cluster("closed")
    for page in closed.get_translations(inclusive=True):
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    for page in (draft, closed):
        make_figure(page.cluster, output, 2013, 999)
    compute_statistics()

    response = client.get(address("?cluster=draft&cluster=closed&cluster=alpha"))

    assert [one["subject"].key for one in response.context["subjects"]] == ["alpha"]
    assert "Кластер closed" not in response.content.decode()
    top = IndicatorStatistic.objects.get(cluster=pair[0].cluster, indicator=output, year=2013)
    assert (top.rank, top.of) == (1, 1)
    assert not IndicatorStatistic.objects.filter(value=999).exists()


def test_a_withdrawn_passport_leaves_with_the_next_run(pair, employees):
    _alpha, beta = pair
    for page in beta.get_translations(inclusive=True):
        page.unpublish()
    compute_statistics()
    row = IndicatorStatistic.objects.get(indicator=employees, year=2013, cluster__isnull=False)
    assert (row.cluster.slug, row.of) == ("alpha", 1)


def test_regions_have_own_figures_and_sums_of_their_clusters(client, output):
    population = make_indicator("population", scope=IndicatorScope.REGION, is_base=True)
    region, other = RegionFactory(code="RU-TA"), RegionFactory(code="RU-TOM")
    for slug, value in (("one", 30), ("two", 12)):
        make_figure(make_cluster(slug, region=region).cluster, output, 2012, value)
    make_figure(make_cluster("three", region=other).cluster, output, 2012, 6)
    for place, people in ((region, 400), (other, 80)):
        IndicatorValue.objects.create(
            region=place, indicator=population, year=2012, value=people, source_ru="Росстат"
        )
    compute_statistics()
    # Output 42 and 6 (X = 48), people 400 and 80 (S = 480): (42/400)/(48/480) = 1.05, 0.75.
    found = {
        row.region.code: (row.value, row.quotient)
        for row in IndicatorStatistic.objects.filter(indicator=output, region__isnull=False)
    }
    assert found == {"RU-TA": (42, Decimal("1.05")), "RU-TOM": (6, Decimal("0.75"))}
    response = client.get(address("?region=ru-ta&region=RU-TOM"))
    assert [one["subject"].key for one in response.context["subjects"]] == ["RU-TA", "RU-TOM"]
    assert "1,05" in response.content.decode()


def test_files_are_read_again(client, pair):
    query = "?cluster=alpha&cluster=beta&indicator=output"
    content = b"".join(client.get(address(f"download/csv/{query}"))).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(content)))
    assert [row[0] for row in rows[1:3]] == ["Кластер alpha", "Кластер beta"]
    assert [row[3] for row in rows[1:3]] == ["15.000", ""]
    assert [row[-1] for row in rows[1:3]] == ["да", "нет"]
    book = load_workbook(io.BytesIO(client.get(address(f"download/xlsx/{query}")).content))
    assert book.active["D2"].value == 15
    assert client.get(address(f"download/exe/{query}")).status_code == 404


@pytest.mark.parametrize(("chosen", "all_of"), [(1, 1), (10, 10), (10, 60)])
def test_cost_does_not_grow(
    client, employees, output, chosen, all_of, django_assert_max_num_queries
):
    region = RegionFactory()
    for number in range(all_of):
        page = make_cluster(f"c-{number:02}", languages=("ru",), region=region)
        for year in (2011, 2012, 2013):
            make_figure(page.cluster, employees, year, number + 1)
    compute_statistics()
    query = "&".join(f"cluster=c-{number:02}" for number in range(chosen))
    url = address(f"?{query}")
    client.get(url)
    with django_assert_max_num_queries(9):
        assert len(client.get(url).context["subjects"]) == chosen
