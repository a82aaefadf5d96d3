"""Conditions written into the words of a query, in either language."""

from datetime import date
from html import unescape

import pytest
from django.utils.html import strip_tags

from search import catalogue, indexing
from search.conditions import WrittenConditions
from search.query import Query, parse
from tests.factories import RegionFactory


@pytest.fixture
def regions(index, news):
    """News of two regions and two years, in the index."""
    kaluga = RegionFactory(code="RU-KLU", name_ru="Калужская область", name_en="Kaluga Oblast")
    tatarstan = RegionFactory(
        code="RU-TA", name_ru="Республика Татарстан", name_en="Republic of Tatarstan"
    )
    for region, year in ((kaluga, 2012), (kaluga, 2013), (tatarstan, 2014)):
        page = news(f"Кластер {region.name_ru} {year}", published_on=date(year, 5, 1))
        page.regions.add(region)
        page.save()
    indexing.drain()


def found(text, **fields):
    # Regions are entries of their own, found by the same words.
    answer = catalogue.search(Query(text=text, **{"filters": {"kind": ("news",)}, **fields}))
    return sorted(result.hit.title.text[-4:] for result in answer.results)


@pytest.mark.parametrize(
    "text",
    [
        "region:RU-KLU",
        "region:ru-klu",
        "region:kaluga",
        "регион:калужская",
        "Регион:Калуж",
        'регион:"Калужская область"',
        "region:«Kaluga Oblast»",
        "кластер регион:калужская",
    ],
)
def test_region_by_code_and_by_names_of_both_languages(regions, text):
    assert found(text) == ["2012", "2013"]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("year:2012..2013", ["2012", "2013"]),
        ("год:2012-2013", ["2012", "2013"]),
        ("год:2013..", ["2013", "2014"]),
        ("year:..2012", ["2012"]),
        ("year:2014..2013", ["2013", "2014"]),
        ("year:2014", ["2014"]),
        ("вид:новости -year:2014", ["2012", "2013"]),
        ("вид:новости -регион:калужская", ["2014"]),
        ("кластер -region:kaluga year:2012", []),
        ("вид:новости", ["2012", "2013", "2014"]),
        ("kind:news", ["2012", "2013", "2014"]),
        ("тип:акты", []),
    ],
)
def test_years_kinds_and_exclusions(regions, text, years):
    assert found(text) == years


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("year:2013..", {"2013": 1, "2014": 1}),
        ("год:1000-9999", {"2012": 1, "2013": 1, "2014": 1}),
        ("year:..2012", {"2012": 1}),
        ("year:2050..2060", {"2050": 0, "2060": 0}),
    ],
)
def test_years_chosen_in_words_are_those_of_the_index(regions, text, years):
    (facet,) = catalogue.search(Query(text=text, facets=("year",))).facets
    chosen = {choice.value: choice.count for choice in facet.choices if choice.is_selected}
    assert chosen == years


@pytest.mark.parametrize(
    "text", ["регион:нигде", "region:", "планета:земля", "12:30", "a:b:c", ":::"]
)
def test_what_is_no_condition_is_words(regions, text):
    parsed = parse(text, WrittenConditions(Query()))
    assert parsed.filters == {}
    assert catalogue.search(Query(text=text)).total == 0 or text == ":::"


def test_preset_of_a_listing_cannot_be_written_over(regions):
    query = Query(text="kind:legal", filters={"kind": ("news",)}, fixed=("kind",))
    assert parse(query.text, WrittenConditions(query)).filters == {}


def test_number_is_looked_for_among_numbers_alone(index, news):
    from tests.factories.legal import make_act

    make_act(number="188", title="О перечне")
    news("Приказ 188 обсудили")
    indexing.drain()
    titles = [result.hit.title.text for result in catalogue.search(Query(text="номер:188")).results]
    assert titles == ["О перечне"]
    assert catalogue.search(Query(text="188")).total == 2


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("ru", "Понято как: слова в любой форме: кластер; без «рынок»; Регион: Калужская область"),
        ("en", "Understood as: words in any form: кластер; without “рынок”; Region: Kaluga Oblast"),
    ],
)
def test_page_says_what_was_understood(client, regions, lang, line):
    text = "кластер регион:калуж -рынок"
    html = client.get(f"/{lang}/search/", {"q": text}).content.decode()
    shown = html.split('class="understood meta">')[1].split("</p>")[0]
    assert line in " ".join(strip_tags(unescape(shown)).split())
    assert "understood" not in client.get(f"/{lang}/search/", {"q": "кластер"}).content.decode()


@pytest.mark.django_db
def test_help_names_every_condition(client):
    for lang in ("ru", "en"):
        html = client.get(f"/{lang}/search/help/").content.decode()
        assert "<code>регион:, region:</code>" in html
        assert html.count("<h1") == 1
