"""Development centres: contacts in both languages, a card for address books, old checks told."""

import json
import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from wagtail.models import PageViewRestriction

from clusters.centres.vcard import escaped, folded
from clusters.models import CentreIndexPage
from search.catalogue import search
from search.indexing import rebuild
from search.query import Query
from tests.factories import OrganisationFactory, RegionFactory
from tests.factories.clusters import make_centre

pytestmark = pytest.mark.django_db


@pytest.fixture
def centre():
    return make_centre(
        "kaluga",
        region=RegionFactory(code="RU-KLU", name_ru="Калужская область", name_en="Kaluga Oblast"),
        city="Обнинск",
        address="пл. Треугольная; дом 1, офис 5",
        phone="+7 484 000-00-00",
        email="cluster@kaluga.example",
        website="https://kaluga.example/",
        hours="Пн–Пт 9:00–18:00",
        place="SRID=4326;POINT(36.6101 55.0968)",
        services=["Обучение", "Выставки"],
    )


def test_page_reads_in_both_languages(client, centre):
    page = client.get(centre.get_url()).content.decode()
    for text in ("Калужская область", "Обучение", "Пн–Пт 9:00–18:00", "не сверялось"):
        assert text in page
    english = centre.get_translations().get().specific
    page = client.get(english.get_url()).content.decode()
    assert "Kaluga Oblast" in page
    assert "never checked" in page


def test_an_old_check_is_told(client, centre):
    centre.verified_on = localdate() - timedelta(days=300)
    centre.save_revision().publish()
    assert "не подтверждено больше года" not in client.get(centre.get_url()).content.decode()
    centre.verified_on = localdate() - timedelta(days=400)
    centre.save_revision().publish()
    assert "не подтверждено больше года" in client.get(centre.get_url()).content.decode()


def unfolded(content):
    """The lines of a card as RFC 6350 reads them back: (name with parameters, value)."""
    assert content.endswith("\r\n")
    lines = content.replace("\r\n ", "").strip().split("\r\n")
    return [tuple(line.split(":", 1)) for line in lines]


def test_card_is_read_back(client, centre):
    response = client.get(f"{centre.get_url()}vcard/")
    assert response["Content-Type"] == "text/vcard; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="kaluga.vcf"'
    content = response.content.decode()
    assert all(len(line.encode()) <= 75 for line in content.split("\r\n"))
    fields = dict(unfolded(content))
    assert (fields["BEGIN"], fields["VERSION"], fields["END"]) == ("VCARD", "4.0", "VCARD")
    assert fields["FN;LANGUAGE=ru"] == "Центр kaluga"
    assert fields["TEL;TYPE=work"] == "+7 484 000-00-00"
    assert fields["GEO"] == "geo:55.0968,36.6101"
    address = r";;пл. Треугольная\; дом 1\, офис 5;Обнинск;Калужская область;;"
    assert fields["ADR;TYPE=work"] == address


@pytest.mark.parametrize(
    ("place", "geo"),
    [
        ("SRID=4326;POINT(136.6101234 -55.0968765)", "geo:-55.0968765,136.6101234"),
        ("SRID=4326;POINT(0.00001 50)", "geo:50,0.00001"),
    ],
)
def test_card_keeps_every_digit_of_the_place(client, centre, place, geo):
    centre.place = place
    centre.save_revision().publish()
    content = client.get(f"{centre.get_url()}vcard/").content.decode()
    assert dict(unfolded(content))["GEO"] == geo


def linked_data(client, page):
    html = client.get(page.get_url()).content.decode()
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html)[1])


def test_linked_data_say_what_is_known_and_nothing_empty(client, centre):
    data = linked_data(client, centre)
    assert data["address"]["addressLocality"] == "Обнинск"
    assert [offer["itemOffered"]["name"] for offer in data["makesOffer"]] == [
        "Обучение",
        "Выставки",
    ]
    bare = linked_data(client, make_centre("bare", region=centre.region))
    assert bare["address"] == {
        "@type": "PostalAddress",
        "addressCountry": "RU",
        "addressRegion": "Калужская область",
    }
    assert not {"makesOffer", "telephone", "email", "geo"} & bare.keys()


def test_card_escapes_and_folds_by_octets():
    assert escaped("a,b;c\\d\ne") == r"a\,b\;c\\d\ne"
    long = "FN:" + "ж" * 200
    assert folded(long).replace("\r\n ", "") == long
    assert max(len(line.encode()) for line in folded(long).split("\r\n")) <= 75


def test_one_way_of_naming_the_host():
    centre = make_centre(host=OrganisationFactory(), live=False)
    centre.host_name = "Ещё одна"
    with pytest.raises(ValidationError) as refused:
        centre.full_clean()
    assert "host_name" in refused.value.message_dict


def test_list_finds_by_region_and_district(client, centre, own_index):
    make_centre("tomsk", region=RegionFactory(code="RU-TOM"))
    rebuild()
    index = CentreIndexPage.objects.get(locale__language_code="ru")
    listing = client.get(f"{index.get_url()}?region=RU-KLU").context["listing"]
    assert [result["hit"].url for result in listing["results"]] == [centre.get_url()]
    assert {facet.name for facet in listing["facets"]} >= {"region", "federal_district"}
    (found,) = search(Query(text="обучением выставок", filters={"kind": ("centre",)})).results
    assert found.hit.url == centre.get_url()


@pytest.mark.parametrize("rest", ["", "vcard/", "correct/"])
def test_drafts_and_restricted_centres_are_shown_to_nobody(client, rest):
    draft = make_centre("draft", live=False)
    assert client.get(f"{draft.get_url()}{rest}").status_code == 404
    closed = make_centre("closed")
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    assert client.get(f"{closed.get_url()}{rest}").status_code == 302


@pytest.mark.parametrize("number", [1, 10, 100])
def test_cost_does_not_grow_with_services(client, number, django_assert_max_num_queries):
    centre = make_centre(services=[f"Услуга {place}" for place in range(number)])
    client.get(centre.get_url())
    url = centre.get_url()
    with django_assert_max_num_queries(14):
        client.get(url)
