"""Connections: typed, in both directions, public ends only, counts included."""

import pytest
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import PageViewRestriction, ReferenceIndex

from clusters.models import PassportAct
from home.connections.picture import draw
from home.connections.reading import of_organisation, of_page
from tests.factories import OrganisationFactory
from tests.factories.clusters import make_cluster, make_figure, make_indicator, make_member
from tests.factories.legal import make_act, make_translation

pytestmark = pytest.mark.django_db


@pytest.fixture
def walk():
    """An act, a cluster that rests on it, its member and indicator."""
    act = make_act(title="О поддержке кластеров")
    make_translation(act, title="On support of clusters")
    member = OrganisationFactory(name_ru="Завод «Луч»", name_en="Luch", slug="luch")
    cluster = make_cluster("optics", coordinator=OrganisationFactory(name_en="Centre", slug="ccd"))
    for page in cluster.get_translations(inclusive=True).specific():
        page.legal_basis = [PassportAct(act=act)]
        page.save_revision().publish()
    make_member(cluster.cluster, organisation=member)
    make_figure(cluster.cluster, make_indicator(), 2012, 1)
    rebuild_references()
    return act, cluster, member


def rebuild_references():
    """What the worker does after each save."""
    from clusters.models import ClusterPage
    from library.models import LegalActPage

    for model in (ClusterPage, LegalActPage):
        for page in model.objects.all():
            ReferenceIndex.create_or_update_for_object(page)


def named(found):
    return {str(group.label): [node.name for node in group.nodes] for group in found.groups}


def test_from_act_to_cluster_to_indicator_and_back(walk):
    act, cluster, member = walk
    with override("en"):
        assert named(of_page(act.translation_key, "en"))["Basis of"] == ["Cluster optics"]
        found = named(of_page(cluster.translation_key, "en"))
        assert found["Rests on acts"] == ["On support of clusters"]
        assert found["Members"] == ["Luch"]
        assert found["Measured by"] == ["Employees"]
        assert found["Co-ordinated by"] == ["Centre"]
        assert named(of_organisation(member, "en")) == {"Member of": ["Cluster optics"]}


def test_both_languages_of_a_page_are_one_thing(walk):
    act, _cluster, _member = walk
    found = of_page(act.translation_key, "ru")
    group = next(group for group in found.groups if not group.is_outgoing)
    assert [node.name for node in group.nodes] == ["Кластер optics"]
    assert found.total == len(group.nodes) + sum(
        len(one.nodes) for one in found.groups if one.is_outgoing
    )


@pytest.mark.parametrize("how", ["draft", "restricted"])
def test_what_a_reader_may_not_open_neither_appears_nor_counts(client, walk, how):
    act, cluster, member = walk
    before = of_page(act.translation_key, "ru").total
    for page in cluster.get_translations(inclusive=True):
        if how == "draft":
            page.unpublish()
        else:
            PageViewRestriction.objects.create(page=page, restriction_type="login")
    after = of_page(act.translation_key, "ru")
    assert after.total == before - 1
    assert "optics" not in str(named(after))
    assert of_page(cluster.translation_key, "ru") is None
    for address in (
        reverse("front:connections", args=[cluster.translation_key]),
        reverse("front:organisation", args=[member.slug]),
    ):
        assert client.get(address).status_code == 404


def test_page_lists_first_and_draws_second(client, walk):
    _act, cluster, member = walk
    page = client.get(f"/ru/connections/{cluster.translation_key}/").content.decode()
    assert page.index("Завод «Луч»") < page.index('class="graph"')
    assert f'href="/ru/organisations/{member.slug}/"' in page
    english = client.get(f"/en/organisations/{member.slug}/").content.decode()
    assert "Cluster optics" in english
    passport = client.get(cluster.get_url()).content.decode()
    assert f"/ru/connections/{cluster.translation_key}/" in passport


def test_unknown_things_are_not_found(client):
    assert client.get("/ru/connections/00000000-0000-0000-0000-000000000000/").status_code == 404
    assert client.get("/ru/organisations/nobody/").status_code == 404
    assert client.get(f"/ru/organisations/{OrganisationFactory().slug}/").status_code == 404


def test_a_long_list_is_cut_in_the_picture_and_whole_in_the_text(walk):
    _act, cluster, _member = walk
    for _ in range(30):
        make_member(cluster.cluster)
    found = of_page(cluster.translation_key, "ru")
    members = next(group for group in found.groups if len(group.nodes) > 6)
    assert len(members.nodes) == 31
    texts = [line.text for line in draw(found).lines]
    assert texts.count("…") == 1
    assert any("(31)" in text for text in texts)


@pytest.mark.parametrize("number", [1, 10, 100])
def test_cost_does_not_grow(walk, number, django_assert_max_num_queries):
    act, _cluster, _member = walk
    for place in range(number - 1):
        page = make_cluster(f"c-{place}", languages=("ru",))
        page.legal_basis = [PassportAct(act=act)]
        page.save_revision().publish()
    rebuild_references()
    of_page(act.translation_key, "ru")
    with django_assert_max_num_queries(10):
        assert of_page(act.translation_key, "ru").total >= number
