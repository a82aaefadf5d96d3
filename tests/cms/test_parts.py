"""Rows read in the page's own query are the rows that queries of their own give."""

import pytest
from django.forms.models import model_to_dict

from clusters.models import ClusterPage, PassportAct, Project
from cms.parts import hold_parts, with_parts
from tests.factories import RegionFactory, TopicFactory
from tests.factories.clusters import make_cluster, make_specialisation
from tests.factories.legal import make_act

pytestmark = pytest.mark.django_db

PARTS = ("specialisations", "topics", "regions", "projects", "legal_basis", "documents")


@pytest.fixture
def passport():
    page = make_cluster(
        specialisations=[make_specialisation("b", order=2), make_specialisation("a", order=1)]
    )
    page.topics = [TopicFactory(), TopicFactory()]
    page.regions = [RegionFactory(name_ru="Ямал «Север»"), RegionFactory(name_ru="Алтай")]
    page.projects = [
        Project(title=f'Проект "{number}"\\n', years="2012–2016", sort_order=9 - number)
        for number in range(3)
    ]
    page.legal_basis = [PassportAct(act=make_act(), anchor="article-1")]
    page.save_revision().publish()
    return ClusterPage.objects.get(pk=page.pk)


def read(page, *names):
    return with_parts(ClusterPage.objects.filter(pk=page.pk), *names).get()


def test_parts_are_the_rows_themselves(passport):
    held = read(passport, *PARTS)
    hold_parts(held)
    for name in PARTS:
        own = [model_to_dict(row) for row in getattr(passport, name).all()]
        assert [model_to_dict(row) for row in getattr(held, name).all()] == own, name
    assert [project.title for project in held.projects.all()] == [
        f'Проект "{number}"\\n' for number in (2, 1, 0)
    ]
    assert [one.slug for one in held.specialisations.all()] == ["a", "b"]
    assert list(held.documents.all()) == []


def test_parts_cost_one_query(passport, django_assert_num_queries):
    with django_assert_num_queries(1):
        held = read(passport, *PARTS)
        hold_parts(held)
        counts = [len(getattr(held, name).all()) for name in PARTS]
    assert counts == [2, 2, 3, 3, 1, 0]  # the main region stands among the regions


def test_what_was_not_asked_for_is_read_as_before(passport):
    held = read(passport, "topics")
    hold_parts(held)
    assert held.projects.count() == 3


def test_a_page_that_holds_its_parts_is_saved_unchanged(passport):
    held = read(passport, *PARTS)
    hold_parts(held)
    held.save_revision().publish()
    again = ClusterPage.objects.get(pk=passport.pk)
    for name in PARTS:
        assert list(getattr(again, name).all()) == list(getattr(passport, name).all()), name
