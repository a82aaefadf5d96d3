"""Where a page stands in the portal."""

import pytest
from wagtail.models import Page

from cms.sections import SECTIONS, section_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree():
    """A home page with a section and two levels under it."""
    root = Page.objects.get(depth=1)
    home = root.add_child(instance=Page(title="Home", slug="tree"))
    legal = home.add_child(instance=Page(title="Legal", slug="legal"))
    year = legal.add_child(instance=Page(title="2012", slug="2012"))
    act = year.add_child(instance=Page(title="Act", slug="act"))
    return root, home, legal, year, act


def test_section_of_every_level(tree):
    assert [section_of(page) for page in tree] == ["", "home", "legal", "legal", "legal"]


def test_section_of_costs_one_query_below_the_section_only(tree, django_assert_num_queries):
    with django_assert_num_queries(0):
        section_of(tree[2])
    with django_assert_num_queries(1):
        section_of(tree[4])


def test_sections_stand_in_the_order_of_the_menu():
    assert list(SECTIONS) == [
        "clusters",
        "platforms",
        "legal",
        "library",
        "news",
        "events",
        "about",
    ]
