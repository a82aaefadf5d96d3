"""The map's page and its files: the same rows everywhere, nothing hidden, few queries."""

import csv
import io
import json
import re
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook
from PIL import Image
from wagtail.models import PageViewRestriction

from clusters.enums import ClusterGroup, IndicatorScope
from clusters.mapping.drawing import APART, MOST_MARKERS, draw, spread
from clusters.mapping.rows import choices, found
from clusters.mapping.state import State
from clusters.models import ClusterMapPage, IndicatorValue
from cms.enums import FederalDistrict
from cms.geo import country
from tests.factories import OrganisationFactory, RegionFactory
from tests.factories.clusters import (
    make_cluster,
    make_figure,
    make_indicator,
    make_member,
    make_specialisation,
)

pytestmark = pytest.mark.django_db

KALUGA = "SRID=4326;POINT(36.6101 55.0968)"
KAZAN = "SRID=4326;POINT(49.1064 55.7961)"
TOMSK = "SRID=4326;POINT(84.9481 56.4847)"


@pytest.fixture
def optics():
    return make_specialisation("optics", glyph="square")


@pytest.fixture
def output():
    return make_indicator(
        "output", name_ru="Выпуск", name_en="Output", unit_ru="млрд руб.", decimals=1
    )


@pytest.fixture
def three(optics, output):
    """Kazan 30 and 12.5, Tomsk without data, Kaluga in the centre 7."""
    kaluga = RegionFactory(
        code="RU-KLU",
        name_ru="Калужская область",
        name_en="Kaluga Oblast",
        federal_district=FederalDistrict.CENTRAL,
    )
    tatarstan = RegionFactory(
        code="RU-TA",
        name_ru="Республика Татарстан",
        name_en="Tatarstan",
        federal_district=FederalDistrict.VOLGA,
    )
    tomsk = RegionFactory(
        code="RU-TOM",
        name_ru="Томская область",
        name_en="Tomsk Oblast",
        federal_district=FederalDistrict.SIBERIAN,
    )
    made = {
        "pharma": make_cluster("pharma", region=kaluga, place=KALUGA, city="Обнинск"),
        "kama": make_cluster(
            "kama",
            region=tatarstan,
            place=KAZAN,
            group=ClusterGroup.SECOND,
            specialisations=[optics],
            is_demo=True,
        ),
        "kazan": make_cluster("kazan", region=tatarstan, place=KAZAN),
        "tomsk": make_cluster("tomsk", region=tomsk, place=TOMSK, specialisations=[optics]),
    }
    make_figure(made["pharma"].cluster, output, 2012, 7)
    make_figure(made["kama"].cluster, output, 2012, 30, is_demo=True)
    make_figure(made["kazan"].cluster, output, 2012, "12.5")
    make_figure(made["tomsk"].cluster, output, 2012, None)
    make_figure(made["kama"].cluster, output, 2011, 28)
    return made


def address(rest="", language="ru"):
    return ClusterMapPage.objects.get(locale__language_code=language).get_url() + rest


def context(client, query="", language="ru"):
    response = client.get(address(f"?{query}", language))
    assert response.status_code == 200
    return response.context


def slugs(rows):
    return [row.page.cluster.slug for row, _shown in rows]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["pharma", "kama", "kazan", "tomsk"]),
        ("specialisation=optics", ["kama", "tomsk"]),
        ("specialisation=optics&district=volga", ["kama"]),
        ("group=2", ["kama"]),
        ("q=обнинск", ["pharma"]),
        ("q=tatarstan", ["kama", "kazan"]),
        ("q=Завод+Лён", ["tomsk"]),
        ("q=nowhere", []),
        ("indicator=output&sort=-value", ["kama", "kazan", "pharma", "tomsk"]),
        ("indicator=output&sort=value", ["pharma", "kazan", "kama", "tomsk"]),
        ("sort=-region", ["tomsk", "kama", "kazan", "pharma"]),
    ],
)
def test_filters_search_and_order(client, three, query, expected):
    make_member(three["tomsk"].cluster, organisation=OrganisationFactory(name_ru="Завод «Лен»"))
    assert slugs(context(client, query)["rows"]) == expected


def test_both_languages_have_the_same_rows(client, three):
    query = "indicator=output&sort=-value&specialisation=optics"
    assert slugs(context(client, query)["rows"]) == slugs(context(client, query, "en")["rows"])
    assert "Kaluga Oblast" in client.get(address(language="en")).content.decode()


def test_a_cluster_without_a_translation_is_shown_and_marked(client, three):
    make_cluster("solo", languages=("ru",), region=three["kama"].region)
    page = client.get(address(language="en")).content.decode()
    assert re.search(r'lang="ru" hreflang="ru">Кластер solo', page)


def test_regions_sum_their_clusters_and_no_data_is_not_zero(three, output):
    result = found(State(indicator="output"), choices(), "ru")
    values = {code: value.value for code, value in result.regions.items()}
    assert values == {"RU-KLU": 7, "RU-TA": Decimal("42.5"), "RU-TOM": None}
    assert (result.year, result.years, result.has_demo) == (2012, (2011, 2012), True)
    levels = {area.code: area.level for area in draw(result).areas if area.is_known}
    assert levels == {"RU-KLU": 1, "RU-TA": 2, "RU-TOM": None}


def test_what_does_not_add_up_is_not_added(three):
    share = make_indicator("share", is_summable=False)
    for slug in ("kama", "kazan", "tomsk"):
        make_figure(three[slug].cluster, share, 2012, 50)
    result = found(State(indicator="share"), choices(), "ru")
    assert {code: one.value for code, one in result.regions.items()} == {
        "RU-KLU": None,
        "RU-TA": None,
        "RU-TOM": 50,
    }


def test_figures_of_regions_fill_regions_without_clusters(three):
    population = make_indicator("population", scope=IndicatorScope.REGION)
    moscow = RegionFactory(code="RU-MOW")
    IndicatorValue.objects.create(
        region=moscow, indicator=population, year=2012, value=11613, source_ru="Росстат"
    )
    result = found(State(indicator="population"), choices(), "ru")
    assert result.regions["RU-MOW"].value == 11613
    assert [row.value for row in result.rows] == [None] * 4


def test_every_region_is_drawn_once(client, three):
    page = client.get(address()).content.decode()
    drawn = re.findall(r"russia[^\"#]*\.svg#(RU-[A-Z]+)", page)
    assert sorted(drawn) == sorted(country().shapes)


def test_markers_stand_in_the_order_of_the_table_and_say_so(client, three):
    page = client.get(address("?indicator=output&sort=-value")).content.decode()
    names = re.findall(r'class="pin"[^>]*aria-label="([^"]+)"', page)
    assert names == [
        "Кластер kama, Республика Татарстан, 30,0\xa0млрд руб., 1 из 4",
        "Кластер kazan, Республика Татарстан, 12,5\xa0млрд руб., 2 из 4",
        "Кластер tomsk, Томская область, нет данных, 4 из 4",
        # The inset follows.
        "Кластер pharma, Калужская область, 7,0\xa0млрд руб., 3 из 4",
    ]


def test_the_panel_tells_of_the_chosen_cluster_or_region(client, three):
    chosen = client.get(address("?cluster=kama&indicator=output")).content.decode()
    assert three["kama"].get_url() in chosen
    assert "Выбранный кластер" in chosen
    assert "Выбранный регион" in client.get(address("?region=RU-TA")).content.decode()
    assert client.get(address("?region=RU-XX&cluster=none")).status_code == 200


@pytest.mark.parametrize("rest", ["", "embed/", "download/json/", "download/csv/", "download/svg/"])
def test_drafts_and_restricted_passports_are_nowhere(client, three, rest):
    make_cluster("draft-secret", live=False, region=three["kama"].region, place=KAZAN)
    closed = make_cluster("closed-secret", region=three["kama"].region, place=KAZAN)
    for page in closed.get_translations(inclusive=True):
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    response = client.get(address(rest))
    content = b"".join(response) if response.streaming else response.content
    assert b"secret" not in content
    assert context(client)["found"].total == 4


@pytest.mark.parametrize("number", [1, 25, 500])
def test_cost_does_not_grow_with_clusters(
    client, optics, output, number, django_assert_max_num_queries
):
    region = RegionFactory(code="RU-TA")
    first = make_cluster(languages=("ru",), region=region, place=KAZAN, specialisations=[optics])
    copies(first, number - 1)
    make_figure(first.cluster, output, 2012, 5)
    map_url = address("?indicator=output")
    client.get(map_url)

    with django_assert_max_num_queries(10):
        response = client.get(map_url)

    assert len(response.context["found"].rows) == number
    assert len(response.context["rows"]) == min(number, 50)


def copies(page, number):
    """More public passports like one, past the forms."""
    from uuid import uuid4

    from wagtail.models import Page

    from clusters.models import Cluster, ClusterPage

    for place in range(number):
        key, slug = uuid4(), f"copy-{place}"
        cluster = Cluster.objects.create(key=key, slug=slug, name_ru=slug, name_en=slug)
        base = Page.objects.get(pk=page.pk)
        path = ClusterPage._get_path(base.path[:-4], base.depth, 100 + place)
        copy = ClusterPage.objects.get(pk=page.pk)
        copy.pk = copy.id = None
        copy.page_ptr_id = None
        copy._state.adding = True
        copy.path, copy.slug, copy.translation_key, copy.cluster = path, slug, key, cluster
        copy.url_path = base.url_path.replace(base.slug, slug)
        copy.first_published_at, copy.live = None, False
        copy.latest_revision = copy.live_revision = None
        super(ClusterPage, copy).save(clean=False)
        ClusterPage.objects.filter(pk=copy.pk).update(live=True)


def test_a_crowd_is_drawn_as_numbers_of_regions(optics):
    region = RegionFactory(code="RU-TA")
    first = make_cluster(languages=("ru",), region=region, place=KAZAN, specialisations=[optics])
    copies(first, MOST_MARKERS)
    picture = draw(found(State(), choices(), "ru"))
    assert picture.markers == ()
    assert [(badge.code, badge.count) for badge in picture.badges] == [("RU-TA", MOST_MARKERS + 1)]


def test_markers_are_pushed_apart_and_always_the_same_way():
    points = [(100.0, 100.0), (100.0, 100.0), (103.0, 100.0), (400.0, 300.0)]
    moved = spread(points)
    assert moved == spread(points)
    assert moved[3] == (400.0, 300.0)
    for first in range(3):
        for second in range(first + 1, 3):
            (x1, y1), (x2, y2) = moved[first], moved[second]
            assert ((x1 - x2) ** 2 + (y1 - y2) ** 2) ** 0.5 >= APART - 0.5


def test_files_hold_the_rows_of_the_page(client, three):
    query = "?indicator=output&sort=-value"
    expected = slugs(context(client, query[1:])["rows"])
    response = client.get(address(f"download/csv/{query}"))
    lines = list(csv.reader(io.StringIO(b"".join(response).decode("utf-8-sig"))))
    assert [line[1] for line in lines[1:5]] == [f"Кластер {slug}" for slug in expected]
    assert [line[10] for line in lines[1:5]] == ["30.000", "12.500", "7.000", ""]
    assert [line[12] for line in lines[1:5]] == ["да", "нет", "нет", "нет"]

    book = load_workbook(io.BytesIO(client.get(address(f"download/xlsx/{query}")).content))
    assert [cell.value for cell in book.active["K"]][1:5] == [30, 12.5, 7, None]

    data = client.get(address(f"download/json/{query}")).json()
    assert [row["slug"] for row in data["rows"]] == expected
    assert [row["value"] for row in data["rows"]] == [30.0, 12.5, 7.0, None]


def test_geojson_has_points_and_regions(client, three):
    response = client.get(address("download/geojson/?indicator=output"))
    assert response["Content-Type"] == "application/geo+json"
    data = json.loads(response.content)
    point = next(one for one in data["features"] if one["id"] == "kama")
    assert point["geometry"] == {"type": "Point", "coordinates": [49.1064, 55.7961]}
    assert (point["properties"]["value"], point["properties"]["is_demo"]) == (30.0, True)
    assert data["is_demo"] is True

    regions = client.get(address("download/geojson/?indicator=output&layer=regions")).json()
    by_id = {one["id"]: one for one in regions["features"]}
    assert len(by_id) == 83
    assert by_id["RU-TA"]["properties"]["value"] == 42.5
    assert by_id["RU-TOM"]["properties"]["value"] is None
    assert by_id["RU-TA"]["geometry"]["type"] == "MultiPolygon"


def test_pictures_open_and_name_their_source(client, three):
    svg = client.get(address("download/svg/?indicator=output")).content
    tree = ElementTree.fromstring(svg)
    name = "{http://www.w3.org/2000/svg}"
    lands = [one for one in tree.iter(f"{name}path") if len(one.get("d", "")) > 20]
    assert len(lands) == 83
    assert "Росстат" in svg.decode()
    assert "<script" not in svg.decode()

    image = Image.open(io.BytesIO(client.get(address("download/png/?indicator=output")).content))
    assert (image.format, image.width) == ("PNG", 2400)
    assert len(image.convert("RGB").getcolors(2**24)) > 50

    assert client.get(address("download/exe/")).status_code == 404


def test_the_frame_may_stand_anywhere_and_only_the_frame(client, three):
    page, frame = client.get(address()), client.get(address("embed/"))
    assert page["X-Frame-Options"] == "SAMEORIGIN"
    assert "X-Frame-Options" not in frame
    assert "frame-ancestors 'self' *" in frame["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in page["Content-Security-Policy"]
    text = frame.content.decode()
    assert "Кластер kama" in text
    assert 'name="robots" content="noindex"' in text
