"""Charts of indicators in the bodies of pages: right figures, readers' rights, editors' errors."""

import csv
import io

import pytest
from bs4 import BeautifulSoup
from django.template import Context, Template
from django.utils import translation
from wagtail.blocks.struct_block import StructBlockValidationError

from clusters.comparing.charts import draw
from clusters.enums import IndicatorScope
from clusters.models import IndicatorValue
from clusters.services.statistics import compute_statistics
from cms.blocks.story import StoryBlock
from cms.chart_provider import Wanted
from tests.factories import RegionFactory
from tests.factories.clusters import make_cluster, make_figure, make_indicator

pytestmark = pytest.mark.django_db
BLOCK = StoryBlock().child_blocks["indicator_chart"]


@pytest.fixture
def employees():
    return make_indicator("employees", is_base=True)


@pytest.fixture
def output():
    return make_indicator("output", name_ru="Выпуск", name_en="Output", order=1, decimals=1)


@pytest.fixture
def three(employees, output):
    """Employees 100, 300, 100; output 10 → 20, 60 → 70, and unknown."""
    pages = {slug: make_cluster(slug) for slug in ("alpha", "beta", "gamma")}
    for slug, people in (("alpha", 100), ("beta", 300), ("gamma", 100)):
        make_figure(pages[slug].cluster, employees, 2013, people)
    for slug, first, last in (("alpha", 10, 20), ("beta", 60, 70)):
        make_figure(pages[slug].cluster, output, 2012, first)
        make_figure(pages[slug].cluster, output, 2013, last, is_demo=slug == "alpha")
    compute_statistics()
    return pages


def drawn_in(language, *wanted):
    with translation.override(language):
        return draw(Wanted(*wanted), language)


def key(page):
    return str(page.translation_key)


def block(**value):
    return BLOCK.to_python({"view": "bars", "of": "clusters", "indicator": "output", **value})


def shown(value, language="ru"):
    bound = BLOCK.bind(value)
    with translation.override(language):
        template = Template("{% load wagtailcore_tags %}{% include_block bound %}")
        return BeautifulSoup(template.render(Context({"bound": bound})), "html.parser")


def test_bars_without_a_choice_show_the_largest(three):
    drawn = drawn_in("ru", "bars", "clusters", "output")
    assert [row[0] for row in drawn.rows] == ["Кластер beta", "Кластер alpha"]
    assert drawn.rows[0][1] == "70,0"
    assert "70,0" in drawn.title
    assert drawn.period == "2013"
    assert drawn.is_demo


def test_bars_keep_the_chosen_order_and_year(three):
    chosen = (key(three["gamma"]), key(three["alpha"]))
    drawn = drawn_in("ru", "bars", "clusters", "output", chosen, 2012)
    assert drawn.period == "2012"
    assert [row[:2] for row in drawn.rows] == [
        ("Кластер gamma", "нет данных"),
        ("Кластер alpha", "10,0"),
    ]
    assert not drawn.is_demo
    assert drawn_in("ru", "bars", "clusters", "output", chosen, 1999) is None


def test_lines_state_who_grew_most_and_lead_to_a_file_of_all_years(three, client):
    drawn = drawn_in("en", "lines", "clusters", "output")
    assert (
        drawn.title == "Output, 2012–2013: fastest grew Cluster alpha, from 10.0 to 20.0\xa0persons"
    )
    assert drawn.headings == ("Name", "2012", "2013")
    assert drawn.rows[1] == ("Cluster alpha", "10.0", "20.0")
    assert [name for _number, name in drawn.chart.legend] == ["1. Cluster beta", "2. Cluster alpha"]
    content = b"".join(client.get(drawn.csv_url)).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(content)))
    assert {(row[0], row[2], row[3]) for row in rows[1:5]} == {
        ("Cluster beta", "2012", "60.000"),
        ("Cluster beta", "2013", "70.000"),
        ("Cluster alpha", "2012", "10.000"),
        ("Cluster alpha", "2013", "20.000"),
    }


def test_shares_add_up_with_all_others(three):
    drawn = drawn_in("en", "shares", "clusters", "output", (key(three["alpha"]),))
    # 20 of 90.
    assert drawn.title == "Output, 2013: Cluster alpha has 22.2 % of the whole"
    assert [bar.value.text for bar in drawn.chart.bars] == ["22.2", "77.8"]


def test_profile_says_what_stands_out(three):
    drawn = drawn_in("en", "profile", "clusters", "", (key(three["alpha"]), key(three["beta"])))
    # Of those with both: output 90, people 400. (20/100)/(90/400) = 0.89; (70/300)/(90/400) = 1.04.
    assert drawn.rows == (("Output, 2013", "0.89", "1.04"),)
    assert drawn.title == ("Cluster beta: “Output” stands out, 1.04 times what the size would give")


def test_regions_have_charts_too(output):
    region = RegionFactory(code="RU-TA", name_en="Tatarstan")
    population = make_indicator("population", scope=IndicatorScope.REGION)
    make_figure(make_cluster("one", region=region).cluster, output, 2013, 42)
    IndicatorValue.objects.create(
        region=region, indicator=population, year=2012, value=9, source_ru="Росстат"
    )
    compute_statistics()
    drawn = drawn_in("en", "bars", "regions", "output")
    assert [row[:2] for row in drawn.rows] == [("Tatarstan", "42.0")]
    assert drawn_in("ru", "bars", "regions", "population", ("RU-TA",)).source == "Росстат"


def test_withdrawn_passports_are_not_drawn(three):
    for page in three["beta"].get_translations(inclusive=True):
        page.unpublish()
    drawn = drawn_in("en", "bars", "clusters", "output")
    assert [row[0] for row in drawn.rows] == ["Cluster alpha"]
    assert drawn_in("en", "bars", "clusters", "output", (key(three["beta"]),)) is None


@pytest.mark.parametrize("language", ["ru", "en"])
def test_block_draws_in_the_readers_language(three, language):
    soup = shown(block(), language)
    cluster = {"ru": "Кластер beta", "en": "Cluster beta"}[language]
    assert soup.find("th", scope="row").get_text() == cluster
    assert cluster in soup.svg["aria-label"]
    assert soup.find(class_="demo-mark")
    assert soup.find("a", string="CSV")["href"].startswith(f"/{language}/clusters/compare/")


def test_editors_title_wins_and_an_empty_chart_says_so(three):
    assert shown(block(title="Бета впереди")).b.get_text() == "Бета впереди"
    assert "нет данных" in shown(block(title="Бета", year=1999)).get_text()
    assert shown(block(year=1999)).get_text().strip() == ""


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"indicator": ""}, "indicator"),
        ({"indicator": "population"}, "indicator"),
        ({"view": "shares", "indicator": "density"}, "indicator"),
        ({"view": "profile"}, "clusters"),
        ({"of": "regions", "clusters": "beta"}, "clusters"),
        ({"view": "lines", "clusters": "six"}, "clusters"),
    ],
)
def test_editor_is_told_what_to_change(three, change, field):
    make_indicator("population", scope=IndicatorScope.REGION)
    make_indicator("density", is_summable=False)
    chosen = {"beta": [three["beta"].pk], "six": [three["beta"].pk] * 6}
    change = {
        **change,
        **({"clusters": chosen[change["clusters"]]} if "clusters" in change else {}),
    }
    with pytest.raises(StructBlockValidationError) as caught:
        BLOCK.clean(block(**change))
    assert list(caught.value.block_errors) == [field]


def test_a_right_choice_is_accepted(three):
    value = BLOCK.clean(block(view="lines", clusters=[three["beta"].pk]))
    assert value.wanted == Wanted("lines", "clusters", "output", (key(three["beta"]),))


@pytest.mark.parametrize("clusters", [1, 30])
def test_cost_does_not_grow(output, clusters, django_assert_max_num_queries):
    region = RegionFactory()
    for number in range(clusters):
        page = make_cluster(f"c-{number:02}", languages=("ru",), region=region)
        make_figure(page.cluster, output, 2013, number + 1)
    compute_statistics()
    drawn_in("ru", "bars", "clusters", "output")
    with django_assert_max_num_queries(5):
        assert len(drawn_in("ru", "bars", "clusters", "output").rows) == min(clusters, 10)
