"""A passport becomes public only when a moderator has ticked the rules."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from clusters.models import Admission, ClusterPage
from cms.desk.pages import PageQueue, version_of
from cms.desk.queues import Decision
from cms.workflow.rules import DecisionRefused
from tests.factories.clusters import make_cluster, passports
from tests.factories.foundation import RegionFactory
from tests.factories.moderation import submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def newcomer(make_user):
    """A draft that nobody has admitted, submitted by an editor."""
    page = make_cluster("new", live=False, languages=("ru",))
    Admission.objects.all().delete()
    editor = make_user("editors-clusters")
    page.save_revision(user=editor)
    return page, submit(page, editor)


def approve(state, user):
    state.refresh_from_db()
    PageQueue().decide(user, str(state.pk), version_of(state.revision), Decision.APPROVE, "")


def tick(client, page, **boxes):
    return client.post(reverse("clusters:admission", args=[page.cluster_id]), boxes)


ALL_RULES = dict.fromkeys(Admission.RULES, "on")


def test_approval_is_refused_until_every_rule_is_ticked(newcomer, client_as):
    page, state = newcomer
    client = client_as("moderators-clusters")
    with pytest.raises(DecisionRefused, match="правила допуска"):
        approve(state, client.user)

    tick(client, page, **{**ALL_RULES, "has_site": ""})
    with pytest.raises(DecisionRefused):
        approve(state, client.user)
    assert not ClusterPage.objects.get(pk=page.pk).live

    tick(client, page, **ALL_RULES)
    approve(state, client.user)
    assert ClusterPage.objects.get(pk=page.pk).live
    assert Admission.objects.get().ticked_by == client.user


def test_an_official_list_stands_for_the_rules(newcomer, client_as):
    page, state = newcomer
    client = client_as("moderators-clusters")
    tick(client, page, waiver="Поручение Председателя Правительства")
    approve(state, client.user)
    assert ClusterPage.objects.get(pk=page.pk).live


def test_desk_tells_what_is_missing_and_where_it_is_settled(newcomer, client_as):
    page, state = newcomer
    client = client_as("moderators-clusters")
    shown = client.get(reverse("desk:item", args=["pages", state.pk])).content.decode()
    assert reverse("clusters:admission", args=[page.cluster_id]) in shown


def test_nothing_else_makes_it_public(newcomer):
    page, _state = newcomer
    with pytest.raises(DecisionRefused):
        page.save_revision().publish()
    fresh = ClusterPage(title="Сразу", slug="at-once", region=RegionFactory(), live=True)
    with pytest.raises(DecisionRefused):
        passports().add_child(instance=fresh)
    assert not ClusterPage.objects.live().exists()


def test_administrators_are_told_in_the_form(newcomer, client_as):
    page, _state = newcomer
    client = client_as("administrators")
    data = {"title": page.title, "slug": page.slug, "region": page.region_id, "group": "1"}
    data |= {"lead": "", "body": streamfield([]), "comments": inline_formset([])}
    data |= {name: inline_formset([]) for name in ("projects", "legal_basis", "documents")}
    data |= {"action-publish": "action-publish"}
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    response = client.post(address, nested_form_data(data), follow=True)
    assert "правила допуска" in response.content.decode()
    assert response.status_code == 200
    assert not ClusterPage.objects.get(pk=page.pk).live


def test_a_passport_that_was_public_is_not_asked_again():
    page = make_cluster("known")
    Admission.objects.all().delete()
    page.unpublish()
    page.save_revision().publish()
    assert ClusterPage.objects.get(pk=page.pk).live


@pytest.mark.parametrize(
    ("group", "status"),
    [
        ("moderators-clusters", 200),
        ("administrators", 200),
        ("editors-clusters", 302),
        ("moderators-news", 302),
        ("platform-specialists", 302),
    ],
)
def test_who_ticks(newcomer, client_as, group, status):
    page, _state = newcomer
    address = reverse("clusters:admission", args=[page.cluster_id])
    assert client_as(group).get(address).status_code == status
