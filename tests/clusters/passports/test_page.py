"""The passport's page: what it shows to whom, in which language, at what cost."""

import io
import json
from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate
from openpyxl import load_workbook
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from clusters.enums import MemberRole
from clusters.models import PassportAct, PassportDocument, Project
from clusters.models.passport import ClusterPage
from tests.factories import OrganisationFactory, PortalDocumentFactory
from tests.factories.clusters import (
    make_cluster,
    make_figure,
    make_indicator,
    make_member,
    make_specialisation,
)
from tests.factories.legal import make_act, make_translation

pytestmark = pytest.mark.django_db


def url(page, rest=""):
    return f"{page.get_url()}{rest}"


def text_of(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


@pytest.fixture
def passport():
    page = make_cluster("optics", specialisations=[make_specialisation()], city="Обнинск")
    indicator = make_indicator(is_key=True)
    make_figure(page.cluster, indicator, 2011, 9000, is_demo=True)
    make_figure(page.cluster, indicator, 2012, None)
    return page


def test_page_reads_in_both_languages(client, passport):
    english = passport.get_translations().get().specific
    assert "нет данных" in text_of(client, url(passport))
    page = text_of(client, url(english))
    assert "no data" in page
    assert "9,000" in page
    assert "Direction optics" in page
    assert "Демонстрация" in text_of(client, url(passport))


def test_members_are_filtered_by_kind_and_former_ones_left_out(client, passport):
    company = OrganisationFactory(kind="company", name_ru="Завод «Луч»")
    make_member(passport.cluster, organisation=company, role=MemberRole.ANCHOR)
    make_member(
        passport.cluster, organisation=OrganisationFactory(kind="university", name_ru="Вуз")
    )
    former = OrganisationFactory(kind="company", name_ru="Бывший участник")
    make_member(passport.cluster, organisation=former, until=localdate() - timedelta(days=1))

    everyone = client.get(url(passport)).context["members"]
    companies = client.get(url(passport), {"members": "company"}).context["members"]
    unknown = client.get(url(passport), {"members": "x' OR 1=1"}).context["members"]

    assert [row.organisation.name_ru for row in everyone] == ["Завод «Луч»", "Вуз"]
    assert [row.organisation.name_ru for row in companies] == ["Завод «Луч»"]
    assert len(unknown) == 2


def test_acts_are_shown_in_the_readers_language_and_hidden_ones_never(client):
    act = make_act(title="О поддержке")
    english = make_translation(act, title="On support")
    secret = make_act(title="Секретный проект")
    page = make_cluster(approved_by=act)
    translation = page.get_translations().get().specific
    for version in (page, translation):
        version.legal_basis = [PassportAct(act=act, anchor="article-1"), PassportAct(act=secret)]
        version.save_revision().publish()
    PageViewRestriction.objects.create(page=secret, restriction_type="login")

    russian = text_of(client, url(page))
    assert "О поддержке" in russian
    assert f"{act.get_url()}#article-1" in russian
    assert "Секретный проект" not in russian
    assert english.get_url() in text_of(client, url(translation))
    assert "Секретный" not in text_of(client, url(page, "download/json/"))


def test_a_check_of_more_than_a_year_ago_is_called_old(client):
    fresh = make_cluster(verified_on=localdate() - timedelta(days=300))
    old = make_cluster(verified_on=date(2013, 12, 20))
    assert "не подтверждено больше года" not in text_of(client, url(fresh))
    assert "не подтверждено больше года" in text_of(client, url(old))
    assert "не сверялось" in text_of(client, url(make_cluster()))


def test_editions_stay_citable(client, passport):
    figure = passport.cluster.figures.get(year=2011)
    figure.value, figure.reason, figure.is_demo = 9100, "Уточнено", False
    figure.save()

    page = text_of(client, url(passport, "figures/"))

    assert 'id="employees-2011"' in page
    former = figure.editions.earliest("pk")
    assert f'id="employees-2011-{former.pk}"' in page
    assert "9\xa0000" in page
    assert "9\xa0100" in page
    assert "Уточнено" in page


def test_downloads_say_no_data_and_demonstration(client, passport):
    make_member(passport.cluster, organisation=OrganisationFactory(name_ru="=HYPERLINK(1)"))

    lines = b"".join(client.get(url(passport, "download/csv/")).streaming_content).decode()
    rows = [line.split(",") for line in lines.splitlines()]
    assert [row[3] for row in rows[1:3]] == ["9000.000", ""]
    assert rows[1][6] == "да"
    assert rows[2][6] == "нет"

    response = client.get(url(passport, "download/xlsx/"))
    book = load_workbook(io.BytesIO(response.content))
    assert book.sheetnames == ["Паспорт", "Показатели по годам", "Участники"]
    assert [cell.value for cell in book["Показатели по годам"]["D"]][1:3] == [9000, None]
    cell = book["Участники"]["A2"]
    assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")

    data = json.loads(client.get(url(passport, "download/json/")).content)
    assert [figure["value"] for figure in data["figures"]] == [9000.0, None]
    assert [figure["is_demo"] for figure in data["figures"]] == [True, False]


@pytest.mark.parametrize(
    "route", ["", "figures/", "download/csv/", "download/xlsx/", "download/json/"]
)
def test_drafts_and_restricted_passports_are_shown_to_nobody(client, route):
    draft = make_cluster("draft", live=False)
    assert client.get(url(draft, route)).status_code == 404
    closed = make_cluster("closed")
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    response = client.get(url(closed, route))
    assert response.status_code == 302
    assert "login" in response.url


def test_a_passport_below_a_restricted_list_is_shown_to_nobody(client):
    page = make_cluster("below")
    assert client.get(url(page)).status_code == 200
    PageViewRestriction.objects.create(page=page.get_parent(), restriction_type="login")
    response = client.get(url(page))
    assert response.status_code == 302
    assert "login" in response.url


def test_documents_of_closed_collections_are_left_out(client):
    page = make_cluster(programme_document=PortalDocumentFactory(title="Программа"))
    closed = Collection.get_first_root_node().add_child(name="Закрытое")
    inner = Collection.objects.get(pk=closed.pk).add_child(name="Внутри")
    secret = PortalDocumentFactory(title="Тайна", collection=inner)
    page.documents = [
        PassportDocument(document=one) for one in (secret, PortalDocumentFactory(title="Протокол"))
    ]
    page.save_revision().publish()
    assert titles(client, page) == ["Программа", "Тайна", "Протокол"]

    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")

    assert titles(client, page) == ["Программа", "Протокол"]


def titles(client, page):
    return [one.title for one in client.get(url(page)).context["documents"]]


@pytest.mark.parametrize("number", [1, 10, 100])
def test_cost_does_not_grow_with_what_the_passport_has(
    client, django_assert_max_num_queries, number
):
    page = make_cluster(specialisations=[make_specialisation()])
    for index in range(min(number, 20)):
        indicator = make_indicator(f"i-{index}", order=index)
        for year in (2011, 2012, 2013):
            make_figure(page.cluster, indicator, year, index)
    for _ in range(number):
        make_member(page.cluster)
    act = make_act()
    page.legal_basis = [PassportAct(act=act)]
    page.documents = [PassportDocument(document=PortalDocumentFactory())]
    page.projects = [Project(title=f"Проект {index}") for index in range(number)]
    page.save_revision().publish()
    client.get(url(page))

    with django_assert_max_num_queries(12):
        client.get(url(page))


def test_cluster_is_named_by_its_published_passports():
    page = make_cluster("named")
    page.title = "Новое имя"
    page.save_revision()
    assert ClusterPage.objects.get(pk=page.pk).cluster.name_ru == "Кластер named"
    page.get_latest_revision().publish()
    cluster = ClusterPage.objects.get(pk=page.pk).cluster
    assert (cluster.name_ru, cluster.name_en) == ("Новое имя", "Cluster named")
